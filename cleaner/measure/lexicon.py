"""What the words of blocks say, by a lexicon."""

from __future__ import annotations

from functools import partial

import numpy as np

from cleaner.measure.columns import Column, Columns, Floats, around
from cleaner.measure.words import Words
from cleaner.rulebook.lexicon import Lexicon

NEAR = 2
"""Rows: what the blocks this near say counts, too."""


def lexicon_columns(words: Words, lexicon: Lexicon) -> Columns:
    """For each label of the lexicon: the mean points of a block's words, the most points that one has, and the sum of
    the means around."""
    out = Columns()
    mean = [f"words_{label}" for label in lexicon.labels]
    out.later([*mean, *(f"word_{label}" for label in lexicon.labels)], partial(_made, words, lexicon))
    out.later(map(near_name, lexicon.labels), lambda: _around(np.column_stack([out[name] for name in mean]), lexicon))
    return out


def near_name(label: str) -> str:
    """The measure of what the words around a block say for a label."""
    return f"words_{label}_near"


def words_behind(measure: str, line: str, lexicon: Lexicon) -> list[str]:
    """The words of a block's folded text that give it a measure of the lexicon, the strongest first; [] for others."""
    kind, _, label = measure.partition("_")
    return lexicon.telling(line.split(), label) if kind in {"word", "words"} and label in lexicon.labels else []


def _made(words: Words, lexicon: Lexicon) -> dict[str, Column]:
    n = len(words.lines)
    mean, most = np.zeros((2, n, len(lexicon.labels)), np.float32)
    rows = lexicon.listed(words.vocabulary)[words.word_ids]
    rows[words.numeral] = lexicon.numeral
    known = np.flatnonzero(rows)  # some words in ten; points are positive, so that the others change nothing
    if len(known):
        points = lexicon.points[rows[known]]
        blocks = words.word_blocks[known]
        begins = np.flatnonzero(np.diff(blocks, prepend=-1))
        with_some = blocks[begins]
        mean[with_some] = np.add.reduceat(points, begins) / np.bincount(words.word_blocks)[with_some, None]
        most[with_some] = np.maximum.reduceat(points, begins)
    every = zip(lexicon.labels, mean.T, most.T, strict=True)
    return {name: column for label, *both in every
            for name, column in zip((f"words_{label}", f"word_{label}"), both, strict=True)}


def _around(mean: Floats, lexicon: Lexicon) -> dict[str, Column]:
    return dict(zip(map(near_name, lexicon.labels), around(mean, NEAR).T, strict=True))
