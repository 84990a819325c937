"""Which field of a record holds the page, its address and its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.errors import InputError

PAGE_NAMES = ("html", "text", "content", "raw_content", "body", "maintext")
"""Fields that hold the page in common crawls' files, in the order of preference."""

URL_NAMES = ("url", "source_url", "original_url", "canonical_url", "link", "uri")
ID_NAMES = ("id", "_id", "uid", "uuid", "guid", "doc_id", "document_id")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a caller named; None for those to be guessed. A dot steps into an object: `page.html`."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    id: str | None = None

    def page(self, record: Mapping[str, Any]) -> tuple[str | bytes, str, str]:
        """Return the page, its kind ("html", "text" or "auto") and the name of its field.

        Raises InputError if no such field holds text.
        """
        if self.html or self.text:
            named = [(name, kind) for name, kind in ((self.html, "html"), (self.text, "text")) if name]
        else:
            named = [(name, "html" if name == "html" else "auto") for name in PAGE_NAMES]
        odd = ""
        for name, kind in named:
            value = look_up(record, name)
            if isinstance(value, str | bytes) and value:
                return value, kind, name
            if value is not None and value != "":
                odd = f"; the field {name!r} holds {_kind_of(value)}"
        wanted = " or ".join(repr(name) for name, _ in named)
        raise InputError(f"no text in a field {wanted}{odd}")

    def address(self, record: Mapping[str, Any]) -> str | None:
        """Return the page's address, or None."""
        return _first(record, (self.url,) if self.url else URL_NAMES)

    def name(self, record: Mapping[str, Any]) -> str | None:
        """Return the record's id, or None."""
        return _first(record, (self.id,) if self.id else ID_NAMES)


def look_up(record: Mapping[str, Any], name: str) -> object:
    """Return the value of a field, stepping into objects at dots where no field has the whole name; None if absent."""
    if name in record or "." not in name:
        return record.get(name)
    head, _, rest = name.partition(".")
    inner = record.get(head)
    return look_up(inner, rest) if isinstance(inner, Mapping) else None


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    values = (look_up(record, name) for name in names)
    return next((str(value) for value in values if isinstance(value, str | int) and value != ""), None)


def _kind_of(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")
