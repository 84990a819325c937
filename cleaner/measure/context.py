"""Second pass: what the first scores of the blocks around say about a block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleaner.measure.columns import Floats, shift
from cleaner.measure.text import Columns
from cleaner.page import Markup

WINDOWS = (2, 5, 10, 20)
CAP = 80.0
"""Words: a longer block weighs no more among its neighbours."""


def _window_mean(values: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], reach: int) -> Floats:
    """Weighted mean over the rows within `reach`, the row itself left out; 0 where nothing weighs."""
    n = len(values)
    total = np.concatenate(([0.0], np.cumsum(values * weight)))
    mass = np.concatenate(([0.0], np.cumsum(weight)))
    rows = np.arange(n)
    low = np.maximum(rows - reach, 0)
    high = np.minimum(rows + reach + 1, n)
    top = total[high] - total[low] - values * weight
    base = mass[high] - mass[low] - weight
    return (top / np.maximum(base, 1e-6)).astype(np.float32)


def context_columns(score: Floats, words: Floats) -> Columns:
    """Measures of a page's first scores (log-odds that a block belongs to the article)."""
    n = len(score)
    weight = np.minimum(words, CAP).astype(np.float64) + 1
    p = 1 / (1 + np.exp(-score.astype(np.float64)))
    mass = p * weight
    whole = max(float(mass.sum()), 1e-6)
    cumulated = np.cumsum(mass)
    order = np.argsort(-p, kind="stable")
    rank = np.empty(n)
    rank[order] = np.cumsum(weight[order])
    out: Columns = {"score": score}
    for by in (-3, -2, -1, 1, 2, 3):
        out[f"score@{by:+d}"] = shift(score, by, -6)
    for reach in WINDOWS:
        out[f"score_mean_{reach}"] = _window_mean(p, weight, reach)
    sure = p > 0.5
    rows = np.arange(n)
    last = np.maximum.accumulate(np.where(sure, rows, -1))
    nxt = np.minimum.accumulate(np.where(sure, rows, 2 * n)[::-1])[::-1]
    out["mass_before"] = ((cumulated - mass) / whole).astype(np.float32)
    out["mass_after"] = (1 - cumulated / whole).astype(np.float32)
    out["rank"] = (rank / whole).astype(np.float32)
    out["since_sure"] = np.where(last >= 0, rows - last, n).astype(np.float32)
    out["until_sure"] = np.where(nxt < n, nxt - rows, n).astype(np.float32)
    out["whole"] = np.full(n, whole, np.float32)
    out["doubt"] = np.full(n, float((p * (1 - p) * weight).sum() / whole), np.float32)
    return out


def tree_columns(score: Floats, words: Floats, markup: Markup) -> Columns:
    """First scores among the blocks of the same container and of containers of the same kind."""
    n = len(score)
    weight = np.minimum(words, CAP).astype(np.float64) + 1
    p = 1 / (1 + np.exp(-score.astype(np.float64)))
    first = np.array(markup.first, np.int64)
    last = np.maximum(np.array(markup.last, np.int64), first)
    mass = np.concatenate(([0.0], np.cumsum(p * weight)))
    base = np.concatenate(([0.0], np.cumsum(weight)))
    parent = np.maximum(np.array(markup.parent, np.int64), 0)
    owner = np.array(markup.owner, np.int64)
    out: Columns = {}
    element = owner
    top, size = mass[last] - mass[first], base[last] - base[first]
    whole = max(float(mass[-1]), 1e-6)
    for name in ("own", "parent", "grand", "great"):
        if name != "own":
            element = parent[element]
        out[f"{name}_score"] = ((top[element] - p * weight) / np.maximum(size[element] - weight, 1)).astype(np.float32)
        out[f"{name}_mass"] = (top[element] / whole).astype(np.float32)
    keys: dict[tuple[str, str, str], int] = {}
    names, texts = markup.names, markup.keys
    pairs = zip(markup.owner, parent[owner].tolist(), strict=True)
    kind = np.array([keys.setdefault((names[e], texts[e], texts[h]), len(keys)) for e, h in pairs], np.int64)
    sums = np.bincount(kind, weights=p * weight, minlength=len(keys))
    sizes = np.bincount(kind, weights=weight, minlength=len(keys))
    out["kind_score"] = ((sums[kind] - p * weight) / np.maximum(sizes[kind] - weight, 1)).astype(np.float32)
    out["kind_size"] = np.bincount(kind, minlength=len(keys))[kind].astype(np.float32)
    return out if n else {}
