"""What a run says on standard error: notices, failures, progress, the summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson

from cleaner.pipe.extras import MissingExtraError, need
from cleaner.pipe.job import Done
from cleaner.pipe.sources import Sources
from cleaner.pipe.tally import Tally

SHOWN = 0.2
"""Seconds between two looks at how far reading has come."""


class Report:
    """Speaks for one run."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self._verbose = verbose
        self._bar: Any = None
        self._damaged = False
        self._single = False
        self._tells = False
        self._began = time.monotonic()
        self._looked = 0.0
        self._before = 0
        self._done = 0
        self._sources: Sources | None = None

    def notice(self, message: str) -> None:
        """Say what was found out, if that is wanted."""
        if self._verbose:
            self._say(message)

    def damage(self, message: str) -> None:
        """Say that an input breaks off."""
        self._damaged = True
        self._say(message)

    def begin(self, sources: Sources, form: str, tally: Tally, *, single: bool) -> None:
        """Set up for a run, which may go on from a tally. Failures are named where the output can't carry them."""
        self._before = tally.records
        self._single = single
        self._tells = self._verbose or form in ("text", "markdown", "labels", "why")
        self._sources = sources
        if self._quiet or single or not sys.stderr.isatty():
            return
        try:
            tqdm = need("tqdm", "progress").tqdm
        except MissingExtraError:
            return
        tqdm.monitor_interval = 0  # its thread would be alive when workers are forked
        size = sources.size()
        unit = {"unit": "B", "unit_scale": True, "unit_divisor": 1024} if size else {"unit": " pages"}
        self._bar = tqdm(total=size, leave=False, mininterval=SHOWN, **unit)

    def failed(self, done: Done) -> None:
        """Say that a record failed, if the output doesn't."""
        if done.failure and self._tells:
            self._say(f"{done.where}: {done.failure.type}: {done.failure.message}")

    def advance(self) -> None:
        """Count a record on the bar."""
        if self._bar is None or self._sources is None:
            return
        self._done += 1
        now = time.monotonic()
        if now - self._looked > SHOWN:
            self._looked = now
            self._bar.n = self._sources.position() if self._bar.total else self._done
            rate = f"{self._done} pages, {self._done / (now - self._began):.0f} pages/s" if self._bar.total else ""
            self._bar.set_postfix_str(rate)

    def hush(self) -> None:
        """Say no more: whoever read the output has gone."""
        self._quiet, self._verbose = True, False

    def end(self, tally: Tally, stats: str | None) -> None:
        """Take the bar away, write the summary, and the counts to the file `stats`."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        seconds = time.monotonic() - self._began
        if stats:
            counts = {**tally.to_dict(), "seconds": round(seconds, 3), "pages_per_second": self._rate(tally, seconds)}
            Path(stats).write_bytes(orjson.dumps(counts, option=orjson.OPT_INDENT_2) + b"\n")
        if self._verbose and tally.fields:
            self._say("pages found in the fields " + _listed(tally.fields))
        if not self._quiet and (not self._single or self._verbose):
            self._say(summary(tally, seconds, self._rate(tally, seconds)))

    def code(self, tally: Tally) -> int:
        """Return the exit code."""
        if self._damaged:
            return 2
        return 1 if tally.failed else 0

    def _rate(self, tally: Tally, seconds: float) -> float:
        """Pages a second, of those that this run has done."""
        return round((tally.records - self._before) / seconds, 1) if seconds else 0.0

    def _say(self, message: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        print(f"cleaner: {message}", file=sys.stderr)


def summary(tally: Tally, seconds: float, rate: float) -> str:
    """Return the counts of a run in a few lines."""
    text = (
        f"{tally.records} records, {tally.failed} failed, {tally.empty} empty; "
        f"{tally.characters_in} characters in, {tally.characters_out} out; "
        f"{seconds:.1f} s, {rate} pages/s"
    )
    if tally.removed_blocks:
        text += f"\ncleaner: blocks removed: {_listed(tally.removed_blocks)}"
    if tally.errors:
        text += f"\ncleaner: failures: {_listed(tally.errors)}"
    return text


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())
