"""Readers: from an open stream to items, one a record."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from cleaner.errors import InputError
from cleaner.pipe.items import MEGABYTE, Broken, Document, Failure, Item, Line, Row
from cleaner.pipe.streams import STDIN, lines_of, whole

BOM = codecs.BOM_UTF8
Reader = Callable[["io.BufferedReader[Any]", str, int], Iterator[Item]]
"""A reader takes a stream, its name for messages, and the bytes of the largest record it takes into memory."""


def read_document(stream: io.BufferedReader[Any], name: str, largest: int, kind: str = "auto") -> Iterator[Item]:
    """Yield the one document that a stream is."""
    own: dict[str, Any] = {} if name == STDIN else {"path": name}
    try:
        yield Document(name, own, whole(stream, largest), kind=kind)
    except InputError as error:
        yield Broken(name, own, Failure(type(error).__name__, str(error)))


def read_jsonl(stream: io.BufferedReader[Any], name: str, largest: int) -> Iterator[Item]:
    """Yield the lines of JSONL, in UTF-8 or, with a byte order mark, UTF-16. Blank lines are no records."""
    number = 0
    for line in lines_of(in_utf8(stream), largest, runs=True):
        number += len(line) if isinstance(line, bytes) and line.startswith(b"\n") else 1
        where = f"{name}:{number}"
        if isinstance(line, int):
            yield too_large(where, {"line": number, "bytes": line}, largest)
        elif not line.isspace():
            yield Line(where, line)


def read_json(stream: io.BufferedReader[Any], name: str, largest: int) -> Iterator[Item]:
    """Yield the records of a JSON array of objects, or the one object that a file of JSON is."""
    try:
        value = json.loads(whole(stream, largest).removeprefix(BOM))
    except InputError as error:
        yield Broken(name, {}, Failure(type(error).__name__, str(error)))
        return
    except (ValueError, RecursionError) as error:
        yield Broken(name, {}, Failure("InputError", f"not JSON: {error}"))
        return
    for number, record in enumerate(value if isinstance(value, list) else [value], 1):
        where = f"{name}:{number}"
        if isinstance(record, dict):
            yield Row(where, record)
        else:
            yield Broken(where, {"raw": json.dumps(record)}, Failure("InputError", "not a JSON object"))


def too_large(where: str, own: dict[str, Any], largest: int) -> Broken:
    """Return the record that stands for one past the limit of size."""
    return Broken(where, own, Failure("LimitError", f"larger than {largest / MEGABYTE:g} MB"))


def in_utf8(stream: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    """Return the stream without its byte order mark, and in UTF-8 if the mark says UTF-16."""
    head = stream.peek(4)[:4]
    if head.startswith(BOM):
        stream.read(len(BOM))
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.BufferedReader(_Recoded(stream), MEGABYTE)
    return stream


class _Recoded(io.RawIOBase):
    """A stream of UTF-16 as UTF-8. What is no character, also half of one at the end, becomes U+FFFD."""

    def __init__(self, inner: io.BufferedReader[Any]) -> None:
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            data = self._inner.read1(MEGABYTE)
            self._ended = not data
            self._ready = self._decoder.decode(data, self._ended).encode("utf-8", "replace")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size
