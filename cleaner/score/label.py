"""The labels of blocks, given which of them are kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleaner.score.weights import LABELS
from cleaner.values import ARTICLE_LABELS

IN_ARTICLE = np.array([label in ARTICLE_LABELS for label in LABELS])
_FORBIDDEN = -1e9


def best_labels(points: npt.NDArray[np.float32], kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The label number with most points for each block: among the article's labels for kept blocks, else among the
    others. `points` has shape (blocks, labels)."""
    wrong = kept[:, None] != IN_ARTICLE[None, :]
    labels: npt.NDArray[np.int64] = np.where(wrong, _FORBIDDEN, points).argmax(1)
    return labels
