"""When the article was published and changed: candidates from markup, address and blocks, weighed together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import date, timedelta

from cleaner.metadata.dates import Moment, date_in_url, read_stamp
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.layout import Layout
from cleaner.metadata.metas import found
from cleaner.metadata.scorecard import Candidate, card_of
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

MOST_MARKS = 12
"""Elements marked as dates before and after the headline that are read: the next are a list's."""

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
STATED = ("json-ld published", "meta published")
CHANGED = ("json-ld modified", "meta modified", "itemprop modified")


class Days:
    """Candidates by day (or month), each with the (ISO form, source) of the ways it is written."""

    def __init__(self) -> None:
        self.by_day: dict[str, Candidate] = {}
        self.written: dict[str, list[tuple[str, str]]] = {}
        self.has_day = False
        """Whether any candidate is exact to the day."""

    def add(self, moment: Moment | None, source: str, *evidence: str) -> None:
        """Note a day that was read somewhere, if any was."""
        if moment is None:
            return
        candidate = self.by_day.get(moment.day)
        if candidate is None:
            candidate = self.by_day[moment.day] = Candidate(moment.day)
            self.written[moment.day] = []
            self.has_day = self.has_day or moment.exact
        candidate.sources.append(source)
        candidate.evidence.update(dict.fromkeys(evidence, 1.0))
        self.written[moment.day].append((moment.iso, source))

def dates_of(page: Evidence, title: str | None) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """(date published, its source) and (date modified, its source), each None if the page says nothing of it."""
    days = collect_days(page, title)
    card = card_of("date", page.kind)
    latest = (date.today() + timedelta(days=1)).isoformat()
    known = [(candidate.points(card), candidate) for candidate in days.by_day.values() if candidate.value <= latest]
    # of equals, as comments are, the first day is the nearest to the publication
    known.sort(key=lambda one: one[1].value)
    points, best = max(known, key=lambda one: one[0], default=(0.0, None))
    if best is not None and "day known" in best.evidence:
        # a month that is written alone is made exact by a date of that month
        points, best = max((one for one in known if one[1].value[:-3] == best.value), key=lambda one: one[0],
                           default=(points, best))
    published = _finest(days.written[best.value]) if best is not None and points >= card["least"] else None
    return published, _modified(days, published, latest)


def _finest(written: list[tuple[str, str]]) -> tuple[str, str]:
    """Of the ways a day is written the one with the most of time and zone; the first of equals."""
    return max(written, key=lambda one: (len(one[0]) > 10) + (len(one[0]) > 19 or one[0][16:17] in ("+", "-")))


def _modified(days: Days, published: tuple[str, str] | None, latest: str) -> tuple[str, str] | None:
    """The change that the page itself names; one before the publication is a mistake of its software."""
    for name in (*CHANGED, "updated word"):
        for day, candidate in days.by_day.items():
            if name in candidate.evidence and day <= latest and (published is None or day >= published[0][: len(day)]):
                own = [one for one in days.written[day] if one[1].endswith(name.rpartition(" ")[0]) or "odif" in one[1]]
                return own[0] if own else days.written[day][-1]
    return None


def collect_days(page: Evidence, title: str | None) -> Days:
    """Every day that may be the publication's, with its evidence; `title` is the headline beside which dates count."""
    days = Days()
    _from_markup(days, page)
    in_url = date_in_url(page.url) if page.url else None
    if in_url is not None and in_url.exact:
        days.add(in_url, "url", "url day")
    _from_marks(days, page)
    _from_blocks(days, page, title)
    if in_url is not None and not in_url.exact:
        for day, candidate in days.by_day.items():
            candidate.note("url month" if day.startswith(in_url.day) else "not url month")
        days.add(in_url, "url", "url month", "month only")
    _compare(days)
    return days


def _compare(days: Days) -> None:
    """Note what the candidates say of each other."""
    exact = {day[:7] for day in days.by_day if len(day) > 7}
    seen = {name for candidate in days.by_day.values() for name in candidate.evidence}
    stated = [name for name in STATED if name in seen]
    for day, candidate in days.by_day.items():
        evidence = candidate.evidence
        if len(day) == 7:
            candidate.note("month only")
            if day in exact:
                candidate.note("day known")
        if stated and evidence.keys().isdisjoint(STATED):
            changed = not evidence.keys().isdisjoint(CHANGED)
            for name in stated:
                candidate.note(f"others: {name}")
                if changed:
                    candidate.note(f"changed, others: {name}")
        if "visible" in evidence and not evidence.keys().isdisjoint(STATED):
            candidate.note("stated and shown")


def _from_markup(days: Days, page: Evidence) -> None:
    story, language, host = page.story, page.language, page.host
    if story.published:
        days.add(read_stamp(story.published, language, host), "json-ld", "json-ld published")
    if story.modified:
        days.add(read_stamp(story.modified, language, host), "json-ld:modified", "json-ld modified")
    for field, group in (("published", "sure"), ("published", "loose"), ("modified", "sure")):
        for key, content in found(page.metas, field, group)[:6]:
            name = "meta modified" if field == "modified" else "meta published" if group == "sure" else "meta loose"
            days.add(read_stamp(content, language, host), f"meta:{key}", name)


def _from_marks(days: Days, page: Evidence) -> None:
    """Read the elements of the body that are marked as dates."""
    marks = page.head.marks
    stamps = (read_stamp(mark.value) for mark in marks if mark.value[:4].isdigit())
    stated = {*days.by_day, *(moment.day for moment in stamps if moment is not None and not moment.swapped)}
    has_headline = any(mark.how == "h1" for mark in marks)
    seen_headline, rank = False, {"before": 0, "after": 0}
    for mark in marks:
        how = mark.how
        if how == "h1":
            seen_headline = True
            continue
        if how.startswith("itemprop:date"):
            name = "itemprop modified" if "modified" in how else "itemprop published"
            moment = read_stamp(mark.value or mark.text, page.language, page.host, page.region)
            days.add(moment and moment.among(stated), f"microdata:{how[9:]}", name)
        elif how == "time" or (how.startswith("class:") and ("date" in how or "publish" in how)):
            moment = _of_mark(mark.value, mark.text, page)
            if moment is None:
                continue
            place = "after" if seen_headline or not has_headline else "before"
            rank[place] += 1
            if rank[place] > MOST_MARKS:
                continue
            kind = "time" if how == "time" else "class"
            order = "first" if rank[place] == 1 else "second" if rank[place] == 2 else "later"
            update = "updat" in how or "modif" in how
            days.add(moment.among(stated), kind if kind == "time" else f"class:{how[6:].split()[0]}",
                     f"{kind} {order} {place} h1", *(["class updated"] if update else []))


def _of_mark(value: str, text: str, page: Evidence) -> Moment | None:
    if value and not value.startswith(("http", "/")):
        moment = read_stamp(value, page.language, page.host, page.region)
        if moment is not None:
            return moment
    found_dates = page.dates_in(text) if text and len(text) < LONGEST_BLOCK else []
    return found_dates[0] if found_dates else None


def _from_blocks(days: Days, page: Evidence, title: str | None) -> None:
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
