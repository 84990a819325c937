"""Byte streams: files and standard input, compressed or not, read within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from cleaner.errors import InputError, LimitError
from cleaner.pipe.extras import need
from cleaner.pipe.items import LARGEST, MEGABYTE

STDIN = "-"

MAGIC = {rb"\x1f\x8b": "gzip", rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)": "bzip2", rb"\xfd7zXZ\x00": "xz",
         rb"\x28\xb5\x2f\xfd": "zstd"}
"""The first bytes of packed data; those of bzip2 as far as its first block, since a text may begin with "BZh"."""
MAGIC_BYTES = 10
SUFFIXES = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
ZSTD_STEP = 1024
"""Compressed bytes handed to zstd at a time: one such piece can't become more than some 30 MB."""


class DamagedError(InputError):
    """An input that breaks off or can't be decompressed; what came before is sound."""


class Opened(NamedTuple):
    """A stream ready to read: buffered, decompressed, with `peek`. `raw` is the stream below, whose place tells how far
    reading has come; `packing` is the compression or "".
    """

    stream: io.BufferedReader[Any]
    raw: io.BufferedReader[Any]
    packing: str

    def close(self) -> None:
        """Close the stream, and the file below it; standard input stays open."""
        self.stream.close()
        self.raw.close()


def open_stream(name: str) -> Opened:
    """Open a file, or standard input for "-", and undo its compression, which its first bytes tell.

    Compressed data that break off end the stream; `damage_of` tells so afterwards. Data that are packed twice are
    unpacked once.
    """
    file = io.FileIO(0, closefd=False) if name == STDIN else io.FileIO(name)
    raw: io.BufferedReader[Any] = io.BufferedReader(file, MEGABYTE)
    head = raw.peek(MAGIC_BYTES)[:MAGIC_BYTES]
    packing = next((packing for magic, packing in MAGIC.items() if re.match(magic, head)), "")
    stream: io.BufferedReader[Any] = io.BufferedReader(_Guarded(_unpack(raw, packing)), MEGABYTE) if packing else raw
    return Opened(stream, raw, packing)


def read_whole(name: str, largest: int = LARGEST) -> bytes:
    """Return the content of a file or of standard input.

    Raises LimitError if it is longer than `largest` bytes, DamagedError if its compressed data break off.
    """
    opened = open_stream(name)
    try:
        return whole(opened.stream, largest)
    finally:
        opened.close()


def whole(stream: io.BufferedReader[Any], largest: int) -> bytes:
    """Return the rest of a stream; raises as `read_whole` does."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise LimitError(f"larger than {largest / MEGABYTE:g} MB")
    if damage := damage_of(stream):
        raise DamagedError(damage)
    return data


def damage_of(stream: io.BufferedReader[Any]) -> str:
    """Return where and why a stream that has ended broke off, or ""."""
    return stream.raw.damage if isinstance(stream.raw, _Guarded) else ""


def lines_of(
    stream: io.BufferedReader[Any], largest: int = LARGEST, *, runs: bool = False
) -> Iterator[bytes | int]:
    """Yield the lines of a stream with their ends. For a line longer than `largest`, yield the number of its bytes.

    With `runs`, empty lines may come several at a time: a packed file of a few bytes can hold millions of them.
    """
    while line := stream.readline(largest + 1):
        if runs and line == b"\n":
            ahead = stream.peek()
            yield line + stream.read(len(ahead) - len(ahead.lstrip(b"\n")))
            continue
        if len(line) <= largest or line.endswith(b"\n"):
            yield line
            continue
        length = len(line)
        while line and not line.endswith(b"\n"):
            line = stream.readline(MEGABYTE)
            length += len(line)
        yield length


def _unpack(raw: io.BufferedReader[Any], packing: str) -> _Readable:
    if packing == "gzip":
        return gzip.GzipFile(fileobj=raw)
    if packing == "bzip2":
        return bz2.BZ2File(raw)
    if packing == "xz":
        return lzma.LZMAFile(raw)
    return _Zstd(raw)


class _Readable(Protocol):
    """What the decompressing streams have in common. `read1` gives what there is before it raises at a break."""

    def read1(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class _Guarded(io.RawIOBase):
    """A decompressing stream that ends where its data break off, and remembers why in `damage`."""

    def __init__(self, inner: _Readable) -> None:
        self._inner = inner
        self._place = 0
        self.damage = ""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.damage:
            return 0
        try:
            data = self._inner.read1(len(buffer))
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
            self.damage = f"compressed data break off: {error}"
            return 0
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


class _Zstd:
    """Reads zstd frames. zstandard's own reader takes a stream that breaks off for one that ends."""

    def __init__(self, raw: io.BufferedReader[Any]) -> None:
        self._module = need("zstandard", "zstd")
        self._raw = raw
        self._frame = self._new_frame()
        self._fed = False
        self._ready = b""

    def _new_frame(self) -> Any:  # noqa: ANN401 - zstandard has no types
        return self._module.ZstdDecompressor(max_window_size=1 << 31).decompressobj()

    def close(self) -> None:
        """Nothing is held but the file, which is closed by who opened it."""

    def read1(self, size: int, /) -> bytes:
        while not self._ready:
            piece = self._frame.unused_data or self._raw.read(ZSTD_STEP)
            if not piece:
                if self._fed and not self._frame.eof:
                    raise EOFError("zstd stream ended before its end marker")
                return b""
            if self._frame.eof:
                self._frame = self._new_frame()
            try:
                self._ready = self._frame.decompress(piece)
            except self._module.ZstdError as error:
                raise OSError(str(error)) from error
            self._fed = True
        found, self._ready = self._ready[:size], self._ready[size:]
        return found
