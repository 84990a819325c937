"""Readers of tables: CSV and Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from cleaner.pipe.extras import need
from cleaner.pipe.items import MEGABYTE, Broken, Failure, Item, Row
from cleaner.pipe.read import in_utf8
from cleaner.pipe.streams import STDIN, DamagedError, damage_of, lines_of

DELIMITERS = ",\t;|"
ROWS = 64
"""Rows of Parquet that are in memory at a time: pages may be megabytes."""


class _BadLineError(Exception):
    """A line that can't be read, met inside the csv module."""


class _Lines:
    """The lines of a table as text. `taken` are those of the row that is being read, which `begin` begins.

    Empty lines may come several at a time: the csv module takes such a run for one empty row, or for part of a cell.
    """

    def __init__(self, stream: io.BufferedReader[Any], largest: int) -> None:
        self._stream = stream
        self._largest = largest
        self._lines = lines_of(in_utf8(stream), largest, runs=True)
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        """Forget the row before."""
        self.taken.clear()
        self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            if damage := damage_of(self._stream):
                raise _BadLineError(damage)
            raise StopIteration
        if isinstance(line, int):
            raise _BadLineError(f"a line of {line} bytes")
        self._size += len(line)
        if self._size > self._largest:
            raise _BadLineError(f"a row of more than {self._largest / MEGABYTE:g} MB")
        self.taken.append(line.decode("utf-8", "surrogateescape"))
        return self.taken[-1]


def read_csv(stream: io.BufferedReader[Any], name: str, largest: int, delimiter: str | None = None) -> Iterator[Item]:
    """Yield the rows of CSV. The first row names the fields; without a delimiter, its first line tells it.

    Fields without a name, or past the head's last, are named by their column: "column_3". Bytes that aren't UTF-8
    become surrogate escapes, so that a table can carry them out as they came. Empty lines are no records. A row that
    can't be read is kept in a field `raw`. Raises DamagedError if the head can't be read.
    """
    csv.field_size_limit(largest)
    lines = _Lines(stream, largest)
    try:
        first = next(lines, "")
        delimiter = delimiter or max(DELIMITERS, key=first.count)
        head = name_columns(next(csv.reader(chain([first], lines), delimiter=delimiter), []))
    except (csv.Error, _BadLineError) as error:
        raise DamagedError(f"{name}: the head is not CSV: {error}") from error
    number = 0
    ended = False
    while not ended:
        try:
            lines.begin()
            for cells in csv.reader(lines, delimiter=delimiter):
                if cells:
                    number += 1
                    yield Row(f"{name}: row {number}", _row(head, cells))
                lines.begin()
            ended = True
        except (csv.Error, _BadLineError) as error:
            number += 1
            own = {"row": number, "raw": "".join(lines.taken)}
            yield Broken(f"{name}: row {number}", own, Failure("InputError", f"not CSV: {error}"))
            ended = bool(damage_of(stream))


def read_tsv(stream: io.BufferedReader[Any], name: str, largest: int) -> Iterator[Item]:
    """Yield the rows of a table whose cells are parted by tabs."""
    return read_csv(stream, name, largest, "\t")


def name_columns(cells: Iterable[str]) -> list[str]:
    """Return distinct names for the columns of a head."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column_{number}"
        names.append(name if name not in names else f"{name}_{number}")
    return names


def read_parquet(stream: io.BufferedReader[Any], name: str, largest: int) -> Iterator[Item]:
    """Yield the rows of Parquet. What isn't a plain file is copied to one first, for Parquet is read from its end."""
    parquet = need("pyarrow.parquet", "parquet")
    plain = name != STDIN and stream.seekable()
    with contextlib.nullcontext(stream) if plain else _copy(stream) as file:
        number = 0
        try:
            source = parquet.ParquetFile(file)
            for batch in source.iter_batches(batch_size=ROWS):
                for fields in _readable(batch).to_pylist():
                    number += 1
                    yield Row(f"{name}: row {number}", fields)
        except (need("pyarrow", "parquet").ArrowException, OSError) as error:
            raise DamagedError(f"{name}: not sound Parquet: {error}") from error


def _copy(stream: io.BufferedReader[Any]) -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    shutil.copyfileobj(stream, copy, MEGABYTE)
    copy.seek(0)
    return copy


def _readable(batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """The batch with times in nanoseconds as text: Python's own times end at microseconds."""
    arrow = need("pyarrow", "parquet")
    for at, column in enumerate(batch.schema):
        if arrow.types.is_timestamp(column.type) and column.type.unit == "ns":
            batch = batch.set_column(at, column.name, batch.column(at).cast(arrow.string()))
    return batch


def _row(head: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by name; a row shorter than the head lacks its last fields."""
    row = dict(zip(head, cells, strict=False))
    row.update((f"column_{at}", cell) for at, cell in enumerate(cells[len(head) :], len(head) + 1))
    return row
