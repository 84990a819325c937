"""What a run remembers beside an output under way, so that it can go on after it was killed."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import InputError
from cleaner.pipe.tally import Tally

EVERY = 0.25
"""Seconds between two states of a file: so much work is done again after a kill."""


@dataclass
class State:
    """How far a run has come: `size` is the length of the output that holds just the records of `tally`.

    `print` tells the inputs and options apart from others; `claimed` is the file in an output folder that was about to
    be written; `complete` says that nothing is missing but the output's final name.
    """

    print: str
    size: int = 0
    tally: Tally = field(default_factory=Tally)
    claimed: str = ""
    complete: bool = False

    def save(self, path: Path) -> None:
        """Write the state; it is there whole or not at all."""
        values: dict[str, Any] = {"print": self.print, "size": self.size, "tally": self.tally.to_dict(),
                                  "claimed": self.claimed, "complete": self.complete}
        new = path.with_name(path.name + ".new")
        new.write_bytes(orjson.dumps(values))
        new.replace(path)


def load(path: Path, print_: str) -> State | None:
    """Return the state of an earlier run, or None if there is none.

    Raises InputError if it was a run over other inputs or with other options.
    """
    try:
        values = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    if values["print"] != print_:
        raise InputError(f"{path}: the run to resume had other inputs or options; remove this file to start anew")
    values["tally"] = Tally.from_dict(values["tally"])
    return State(**values)


def lock(handle: int, name: str) -> None:
    """Take an output for this process until it ends; raise InputError if another run has it."""
    with contextlib.suppress(ImportError):
        import fcntl  # noqa: PLC0415 - not on every system

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(f"{name}: another run is writing this") from error


def write_all(handle: int, data: bytes) -> None:
    """Write bytes to a file descriptor, all of them."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
