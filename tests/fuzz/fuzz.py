"""Hostile inputs: `python tests/fuzz/fuzz.py [pages] [files] [huge] --count 200000 --jobs 2`.

    pages  a document through the cleaner, as HTML, as text, or as what it looks like
    files  a file of records through readers and cleaner, as JSONL, CSV, TSV, JSON or WARC, packed or not
    huge   each of a list of documents and files of megabytes, once

A finding is an exception other than CleanerError, an input that takes longer than the limit or more memory, one that
comes out different the second time (every 20th is tried), spans or offsets that don't fit, a record that is lost, or a
process that dies. Every finding is printed with its number, which makes the input again.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from files import draw_file, expected_records
from huge import HUGE
from mutate import draw

from cleaner import Article, Cleaner, CleanerError, LimitError
from cleaner.limits import time_limit
from cleaner.pipe.cleaning import Cleaning
from cleaner.pipe.items import Failure
from cleaner.pipe.job import Job
from cleaner.pipe.pool import Pool
from cleaner.pipe.sources import Sources
from cleaner.pipe.writers import AsLine
from cleaner.write import write_labels, write_markdown, write_text

LIMIT = 5.0
HUGE_LIMIT = 60.0
MEMORY = 4 << 30
QUICK = (write_text, write_markdown, write_labels)
SHOWN = 10_000
"""Inputs after which is said how far it has come."""
KINDS = ("auto", "html", "text")


class Tried(NamedTuple):
    """What became of an input: as what it was read, the verdict, and the seconds and megabytes it took at most."""

    mode: str
    verdict: str
    seconds: float
    megabytes: float


class Pages:
    """Tries documents; pickles, so that it runs in workers."""

    limit = LIMIT

    def __init__(self, thorough: int = 20) -> None:
        self.thorough = thorough

    def prepare(self) -> Pages:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        self.cleaner = Cleaner(timeout=self.limit)
        return self

    def __call__(self, number: int) -> Tried:
        tried = self.try_once(number)
        if tried.seconds > self.limit:  # on a busy machine anything may take long, once
            tried = self.try_once(number)
        return tried

    def try_once(self, number: int) -> Tried:
        """Try an input."""
        mode, source = self.draw(number)
        began = time.perf_counter()
        try:
            with time_limit(self.limit):
                mode, verdict = self.verdict(number, source, mode)
        except CleanerError as error:
            late = isinstance(error, LimitError) and "not done after" in str(error)
            verdict = f"FINDING {error}" if late else type(error).__name__
        except BaseException as error:  # extensions in Rust raise their panics as BaseException
            verdict = f"FINDING {type(error).__name__}: {error}"[:200]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Tried(mode, verdict, time.perf_counter() - began, peak)

    def draw(self, number: int) -> tuple[str, str | bytes]:
        """As what an input is to be read, and the input."""
        return KINDS[number % len(KINDS)], draw(number)

    def verdict(self, number: int, source: str | bytes, kind: str) -> tuple[str, str]:
        article = self.cleaner.clean(source, kind=kind)
        written = [write(article) for write in QUICK]
        _ = article.metadata.to_dict()
        mode = kind if kind != "auto" or not article.blocks else "html" if article.blocks[0].start is None else "text"
        if fault := fault_of(article):
            return mode, f"FINDING {fault}"
        if number % self.thorough == 0:
            again = self.cleaner.clean(source, kind=kind)
            if [write(again) for write in QUICK] != written or again.metadata != article.metadata:
                return mode, "FINDING comes out different the second time"
        return mode, "clean" if article.text else "empty"


def fault_of(article: Article) -> str:
    """What is wrong with an article, whatever its source."""
    last = 0
    for block in article.blocks:
        if not block.text.strip():
            return "empty block"
        if any(not 0 <= span.start <= span.end <= len(block.text) for span in block.spans):
            return "span outside of its block"
        if block.start is not None and block.end is not None:
            if not last <= block.start <= block.end:
                return "offsets"
            last = block.end
    return ""


class Files(Pages):
    """Tries files of records: what comes out must be as many records as went in, each with its text or its error."""

    def prepare(self) -> Files:
        super().prepare()
        self.job = Job(AsLine(), Cleaning(self.cleaner, timeout=self.limit))
        self.path = Path(tempfile.mkdtemp()) / "input"
        return self

    def draw(self, number: int) -> tuple[str, str | bytes]:
        return draw_file(number)

    def verdict(self, number: int, source: str | bytes, kind: str) -> tuple[str, str]:
        data = source if isinstance(source, bytes) else source.encode()
        self.path.write_bytes(data)
        damages: list[str] = []
        done = [self.job(item) for item in Sources((str(self.path),), kind, damage=damages.append)]
        for each in done:
            if not each.data.endswith(b"\n") or (b'"clean_text' not in each.data and b'"error' not in each.data):
                return kind, "FINDING a record without text or error"
        wanted = expected_records(kind, data)
        if wanted is not None and not damages and wanted != len(done):
            return kind, f"FINDING {len(done)} records of {wanted}"
        if number % self.thorough == 0:
            again = [self.job(item).data for item in Sources((str(self.path),), kind)]
            if again != [each.data for each in done]:
                return kind, "FINDING comes out different the second time"
        return kind, "breaks off" if damages else "read"


class Huge(Files):
    """Tries the huge inputs."""

    limit = HUGE_LIMIT

    def draw(self, number: int) -> tuple[str, str | bytes]:
        _, mode, make = HUGE[number]
        return mode, make()

    def verdict(self, number: int, source: str | bytes, kind: str) -> tuple[str, str]:
        return (Pages if kind in KINDS else Files).verdict(self, number, source, kind)


PARTS = {"pages": Pages, "files": Files, "huge": Huge}


def lost(number: int, failure: Failure) -> Tried:
    """What became of an input over which a worker died or hung."""
    return Tried("?", f"FINDING {failure.type}: {failure.message}", LIMIT, 0)


def try_all(probe: Pages, numbers: Iterable[int], jobs: int, *, each: bool) -> bool:
    """Try the inputs and print what was found; return whether there was a finding. `each` prints every input."""
    pool = Pool(probe.prepare, lost, jobs, probe.limit, multiprocessing.get_context("fork"))
    verdicts: collections.Counter[tuple[str, str]] = collections.Counter()
    slowest: list[tuple[float, int]] = []
    peak = 0.0
    began = time.monotonic()
    for number, (mode, verdict, seconds, megabytes) in pool.map(numbers):
        verdicts[mode, verdict.split(":")[0]] += 1
        slowest = sorted([*slowest, (round(seconds, 3), number)])[-5:]
        peak = max(peak, megabytes)
        if each:
            print(f"{HUGE[number][0]:40} {mode:6} {seconds:7.2f} s {megabytes:6.0f} MB  {verdict}", flush=True)
        elif verdict.startswith("FINDING"):
            print(number, verdict, flush=True)
        if sum(verdicts.values()) % SHOWN == 0 and not each:
            print(f"{sum(verdicts.values())} inputs, {time.monotonic() - began:.0f} s, peak {peak:.0f} MB", flush=True)
    print(f"{sum(verdicts.values())} inputs in {time.monotonic() - began:.0f} s; peak {peak:.0f} MB; "
          f"slowest (seconds, number): {slowest}")
    for (mode, verdict), count in sorted(verdicts.items()):
        print(f"{count:9} {mode:6} {verdict}")
    return any(verdict.startswith("FINDING") for _, verdict in verdicts)


def main() -> None:
    """Try the parts that were named."""
    options = argparse.ArgumentParser()
    options.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    options.add_argument("--count", type=int, default=100_000, help="inputs of each part")
    options.add_argument("--start", type=int, default=0)
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args()
    found = False
    for name in chosen.parts:
        print(name, flush=True)
        numbers = range(chosen.start, chosen.start + chosen.count)
        if name == "huge":
            numbers = numbers[: max(0, len(HUGE) - chosen.start)]
        found |= try_all(PARTS[name](), numbers, 1 if name == "huge" else chosen.jobs, each=name == "huge")
    sys.exit(found)


if __name__ == "__main__":
    main()
