"""A date as it was read: the day that is meant, and what the page says of its time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from cleaner.data import load_toml, rules_dir

OLDEST_YEAR = 1990
"""News sites do not date their pages earlier; earlier dates on a page are what it writes about."""

NEWEST_YEAR = 2100
BUDDHIST_ERA = 543
"""Thai years run this far ahead."""
BUDDHIST = 2000 + BUDDHIST_ERA
"""Later years are Thai ones."""


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
def date_data() -> dict[str, Any]:
    """What rules know of dates: joining words, zones, whose month comes first."""
    return load_toml(rules_dir() / "metadata" / "dates.toml")


def known_day(year: int, month: int, day: int | None) -> str | None:
    """The day as YYYY-MM-DD, or YYYY-MM without one; None if there is none such, or no page would be of it."""
    if year > BUDDHIST:
        year -= BUDDHIST_ERA
    if not OLDEST_YEAR <= year <= NEWEST_YEAR or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
