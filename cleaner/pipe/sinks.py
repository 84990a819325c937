"""Where the output goes: standard output, or a file that appears whole."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sys
import time
from pathlib import Path
from typing import Protocol

from cleaner.pipe.extras import need
from cleaner.pipe.items import MEGABYTE
from cleaner.pipe.state import EVERY, State, load, lock, write_all
from cleaner.pipe.streams import SUFFIXES

PART = ".part"
"""Ending of an output under way."""
MEMBER = 4 * MEGABYTE
"""Bytes after which a compressed output begins a new member: a resumed run can go on from there."""
BUFFER = MEGABYTE // 4


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


class File:
    """One file. It is written beside its place, as NAME.part with its state in NAME.part.state, and then renamed."""

    def __init__(self, path: Path, print_: str, *, resume: bool) -> None:
        self._path = path
        self._part = path.with_name(path.name + PART)
        self._note = path.with_name(path.name + PART + ".state")
        self.state = (load(self._note, print_) if resume else None) or State(print_)
        self._handle = -1
        if not self.state.complete:
            self._handle = os.open(self._part, os.O_RDWR | os.O_CREAT, 0o666)
            lock(self._handle, str(path))
            os.ftruncate(self._handle, self.state.size)
            os.lseek(self._handle, self.state.size, os.SEEK_SET)
            self.state.save(self._note)
        self._packing = SUFFIXES.get(path.suffix.lower(), "")
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
        write_all(self._handle, pack(bytes(self._buffer), self._packing))
        self._buffer.clear()

    def _rest(self) -> None:
        """Bring file and state to the same point."""
        self._flush()
        self.state.size = os.lseek(self._handle, 0, os.SEEK_CUR)
        self.state.save(self._note)
        self._saved = time.monotonic()

    def close(self, after: bytes) -> None:
        """Leave the part and its state where a resumed run finds them."""
        if self._handle >= 0:
            if not self._packing:
                self._rest()
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
            self._settle(self._part, self._path)
        self._note.unlink()

    def _settle(self, part: Path, path: Path) -> None:
        part.replace(path)


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
