"""Dates that machines write: attributes of the markup, epochs, addresses."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from cleaner.metadata.clock import zone_offset
from cleaner.metadata.dates import find_dates
from cleaner.metadata.moment import Moment, known_day
from cleaner.metadata.words import words_of

_STAMP = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,:]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([-/_.]?)(0[1-9]|1[0-2]|[1-9](?=[-/_.])|[a-z]{3,9}(?=[-/]))\2"
    r"(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)|"
    r"(?<!\d)((?:19|20)\d{2})/?(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?!\d)")


def read_stamp(value: str, language: str | None = None, host: str = "", region: str = "") -> Moment | None:
    """The date of a machine-made attribute: ISO 8601 in its variants, an epoch, else the first date written in it."""
    value = value.strip()[:100]
    if _EPOCH.fullmatch(value):
        return _from_epoch(int(value[:10]))
    match = _STAMP.match(value)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        known = known_day(int(year), int(month), int(day))
        if known is None:
            return None
        if hour is None or int(hour) > 23 or int(minute) > 59:
            return Moment(known, known)
        clock = f"T{hour}:{minute}" + (f":{second}" if second else "")
        return Moment(known, known + clock + zone_offset(zone or ""))
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
        known = known_day(int(year), number, int(day))
        if known:
            return Moment(known, known)
    monthly = _URL_MONTH.search(path)
    known = known_day(int(monthly[1]), int(monthly[2]), None) if monthly else None
    return Moment(known, known) if known else None
