"""Measures of what blocks share with others: the words of the page's prose and title, the article that the page states,
runs of words that come back. One column a measure, one row a block."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np

from cleaner.measure.columns import Bools, Columns, Floats, Ints
from cleaner.measure.words import Words

SHORT_TITLE, LONG_TITLE = 8, 15
"""Characters: a shorter line is no copy of the title; a longer title may stand inside a line."""
REPEATS = ("repeated", "repeated_above", "repeat_size")


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
        runs, at = page_runs(words)
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
    out.later(REPEATS, lambda: repeats(*page_runs(words), words))
    return out


def page_runs(words: Words, among: Bools | None = None) -> tuple[Ints, Ints]:
    """The runs of three words of a page's blocks, or of those `among` them that are marked, and their blocks."""
    ids, blocks = words.word_ids, words.word_blocks
    if among is not None:
        chosen = among[blocks]
        ids, blocks = ids[chosen], blocks[chosen]
    return runs_of_three(ids, blocks, len(words.vocabulary))


def repeats(runs: Ints, at: Ints, words: Words) -> dict[str, Floats]:
    """How much of each block stands in others too.

    runs, at: shape (runs,), what `page_runs` gives. Returns shape (blocks of the page,) each: the share of a block's
    runs that others have, that ones above it have, and how much longer it is than what repeats it (mean binary
    logarithm).
    """
    n = len(words.lines)
    out = {name: np.zeros(n, np.float32) for name in REPEATS}
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
