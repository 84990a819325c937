"""Measures of blocks that need no markup: shape, words, place, neighbours. One column a measure, one row a block."""

from __future__ import annotations

from collections import Counter
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
SHORT_TITLE, LONG_TITLE = 8, 15
"""Characters: a shorter line is no copy of the title; a longer title may stand inside a line."""
_TELLING = USES.index("start") + 1
_HEAD = USES.index("head") + 1
_LINE = USES.index("line") + 1
REPEATS = ("repeated", "repeated_above", "repeat_size")
_SAYS = tuple(f"says_{label}" for label in PHRASE_LABELS)
_BOILERPLATE = [
    i for i, label in enumerate(PHRASE_LABELS) if label not in ("caption", "lead", "byline", "dateline", "tags")
]


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


def topic_columns(words: Words, good: Bools, in_segment: Ints, title: str) -> Columns:
    """How much a block's words are those of the page's prose and of its title; how often the block occurs."""
    n = len(good)
    ids, blocks = words.word_ids, words.word_blocks
    size = len(words.vocabulary)
    in_source = np.flatnonzero((good & (in_segment > 0))[blocks])
    first, last = np.full((2, size), -1, np.int64)
    first[ids[in_source[::-1]]] = blocks[in_source[::-1]]
    last[ids[in_source]] = blocks[in_source]
    known = first[ids]
    elsewhere = (known >= 0) & ((known != blocks) | (last[ids] != blocks))
    counted = words.telling
    base = np.maximum(np.bincount(blocks[counted], minlength=n), 1)
    topic = np.bincount(blocks[counted & elsewhere], minlength=n) / base
    title_words = set(title.split())
    in_title = np.zeros(size, bool)
    found = [words.vocabulary[word] for word in title_words if word in words.vocabulary]
    in_title[found] = True
    title_share = np.bincount(blocks[counted & in_title[ids]], minlength=n) / base
    has_content = np.bincount(blocks[counted], minlength=n) > 0
    out = Columns({
        "topic": np.where(has_content, topic, -1).astype(np.float32),
        "title_share": np.where(has_content, title_share, -1).astype(np.float32),
    })
    out.later(["is_title"], partial(_title_columns, words.lines, title))
    out.later(["copies"], partial(_copy_columns, words.lines))
    out.later(["same_first"], partial(_first_word_columns, words))
    return out


def _title_columns(lines: list[str], title: str) -> Columns:
    """Which lines are the title, or hold it and little else."""
    shown = len(title) > LONG_TITLE and title in "\n".join(lines)
    found = [
        len(line) > SHORT_TITLE and (line in title or (shown and title in line and len(line) < 2 * len(title)))
        for line in lines
    ]
    return Columns({"is_title": np.array(found, np.int64)})


def _copy_columns(lines: list[str]) -> Columns:
    """How many blocks have each block's text."""
    seen = Counter(lines)
    return Columns({"copies": np.fromiter(map(seen.__getitem__, lines), np.float32, len(lines))})


def _first_word_columns(words: Words) -> Columns:
    """How many blocks have each block's first word; those without any have that in common."""
    n = len(words.lines)
    first = np.searchsorted(words.word_blocks, np.arange(n + 1))
    keys = np.zeros(n, np.int64)
    some = first[:-1] < first[1:]
    keys[some] = words.word_ids[first[:-1][some]] + 1
    return Columns({"same_first": np.bincount(keys)[keys]})


def stated_columns(words: Words, stated: str, description: str) -> Columns:
    """How much of a block stands in the article that the page states in its head (runs of three words; -1 where none is
    stated), and how many of its words are in the page's description."""
    n = len(words.lines)
    ids, blocks = words.word_ids, words.word_blocks
    out = Columns({"stated": np.full(n, -1, np.float32), "described": np.full(n, -1, np.float32)})
    known = words.vocabulary
    size = len(known) + 1
    if stated:
        body = np.array([known.get(word, size - 1) for word in stated.split()], np.int64)
        wanted, _ = runs_of_three(body, np.zeros(len(body), np.int64), size - 1)
        runs, at = runs_of_three(ids, blocks, size - 1)
        base = np.bincount(at, minlength=n)
        hits = np.bincount(at, weights=np.isin(runs, np.unique(wanted)), minlength=n)
        out["stated"] = np.where(base > 0, hits / np.maximum(base, 1), -0.5).astype(np.float32)
    if description:
        told = np.zeros(size, bool)
        told[[known[word] for word in set(description.split()) if word in known]] = True
        base = np.maximum(np.bincount(blocks, minlength=n), 1)
        share = np.bincount(blocks, weights=told[ids], minlength=n) / base
        whole = max(int(told.sum()), 1)
        out["described"] = (share * np.minimum(base / whole, 1)).astype(np.float32)
    return out


def repeat_columns(words: Words) -> Columns:
    """How much of a block stands elsewhere on the page too: copies for other screens, teasers of the article itself,
    one block that holds the text of many."""
    out = Columns()
    out.later(REPEATS, partial(repeats, words.word_ids, words.word_blocks, words))
    return out


def repeats(ids: Ints, blocks: Ints, words: Words) -> dict[str, Floats]:
    """How much of each block stands in others too, in runs of three words.

    ids, blocks: shape (words,), the words to look at (all of the page, or all of some blocks) and their blocks. Returns
    shape (blocks of the page,) each: the share of a block's runs that others have, that ones above it have, and how
    much longer it is than what repeats it (mean binary logarithm).
    """
    n = len(words.lines)
    out = {name: np.zeros(n, np.float32) for name in REPEATS}
    runs, at = runs_of_three(ids, blocks, len(words.vocabulary))
    if not len(runs):
        return out
    base = np.maximum(np.bincount(at, minlength=n), 1)
    first, last = _first_and_last(runs, at)
    out["repeated"] = (np.bincount(at, weights=first != last, minlength=n) / base).astype(np.float32)
    out["repeated_above"] = (np.bincount(at, weights=first < at, minlength=n) / base).astype(np.float32)
    other = np.where(first != at, first, last)
    sizes = np.maximum(words.words, 1)
    ratio = np.bincount(at, weights=np.where(other != at, np.log2(sizes[at] / sizes[other]), 0), minlength=n)
    out["repeat_size"] = (ratio / np.maximum(np.bincount(at, weights=other != at, minlength=n), 1)).astype(np.float32)
    return out


def runs_of_three(ids: Ints, blocks: Ints, vocabulary: int) -> tuple[Ints, Ints]:
    """The runs of three words that lie in one block (shingles), as numbers, and their blocks."""
    size = vocabulary + 1
    runs = (ids[:-2] * size + ids[1:-1]) * size + ids[2:]
    same = blocks[:-2] == blocks[2:]
    return runs[same], blocks[:-2][same]


def _first_and_last(runs: Ints, at: Ints) -> tuple[Ints, Ints]:
    """For each run of words the first and the last block that holds it; `at` are the runs' own blocks, ascending."""
    order = np.argsort(runs, kind="stable")
    ordered, blocks = runs[order], at[order]
    begins = np.ones(len(runs), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    ends = np.ones(len(runs), np.bool_)
    ends[:-1] = begins[1:]
    numbers = np.cumsum(begins) - 1
    first, last = np.empty((2, len(runs)), np.int64)
    first[order] = blocks[begins][numbers]
    last[order] = blocks[ends][numbers]
    return first, last


def opener_columns(words: Words, good: Bools) -> Columns:
    """The nearest head phrase above and how much prose stands between; what the blocks around say."""
    says = words.levels[:, _BOILERPLATE].max(1)
    out = Columns({"says_near": around(says >= _TELLING, 3), "says_wide": around(says >= _TELLING, 10)})
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
