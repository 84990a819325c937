"""All measures of a page."""

from __future__ import annotations

import numpy as np

from cleaner.measure.columns import Columns, shift
from cleaner.measure.context import context_columns
from cleaner.measure.lexicon import lexicon_columns
from cleaner.measure.markup import markup_columns
from cleaner.measure.overlap import repeat_columns, stated_columns, topic_columns
from cleaner.measure.text import (
    neighbour_columns,
    opener_columns,
    phrase_columns,
    place_columns,
    prose,
    shape_columns,
)
from cleaner.measure.words import Words, measure_words
from cleaner.page import Page
from cleaner.rulebook.languages import Layer
from cleaner.rulebook.lexicon import NO_WORDS, Lexicon
from cleaner.text.chars import fold

SEEN = ("words", "end", "says", "topic", "capitals", "begin", "function", "digits", "dated")
SEEN_IN_MARKUP = ("link_share", "heading_level", "up")
"""Columns that are seen from the blocks around, too."""


def measure(
    page: Page, language: str | None = None, over: Layer | None = None, lexicon: Lexicon = NO_WORDS
) -> tuple[Words, Columns]:
    """The measures of a page: one column a measure, one row a block. `language` is its code if known; `over` a folder
    whose phrase lists are added; `lexicon` has words that tell labels."""
    words = measure_words(page.texts, language, over)
    markup = page.markup
    link_share = sizes = None
    if markup is not None:
        sizes = np.fromiter(map(len, page.texts), np.float32, len(page.texts))
        link_share = np.minimum(np.array(markup.link_chars, np.float32) / np.maximum(sizes, 1), 1)
    good = prose(words, link_share)
    columns = shape_columns(words)
    columns |= phrase_columns(words)
    columns |= place_columns(words, good)
    columns |= topic_columns(words, good, columns["in_segment"], fold(page.title))
    columns |= repeat_columns(words)
    columns |= opener_columns(words, good)
    columns |= neighbour_columns(columns, SEEN)
    columns |= context_columns(words, good, columns)
    columns |= lexicon_columns(words, lexicon)
    if markup is not None and sizes is not None:
        columns |= stated_columns(words, fold(page.stated), fold(_description(page)))
        columns |= markup_columns(markup, sizes, words.words, good)
        columns |= neighbour_columns(columns, SEEN_IN_MARKUP)
    else:
        gap = np.minimum(np.array(page.gaps, np.float32), 3)
        columns["gap"] = gap
        columns["gap_after"] = shift(gap, 1, 3)
        columns["gap_mean"] = np.full(len(gap), gap.mean() if len(gap) else 0, np.float32)
    return words, columns


def _description(page: Page) -> str:
    """The page's own summary in its head."""
    metas = page.head.metas if page.head else []
    return max((text for key, text in metas if key in ("description", "og:description")), key=len, default="")
