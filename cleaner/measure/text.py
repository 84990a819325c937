"""Measures of blocks that need no markup: shape, phrases, place, neighbours. One column a measure, one row a block."""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from cleaner.measure.columns import (
    Bools,
    Column,
    Columns,
    Floats,
    Ints,
    around,
    densest,
    distance_since,
    distance_until,
    neighbours,
    run_length,
    shift,
)
from cleaner.measure.words import Words
from cleaner.rulebook.languages import PHRASE_LABELS, USES
from cleaner.text.chars import Kind, among

PROSE_WORDS = 12
"""Words: a block this long that ends like a sentence is prose (10 and 12 did equally well on labelled pages)."""
PROSE_CAP = 60.0
"""Words: a longer paragraph counts no more when the densest range of prose is sought."""
GAP_COST = 6.0
"""Words: what a block that is no prose costs in that range (both from the maximum-sum segment experiments)."""
_ENDED = among(Kind.STOP, Kind.ASK, Kind.ELLIPSIS)
_UNENDED = among(Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.IDEOGRAPH, Kind.COLON)
_ENDS = np.zeros(len(Kind), np.int64)
_ENDS[[Kind.STOP, Kind.ASK, Kind.COLON, Kind.ELLIPSIS, Kind.COMMA, Kind.DIGIT]] = range(1, 7)
FEW_LINKS = 0.4
"""Share of characters in links from which a block is no prose (boilerpipe and its heirs use 0.33 to 0.5)."""
ITEM, HEADING, NOTE = 6, 8, 25
"""Words: lines up to these lengths may be items of a menu, headings, or a comment's or teaser's line about itself."""
TELLING = USES.index("start") + 1
"""The least level at which a phrase tells its label: it begins the block, or is all of it."""
_HEAD = USES.index("head") + 1
_SAYS = tuple(f"says_{label}" for label in PHRASE_LABELS)
_BOILERPLATE = [
    i for i, label in enumerate(PHRASE_LABELS) if label not in ("caption", "lead", "byline", "dateline", "tags")
]
"""The columns of phrase levels whose labels speak against the article."""


def prose(words: Words, link_share: Floats | None = None) -> Bools:
    """Which blocks are prose: long enough, ending like a sentence, not mostly links."""
    ended = _ENDED[words.last]
    good = (words.words >= PROSE_WORDS) & ended
    if link_share is not None:
        good &= link_share < FEW_LINKS
    return good


def shape_columns(words: Words) -> Columns:
    """What a block looks like by itself."""
    counts = words.counts
    size = np.maximum(counts.sum(1) - counts[:, Kind.SPACE], 1).astype(np.float32)
    letters = np.maximum(counts[:, [Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.IDEOGRAPH]].sum(1), 1)
    n_words = np.maximum(words.words, 1)
    month, weekday, year, day = (words.kinds_of_words[:, i] for i in range(1, 5))
    dated = words.numeric_date | ((month > 0) & ((day > 0) | (year > 0)))
    date_words = month + weekday + year + day
    return Columns({
        "words": words.words,
        "size": size,
        "end": _ENDS[words.last],
        "quoted": words.quoted_end.astype(np.int64),
        "begin": words.first.astype(np.int64),
        "digits": counts[:, Kind.DIGIT] / size,
        "capitals": words.capitals / n_words,
        "upper": counts[:, Kind.UPPER] / letters,
        "commas": counts[:, Kind.COMMA] / n_words,
        "sentences": (counts[:, Kind.STOP] + counts[:, Kind.ASK]).astype(np.float32),
        "separators": counts[:, Kind.SEPARATOR].astype(np.float32),
        "symbols": counts[:, Kind.SYMBOL].astype(np.float32),
        "quotes": counts[:, Kind.QUOTE].astype(np.float32),
        "brackets": counts[:, Kind.OPEN].astype(np.float32),
        "word_size": size / n_words,
        "function": words.kinds_of_words[:, 0] / n_words,
        "dated": dated.astype(np.int64) + (dated & (words.words <= date_words + 3)),
        "clock": words.clock.astype(np.int64),
    })


def phrase_columns(words: Words) -> Columns:
    """Phrase levels by label, and the strongest label that speaks against the article."""
    out = Columns(zip(_SAYS, words.levels.T, strict=True))
    out["says"] = words.levels[:, _BOILERPLATE].max(1).astype(np.int64)
    return out


def place_columns(words: Words, good: Bools) -> Columns:
    """Where a block stands in its page and against the page's prose."""
    n = len(good)
    rows = np.arange(n)
    weight = np.where(good, np.minimum(words.words, PROSE_CAP), 0).astype(np.float32)
    start, end = densest(np.where(good, weight, -GAP_COST).astype(np.float32))
    total = max(float(weight.sum()), 1.0)
    before = np.concatenate(([0.0], np.cumsum(weight)[:-1])) / total
    place = np.where(rows < start, rows - start, np.where(rows >= end, rows - end + 1, 0))
    since, until = distance_since(good), distance_until(good)
    known: dict[str, Column] = {
        "place": place.astype(np.float32),
        "tenth": (rows / max(n, 1)).astype(np.float32),
        "prose_before": before.astype(np.float32),
        "prose_near": around(weight, 4),
        "prose_wide": around(weight, 12),
        "since_prose": since.astype(np.float32),
        "until_prose": until.astype(np.float32),
        "blocks": np.full(n, n, np.float32),
        "prose_total": np.full(n, weight.sum(), np.float32),
        "in_segment": ((rows >= start) & (rows < end)).astype(np.int64),
    }
    out = Columns(known)
    out.later(["since_prose_other"], lambda: {"since_prose_other": shift(since, -1, n)})
    out.later(["until_prose_other"], lambda: {"until_prose_other": shift(until, 1, n)})
    out.later(["short_run"], lambda: {"short_run": run_length((words.words <= ITEM) & ~good)})
    return out


def opener_columns(words: Words, good: Bools) -> Columns:
    """The nearest head phrase above and how much prose stands between; what the blocks around say."""
    says = words.levels[:, _BOILERPLATE].max(1)
    out = Columns({"says_near": around(says >= TELLING, 3), "says_wide": around(says >= TELLING, 10)})
    out.later(["opener", "since_opener", "prose_since_opener"], partial(_since_opener_columns, words, good))
    dates = words.numeric_date | (words.kinds_of_words[:, 1] > 0)
    out.later(["dated_near"], lambda: {"dated_near": around(dates & (words.words < HEADING), 5)})
    ago = words.kinds_of_words[:, 5] > 0
    out.later(["ago_near"], lambda: {"ago_near": around(ago & (words.words < NOTE), 6)})
    out.later(["heading_says", "since_heading"], partial(_heading_columns, words, says))
    return out


def _since_opener_columns(words: Words, good: Bools) -> Columns:
    """The nearest head phrase above, and how far above it is, in blocks and in words of prose."""
    n = len(good)
    rows = np.arange(n)
    heads = words.levels == _HEAD
    any_head = heads.any(1)
    last = np.maximum.accumulate(np.where(any_head, rows, -1))
    label = np.where(any_head, heads.argmax(1) + 1, 0)
    weight = np.cumsum(np.where(good, np.minimum(words.words, PROSE_CAP), 0))
    since = weight - weight[np.maximum(last, 0)]
    return Columns({
        "opener": np.where(last >= 0, label[last], 0),
        "since_opener": np.where(last >= 0, rows - last, n).astype(np.float32),
        "prose_since_opener": np.where(last >= 0, since, -1).astype(np.float32),
    })


def _heading_columns(words: Words, says: Ints) -> Columns:
    """How far above the nearest line is that may be a heading, and what it says."""
    n = len(says)
    rows = np.arange(n)
    short = (words.words <= HEADING) & _UNENDED[words.last]
    heading = np.maximum.accumulate(np.where(short, rows, -1))
    return Columns({
        "heading_says": np.where(heading >= 0, says[heading], 0),
        "since_heading": np.where(heading >= 0, rows - heading, n),
    })


def neighbour_columns(columns: Columns, names: tuple[str, ...]) -> Columns:
    """The named columns seen from the blocks around."""
    out = Columns()
    for name in names:
        seen = _names_around(name)
        out.later(seen, partial(_seen_from, columns, name, seen))
    return out


@cache
def _names_around(name: str) -> tuple[str, ...]:
    return tuple(f"{name}@{by:+d}" for by in (-2, -1, 1, 2))


def _seen_from(columns: Columns, name: str, seen: tuple[str, ...]) -> Columns:
    return Columns(zip(seen, neighbours(columns[name], 2, -1).values(), strict=True))
