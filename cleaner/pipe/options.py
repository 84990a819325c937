"""The command's options."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cleaner.pipe.fields import Fields
from cleaner.pipe.formats import ENDINGS, OUT_BY_NAME, suffix_of
from cleaner.pipe.items import MEGABYTE
from cleaner.pipe.streams import STDIN


class UsageError(Exception):
    """Options that don't go together."""


@dataclass(frozen=True)
class Options:
    """The command's options, by their names there; see `cleaner --help`."""

    files: tuple[str, ...]
    read: str | None = None
    write: str | None = None
    output: str | None = None
    jobs: int | None = None
    timeout: float = 10.0
    max_size: float = 50.0
    favor: str = "balanced"
    rules: str | None = None
    language: str | None = None
    url: str | None = None
    text_field: str | None = None
    html_field: str | None = None
    url_field: str | None = None
    id_field: str | None = None
    resume: bool = False
    stats: str | None = None
    quiet: bool = False
    verbose: bool = False

    def check(self) -> None:
        """Raise UsageError if the options don't go together."""
        if self.resume and not self.output:
            raise UsageError("--resume needs --output")
        if self.to_folder and self.write not in (None, *ENDINGS):
            raise UsageError(f"a folder of files can't be {self.write}; it can be {', '.join(ENDINGS)}")
        if self.quiet and self.verbose:
            raise UsageError("--quiet and --verbose exclude each other")

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs: standard input if none is named."""
        return self.files or (STDIN,)

    @property
    def fields(self) -> Fields:
        """The fields that were named."""
        return Fields(self.text_field, self.html_field, self.url_field, self.id_field)

    @property
    def largest(self) -> int:
        """The size limit in bytes."""
        return int(self.max_size * MEGABYTE)

    @property
    def workers(self) -> int:
        """The number of worker processes."""
        return cores() if self.jobs is None else self.jobs

    @property
    def to_folder(self) -> bool:
        """Whether the output is a folder."""
        return bool(self.output) and (str(self.output).endswith(("/", os.sep)) or Path(str(self.output)).is_dir())

    def output_format(self, *, one_document: bool) -> str:
        """Return the output's format: as named, or by the output's name, or what suits the input."""
        by_name = OUT_BY_NAME.get(suffix_of(self.output)) if self.output and not self.to_folder else None
        return self.write or by_name or ("text" if one_document or self.to_folder else "jsonl")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
