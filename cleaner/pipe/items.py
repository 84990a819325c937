"""What readers hand on: one item a record, as raw as it can be so that workers do the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

MEGABYTE = 1 << 20
LARGEST = 50 * MEGABYTE
"""Bytes of the largest document or line that a reader takes into memory."""
PART = ".part"
"""Ending of an output under way."""


class Failure(NamedTuple):
    """Why a record has no article: the error's class name and what it says."""

    type: str
    message: str


class Line(NamedTuple):
    """A line of JSONL, as its bytes."""

    where: str
    raw: bytes


class Row(NamedTuple):
    """A record of named fields."""

    where: str
    fields: Mapping[str, Any]


class Document(NamedTuple):
    """A document by itself, with what its container says about it in `own`.

    `content` is the document, or None where the worker is to read the file at `path`. `name` is for a file of its own.
    """

    where: str
    own: dict[str, Any]
    content: str | bytes | None = None
    path: str | None = None
    kind: str = "auto"
    url: str | None = None
    charset: str | None = None
    name: str | None = None


class Broken(NamedTuple):
    """A record that couldn't be read. `own` is what is known of it."""

    where: str
    own: dict[str, Any]
    failure: Failure


Item = Line | Row | Document | Broken


def weigh(item: object) -> int:
    """Return about how many bytes an item holds."""
    if isinstance(item, Line):
        return len(item.raw)
    if isinstance(item, Row):
        return weigh(item.fields)
    if isinstance(item, Document):
        return len(item.content) if item.content else MEGABYTE // 16
    if isinstance(item, Mapping):
        return sum(len(value) for value in item.values() if isinstance(value, str | bytes))
    return len(item) if isinstance(item, str | bytes) else 0
