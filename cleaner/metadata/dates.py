"""Dates written in a text, as ISO 8601, as precise as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cleaner.metadata.clock import with_time
from cleaner.metadata.moment import Moment, date_data, known_day
from cleaner.metadata.words import words_of

_WORD = re.compile(r"[^\W\d_][^\s\d.,/;:()|–—-]*")
_ISO = re.compile(
    r"(?<![\d.])(?P<year>\d{4})(?P<mark>[-./·•])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)|"
    r"(?<!\d)(?P<year2>\d{4})\.\s(?P<month2>\d{1,2})\.\s(?P<day2>\d{1,2})(?!\d)"
)
_NUMBERS = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})\s?(?P<mark>[./-])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d|,\d)"
)
_SIGNS = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일号])?")
_ISO_MONTH = re.compile(r"(?<![\d.,/-])(?P<year>\d{4})-(?P<month>\d{2})(?![\d-])")
_HINT = re.compile(r"\d(?:\d{3}|[./-]\s?\d{1,2}\s?[./-]\s?\d\d)|['’-]\d\d(?!\d)")
"""Every date has a year, in four digits or after a mark."""

_TWO = re.compile(r"\d\d")
"""What every year has, found faster than the hint."""

SHORTEST_DATE = len("1/2/24")
_MARKS = re.compile(r"\d\s?[-./·•]\s?\d")
"""Dates in numbers alone have a mark between two of them."""

REACH = 24
"""Characters around a month's name in which its day and year stand."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before and after a month's name: patterns anchored at the name."""

    day_before: re.Pattern[str]
    year_before: re.Pattern[str]
    day_after: re.Pattern[str]
    year_after: re.Pattern[str]
    day_year_after: re.Pattern[str]


@cache
def _around() -> _Around:
    join = "(?:(?:" + "|".join(map(re.escape, date_data()["joins"])) + r")\s+)?"
    short_year = r"(?<=[-'’ ])['’]?\d{2}(?![\d:.])"
    end = r"(?:\.?º|[.ª°]|[^\W\d_]{1,2}(?=[\s.,]))?"
    return _Around(
        day_before=re.compile(rf"(?<![\d.,:/-])(?P<day>\d{{1,2}}){end}[\s,\-/–.]*{join}$", re.IGNORECASE),
        year_before=re.compile(rf"(?<!\d)(?P<year>\d{{4}})[.,]?[\s\-/]*{join}$", re.IGNORECASE),
        day_after=re.compile(r"\.?[\s\-/]*(?P<day>\d{1,2})(?![\d:])"),
        year_after=re.compile(rf"[.,]{{0,2}}[\s,\-/–]*{join}(?P<year>\d{{4}}(?!\d)|{short_year})", re.IGNORECASE),
        day_year_after=re.compile(
            rf"\.?[\s\-/]*(?P<day>\d{{1,2}})(?:[^\W\d_]{{2}}|\.)?(?:\s*,\s*|\s+){join}(?P<year>\d{{4}})(?!\d)",
            re.IGNORECASE),
    )


def may_hold_date(text: str) -> bool:
    """Whether a text has a year in it; quick."""
    return len(text) >= SHORTEST_DATE and _TWO.search(text) is not None and _HINT.search(text) is not None


def find_dates(text: str, language: str | None, host: str = "", region: str = "") -> list[Moment]:
    """The dates written in a text, in its order, without overlaps; times beside them are read too.

    `language` and the country, of the page (`region`, ISO 3166) or of the host, decide whether 3/4/2024 is in March or
    April unless a number above 12 does.
    """
    if not may_hold_date(text):
        return []
    found: list[Moment] = []
    taken: list[tuple[int, int]] = []
    for start, end, year, month, day in _raw_dates(text, language, host, region):
        if any(start < e and s < end for s, e in taken):
            continue
        known = known_day(year, month, day)
        if known is None:
            continue
        taken.append((start, end))
        moment = Moment(known, known, start, end, _swapped(text, start, known))
        found.append(with_time(moment, text) if moment.exact else moment)
    return sorted(found, key=lambda moment: moment.start)


def _raw_dates(
    text: str, language: str | None, host: str, region: str
) -> Iterator[tuple[int, int, int, int, int | None]]:
    marks = _MARKS.search(text) is not None
    for match in _ISO.finditer(text) if marks else ():
        suffix = "" if match["year"] else "2"
        yield (*match.span(), int(match["year" + suffix]), int(match["month" + suffix]), int(match["day" + suffix]))
    for match in _NUMBERS.finditer(text) if marks else ():
        year = _full_year(match["year"])
        if len(match["year"]) == 2 and match["mark"] == "-":
            continue
        first, second = int(match["a"]), int(match["b"])
        day_first = second <= 12 and (first > 12 or not _month_first(language, host, region))
        yield (*match.span(), year, second if day_first else first, first if day_first else second)
    for match in _SIGNS.finditer(text) if not text.isascii() else ():
        yield (*match.span(), int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)
    yield from _worded_dates(text, words_of(language).months)
    for match in _ISO_MONTH.finditer(text) if marks else ():
        yield (*match.span(), int(match["year"]), int(match["month"]), None)


def _worded_dates(text: str, months: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Dates with the month in words; the names are looked up, and only beside one numbers are looked for."""
    around = _around()
    for word in _WORD.finditer(text):
        month = months.get(word.group().lower())
        if month is None:
            continue
        start, end = word.span()
        low = max(0, start - REACH)
        before = text[low:start]
        day, year = around.day_before.search(before), around.year_after.match(text, end, end + REACH)
        if day and year:
            yield low + day.start(), year.end(), _full_year(year["year"].strip("'’")), month, int(day["day"])
        elif both := around.day_year_after.match(text, end, end + REACH):
            yield start, both.end(), int(both["year"]), month, int(both["day"])
        elif (first := around.year_before.search(before)) and (last := around.day_after.match(text, end, end + REACH)):
            yield low + first.start(), last.end(), int(first["year"]), month, int(last["day"])
        elif year and len(year["year"]) == 4:
            yield start, year.end(), int(year["year"]), month, None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_first(language: str | None, host: str, region: str) -> bool:
    data = date_data()
    country = region or host.rpartition(".")[2]
    return (language or "en") in data["month_first"] and country not in data["day_first_domains"]


def _swapped(text: str, start: int, day: str) -> str:
    """The other reading of a day that is written in small numbers before its year."""
    match = _NUMBERS.match(text, start)
    if match is None or int(match["a"]) > 12 or int(match["b"]) > 12 or match["a"] == match["b"]:
        return ""
    return f"{day[:4]}-{day[8:]}-{day[5:7]}"
