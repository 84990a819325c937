"""A folder of files, one a record."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

from cleaner.pipe.state import State, load, lock

STAGE = ".cleaner-part"
"""Where files wait inside the folder until the run is complete."""
LONGEST = 180
"""Bytes of a part of a file's name: file systems take 255, and an ending and a number are to come."""
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')


class Folder:
    """Files named after the records' ids or paths. They gather in a hidden folder and move to their places at the end.

    A second record of the same name gets "~2" before its ending, a third "~3": no file is written over, whatever the
    file system takes for the same name. Records without a name are called by their number. Files that an earlier run
    has left in the folder are replaced by those of the same name.
    """

    def __init__(self, path: Path, ending: str, print_: str, *, resume: bool) -> None:
        self._path = path
        self._ending = ending
        self._stage = path / STAGE
        self._files = self._stage / "files"
        self._new = self._stage / "new"
        self._note = self._stage / "state"
        self._latest: dict[str, int] = {}
        self._stage.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._stage / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        lock(self._lock, str(path))
        found = load(self._note, print_) if resume else None
        self.state = found or State(print_)
        if found is None:
            shutil.rmtree(self._files, ignore_errors=True)
            self.state.save(self._note)
        elif found.claimed and self._new.exists() and not (self._files / found.claimed).exists():
            self._place(found.claimed)
        self._files.mkdir(exist_ok=True)

    def write(self, data: bytes, name: str | None) -> None:
        """Write the file of one record: under another name, then the state, then it gets its name.

        So a run that is killed in between is told from one that has not come as far.
        """
        self._new.write_bytes(data)
        self.state.claimed = self._claim(safe_name(name or f"record-{self.state.tally.records:06}"))
        self.state.save(self._note)
        self._place(self.state.claimed)

    def _place(self, claimed: str) -> None:
        place = self._files / claimed
        place.parent.mkdir(parents=True, exist_ok=True)
        self._new.replace(place)

    def _claim(self, name: str) -> str:
        """A name that no other record has."""
        if any((self._files / parent).is_file() for parent in Path(name).parents):
            name = name.replace("/", "_")
        number = self._latest.get(name, 0) + 1
        while True:
            found = f"{name}~{number}{self._ending}" if number > 1 else name + self._ending
            if not (self._files / found).exists():
                if number > 1:
                    self._latest[name] = number
                return found
            number += 1

    def close(self, after: bytes) -> None:
        """Leave files and state where a resumed run finds them."""
        os.close(self._lock)

    def finish(self, after: bytes) -> None:
        """Move the files to their places."""
        self.state.complete = True
        self.state.save(self._note)
        for folder, _, names in os.walk(self._files):
            place = self._path / Path(folder).relative_to(self._files)
            place.mkdir(exist_ok=True)
            for name in names:
                (Path(folder) / name).replace(place / name)
        os.close(self._lock)
        shutil.rmtree(self._stage)


def safe_name(name: str) -> str:
    """Return a relative path that is a name on every file system and stays below its folder.

    Parts that are too long are cut and end in a hash of the whole.
    """
    parts = []
    for part in name.split("/"):
        safe = UNSAFE.sub("_", part).strip(" ")
        safe = "_" + safe[1:] if safe.startswith(".") else safe
        if len(safe.encode()) > LONGEST:
            digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            safe = safe.encode()[: LONGEST - 17].decode("utf-8", "ignore") + "~" + digest
        parts.append(safe or "_")
    return "/".join(parts)
