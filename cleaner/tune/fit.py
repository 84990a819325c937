"""Fit decision tables on labelled blocks. Needs CatBoost (the `tune` extra); the running program does not."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

SETTINGS = {
    "l2_leaf_reg": 10,
    "border_count": 48,
    "thread_count": 2,
    "verbose": 0,
    "random_seed": 1,
    "bootstrap_type": "Bernoulli",
    "allow_writing_files": False,
}

ROWS, MEASURES = 0.8, 0.5
"""Shares of the blocks and of the measures that a table is made from, drawn anew for each (stochastic gradient
boosting, Friedman 2002)."""

Told = tuple[str, list[float]]
"""Tables, one a line, and the bias of each label."""

NEVER = -20.0
"""Log-odds of a label that no training block has."""


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}g}" if abs(value) >= 0.0005 else "0"


def _spread(values: npt.NDArray[np.float64], present: npt.NDArray[np.int64], labels: int) -> npt.NDArray[np.float64]:
    """Points of the labels that occur, in columns of all labels."""
    out = np.zeros((len(values), labels))
    out[:, present] = values
    return out


def weightiest(
    x: npt.NDArray[np.float32],
    y: npt.NDArray[np.int64],
    weight: npt.NDArray[np.float64],
    least: float,
    *,
    tables: int,
    depth: int,
    rate: float,
) -> npt.NDArray[np.bool_]:
    """Which measures make at least `least` per cent of the differences in points that tables fitted on all of them
    give (CatBoost's PredictionValuesChange)."""
    from catboost import CatBoostClassifier  # noqa: PLC0415 - a tuning tool only

    model = CatBoostClassifier(iterations=tables, depth=depth, loss_function="Logloss",
                               **(SETTINGS | {"learning_rate": rate, "subsample": ROWS, "rsm": MEASURES}))
    model.fit(x, y, sample_weight=weight)
    weighty: npt.NDArray[np.bool_] = np.array(model.get_feature_importance()) >= least
    return weighty


def fit_tables(
    x: npt.NDArray[np.float32],
    y: npt.NDArray[np.int64],
    weight: npt.NDArray[np.float64],
    names: Sequence[str],
    *,
    tables: int,
    depth: int,
    labels: int = 1,
    seed: int = 1,
    rate: float = 0.1,
    share: float = 1.0,
    rows: float = ROWS,
    measures: float = MEASURES,
) -> Told:
    """Fit tables; returns their text (one a line) and the bias of each label.

    x: shape (blocks, measures); y: 0/1, or label numbers below `labels`; weight: shape (blocks,); `share` scales the
    points and the bias; `rows` and `measures` are the shares of the blocks and measures that a table is made from.
    """
    from catboost import CatBoostClassifier  # noqa: PLC0415 - a tuning tool only

    present = np.unique(y)
    y = np.searchsorted(present, y)
    kind = {"loss_function": "Logloss"} if labels == 1 else {"loss_function": "MultiClass"}
    settings = SETTINGS | {"random_seed": seed, "learning_rate": rate, "subsample": rows, "rsm": measures} | kind
    model = CatBoostClassifier(iterations=tables, depth=depth, **settings)
    model.fit(x, y, sample_weight=weight)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        told = json.loads(path.read_text())
    scale, bias = told["scale_and_bias"]
    scale *= share
    lines = []
    width = 1 if labels == 1 else len(present)
    total = np.atleast_1d(np.array(bias, float)) * share
    if labels > 1:
        total = np.full(labels, NEVER * share)
        total[present] = np.array(bias, float) * share
    for tree in told["oblivious_trees"]:
        splits = tree["splits"] or []
        values = np.array(tree["leaf_values"], float).reshape(-1, width) * scale
        if labels > 1:
            values = _spread(values, present, labels)
        asked = [f"{names[s['float_feature_index']]}>{s['border']:.5g}" for s in splits]
        while len(asked) < depth:
            asked.append(asked[-1] if asked else f"{names[0]}>1e9")
            values = np.concatenate([values, values])
        lines.append(" ".join(asked) + " : " + " ".join(_number(v, 3) for v in values.ravel()))
    return "\n".join(lines), [round(float(b), 4) for b in total]


def together(told: Sequence[Told]) -> Told:
    """The tables of several fits as those of one (bagging, Breiman 1996): each is told at its share of the points."""
    tables, biases = zip(*told, strict=True)
    return "\n".join(tables), [round(sum(bias), 4) for bias in zip(*biases, strict=True)]
