"""What goes out for a record, in each format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import orjson

from cleaner.article import Article
from cleaner.pipe.items import Failure
from cleaner.pipe.known import Known
from cleaner.pipe.shape import COLUMNS, additions, apart, dump, join, splice
from cleaner.write import write_labels, write_markdown, write_text, write_why

MORE = "more"
"""The column of a table for own fields that its head doesn't name, as a JSON object."""


class Frame(NamedTuple):
    """What stands before, between and after the records of an output."""

    before: bytes = b""
    between: bytes = b""
    after: bytes = b""


@dataclass(frozen=True)
class AsText:
    """One of the readable formats; a failed record leaves its place empty."""

    write: Callable[[Article], str]

    def __call__(self, known: Known, result: Article | Failure) -> bytes:
        """Return the text as UTF-8; half surrogates become "?"."""
        return b"" if isinstance(result, Failure) else self.write(result).encode("utf-8", "replace")


@dataclass(frozen=True)
class AsLine:
    """A line of JSON: the record's own fields and what was found."""

    blocks: bool = False
    end: bytes = b"\n"

    def __call__(self, known: Known, result: Article | Failure) -> bytes:
        """Return the line; a record that came as JSON keeps its own bytes."""
        added = additions(result, blocks=self.blocks)
        line = splice(known.raw, known.own, added) if known.raw else dump(join(known.own, added))
        return line + self.end


@dataclass(frozen=True)
class AsObject:
    """One JSON object over several lines, for a document by itself: what `Article.to_dict` gives."""

    def __call__(self, known: Known, result: Article | Failure) -> bytes:
        """Return the object, indented by two; its path stands first."""
        found = additions(result) if isinstance(result, Failure) else result.to_dict()
        return orjson.dumps(orjson.loads(dump(join(known.own, found))), option=orjson.OPT_INDENT_2) + b"\n"


@dataclass
class AsRow:
    """A row of CSV. `columns` are the own fields that the head names."""

    columns: tuple[str, ...]
    delimiter: str = ","

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are added."""
        return tuple(apart((MORE, *COLUMNS), self.columns).values())

    def head(self) -> bytes:
        """Return the head of the table."""
        return self._row([*self.columns, *self.names])

    def __call__(self, known: Known, result: Article | Failure) -> bytes:
        """Return the row. Lists and objects are written as JSON."""
        added = additions(result)
        more = {name: value for name, value in known.own.items() if name not in self.columns}
        cells = [known.own.get(name) for name in self.columns]
        return self._row([*cells, more or None, *(added.get(name) for name in COLUMNS)])

    def _row(self, cells: list[object]) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.delimiter, lineterminator="\n").writerow([_cell(cell) for cell in cells])
        return out.getvalue().encode("utf-8", "surrogateescape")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    text = dump(value).decode()
    return str(orjson.loads(text)) if text[:1] == '"' else text


READABLE: dict[str, tuple[Callable[[Article], str], Frame]] = {
    "text": (write_text, Frame(between=b"\f\n")),
    "markdown": (write_markdown, Frame(between=b"\f\n")),
    "labels": (write_labels, Frame(between=b"\n")),
    "why": (write_why, Frame(between=b"\n")),
}
"""The readable formats. Documents are parted by a line with a form feed, lists of blocks by an empty line."""
