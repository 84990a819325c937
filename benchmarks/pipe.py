"""Figures of the pipe: `python benchmarks/pipe.py [workers] [memory] [start] [size]`, all of them by default.

    workers  pages a second with 1 and with 2 workers over 20,000 records of JSONL
    memory   peak memory of the command's own process over 2,000 and 20,000 records
    start    seconds of `--version` and of one page, from a cold start, beside trafilatura's command
    size     seconds and memory for documents of 10 KB to 50 MB of several shapes, in both modes, and the exponent
             of the time's growth

Run it on a machine that does nothing else. Records repeat the files in `seeds/`, and pages made of them.
"""

from __future__ import annotations

import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

SEEDS = [path.read_text() for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]
COMMAND = [sys.executable, "-m", "cleaner"]
MANY = 20_000
"""Records; memory is measured over a tenth of them too."""
RUNS = 9
CHROME = "<nav><ul>" + "<li><a href='/x'>Section</a></li>" * 30 + "</ul></nav>"


def as_page(text: str) -> str:
    """HTML with a seed's paragraphs between a menu and a footer."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    head = f"<!doctype html><html><head><title>Seed</title></head><body>{CHROME}"
    return f"{head}<main><article><h1>Seed</h1>{paragraphs}</article></main><footer>© 2024</footer></body></html>"


def records(count: int, path: Path) -> Path:
    """JSONL in which text and HTML take turns."""
    pages = [{"text": text} for text in SEEDS] + [{"html": as_page(text)} for text in SEEDS]
    with path.open("w") as out:
        for number, page in enumerate(islice(cycle(pages), count)):
            out.write(json.dumps({"id": number, **page}) + "\n")
    return path


def timed(*arguments: str) -> tuple[float, resource.struct_rusage]:
    """Seconds that the command took, and what its own process, without the workers, used."""
    began = time.perf_counter()
    process = subprocess.Popen([*COMMAND, *arguments, "-q"], stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - began, usage


def workers(folder: Path) -> None:
    path = str(records(MANY, folder / "many.jsonl"))
    best: dict[int, float] = {}
    print(f"  {MANY} records\n  {'workers':>7} {'seconds':>8} {'pages/s':>8} {'CPU seconds of the command itself':>34}")
    for jobs in (1, 2, 1, 2):
        seconds, usage = timed(path, "-j", str(jobs))
        best[jobs] = min(seconds, best.get(jobs, seconds))
        print(f"  {jobs:7} {seconds:8.1f} {MANY / seconds:8.0f} {usage.ru_utime + usage.ru_stime:34.1f}", flush=True)
    print(f"  best with 2 over best with 1: {best[1] / best[2]:.2f} (wanted: 1.8)")


def memory(folder: Path) -> None:
    print(f"  {'records':>7} {'peak MB of the command itself':>30}")
    peaks = []
    for count in (MANY // 10, MANY):
        _, usage = timed(str(records(count, folder / f"{count}.jsonl")), "-j", "2")
        peaks.append(usage.ru_maxrss / 1024)
        print(f"  {count:7} {peaks[-1]:30.1f}", flush=True)
    print(f"  difference: {100 * (peaks[1] / peaks[0] - 1):+.1f} % (wanted: 10 at most)")


def start(folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(as_page(SEEDS[0]))
    text = folder / "page.txt"
    text.write_text(SEEDS[0])
    seconds = {
        "cleaner --version": lambda: timed("--version")[0],
        "cleaner page.txt": lambda: timed(str(text))[0],
        "cleaner page.html": lambda: timed(str(page))[0],
        "trafilatura < page.html": lambda: _trafilatura(page),
    }
    print(f"  {'':24} seconds, median of {RUNS}")
    for name, measure in seconds.items():
        print(f"  {name:24} {statistics.median(measure() for _ in range(RUNS)):7.3f}", flush=True)


def _trafilatura(page: Path) -> float:
    began = time.perf_counter()
    with page.open("rb") as source:
        subprocess.run([Path(sys.executable).parent / "trafilatura"], stdin=source, capture_output=True, check=True)
    return time.perf_counter() - began


def prose(length: int, words: int, end: str) -> Iterator[str]:
    """Sentences of the seeds' words by chance, up to so many characters; `end` after each paragraph of so many words.

    Words by chance, since a text that is repeated would be taken for copies of itself.
    """
    vocabulary = sorted({word for text in SEEDS for word in text.split()})
    chance = random.Random(0)
    done = 0
    while done < length:
        paragraph = []
        for _ in range(max(1, words // SENTENCE)):
            sentence = " ".join(chance.choices(vocabulary, k=min(words, SENTENCE)))
            paragraph.append(sentence[:1].upper() + sentence[1:] + ".")
        piece = " ".join(paragraph) + end
        done += len(piece)
        yield piece


def as_paragraphs(length: int, words: int) -> str:
    """HTML of one article of paragraphs, each with a link."""
    paragraphs = (f"<p class='body'>{text}<a href='/x'>More</a></p>" for text in prose(length, words, ""))
    return f"<!doctype html><html><body>{CHROME}<article><h1>Seed</h1>{''.join(paragraphs)}</article></body></html>"


def as_lists(length: int) -> str:
    """HTML of lists that lie DEEP within each other."""
    items = prose(length, 8, "")
    trees = []
    while group := list(islice(items, DEEP)):
        trees.append("".join(f"<ul><li>{item}" for item in group) + "</li></ul>" * len(group))
    return f"<!doctype html><html><body>{CHROME}<article><h1>Seed</h1>{''.join(trees)}</article></body></html>"


SENTENCE = 12
DEEP = 20
SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "html, small paragraphs": ("html", lambda length: as_paragraphs(length, 12)),
    "html, long paragraphs": ("html", lambda length: as_paragraphs(length, 1200)),
    "html, deep lists": ("html", as_lists),
    "text, many lines": ("text", lambda length: "".join(prose(length, 24, "\n"))),
    "text, one line": ("text", lambda length: "".join(prose(length, 24, " "))),
}
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 50_000_000)
FITTED = 10_000_000
"""Characters up to which the exponent is fitted."""
ENOUGH = 1.0
"""Seconds for which small documents are cleaned again, to take the fastest time."""


def size(folder: Path) -> None:
    """A process of its own for each document, so that its peak of memory is its own."""
    for name in SHAPES:
        print(f"  {name}\n    {'MB':>6} {'text, s':>9} {'all, s':>9} {'MB/s':>6} {'peak MB':>8} {'times size':>10}")
        found: list[tuple[int, float, float]] = []
        for length in SIZES:
            call = [sys.executable, __file__, "one", name, str(length)]
            done = subprocess.run(call, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"    {length / 1e6:6.2f} {done.stderr.strip().splitlines()[-1:] or done.returncode}", flush=True)
                continue
            text, everything, before, peak = json.loads(done.stdout)
            found.append((length, text, everything))
            print(f"    {length / 1e6:6.2f} {text:9.4f} {everything:9.4f} {length / 1e6 / everything:6.2f} {peak:8.0f}"
                  f" {(peak - before) * 1e6 / length:10.1f}", flush=True)
        fitted = [each for each in found if each[0] <= FITTED]
        last = [each for each in fitted if each[0] >= FITTED // 10]
        print(f"    exponent of size, 10 KB to 10 MB: text {exponent(fitted, 1):.2f}, all {exponent(fitted, 2):.2f}; "
              f"1 to 10 MB: text {exponent(last, 1):.2f}, all {exponent(last, 2):.2f}", flush=True)


def exponent(points: Sequence[tuple[float, ...]], column: int) -> float:
    """The slope of a straight line through the logarithms of size and time, by least squares."""
    xs, ys = ([math.log(point[at]) for point in points] for at in (0, column))
    return statistics.linear_regression(xs, ys).slope if len(points) > 1 else math.nan


def one(name: str, length: int) -> None:
    """Print for one document: seconds for its text, seconds for all, memory before and at its peak.

    Seconds of the processor: they are those of the clock on a machine that does nothing else, and nearly so elsewhere.
    """
    from cleaner import Cleaner

    kind, make = SHAPES[name]
    source = make(length)
    cleaner = Cleaner(timeout=None, max_chars=2 * length)
    small = make(SIZES[0])
    _ = cleaner.clean(small, kind=kind).metadata  # the rules are read, and all modules imported
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    best = [math.inf, math.inf]
    began = time.process_time()
    while best[0] == math.inf or time.process_time() - began < ENOUGH:
        start = time.process_time()
        article = cleaner.clean(source, kind=kind)
        _ = article.text
        best[0] = min(best[0], time.process_time() - start)
        _ = article.blocks, article.metadata
        best[1] = min(best[1], time.process_time() - start)
        del article
    print(json.dumps([*best, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    """Run the parts that were named."""
    if sys.argv[1:2] == ["one"]:
        one(sys.argv[2], int(sys.argv[3]))
        return
    parts = {"workers": workers, "memory": memory, "start": start, "size": size}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or parts:
            print(name)
            parts[name](Path(folder))


if __name__ == "__main__":
    main()
