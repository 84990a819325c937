"""Kept blocks that other kept blocks already hold: copies for other screens, and one block that holds the text of
many."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cleaner.measure.columns import Bools, Columns
from cleaner.measure.words import Words

LONG = 20
"""Words: shorter blocks may come back in one text, as the lines of a song do."""
ALIKE = -0.35
"""A block much shorter than what repeats it is a quotation out of it, not a copy (2 ** -0.35 is four fifths)."""
REPEATED = 0.8
"""Share of a block's runs of three words that must stand in other kept blocks."""


def copies_among(kept: Bools, columns: Columns, words: Words) -> list[int]:
    """The rows of kept blocks whose text other kept blocks hold.

    A block that holds the text of many goes before its parts, the later of two equal ones before the earlier. Of the
    columns `repeated` is the share of a block that stands elsewhere on the page, `repeat_size` how much longer it is
    than what repeats it (binary logarithm).
    """
    whole = (columns["repeated"] >= REPEATED) & (columns["repeat_size"] >= ALIKE) & (words.words >= LONG)
    suspects = np.flatnonzero(kept & whole).tolist()
    if not suspects:
        return []
    starts = np.searchsorted(words.word_blocks, np.arange(len(kept) + 1))

    def runs(row: int) -> list[tuple[int, ...]]:
        of = words.word_ids[starts[row] : starts[row + 1]].tolist()
        return [tuple(of[i : i + 3]) for i in range(len(of) - 2)]

    asked = {run for row in suspects for run in runs(row)}  # what other runs there are doesn't matter
    held: Counter[tuple[int, ...]] = Counter()
    for row in np.flatnonzero(kept).tolist():
        held.update(asked.intersection(runs(row)))
    out = []
    for row in sorted(suspects, key=lambda row: (-float(words.words[row]), -row)):
        found = runs(row)
        if sum(held[run] > 1 for run in found) >= REPEATED * len(found):
            held.subtract(set(found))
            out.append(row)
    return out
