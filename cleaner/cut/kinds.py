"""The kinds of elements on a page: what is asked of a name and its class names is asked once for all that have them."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.cut.head import is_marked
from cleaner.cut.places import place_of

_KEYS = ("id", "itemprop", "role")
"""Attributes that say what an element is for, besides its class."""


class Kinds:
    """Kinds numbered as they come up.

    Attributes:
        all: by number the element's name and its key: class, id, itemprop and role in one string.
        marked: by number whether such an element may be a headline, an author or a date.
        places: by number what such an element is for (`cleaner.cut.places`), or None.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.all: list[tuple[str, str]] = []
        self.marked: list[bool] = []
        self.places: list[str | None] = []

    def number(self, name: str, attributes: Mapping[str, str | None]) -> int:
        """The number of an element's kind."""
        key = ""
        if attributes:
            key = attributes.get("class") or ""
            if len(attributes) > 1 or not key:
                for more in _KEYS:
                    if more in attributes:
                        key += f" {attributes[more] or ''}"
        kind = (name, key)
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self.all)
            self.all.append(kind)
            self.marked.append(is_marked(name, attributes))
            self.places.append(place_of(name, key, attributes.get("role")))
        return number
