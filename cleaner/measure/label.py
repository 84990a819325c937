"""Measures that labels are given by besides those of the article: where a block stands against the article that was
chosen, which heads stand above it, and what the blocks around it say."""

from __future__ import annotations

import numpy as np

from cleaner.measure.columns import (
    Bools,
    Columns,
    Floats,
    around,
    distance_since,
    distance_until,
    shift,
)
from cleaner.measure.text import PROSE_WORDS, TELLING
from cleaner.measure.words import Words
from cleaner.rulebook.languages import PHRASE_LABELS, USES

_HEAD = USES.index("head") + 1
FAR = 60
"""Rows: a head further above heads nothing any more."""
NEAR = 2
WIDE = 8


def label_columns(score: Floats, kept: Bools, words: Words) -> Columns:
    """Where each block stands against the article that was chosen, and what the blocks around it say."""
    n = len(kept)
    rows = np.arange(n)
    any_kept = bool(kept.any())
    first = int(np.argmax(kept)) if any_kept else n
    last = n - 1 - int(np.argmax(kept[::-1])) if any_kept else -1
    body = kept & (words.words >= PROSE_WORDS)
    first_body = int(np.argmax(body)) if body.any() else first
    out = Columns({
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
    })
    levels = words.levels[:, : len(PHRASE_LABELS)].astype(np.int64)
    telling = levels >= TELLING
    said = {
        "{}@-1": shift(levels, -1, 0),
        "{}@+1": shift(levels, 1, 0),
        "{}_near": around(telling, NEAR),
        "{}_wide": around(telling, WIDE),
        "since_{}": np.minimum(distance_since(levels == _HEAD), FAR).astype(np.float32),
    }
    for number, label in enumerate(PHRASE_LABELS):
        for name, values in said.items():
            out[name.format(label)] = values[:, number]
    date = words.numeric_date | (words.kinds_of_words[:, 1] > 0)
    for by in (-2, -1, 1, 2, 3):
        out[f"date@{by:+d}"] = shift(date.astype(np.int64), by, 0)
        out[f"clock@{by:+d}"] = shift(words.clock.astype(np.int64), by, 0)
    return out
