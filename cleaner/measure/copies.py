"""Kept blocks that other kept blocks already hold: copies for other screens, and one block that holds the text of
many."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cleaner.measure.columns import Bools, Ints
from cleaner.measure.overlap import page_runs, repeats
from cleaner.measure.words import Words

LONG = 20
"""Words: shorter blocks may come back in one text, as the lines of a song do."""
ALIKE = -0.35
"""A block much shorter than what repeats it is a quotation out of it, not a copy (2 ** -0.35 is four fifths)."""
CELLS, MOST_CELLS = 16, 1 << 20
"""Cells for a run: so many that few runs share one by chance; in all, eight megabytes. A longer page is looked at in
full."""
REPEATED = 0.8
"""Share of a block's runs of three words that must stand in other kept blocks."""


def copies_among(kept: Bools, words: Words) -> list[int]:
    """The rows of kept blocks whose text other kept blocks hold.

    A block that holds the text of many goes before its parts, the later of two equal ones before the earlier.
    """
    runs_of_page, at = page_runs(words, kept)
    if not _may_repeat(runs_of_page, at, words):
        return []
    found = repeats(runs_of_page, at, words)
    whole = (found["repeated"] >= REPEATED) & (found["repeat_size"] >= ALIKE) & (words.words >= LONG)
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
        own = runs(row)
        if sum(held[run] > 1 for run in own) >= REPEATED * len(own):
            held.subtract(set(own))
            out.append(row)
    return out


def _may_repeat(runs: Ints, at: Ints, words: Words) -> bool:
    """Whether any long block has REPEATED of its runs elsewhere, told without sorting: by cells that runs share, some
    of them by chance."""
    cells = runs % (min(CELLS * len(runs), MOST_CELLS) + 1)
    shared = (np.bincount(cells) > 1)[cells]
    n = len(words.words)
    repeated = np.bincount(at, weights=shared, minlength=n) >= REPEATED * np.bincount(at, minlength=n)
    return bool((repeated & (words.words >= LONG))[at].any())
