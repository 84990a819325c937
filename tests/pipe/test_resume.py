"""Runs that are killed and go on: the output is that of a run that nothing has disturbed."""

import contextlib
import gzip
import itertools
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from cleaner.pipe import folder, sinks
from cleaner.pipe.options import Options
from cleaner.pipe.plan import carry_out

RECORDS = 1_000
KILLS = 10


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """JSONL of many small records, some of them broken."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    words = ["rain", "wind", "council", "bridge", "market", "police", "school", "winter", "harbour", "election"]
    with path.open("w") as out:
        for number in range(RECORDS):
            draw = random.Random(number)
            text = " ".join(draw.choices(words, k=draw.randint(0, 40))).capitalize() + "."
            out.write("{broken\n" if number % 500 == 90 else json.dumps({"id": number % 400, "text": text}) + "\n")
    return path


def start(*arguments):
    return subprocess.Popen([sys.executable, "-m", "cleaner", *map(str, arguments), "-q"], stderr=subprocess.PIPE)


def workers_of(process):
    """The processes below a process, at any depth."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                parents[int(status.parent.name)] = int(fields[1])
    found = {process.pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process.pid}


def still_there(workers, seconds):
    """Those of the processes that are alive after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(Path(f"/proc/{worker}").exists() for worker in workers):
        time.sleep(0.05)
    return [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def done_so_far(output):
    """How many records a run that is under way has noted as done."""
    note = next(output.parent.rglob("*state"), None)
    with contextlib.suppress(OSError):
        return orjson.loads(note.read_bytes())["tally"]["records"] if note else 0
    return 0


def kill_and_resume(arguments, kills, seed):
    """Run the command, killed at random moments; return how many records were done at each kill.

    Every other run is killed at its beginning, the others when they have come further than the run before them. A run
    that is faster than its kill has finished; the next one begins anew.
    """
    draw = random.Random(seed)
    done = []
    for early in itertools.cycle((False, True)):
        if len(done) == kills:
            break
        before = done_so_far(arguments[-1])
        process = start(*arguments, "--resume")
        if early:
            time.sleep(draw.uniform(0, 1))
        else:
            end = time.monotonic() + 20
            while process.poll() is None and done_so_far(arguments[-1]) <= before and time.monotonic() < end:
                time.sleep(0.02)
            time.sleep(draw.uniform(0, 0.2))
        workers = workers_of(process)
        process.kill()
        if process.wait() == 1:
            continue
        assert not still_there(workers, 10), "workers outlive the run"
        done.append(done_so_far(arguments[-1]))
    process = start(*arguments, "--resume")
    assert process.wait() == 1, process.stderr.read()
    return done


def test_ten_kills(many, tmp_path):
    whole = tmp_path / "whole.jsonl"
    assert start(many, "-o", whole).wait() == 1
    assert whole.read_bytes().count(b"\n") == RECORDS
    assert list(tmp_path.iterdir()) == [whole]
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "out.jsonl"
    done = kill_and_resume((many, "-j", 2, "-o", out), KILLS, seed=1)
    assert max(done) > 0
    assert out.read_bytes() == whole.read_bytes()
    assert list(out.parent.iterdir()) == [out]


def test_kills_of_a_packed_table(many, tmp_path):
    whole, out = tmp_path / "whole" / "a.csv.gz", tmp_path / "out" / "a.csv.gz"
    for path in (whole, out):
        path.parent.mkdir()
    head = tmp_path / "head.jsonl"
    head.write_bytes(b"".join(many.read_bytes().splitlines(keepends=True)[:100]))
    assert start(head, "-o", whole).wait() == 1
    kill_and_resume((head, "-j", 1, "-o", out), 2, seed=2)
    assert out.read_bytes() == whole.read_bytes()
    assert gzip.decompress(out.read_bytes()).count(b"\n") == 101


def test_kills_of_a_folder(many, tmp_path):
    head = tmp_path / "head.jsonl"
    head.write_bytes(b"".join(many.read_bytes().splitlines(keepends=True)[400:600]))
    whole, out = tmp_path / "whole", tmp_path / "above" / "out"
    for path in (whole, out):
        path.mkdir(parents=True)
    assert start(head, "--to", "text", "-o", whole).wait() == 1
    kill_and_resume((head, "--to", "text", "-j", 1, "-o", out), 3, seed=3)
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(found) == 200
    assert found == {path.name: path.read_bytes() for path in whole.iterdir()}


def stop_after(records, source, out, **options):
    """A run into a file that is interrupted after so many records."""
    import cleaner.pipe.report as report  # noqa: PLR0402

    def advance(self):
        self.seen = getattr(self, "seen", 0) + 1
        if self.seen == records:
            raise KeyboardInterrupt

    before = report.Report.advance
    report.Report.advance = advance
    try:
        with pytest.raises(KeyboardInterrupt):
            carry_out(Options((str(source),), output=str(out), jobs=0, quiet=True, **options))
    finally:
        report.Report.advance = before


@pytest.fixture
def few(many, tmp_path):
    path = tmp_path / "few.jsonl"
    path.write_bytes(b"".join(many.read_bytes().splitlines(keepends=True)[:100]))
    return path


def resume(source, out, **options):
    return carry_out(Options((str(source),), output=str(out), jobs=0, quiet=True, resume=True, **options))


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt", "a.parquet", "a.jsonl.gz", "a.md.zst"])
def test_an_interrupted_run_goes_on(few, tmp_path, name):
    whole, out = tmp_path / ("whole." + name), tmp_path / name
    carry_out(Options((str(few),), output=str(whole), jobs=0, quiet=True))
    stop_after(40, few, out)
    assert not out.exists()
    assert resume(few, out) == 1
    assert out.read_bytes() == whole.read_bytes()


def test_the_counts_go_on_too(few, tmp_path):
    stop_after(40, few, tmp_path / "a.jsonl", stats=str(tmp_path / "stats"))
    assert json.loads((tmp_path / "stats").read_text())["records"] == 40
    resume(few, tmp_path / "a.jsonl", stats=str(tmp_path / "stats"))
    assert json.loads((tmp_path / "stats").read_text())["records"] == 100


def test_other_inputs_or_options_are_not_resumed(few, tmp_path):
    from cleaner import InputError

    stop_after(40, few, tmp_path / "a.jsonl")
    with pytest.raises(InputError, match="other inputs or options"):
        resume(few, tmp_path / "a.jsonl", favor="recall")
    few.write_bytes(few.read_bytes() + b"\n")
    with pytest.raises(InputError, match="other inputs or options"):
        resume(few, tmp_path / "a.jsonl")
    assert carry_out(Options((str(few),), output=str(tmp_path / "a.jsonl"), jobs=0, quiet=True)) == 1


def test_a_finished_output_is_made_anew(few, tmp_path):
    out = tmp_path / "a.jsonl"
    out.write_text("old")
    assert resume(few, out) == 1
    assert out.read_bytes().count(b"\n") == 100


def test_two_runs_do_not_write_the_same_output(few, tmp_path):
    import fcntl

    from cleaner import InputError

    with (tmp_path / "a.jsonl.part").open("w") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another run is writing this"):
            resume(few, tmp_path / "a.jsonl")


class KilledError(BaseException):
    """Stands for SIGKILL: nothing tidies up behind it."""


def kill_at(monkeypatch, step, half):
    """Let the run end at the given call of those that change files, before it, or after half or all of it."""
    calls = iter(range(10**9))

    def watched(name):
        original = getattr(Path, name)

        def call(self, argument):
            if next(calls) != step:
                return original(self, argument)
            if half != "before":
                original(self, argument[: len(argument) // 2] if name == "write_bytes" and half == "half" else argument)
            raise KilledError

        monkeypatch.setattr(Path, name, call)

    watched("write_bytes")
    watched("replace")
    for module, sink in ((sinks, sinks.File), (folder, folder.Folder)):
        monkeypatch.setattr(sink, "close", lambda self, after: None)
        monkeypatch.setattr(module, "lock", lambda handle, name: None)  # a process's death would give it back


@pytest.mark.parametrize("half", ["before", "half", "after"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a/"])
def test_a_kill_at_every_step(few, tmp_path, monkeypatch, name, half):
    few.write_bytes(b"".join(few.read_bytes().splitlines(keepends=True)[:4]) * 2)
    options = {"write": "jsonl" if name == "a/" else None}

    def run(into, **more):
        carry_out(Options((str(few),), output=f"{into}/{name}", jobs=0, quiet=True, **options, **more))

    def found(below):
        return {path.relative_to(below): path.read_bytes() for path in below.rglob("*") if path.is_file()}

    (tmp_path / "whole").mkdir()
    run(tmp_path / "whole")
    steps = 0
    while True:
        into = tmp_path / str(steps)
        into.mkdir()
        with monkeypatch.context() as patch:
            kill_at(patch, steps, half)
            try:
                run(into)
                break
            except KilledError:
                pass
        run(into, resume=True)
        assert found(into) == found(tmp_path / "whole")
        steps += 1
    assert steps > 3
