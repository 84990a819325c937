"""The inputs of a run: files, folders, patterns, standard input, and the items in them."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cleaner.errors import InputError
from cleaner.pipe.formats import DOCUMENTS, by_content, by_name, stem
from cleaner.pipe.items import LARGEST, PART, Broken, Document, Failure, Item
from cleaner.pipe.read import Reader, read_document, read_json, read_jsonl
from cleaner.pipe.streams import STDIN, DamagedError, Opened, damage_of, open_stream
from cleaner.pipe.tables import read_csv, read_parquet, read_tsv
from cleaner.pipe.warc import read_warc

READERS: dict[str, Reader] = {
    "auto": read_document,
    "text": partial(read_document, kind="text"),
    "html": partial(read_document, kind="html"),
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
    "warc": read_warc,
}
HEAD = 1 << 16
"""Bytes at the beginning of an input that its format is told from."""


@dataclass
class Sources:
    """The inputs that a caller named, in order. `names` are files, folders, patterns or "-" for standard input.

    `notice` is called with what was found out (formats), `damage` with what broke off in the middle of an input.
    `output` is where the run writes: what lies there is no input, even where the inputs are the folder around it.
    """

    names: tuple[str, ...]
    format: str | None = None
    largest: int = LARGEST
    notice: Callable[[str], None] = lambda message: None
    damage: Callable[[str], None] = lambda message: None
    output: str | None = None
    _open: Opened | None = field(default=None, init=False)
    _behind: int = field(default=0, init=False)

    def check(self) -> None:
        """Raise InputError, which names the input, if one of them isn't there or holds no file."""
        for name in self.names:
            if name != STDIN and next(self._files(name), None) is None:
                raise InputError(f"{name}: " + self._why_none(name))

    def _why_none(self, name: str) -> str:
        if next(files_of(name), None) is not None:
            return "this is the output"
        return "no files in this folder" if Path(name).is_dir() else "no such file"

    def _files(self, name: str) -> Iterator[str]:
        """The files that a name stands for, without the output."""
        if self.output is None:
            return files_of(name)
        output = os.path.realpath(self.output)
        return (path for path in files_of(name) if not _belongs(os.path.realpath(path), output))

    def size(self) -> int | None:
        """Return the bytes of all inputs together, or None where that isn't known."""
        if STDIN in self.names:
            return None
        return sum(size for _, size, _ in self.states())

    def states(self) -> Iterator[tuple[str, int, int]]:
        """Yield name, size and time of the last change of every file; standard input has neither."""
        for name in self.names:
            if name == STDIN:
                yield name, 0, 0
                continue
            for path in self._files(name):
                status = os.stat(path)  # noqa: PTH116
                yield path, status.st_size, status.st_mtime_ns

    def tables(self) -> list[str]:
        """Return the paths of the inputs if all of them are files of Parquet, else none."""
        if STDIN in self.names:
            return []
        paths = [path for name in self.names for path in self._files(name)]
        return paths if all((self.format or by_name(path)) == "parquet" for path in paths) else []

    def position(self) -> int:
        """Return how many bytes of the inputs have been read."""
        return self._behind + (self._open.raw.tell() if self._open and self._open.raw.seekable() else 0)

    def single(self) -> str | None:
        """Return the format if the inputs are one document ("auto", "text" or "html"), else None."""
        name = self.names[0]
        if len(self.names) > 1 or (name != STDIN and (Path(name).is_dir() or not Path(name).exists())):
            return None
        found = self.format or _by_name(name) or by_content(self._opened(name).stream.peek(HEAD)[:HEAD])
        return found if found in DOCUMENTS else None

    def __iter__(self) -> Iterator[Item]:
        """Yield the items of all inputs."""
        for name in self.names:
            inside = Path(name).is_dir()
            for path in self._files(name) if name != STDIN else (STDIN,):
                yield from self._items(path, stem(os.path.relpath(path, name) if inside else Path(path).name))

    def _items(self, path: str, name: str) -> Iterator[Item]:
        """The items of one file, or of standard input. A file that is one document is left to a worker to read."""
        found = self.format or _by_name(path)
        if found in DOCUMENTS and path != STDIN:
            self._behind += os.path.getsize(path)  # noqa: PTH202
            yield Document(path, {"path": path}, path=path, kind=found, name=name)
            return
        try:
            opened = self._opened(path)
        except OSError as error:
            yield Broken(path, {"path": path}, Failure(type(error).__name__, str(error)))
            return
        stream = opened.stream
        found = found or by_content(stream.peek(HEAD)[:HEAD])
        if found not in DOCUMENTS:
            self.notice(f"{path}: {found}" + (f" in {opened.packing}" if opened.packing else ""))
        try:
            yield from READERS[found](stream, path, self.largest)
            if found not in DOCUMENTS and (damage := damage_of(stream)):
                self.damage(f"{path}: {damage}")
        except DamagedError as error:
            self.damage(str(error))
        finally:
            self._behind = self.position()
            self._open = None
            opened.close()

    def _opened(self, path: str) -> Opened:
        """The stream of an input; one that `single` has looked into is handed on."""
        if self._open is None:
            self._open = open_stream(path)
        return self._open


def _belongs(path: str, output: str) -> bool:
    """Whether a path is the output, lies in it, or is what it is called while it is being written."""
    return path == output or path.startswith((output + os.sep, output + PART))


def _by_name(name: str) -> str | None:
    return None if name == STDIN else by_name(name)


def files_of(name: str) -> Iterator[str]:
    """Yield the files that a name stands for: itself, those in a folder at any depth, or those of a pattern.

    The order is that of the names, letter by letter, folder by folder. Names that begin with a dot are passed over.
    """
    path = Path(name)
    if path.is_dir():
        yield from _walk(name)
    elif path.exists():
        yield name
    else:
        for found in sorted(glob.iglob(name, recursive=True)):  # noqa: PTH207
            if not os.path.isdir(found):  # noqa: PTH112
                yield found


def _walk(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file():
            yield entry.path
