"""When the article was published and changed: candidates from markup, address and blocks, weighed together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from cleaner.metadata.dates import Moment, date_in_url, find_dates, read_stamp
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.layout import Layout
from cleaner.metadata.metas import found
from cleaner.metadata.scorecard import Candidate, card_of
from cleaner.metadata.words import Words
from cleaner.values import ARTICLE_LABELS, Label

LONGEST_BLOCK = 240
"""Characters; longer blocks are prose, and the dates in prose are what it tells about."""

LONGEST_ELSEWHERE = 90
MOST_ELSEWHERE = 300
"""Characters and number of the blocks in each other part of the page that are read for a date."""

BEFORE = 40
"""Characters before a date in which "Published" or "Updated" belongs to it."""

HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})
FOREIGN_LABELS = frozenset({Label.EVENT, Label.JOB, Label.SPONSOR})
"""The dates of these are never the article's."""

STRANGE_LABELS = frozenset({Label.RELATED, Label.COMMENTS})
"""The dates of these are others' too, but next to the article the label may be wrong."""

SIDE_LABELS = frozenset({Label.WIDGET, Label.LEGAL, Label.NAV, Label.SHARE})


class Days:
    """Candidates by day (or month), each with the (ISO form, source) of the ways it is written."""

    def __init__(self) -> None:
        self.by_day: dict[str, Candidate] = {}
        self.written: dict[str, list[tuple[str, str]]] = {}

    def add(self, moment: Moment | None, source: str, *evidence: str) -> None:
        """Note a day that was read somewhere, if any was."""
        if moment is None:
            return
        candidate = self.by_day.setdefault(moment.day, Candidate(moment.day))
        candidate.sources.append(source)
        for name in evidence:
            candidate.note(name)
        self.written.setdefault(moment.day, []).append((moment.iso, source))


    def has_day(self) -> bool:
        """Whether any candidate is exact to the day."""
        return any(len(day) > len("2000-01") for day in self.by_day)


def dates_of(page: Evidence) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """(date published, its source) and (date modified, its source), each None if the page says nothing of it."""
    days = collect_days(page)
    card = card_of("date", page.kind)
    latest = (date.today() + timedelta(days=1)).isoformat()
    ranked = sorted((c for c in days.by_day.values() if c.value <= latest), key=lambda c: -c.points(card))
    best = ranked[0] if ranked and ranked[0].points(card) >= card["least"] else None
    published = _finest(days.written[best.value]) if best else None
    return published, _modified(days, published, latest)


def _finest(written: list[tuple[str, str]]) -> tuple[str, str]:
    """Of the ways a day is written the one with the most of time and zone; the first of equals."""
    return max(written, key=lambda one: (len(one[0]) > 10) + (len(one[0]) > 19 or one[0][16:17] in ("+", "-")))


def _modified(days: Days, published: tuple[str, str] | None, latest: str) -> tuple[str, str] | None:
    """The change that the page itself names; one before the publication is a mistake of its software."""
    for name in ("json-ld modified", "meta modified", "itemprop modified", "updated word"):
        for day, candidate in days.by_day.items():
            if name in candidate.evidence and day <= latest and (published is None or day >= published[0][: len(day)]):
                own = [one for one in days.written[day] if one[1].endswith(name.rpartition(" ")[0]) or "odif" in one[1]]
                return own[0] if own else days.written[day][-1]
    return None


def collect_days(page: Evidence) -> Days:
    """Every day that may be the publication's, with its evidence."""
    days = Days()
    _from_markup(days, page)
    _from_blocks(days, page)
    in_url = date_in_url(page.url) if page.url else None
    if in_url is not None and in_url.exact:
        days.add(in_url, "url", "url day")
    elif in_url is not None:
        for day, candidate in days.by_day.items():
            candidate.note("url month" if day.startswith(in_url.day) else "not url month")
        days.add(in_url, "url", "url month", "month only")
    exact = {day[:7] for day in days.by_day if len(day) > 7}
    for day, candidate in days.by_day.items():
        if len(day) == 7:
            candidate.note("month only")
            if day in exact:
                candidate.note("day known")
    return days


def _from_markup(days: Days, page: Evidence) -> None:
    head, story, language, host = page.head, page.story, page.language, page.host
    if story.published:
        days.add(read_stamp(story.published, language, host), "json-ld", "json-ld published")
    if story.modified:
        days.add(read_stamp(story.modified, language, host), "json-ld:modified", "json-ld modified")
    for field, group in (("published", "sure"), ("published", "loose"), ("modified", "sure")):
        for key, content in found(page.metas, field, group)[:6]:
            name = "meta modified" if field == "modified" else "meta published" if group == "sure" else "meta loose"
            days.add(read_stamp(content, language, host), f"meta:{key}", name)
    has_headline = any(mark.how == "h1" for mark in head.marks)
    seen_headline, rank = False, {"before": 0, "after": 0}
    for mark in head.marks:
        how = mark.how
        if how == "h1":
            seen_headline = True
            continue
        if how.startswith("itemprop:date"):
            name = "itemprop modified" if "modified" in how else "itemprop published"
            days.add(read_stamp(mark.value or mark.text, language, host), f"microdata:{how[9:]}", name)
        elif how == "time" or (how.startswith("class:") and ("date" in how or "publish" in how)):
            moment = _of_mark(mark.value, mark.text, language, host)
            if moment is None:
                continue
            place = "after" if seen_headline or not has_headline else "before"
            rank[place] += 1
            kind = "time" if how == "time" else "class"
            order = "first" if rank[place] == 1 else "second" if rank[place] == 2 else "later"
            update = "updat" in how or "modif" in how
            days.add(moment, kind if kind == "time" else f"class:{how[6:].split()[0]}",
                     f"{kind} {order} {place} h1", *(["class updated"] if update else []))


def _of_mark(value: str, text: str, language: str | None, host: str) -> Moment | None:
    if value and not value.startswith(("http", "/")) and (moment := read_stamp(value, language, host)):
        return moment
    found_dates = find_dates(text, language, host) if text and len(text) < LONGEST_BLOCK else []
    return found_dates[0] if found_dates else None


def _from_blocks(days: Days, page: Evidence) -> None:
    layout = page.layout
    texts, labels = layout.texts, layout.labels
    front = range(min(3, len(texts), max(0, layout.above.start)))
    rank = 0
    for index, place in _places(front, layout):
        text, label = texts[index], labels[index]
        if place not in {"above", "below"} and label not in HEAD_LABELS and days.has_day():
            continue
        if len(text) > (LONGEST_BLOCK if place == "above" else LONGEST_ELSEWHERE):
            continue
        if label in FOREIGN_LABELS or (label in STRANGE_LABELS and place in {"inside", "after"}):
            continue
        for moment in page.dates_in(text):
            strange = label in STRANGE_LABELS
            rank += place == "above" and not strange
            names = ["visible"]
            if place == "above" and not strange:
                names += [f"order: {rank}" if rank <= 2 else "order: later", layout.nearness(index)]
            else:
                names.append(f"place: {place}")
            names += _words_around(text, moment, page.words, texts[index - 1] if index else "")
            if label in HEAD_LABELS:
                names.append("label: dateline")
            elif strange:
                names.append("label: strange")
            elif label in SIDE_LABELS:
                names.append("label: side")
            elif label in ARTICLE_LABELS:
                names.append("label: article")
            rest = len(text) - (moment.end - moment.start)
            names.append("alone" if rest < 12 else "in line" if rest < 60 else "in prose")
            if len(moment.iso) > 10:
                names.append("with time")
            days.add(moment, f"text:{label}" if label in HEAD_LABELS else "text:date", *names)


def _places(front: range, layout: Layout) -> Iterator[tuple[int, str]]:
    """(index, place) of the blocks in which dates are looked for: around the article's start first, then before it."""
    above, below = layout.above, layout.below
    for index in dict.fromkeys([*front, *above]):
        yield index, "above"
    for index in reversed(range(max(front.stop, above.start - MOST_ELSEWHERE), above.start)):
        yield index, "before"
    for index in below:
        yield index, "below"
    after = max(above.stop, below.stop)
    for index in range(after, min(len(layout.texts), after + MOST_ELSEWHERE)):
        yield index, "after"
    for index in range(above.stop, min(below.start, above.stop + MOST_ELSEWHERE)):
        yield index, "inside"


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
