"""Measures that come from the settled article: where its blocks are, seen from each block."""

from __future__ import annotations

import numpy as np

from cleaner.measure.columns import Bools, Floats, around, distance_since, distance_until, shift
from cleaner.measure.text import Columns


def label_columns(score: Floats, kept: Bools, words: Floats) -> Columns:
    """Where each block stands against the article that was chosen."""
    n = len(kept)
    rows = np.arange(n)
    any_kept = bool(kept.any())
    first = int(np.argmax(kept)) if any_kept else n
    last = n - 1 - int(np.argmax(kept[::-1])) if any_kept else -1
    body = kept & (words >= 12)
    first_body = int(np.argmax(body)) if body.any() else first
    return {
        "score": score,
        "from_start": (rows - first).astype(np.float32),
        "from_body": (rows - first_body).astype(np.float32),
        "from_end": (rows - last).astype(np.float32),
        "since_kept": distance_since(kept).astype(np.float32),
        "until_kept": distance_until(kept).astype(np.float32),
        "kept_near": around(kept, 3),
        "kept@-1": shift(kept.astype(np.int64), -1, 0),
        "kept@+1": shift(kept.astype(np.int64), 1, 0),
        "nth_kept": np.cumsum(kept).astype(np.float32),
    }
