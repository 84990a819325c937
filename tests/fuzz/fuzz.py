"""Hostile inputs against the engine: `python tests/fuzz/fuzz.py --count 200000 --jobs 2`.

Each input goes through the cleaner as it is, as HTML or as text. A finding is an exception other than CleanerError, a
document that takes longer than the limit, one that comes out different the second time (every 20th is tried), spans or
offsets that don't fit, or a process that dies. Every finding is printed with its number, which makes the input again.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutate import draw

from cleaner import Cleaner, CleanerError, LimitError
from cleaner.limits import time_limit
from cleaner.pipe.items import Failure
from cleaner.pipe.pool import Pool
from cleaner.write import write_labels, write_markdown, write_text

LIMIT = 5.0
MEMORY = 4 << 30
QUICK = (write_text, write_markdown, write_labels)


class Probe:
    """Tries inputs; pickles, so that it runs in workers."""

    def __init__(self, thorough: int) -> None:
        self.thorough = thorough

    def prepare(self) -> Probe:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        self.cleaner = Cleaner(timeout=LIMIT)
        return self

    def __call__(self, number: int) -> tuple[str, float]:
        source = draw(number)
        kind = ("auto", "html", "text")[number % 3]
        began = time.perf_counter()
        try:
            with time_limit(LIMIT):
                verdict = self.verdict(number, source, kind)
        except CleanerError as error:
            late = isinstance(error, LimitError) and "not done after" in str(error)
            verdict = f"FINDING {error}" if late else type(error).__name__
        except BaseException as error:
            verdict = f"FINDING {type(error).__name__}: {error}"[:200]
        return verdict, time.perf_counter() - began

    def verdict(self, number, source, kind):
        article = self.cleaner.clean(source, kind=kind)
        written = [write(article) for write in QUICK]
        _ = article.metadata.to_dict()
        for block in article.blocks:
            if not block.text.strip():
                return "FINDING empty block"
            if any(not 0 <= span.start <= span.end <= len(block.text) for span in block.spans):
                return "FINDING span outside of its block"
            if block.start is not None and not 0 <= block.start <= block.end:
                return "FINDING offsets"
        if number % self.thorough == 0:
            again = self.cleaner.clean(source, kind=kind)
            if [write(again) for write in QUICK] != written or again.metadata != article.metadata:
                return "FINDING comes out different the second time"
        return "empty" if not article.text else "clean"


def lost(number: int, failure: Failure) -> tuple[str, float]:
    return f"FINDING {failure.type}: {failure.message}", LIMIT


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=200_000)
    options.add_argument("--start", type=int, default=0)
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args()
    probe = Probe(thorough=20)
    pool = Pool(probe.prepare, lost, chosen.jobs, LIMIT, multiprocessing.get_context("fork"))
    verdicts: collections.Counter[str] = collections.Counter()
    slowest: list[tuple[float, int]] = []
    began = time.monotonic()
    for number, (verdict, seconds) in pool.map(range(chosen.start, chosen.start + chosen.count)):
        verdicts[verdict.split(":")[0]] += 1
        slowest = sorted([*slowest, (seconds, number)])[-5:]
        if verdict.startswith("FINDING"):
            print(number, verdict, flush=True)
    print(
        f"{chosen.count} inputs in {time.monotonic() - began:.0f} s; slowest (seconds, number): "
        f"{[(round(seconds, 3), number) for seconds, number in slowest]}"
    )
    for verdict, count in verdicts.most_common():
        print(f"{count:9} {verdict}")
    sys.exit(any(verdict.startswith("FINDING") for verdict in verdicts))


if __name__ == "__main__":
    main()
