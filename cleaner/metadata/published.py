"""When the article was published and changed: candidates from markup, address and blocks, weighed together."""

from __future__ import annotations

from datetime import date, timedelta

from cleaner.metadata.days import Days
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.metas import found
from cleaner.metadata.moment import Moment
from cleaner.metadata.scorecard import card_of
from cleaner.metadata.shown_days import LONGEST_BLOCK, add_shown_days
from cleaner.metadata.stamps import date_in_url, read_stamp

MOST_MARKS = 12
"""Elements marked as dates before and after the headline that are read: the next are a list's."""

STATED = ("json-ld published", "meta published")
CHANGED = ("json-ld modified", "meta modified", "itemprop modified")


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
    add_shown_days(days, page, title)
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
