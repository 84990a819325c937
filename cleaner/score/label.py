"""The labels of a row of blocks, settled together, given which of them are kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleaner.score.weights import LABELS
from cleaner.values import ARTICLE_LABELS

IN_ARTICLE = np.array([label in ARTICLE_LABELS for label in LABELS])
_FORBIDDEN = -1e9
_TINY = np.float32(1e-9)


def article_odds(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The log-odds of each block, shape (blocks,), that its label is one of the article's; `points` has shape
    (blocks, labels)."""
    top = points.max(1, keepdims=True)
    likely = np.exp(points - top)
    inside, outside = likely[:, IN_ARTICLE].sum(1), likely[:, ~IN_ARTICLE].sum(1)
    odds: npt.NDArray[np.float32] = np.log(np.maximum(inside, _TINY) / np.maximum(outside, _TINY))
    return odds


def best_labels(
    points: npt.NDArray[np.float32], kept: npt.NDArray[np.bool_], stay: float
) -> npt.NDArray[np.int64]:
    """The label number of each block: among the article's labels for kept blocks, else among the others.

    Parts of a page are runs of blocks, so of all rows of labels the one with most points is taken where each block
    that has the label of the one above gains `stay` (log-odds): Viterbi 1967, all changes of label being alike.
    `points` has shape (blocks, labels).
    """
    wrong = kept[:, None] != IN_ARTICLE[None, :]
    allowed = np.where(wrong, _FORBIDDEN, points.astype(np.float64))
    n, count = allowed.shape
    if not n:
        return np.zeros(0, np.int64)
    every = np.arange(count)
    above = np.empty((n, count), np.int64)  # the label above that each label of a block goes best with
    best = allowed[0]
    for row in range(1, n):
        top = int(best.argmax())
        staying = best + stay
        above[row] = np.where(staying >= best[top], every, top)
        best = np.maximum(staying, best[top]) + allowed[row]
        best -= best.max()
    labels = np.empty(n, np.int64)
    labels[-1] = best.argmax()
    for row in range(n - 1, 0, -1):
        labels[row - 1] = above[row, labels[row]]
    return labels
