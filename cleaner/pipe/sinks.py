"""Where the output goes: standard output, or a file that appears whole."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from cleaner.pipe.extras import need
from cleaner.pipe.items import MEGABYTE, PART
from cleaner.pipe.state import EVERY, State, load, lock, write_all
from cleaner.pipe.streams import SUFFIXES

MEMBER = 4 * MEGABYTE
"""Bytes after which a compressed output begins a new member: a resumed run can go on from there."""
BUFFER = MEGABYTE // 4

Convert = Callable[[Path, "str | IO[bytes]"], None]
"""Makes a file of another format, at a path or in a stream, from the file at the first path."""


class Sink(Protocol):
    """Takes the bytes of the output. `state` tells how far an earlier run had come, when the sink is made."""

    state: State

    def write(self, data: bytes, name: str | None) -> None:
        """Add the bytes of one record, already counted in the state's tally; `name` is for a file of its own."""

    def close(self, after: bytes) -> None:
        """End an output that isn't complete, as after an interrupt: what is written stays. `after` may end it."""

    def finish(self, after: bytes) -> None:
        """End an output that is complete."""


class Standard:
    """Standard output. Every record is written at once, for a reader may wait for it."""

    def __init__(self) -> None:
        self.state = State("")
        self._out = sys.stdout.buffer

    def write(self, data: bytes, name: str | None) -> None:
        """Write."""
        self._out.write(data)
        self._out.flush()

    def close(self, after: bytes) -> None:
        """Write the end."""
        self.write(after, None)

    finish = close


class StandardTable:
    """Standard output of a format that can be written only when all records are known: they wait in a file."""

    def __init__(self, convert: Convert) -> None:
        self.state = State("")
        self._convert = convert
        self._spool = tempfile.NamedTemporaryFile()  # noqa: SIM115 - closed at the end of the run

    def write(self, data: bytes, name: str | None) -> None:
        """Keep."""
        self._spool.write(data)

    def close(self, after: bytes) -> None:
        """Let go of what was kept: half a table is none."""
        self._spool.close()

    def finish(self, after: bytes) -> None:
        """Write the table."""
        self._spool.flush()
        self._convert(Path(self._spool.name), sys.stdout.buffer)
        sys.stdout.buffer.flush()
        self._spool.close()


class File:
    """One file. It is written beside its place, as NAME.part with its state in NAME.part.state, and then renamed.

    With `convert`, the part is what is converted to the file at the end.
    """

    def __init__(self, path: Path, print_: str, *, resume: bool, convert: Convert | None = None) -> None:
        self._path = path
        self._convert = convert
        self._part = path.with_name(path.name + PART)
        self._note = path.with_name(path.name + PART + ".state")
        self.state = (load(self._note, print_) if resume else None) or State(print_)
        self._handle = -1
        if not self.state.complete:
            self._handle = os.open(self._part, os.O_RDWR | os.O_CREAT, 0o666)
            lock(self._handle, str(path))
            if os.fstat(self._handle).st_size < self.state.size:  # a power cut took the file's end, but not the state
                self.state = State(print_)
            os.ftruncate(self._handle, self.state.size)
            os.lseek(self._handle, self.state.size, os.SEEK_SET)
            self.state.save(self._note)
        self._packing = "" if convert else SUFFIXES.get(path.suffix.lower(), "")
        self._buffer = bytearray()
        self._saved = time.monotonic()

    def write(self, data: bytes, name: str | None) -> None:
        """Add to the buffer; write it out when it is full, and the state when it is due."""
        self._buffer += data
        if self._packing:
            if len(self._buffer) >= MEMBER:
                self._rest()
        elif time.monotonic() - self._saved > EVERY:
            self._rest()
        elif len(self._buffer) >= BUFFER:
            self._flush()

    def _flush(self) -> None:
        data = bytes(self._buffer)
        self._buffer.clear()
        write_all(self._handle, pack(data, self._packing))

    def _rest(self) -> None:
        """Bring file and state to the same point."""
        self._flush()
        self.state.size = os.lseek(self._handle, 0, os.SEEK_CUR)
        self.state.save(self._note)
        self._saved = time.monotonic()

    def close(self, after: bytes) -> None:
        """Leave the part and its state where a resumed run finds them.

        The state stays the last one that was saved: an interrupt may have come between a record's count and its bytes.
        """
        if self._handle >= 0:
            self._flush()
            os.close(self._handle)

    def finish(self, after: bytes) -> None:
        """Give the file its name."""
        if self._handle >= 0:
            self._buffer += after
            if self._buffer or self._packing:
                self._flush()
            os.fsync(self._handle)
            self.state.complete = True
            self.state.save(self._note)
            os.close(self._handle)
        if self._part.exists():
            if self._convert:
                made = self._path.with_name(self._path.name + PART + ".new")
                self._convert(self._part, str(made))
                made.replace(self._path)
                self._part.unlink()
            else:
                self._part.replace(self._path)
        self._note.unlink()


def pack(data: bytes, packing: str) -> bytes:
    """Return data as one member of a compressed stream, the same bytes each time; or as they are for ""."""
    if packing == "gzip":
        return gzip.compress(data, 6, mtime=0)
    if packing == "bzip2":
        return bz2.compress(data)
    if packing == "xz":
        return lzma.compress(data)
    if packing == "zstd":
        packed: bytes = need("zstandard", "zstd").ZstdCompressor().compress(data)
        return packed
    return data
