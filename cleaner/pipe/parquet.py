"""Parquet out: records gather as JSONL, and become a table when all of its columns are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from cleaner.pipe.extras import need
from cleaner.pipe.items import MEGABYTE
from cleaner.pipe.known import parse
from cleaner.pipe.shape import COLUMNS, apart, dump

GROUP_ROWS = 4096
GROUP_BYTES = 64 * MEGABYTE
"""A row group ends at so many rows, or so many bytes of JSON."""

Record = dict[str, Any]


def to_parquet(spool: Path, target: str | IO[bytes], originals: Iterable[str] = ()) -> None:
    """Write the records of a JSONL file as a Parquet table.

    `originals` are Parquet files that the records came from, in order: their columns are taken over as they are.
    Otherwise a column is true or false, whole numbers, numbers, text or lists of text where all of its values are; else
    it is text that holds JSON.
    """
    arrow = need("pyarrow", "parquet")
    parquet = need("pyarrow.parquet", "parquet")
    paths = list(originals)
    own = _common_schema(arrow, parquet, paths)
    kinds = _kinds(spool)
    if own is None:
        schema = arrow.schema([(name, _type(arrow, kind)) for name, kind in kinds.items()])
        tables: Iterator[Any] = (_table(arrow, group, schema, kinds) for group in _groups(spool))
    else:
        names = apart(COLUMNS, own.names).values()
        added = arrow.schema([(name, _type(arrow, kinds.get(name, "text"))) for name in names])
        schema = arrow.schema([*own, *added])
        tables = _joined(arrow, parquet, paths, own, (_table(arrow, group, added, kinds) for group in _groups(spool)))
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def _common_schema(arrow: ModuleType, parquet: ModuleType, paths: list[str]) -> Any:  # noqa: ANN401
    """The schema of all original files, or None if there are none or they don't agree."""
    if not paths:
        return None
    with suppress(arrow.ArrowInvalid, arrow.ArrowTypeError, OSError):
        return arrow.unify_schemas([parquet.read_schema(path) for path in paths]).remove_metadata()
    return None


def _joined(arrow: ModuleType, parquet: ModuleType, paths: list[str], own: Any, added: Iterable[Any]) -> Iterator[Any]:  # noqa: ANN401
    """The original rows with the columns that were added."""
    rows = _Rows(arrow, (batch for path in paths for batch in parquet.ParquetFile(path).iter_batches(1024)), own)
    for table in added:
        originals = rows.take(table.num_rows)
        for name in table.column_names:
            originals = originals.append_column(name, table.column(name))
        yield originals


class _Rows:
    """Rows of a stream of batches, taken by any number."""

    def __init__(self, arrow: ModuleType, batches: Iterator[Any], schema: Any) -> None:  # noqa: ANN401
        self._arrow = arrow
        self._batches = batches
        self._schema = schema
        self._left = schema.empty_table()

    def take(self, count: int) -> Any:  # noqa: ANN401
        parts = [self._left]
        have = self._left.num_rows
        while have < count:
            table = self._arrow.Table.from_batches([next(self._batches)])
            part = self._arrow.concat_tables([self._schema.empty_table(), table], promote_options="default")
            parts.append(part.select(self._schema.names))
            have += part.num_rows
        whole = self._arrow.concat_tables(parts)
        self._left = whole.slice(count)
        return whole.slice(0, count)


def _records(spool: Path) -> Iterator[tuple[Record, int]]:
    with spool.open("rb") as lines:
        for line in lines:
            yield parse(line), len(line)


def _groups(spool: Path) -> Iterator[list[Record]]:
    group: list[Record] = []
    size = 0
    for record, length in _records(spool):
        group.append(record)
        size += length
        if len(group) >= GROUP_ROWS or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _kinds(spool: Path) -> dict[str, str]:
    """The kind of each column: "bool", "int", "float", "text", "texts", "json"."""
    kinds: dict[str, str] = {}
    for record, _ in _records(spool):
        for name, value in record.items():
            kind = _kind(value)
            before = kinds.setdefault(name, kind)
            if kind not in (before, ""):
                numbers = {before, kind} == {"int", "float"}
                kinds[name] = kind if before == "" else "float" if numbers else "json"
    for name in COLUMNS:
        kinds.setdefault(name, "text")
    return {name: kind or "text" for name, kind in kinds.items()}


def _kind(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -(1 << 63) <= value < 1 << 63 else "json"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "text"
    return "texts" if isinstance(value, list) and value and all(isinstance(each, str) for each in value) else "json"


def _type(arrow: ModuleType, kind: str) -> Any:  # noqa: ANN401
    if kind == "texts":
        return arrow.list_(arrow.string())
    return {"bool": arrow.bool_(), "int": arrow.int64(), "float": arrow.float64()}.get(kind, arrow.string())


def _table(arrow: ModuleType, records: list[Record], schema: Any, kinds: dict[str, str]) -> Any:  # noqa: ANN401
    columns = []
    for column in schema:
        values = [record.get(column.name) for record in records]
        if kinds.get(column.name) == "json":
            values = [None if value is None else dump(value).decode() for value in values]
        columns.append(arrow.array([_sound(value) for value in values], column.type))
    return arrow.Table.from_arrays(columns, schema=schema)


def _sound(value: Any) -> Any:  # noqa: ANN401
    """A value without half surrogates, which Parquet's text can't hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_sound(each) for each in value] if isinstance(value, list) else value
