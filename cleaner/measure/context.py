"""What kind of page a block stands on and what the blocks around it look like: measures for pages without markup. One
column a measure, one row a block."""

from __future__ import annotations

from functools import partial

import numpy as np

from cleaner.measure.columns import Bools, Column, Columns, Floats, around, distance_since, run_length, shift
from cleaner.measure.text import HEADING, ITEM, TELLING
from cleaner.measure.words import Words
from cleaner.text.chars import Kind, among

NEAR, WIDE = 4, 10
"""Rows: how far around a block its company is looked at."""
CLOSE = 3
FAR = 60
"""Rows: a colon further above announces nothing any more."""
PAGE = ("page_words", "page_prose", "page_says", "page_says_blocks", "page_items", "page_topic", "page_function")
COMPANY = ("until_end", "unlike", "short_near", "short_wide", "function_near", "topic_near")
ITEMS = ("marked_run", "marked_near", "numbered_near", "since_colon", "priced", "priced_near")
_DIGIT, _COLON = among(Kind.DIGIT), among(Kind.COLON)
_MARKS = among(Kind.DASH, Kind.SEPARATOR, Kind.SYMBOL)
_MONEY = frozenset("€$£")
"""Currency signs that folded lines keep."""


def context_columns(words: Words, good: Bools, columns: Columns) -> Columns:
    """All of them, worked out when they are asked for. `good` marks prose; `columns` has what blocks look like by
    themselves, what they say and their topic."""
    out = Columns()
    out.later(PAGE, partial(_page, words, good, columns))
    out.later(COMPANY, partial(_company, words, columns))
    out.later(ITEMS, partial(_items, words))
    return out


def _page(words: Words, good: Bools, columns: Columns) -> dict[str, Floats]:
    """What a page is made of, the same for all its blocks: whether it is nearly all article, or a front page."""
    weight = np.maximum(words.words, 1)
    total = weight.sum()
    says = columns["says"] >= TELLING
    figures = {
        "page_words": total,
        "page_prose": weight[good].sum() / total,
        "page_says": weight[says].sum() / total,
        "page_says_blocks": says.mean(),
        "page_items": (weight <= ITEM).mean(),
        "page_topic": (np.maximum(columns["topic"], 0) * weight).sum() / total,
        "page_function": (columns["function"] * weight).sum() / total,
    }
    return {name: np.full(len(weight), figure, np.float32) for name, figure in figures.items()}


def _company(words: Words, columns: Columns) -> dict[str, Column]:
    """How much the blocks around are like the block: a lone line amid prose, an item of a list, one comment of many."""
    weight = np.maximum(words.words, 1)
    n = len(weight)
    size = np.log(weight)
    short = weight <= HEADING
    return {
        "until_end": np.arange(n - 1, -1, -1, dtype=np.float32),
        "unlike": np.abs(size - shift(size, -1)) + np.abs(size - shift(size, 1)),
        "short_near": around(short, NEAR),
        "short_wide": around(short, WIDE),
        "function_near": around(columns["function"], CLOSE),
        "topic_near": around(columns["topic"], NEAR),
    }


def _items(words: Words) -> dict[str, Column]:
    """What makes lists and offers: runs of blocks that begin alike, a colon above, sums of money."""
    marked = _MARKS[words.first]
    numbered = _DIGIT[words.first]
    page = "\n".join(words.lines)
    money = {mark for mark in _MONEY if mark in page}
    priced = np.array([not money.isdisjoint(line) for line in words.lines] if money else [False] * len(words.lines))
    return {
        "marked_run": run_length(marked).astype(np.float32),
        "marked_near": around(marked, CLOSE),
        "numbered_near": around(numbered, CLOSE),
        "since_colon": np.minimum(distance_since(_COLON[words.last]), FAR).astype(np.float32),
        "priced": priced.astype(np.int64),
        "priced_near": around(priced, CLOSE),
    }
