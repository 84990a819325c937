"""Figures of the pipe: `python benchmarks/pipe.py [workers] [memory] [start] [size]`, all of them by default.

    workers  pages a second with 1 and with 2 workers over 20,000 records of JSONL
    memory   peak memory of the command's own process over 2,000 and 20,000 records
    start    seconds of `--version` and of one page, from a cold start, beside trafilatura's command
    size     seconds for a document of 10 KB to 50 MB, in both modes

Run it on a machine that does nothing else. Records repeat the files in `seeds/`, and pages made of them.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

SEEDS = [path.read_text() for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]
COMMAND = [sys.executable, "-m", "cleaner"]
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
    path = str(records(20_000, folder / "20000.jsonl"))
    best = {}
    for jobs in (1, 2, 1, 2):
        seconds, usage = timed(path, "-j", str(jobs))
        best[jobs] = min(seconds, best.get(jobs, seconds))
        print(f"  {jobs} workers: {seconds:.1f} s, {20_000 / seconds:.0f} pages/s; the command's own process "
              f"{usage.ru_utime + usage.ru_stime:.1f} s", flush=True)
    print(f"  best with 2 over best with 1: {best[1] / best[2]:.2f}")


def memory(folder: Path) -> None:
    for count in (2_000, 20_000):
        _, usage = timed(str(records(count, folder / f"{count}.jsonl")), "-j", "2")
        print(f"  {count} records: peak {usage.ru_maxrss / 1024:.1f} MB", flush=True)


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
    for name, measure in seconds.items():
        print(f"  {name}: {statistics.median(measure() for _ in range(9)):.3f} s (median of 9)", flush=True)


def _trafilatura(page: Path) -> float:
    began = time.perf_counter()
    with page.open("rb") as source:
        subprocess.run([Path(sys.executable).parent / "trafilatura"], stdin=source, capture_output=True, check=True)
    return time.perf_counter() - began


def size(folder: Path) -> None:
    from cleaner import Cleaner, CleanerError

    cleaner = Cleaner(timeout=None)
    for kind, piece in (("text", "\n\n".join(SEEDS)), ("html", as_page("\n".join(SEEDS)))):
        for length in (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000):
            source = (piece * (length // len(piece) + 1))[:length]
            began = time.perf_counter()
            try:
                cleaner.clean(source, kind=kind)
                ended = ""
            except CleanerError as error:
                ended = f" ({type(error).__name__}: {error})"
            seconds = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {kind} {length / 1e6:6.2f} MB: {seconds:8.3f} s, {length / 1e6 / seconds:6.1f} MB/s,"
                  f" peak {peak:.0f} MB{ended}", flush=True)


def main() -> None:
    """Run the parts that were named."""
    parts = {"workers": workers, "memory": memory, "start": start, "size": size}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or parts:
            print(name)
            parts[name](Path(folder))


if __name__ == "__main__":
    main()
