"""Days that the page shows its readers: which blocks are read for them, and what their place, label and words say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from cleaner.metadata.days import Days
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.layout import Layout
from cleaner.metadata.moment import Moment
from cleaner.metadata.words import Words, byline_end
from cleaner.values import ARTICLE_LABELS, Label

LONGEST_BLOCK = 240
"""Characters; longer blocks are prose, and the dates in prose are what it tells about."""

TOP = 3
"""Blocks at the page's start that count as the article's head."""

LONGEST_ELSEWHERE = 90
MOST_ELSEWHERE = 300
"""Characters and number of the blocks in each other part of the page that are read for a date."""

BEFORE = 40
"""Characters before a date in which "Published" or "Updated" belongs to it."""

CROWD = 5
"""Dates of other days at most so many blocks away are a list's: of teasers, events or comments."""

HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})
FOREIGN_LABELS = frozenset({Label.EVENT, Label.JOB, Label.SPONSOR})
"""The dates of these are never the article's, unless they stand right beside its headline: then the label is wrong."""

FAR = 40
"""Blocks before the headline: farther away stand menus and the teasers in them."""

BESIDE_TITLE = 4
"""Blocks before and after the headline that are right beside it."""

STRANGE_LABELS = frozenset({Label.RELATED, Label.COMMENTS})
"""The dates of these are others' too, but next to the article the label may be wrong."""

SIDE_LABELS = frozenset({Label.WIDGET, Label.LEGAL, Label.NAV, Label.SHARE})


def add_shown_days(days: Days, page: Evidence, title: str | None) -> None:
    """Add the days that blocks show; `title` is the headline beside which they count."""
    layout = page.layout
    texts, labels = layout.texts, layout.labels
    stated = frozenset(days.by_day)
    headline = layout.row_of(title) if title else -1
    crowded = _crowded(page)
    rank = 0
    for index, place in _places(layout, days):
        text, label = texts[index], labels[index]
        in_head = label in HEAD_LABELS
        if len(text) > LONGEST_BLOCK:
            continue
        moments = page.dates_in(text)
        if not moments:
            continue
        long, foreign = len(text) > LONGEST_ELSEWHERE and place != "above" and not in_head, label in FOREIGN_LABELS
        doubtful = long or foreign or label in STRANGE_LABELS
        said = doubtful and (page.words.published.search(text) or page.words.updated.search(text)) is not None
        if long and not said and not byline_end(text, page.words):
            continue
        beside = headline >= 0 and abs(index - headline) <= BESIDE_TITLE
        if foreign and not beside and not (said and place == "below"):
            continue
        if label in STRANGE_LABELS and place in {"inside", "after"} and not said:
            continue
        for moment in moments:
            strange = label in STRANGE_LABELS
            rank += place == "above" and not strange
            names = ["visible"]
            if place == "above" and not strange:
                names += [f"order: {rank}" if rank <= 2 else "order: later", layout.nearness(index)]
            else:
                names.append(f"place: {place}")
            if headline >= 0:
                names.append(_from_title(index - headline))
            names += _words_around(text, moment, page.words, texts[index - 1] if index else "")
            names += _said_by_label(label)
            rest = len(text) - (moment.end - moment.start)
            names.append("alone" if rest < 12 else "in line" if rest < 60 else "in prose")
            if index in crowded:
                names.append("crowd")
            if len(moment.iso) > 10:
                names.append("with time")
            names += _later_of_two(moments, moment, text)
            known = stated if not moment.swapped or stated & {moment.day, moment.swapped} else page.written_days
            days.add(moment.among(known), f"text:{label}" if in_head else "text:date", *names)


def _later_of_two(moments: list[Moment], moment: Moment, text: str) -> list[str]:
    """Whether a date stands beside an earlier one without a word between them: a change beside the publication."""
    if len(moments) != 2:
        return []
    first, second = moments
    other = second if moment is first else first
    bare = not text[first.end : second.start].strip(" |·•,;/–—-()")
    return ["later of two"] if bare and moment.exact and other.exact and other.day < moment.day else []


def _said_by_label(label: Label) -> list[str]:
    """What a block's label says of a date in it, as evidence."""
    kinds = (
        ("dateline", HEAD_LABELS), ("foreign", FOREIGN_LABELS), ("strange", STRANGE_LABELS), ("side", SIDE_LABELS),
        ("article", ARTICLE_LABELS),
    )
    return [f"label: {kind}" for kind, labels in kinds if label in labels][:1]


def _from_title(distance: int) -> str:
    """How many blocks after the headline a date stands, as a name of evidence."""
    if distance < 0:
        return "title: just before" if distance >= -2 else "title: before" if distance >= -FAR else "title: far before"
    for limit in (0, 1, 2, 4, 8):
        if distance <= limit:
            return f"title: {limit} after"
    return "title: far after"


def _crowded(page: Evidence) -> Set[int]:
    """The short blocks with a date that have dates of two other days around them."""
    dated = sorted(page.dated)
    days = [page.dates_in(page.layout.texts[index])[0].day for index in dated]
    out = set()
    for at, index in enumerate(dated):
        near = {
            days[other] for other in range(max(0, at - CROWD), min(len(dated), at + CROWD + 1))
            if abs(dated[other] - index) <= CROWD
        }
        if len(near) > 2:
            out.add(index)
    return out


def _places(layout: Layout, days: Days) -> Iterator[tuple[int, str]]:
    """(index, place) of the blocks that may hold a date, those around the article's start first, then those before it.

    Once a day is known, of the rest of the page only blocks labelled as bylines and datelines are looked at.
    """
    above, below = layout.above, layout.below
    for index in range(min(TOP, above.start)):
        yield index, "above"
    for index in above:
        yield index, "above"
    labelled = [index for index, label in enumerate(layout.labels) if label in HEAD_LABELS]
    if not days.has_day:
        for index in range(above.start - 1, max(TOP, above.start - MOST_ELSEWHERE) - 1, -1):
            yield index, "before"
    else:
        for index in reversed(labelled):
            if TOP <= index < above.start:
                yield index, "before"
    for index in below:
        yield index, "below"
    after, size = max(above.stop, below.stop), len(layout.texts)
    for start, stop, place in ((after, size, "after"), (above.stop, below.start, "inside")):
        rows = range(start, min(stop, start + MOST_ELSEWHERE))
        for index in [row for row in labelled if row in rows] if days.has_day else rows:
            yield index, place


def _words_around(text: str, moment: Moment, words: Words, before: str) -> list[str]:
    """Whether "Published" or "Updated" stands before the date, in its block or alone in the block before."""
    lead_in = text[max(0, moment.start - BEFORE) : moment.start]
    if not lead_in.strip() and len(before) <= BEFORE:
        lead_in = before
    updated, published = _last_end(words.updated, lead_in), _last_end(words.published, lead_in)
    if updated < 0 and published < 0:
        return []
    return ["updated word"] if updated >= published else ["published word"]


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, or -1."""
    end = -1
    for match in pattern.finditer(text):
        end = match.end()
    return end
