"""Where the rule data lie and how they are read.

Reading TOML takes longer than cleaning a thousand pages, so what is read or derived from rule files is kept, as Python
keeps its compiled modules: in the package's `__pycache__`, or in the user's cache folder where that cannot be written.
A kept value holds as long as the files it came from have the same size and time of change.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import RuleError

FORMAT = 1
"""Goes up when what is derived from the same files changes its shape."""


@cache
def rules_dir() -> Path:
    """The shipped rules: `cleaner/rules` of an installed package, else `rules` of the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values; callers must not change them. Raises RuleError with the file's name."""
    try:
        if path.is_relative_to(rules_dir()):
            table: dict[str, Any] = kept(f"toml {path.relative_to(rules_dir())}", [path], lambda: _parse(path))
            return table
        return _parse(path)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error


def _parse(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def kept(name: str, sources: Sequence[Path], build: Callable[[], Any]) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON value that `build` makes from the source files, kept for the next start of the program.

    Raises OSError if a source cannot be read; a cache that cannot be read or written is passed over.
    """
    stamp = [FORMAT, *((str(path), stat.st_mtime_ns, stat.st_size) for path in sources for stat in (path.stat(),))]
    file_name = hashlib.sha256(name.encode()).hexdigest()[:24] + ".json"
    wanted = orjson.dumps(stamp)
    for folder in _cache_dirs():
        try:
            head, _, body = (folder / file_name).read_bytes().partition(b"\n")
            if head == wanted:
                return orjson.loads(body)
        except (OSError, orjson.JSONDecodeError):
            continue
    value = build()
    text = wanted + b"\n" + orjson.dumps(value)
    for folder in _cache_dirs():
        if _write(folder, file_name, text):
            break
    return value


@cache
def _cache_dirs() -> tuple[Path, ...]:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path("~/.cache").expanduser())
    return Path(__file__).resolve().parent / "__pycache__" / "rules", Path(home) / "cleaner"


def _write(folder: Path, name: str, text: bytes) -> bool:
    """Write a file whole or not at all; whether that was possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(text)
        Path(file.name).replace(folder / name)
    except OSError:
        return False
    return True
