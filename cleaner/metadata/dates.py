"""Dates and times out of text and markup, as ISO 8601, as precise as they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.words import words_of

OLDEST_YEAR = 1990
"""News sites do not date their pages earlier; earlier dates on a page are what it writes about."""

NEWEST_YEAR = 2100
BUDDHIST_ERA = 543
"""Thai years run this far ahead."""

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
_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?:[:.h時시点]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?)"
    r"(?:\s?[分분])?(?!\d|[.,]\d)\s?(?P<half>[^\W\d_]\.?[^\W\d_]?\.?(?!\w))?"
    r"\s?\(?(?P<zone>(?:(?:utc|gmt)\s?)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[a-z]{1,4}(?!\w))?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)(?:\s(?P<zone>[a-z]{1,4})\b)?",
                        re.IGNORECASE)
_STAMP = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,:]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d(?:\d{3}|[./-]\s?\d{1,2}\s?[./-]\s?\d\d)|['’-]\d\d(?!\d)")
"""Every date has a year, in four digits or after a mark."""

_TWO = re.compile(r"\d\d")
"""What every year has, found faster than the hint."""

SHORTEST_DATE = len("1/2/24")
_MARKS = re.compile(r"\d\s?[-./·•]\s?\d")
"""Dates in numbers alone have a mark between two of them."""

_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([-/_.]?)(0[1-9]|1[0-2]|[1-9](?=[-/_.])|[a-z]{3,9}(?=[-/]))\2"
    r"(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)|"
    r"(?<!\d)((?:19|20)\d{2})/?(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?!\d)")
REACH = 24
"""Characters around a month's name in which its day and year stand."""

FARTHEST_TIME = 14
"""Characters between a date and its time: ", um ", " at ", " | kl. "."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that was read: `day` as YYYY-MM-DD (or YYYY-MM), `iso` with the time and zone that the page gives.

    `start` and `end` are character offsets in the text it was read from. `swapped` is the day with month and day the
    other way round, where nothing in the text tells them apart ("3/4/2024"), else "".
    """

    day: str
    iso: str
    start: int = 0
    end: int = 0
    swapped: str = ""

    @property
    def exact(self) -> bool:
        """Whether the day is known, not only the month."""
        return len(self.day) == len("2000-01-01")

    def among(self, days: Collection[str]) -> Moment:
        """This moment, or with day and month changed over if only that day is one of `days`."""
        if not self.swapped or self.day in days or self.swapped not in days:
            return self
        return Moment(self.swapped, self.swapped + self.iso[len(self.day):], self.start, self.end)


@cache
def _data() -> dict[str, Any]:
    return load_toml(rules_dir() / "metadata" / "dates.toml")


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
    join = "(?:(?:" + "|".join(map(re.escape, _data()["joins"])) + r")\s+)?"
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
        known = _day(year, month, day)
        if known is None:
            continue
        taken.append((start, end))
        moment = Moment(known, known, start, end, _swapped(text, start, known))
        found.append(_with_time(moment, text) if moment.exact else moment)
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
    data = _data()
    country = region or host.rpartition(".")[2]
    return (language or "en") in data["month_first"] and country not in data["day_first_domains"]


def _swapped(text: str, start: int, day: str) -> str:
    """The other reading of a day that is written in small numbers before its year."""
    match = _NUMBERS.match(text, start)
    if match is None or int(match["a"]) > 12 or int(match["b"]) > 12 or match["a"] == match["b"]:
        return ""
    return f"{day[:4]}-{day[8:]}-{day[5:7]}"


def _day(year: int, month: int, day: int | None) -> str | None:
    if year > NEWEST_YEAR + BUDDHIST_ERA - 100:
        year -= BUDDHIST_ERA
    if not OLDEST_YEAR <= year <= NEWEST_YEAR or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _with_time(moment: Moment, text: str) -> Moment:
    after = _TIME.search(text, moment.end, moment.end + FARTHEST_TIME + 24) or _HOUR_ONLY.search(
        text, moment.end, moment.end + FARTHEST_TIME + 8)
    between = text[moment.end : after.start()] if after else ""
    if after and len(between) <= FARTHEST_TIME and not any(map(str.isdigit, between)):
        clock = _clock(after)
        return replace(moment, iso=moment.day + clock, end=after.end()) if clock else moment
    earlier = list(_TIME.finditer(text, max(0, moment.start - FARTHEST_TIME - 16), moment.start))
    before = earlier[-1] if earlier else None
    if before and moment.start - before.end() <= FARTHEST_TIME and ":" in before.group():
        clock = _clock(before)
        return replace(moment, iso=moment.day + clock, start=before.start()) if clock else moment
    return moment


def _clock(match: re.Match[str]) -> str:
    """The time of a match as THH:MM[:SS][+HH:MM], or "" if it is none."""
    groups = match.groupdict()
    hour, data = int(groups["hour"]), _data()
    half = (groups["half"] or "").lower().strip()
    if half in data["meridiem"]["after_noon"]:
        hour = hour % 12 + 12
    elif half in data["meridiem"]["before_noon"]:
        hour %= 12
    if hour > 23:
        return ""
    clock = f"T{hour:02d}:{groups.get('minute') or '00'}" + (f":{groups['second']}" if groups.get("second") else "")
    return clock + _zone(groups.get("zone") or (half if half not in ("", *data["meridiem"].values()) else ""))


def _zone(zone: str) -> str:
    zone = zone.strip().lower()
    if len(zone) > 3 and zone[:3] in {"utc", "gmt"}:
        zone = zone[3:].strip()
    if not zone:
        return ""
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{zone[0]}{int(hours):02d}:{minutes}"
    offset = _data()["zones"].get(zone)
    if offset is None:
        return ""
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


def read_stamp(value: str, language: str | None = None, host: str = "", region: str = "") -> Moment | None:
    """The date of a machine-made attribute: ISO 8601 in its variants, an epoch, else the first date written in it."""
    value = value.strip()[:100]
    if _EPOCH.fullmatch(value):
        return _from_epoch(int(value[:10]))
    match = _STAMP.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        known = _day(int(year), int(month), int(day))
        if known is None:
            return None
        if hour is None or int(hour) > 23 or int(minute) > 59:
            return Moment(known, known)
        clock = f"T{hour}:{minute}" + (f":{second}" if second else "")
        return Moment(known, known + clock + _zone(zone or ""))
    found = find_dates(value, language, host, region)
    return found[0] if found else None


def _from_epoch(seconds: int) -> Moment:
    """Seconds since 1970 as a moment in UTC."""
    days, rest = divmod(seconds, 86_400)
    day = date.fromordinal(date(1970, 1, 1).toordinal() + days).isoformat()
    return Moment(day, f"{day}T{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}+00:00")


def date_in_url(url: str) -> Moment | None:
    """The date in an address's path, to the day or to the month."""
    path = urlsplit(url).path.lower()
    for match in _URL_DAY.finditer(path):
        year, month, day = (match[1], match[3], match[4]) if match[1] else match.group(5, 6, 7)
        number = int(month) if month.isdigit() else words_of("en").months.get(month, 0)
        known = _day(int(year), number, int(day))
        if known:
            return Moment(known, known)
    monthly = _URL_MONTH.search(path)
    known = _day(int(monthly[1]), int(monthly[2]), None) if monthly else None
    return Moment(known, known) if known else None
