"""From samples to a weights file: first what belongs to the article, then the labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleaner.measure.label import label_columns
from cleaner.score.settle import choose
from cleaner.score.tables import compile_tables
from cleaner.score.weights import LABELS, Weights
from cleaner.tune.bench import FOLDS
from cleaner.tune.fit import fit_tables
from cleaner.tune.samples import Sample

KEEP = {"tables": 250, "depth": 6, "rate": 0.1}
LABEL = {"tables": 100, "depth": 4, "rate": 0.18}
LEAN = -0.3
"""Log-odds: best of -1 to 0.5 on cross-validated pages."""

Scores = dict[int, npt.NDArray[np.float32]]


def fit_keep(train: Sequence[Sample], seed: int = 1) -> tuple[str, list[float]]:
    """Tables for what belongs to the article."""
    x = np.concatenate([s.x for s in train])
    share = np.concatenate([s.share for s in train])
    weight = np.concatenate([s.weight for s in train])
    known = ~np.isnan(share)
    return fit_tables(x[known], (share[known] >= 0.5).astype(np.int64), weight[known], train[0].names, seed=seed, **KEEP)


def with_label_columns(found: Sample, score: npt.NDArray[np.float32]) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
    """The measures that labels are given by: names, and shape (blocks, measures)."""
    kept, _ = choose(score + np.float32(LEAN), found.words)
    extra = label_columns((score + LEAN).astype(np.float32), kept, found.words)
    columns = [np.asarray(column, np.float32) for column in extra.values()]
    return (*found.names, *extra), np.column_stack([found.x, *columns])


def fit_label(train: Sequence[Sample], scores: Sequence[npt.NDArray[np.float32]]) -> tuple[str, list[float]]:
    """Tables for labels; `scores` are first scores of samples by weights that never saw their site."""
    parts = [with_label_columns(found, score) for found, score in zip(train, scores, strict=True)]
    names = parts[0][0]
    x = np.concatenate([part for _, part in parts])
    labels = np.concatenate([found.labels for found in train])
    words = np.concatenate([found.words for found in train])
    known = labels >= 0
    counts = np.maximum(np.bincount(labels[known], minlength=len(LABELS)), 1)
    rarity = (counts.max() / counts) ** 0.35
    weight = rarity[labels[known]] * np.minimum(1 + words[known] / 20, 3)
    return fit_tables(x[known], labels[known], weight, names, labels=len(LABELS), **LABEL)


def folds_of(all_samples: Sequence[Sample]) -> list[int]:
    """The fold of each sample."""
    return [found.document.fold for found in all_samples]


def out_of_fold(all_samples: Sequence[Sample]) -> tuple[list[npt.NDArray[np.float32]], list[tuple[str, list[float]]]]:
    """First scores of each sample by tables that never saw its site, and the tables of each fold."""
    folds = folds_of(all_samples)
    scores: list[npt.NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(all_samples)
    made = []
    for fold in range(FOLDS):
        told = fit_keep([s for s, f in zip(all_samples, folds, strict=True) if f != fold])
        made.append(told)
        tables = compile_tables(*told)
        for i, found in enumerate(all_samples):
            if folds[i] == fold:
                scores[i] = tables.score(found.columns())[:, 0]
        print(f"fold {fold + 1} of {FOLDS} fitted", flush=True)
    return scores, made


def labelled(all_samples: Sequence[Sample], scores: Sequence[npt.NDArray[np.float32]], without: int | None = None
             ) -> tuple[list[Sample], list[npt.NDArray[np.float32]]]:
    """The samples with gold labels and their scores, those of one fold left out."""
    chosen = [i for i, s in enumerate(all_samples) if (s.labels >= 0).any() and s.document.fold != without]
    return [all_samples[i] for i in chosen], [scores[i] for i in chosen]


def weights_of(keep: tuple[str, list[float]], label: tuple[str, list[float]]) -> Weights:
    """Compiled weights of told tables."""
    return Weights(compile_tables(*keep), compile_tables(*label), LEAN)


def weights_text(keep: tuple[str, list[float]], label: tuple[str, list[float]], note: str) -> str:
    """A weights file."""
    parts = [f"# {line}" for line in note.splitlines()]
    parts.append(f"lean = {LEAN}")
    for name, (tables, bias) in (("keep", keep), ("label", label)):
        parts += ["", f"[{name}]", f"bias = {bias}", f"tables = '''\n{tables}\n'''"]
    return "\n".join(parts) + "\n"
