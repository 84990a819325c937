"""The time of day and the zone beside a date."""

from __future__ import annotations

import re
from dataclasses import replace

from cleaner.metadata.moment import Moment, date_data

_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?:[:.h時시点]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?)"
    r"(?:\s?[分분])?(?!\d|[.,]\d)\s?(?P<half>[^\W\d_]\.?[^\W\d_]?\.?(?!\w))?"
    r"\s?\(?(?P<zone>(?:(?:utc|gmt)\s?)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[a-z]{1,4}(?!\w))?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)(?:\s(?P<zone>[a-z]{1,4})\b)?",
                        re.IGNORECASE)
FARTHEST_TIME = 14
"""Characters between a date and its time: ", um ", " at ", " | kl. "."""
AFTER, HOUR_AFTER, BEFORE = 24, 8, 16
"""Characters of a time with seconds and zone after a date, of an hour alone, of a time before a date."""


def with_time(moment: Moment, text: str) -> Moment:
    """The moment with the time of day that stands beside it in its text, if one does."""
    after = _TIME.search(text, moment.end, moment.end + FARTHEST_TIME + AFTER) or _HOUR_ONLY.search(
        text, moment.end, moment.end + FARTHEST_TIME + HOUR_AFTER)
    between = text[moment.end : after.start()] if after else ""
    if after and len(between) <= FARTHEST_TIME and not any(map(str.isdigit, between)):
        clock = _clock(after)
        return replace(moment, iso=moment.day + clock, end=after.end()) if clock else moment
    earlier = list(_TIME.finditer(text, max(0, moment.start - FARTHEST_TIME - BEFORE), moment.start))
    before = earlier[-1] if earlier else None
    if before and moment.start - before.end() <= FARTHEST_TIME and ":" in before.group():
        clock = _clock(before)
        return replace(moment, iso=moment.day + clock, start=before.start()) if clock else moment
    return moment


def _clock(match: re.Match[str]) -> str:
    """The time of a match as THH:MM[:SS][+HH:MM], or "" if it is none."""
    groups = match.groupdict()
    hour, data = int(groups["hour"]), date_data()
    half = (groups["half"] or "").lower().strip()
    if half in data["meridiem"]["after_noon"]:
        hour = hour % 12 + 12
    elif half in data["meridiem"]["before_noon"]:
        hour %= 12
    if hour > 23:
        return ""
    clock = f"T{hour:02d}:{groups.get('minute') or '00'}" + (f":{groups['second']}" if groups.get("second") else "")
    return clock + zone_offset(groups.get("zone") or (half if half not in ("", *data["meridiem"].values()) else ""))


def zone_offset(zone: str) -> str:
    """A time zone, by its name or its distance from UTC, as +HH:MM; "" if it is none."""
    zone = zone.strip().lower()
    if len(zone) > 3 and zone[:3] in {"utc", "gmt"}:
        zone = zone[3:].strip()
    if not zone:
        return ""
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{zone[0]}{int(hours):02d}:{minutes}"
    offset = date_data()["zones"].get(zone)
    if offset is None:
        return ""
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
