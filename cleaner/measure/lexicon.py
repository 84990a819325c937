"""What the words of blocks say, by a lexicon."""

from __future__ import annotations

from functools import partial

import numpy as np

from cleaner.measure.columns import Column, Columns, around
from cleaner.measure.words import Words
from cleaner.rulebook.lexicon import Lexicon

NEAR = 2
"""Rows: what the blocks this near say counts, too."""


def lexicon_columns(words: Words, lexicon: Lexicon) -> Columns:
    """For each label of the lexicon: the mean points of a block's words, the most points that one has, and the sum of
    the means around."""
    out = Columns()
    names = (name for label in lexicon.labels for name in (f"words_{label}", f"word_{label}", f"words_{label}_near"))
    out.later(names, partial(_made, words, lexicon))
    return out


def words_behind(measure: str, line: str, lexicon: Lexicon) -> list[str]:
    """The words of a block's folded text that give it a measure of the lexicon, the strongest first; [] for others."""
    kind, _, label = measure.partition("_")
    return lexicon.telling(line.split(), label) if kind in {"word", "words"} and label in lexicon.labels else []


def _made(words: Words, lexicon: Lexicon) -> dict[str, Column]:
    n = len(words.lines)
    mean, most = np.zeros((2, n, len(lexicon.labels)), np.float32)
    rows = lexicon.listed(words.vocabulary)[words.word_ids]
    rows[words.numeral] = lexicon.numeral
    known = np.flatnonzero(rows)  # one word in four; points are positive, so that the others change nothing
    if len(known):
        points = lexicon.points[rows[known]]
        blocks = words.word_blocks[known]
        begins = np.flatnonzero(np.diff(blocks, prepend=-1))
        with_some = blocks[begins]
        mean[with_some] = np.add.reduceat(points, begins) / np.bincount(words.word_blocks)[with_some, None]
        most[with_some] = np.maximum.reduceat(points, begins)
    near = around(mean, NEAR)
    out: dict[str, Column] = {}
    for column, label in enumerate(lexicon.labels):
        out[f"words_{label}"] = mean[:, column]
        out[f"word_{label}"] = most[:, column]
        out[f"words_{label}_near"] = near[:, column]
    return out
