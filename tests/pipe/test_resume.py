"""Runs that are killed and go on: the output is that of a run that nothing has disturbed."""

import gzip
import json
import random
import subprocess
import sys
import time

import orjson
import psutil
import pytest

from cleaner.pipe.options import Options
from cleaner.pipe.plan import carry_out

RECORDS = 6_000
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
            out.write("{broken\n" if number % 1000 == 999 else json.dumps({"id": number % 5000, "text": text}) + "\n")
    return path


def start(*arguments):
    return subprocess.Popen([sys.executable, "-m", "cleaner", *map(str, arguments), "-q"], stderr=subprocess.PIPE)


def workers_of(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kill_and_resume(arguments, kills, seed):
    """Run the command, killed at random moments; return how many records were done at each kill.

    A run that is faster than its kill has finished; the next one begins anew, and it is that one that goes on.
    """
    draw = random.Random(seed)
    done = []
    while len(done) < kills:
        process = start(*arguments, "--resume")
        time.sleep(draw.uniform(0.3, 1.0))
        workers = workers_of(process)
        process.kill()
        if process.wait() == 1:
            continue
        _, alive = psutil.wait_procs(workers, timeout=10)
        assert not alive, "workers outlive the run"
        note = next(arguments[-1].parent.rglob("*state"), None)
        done.append(orjson.loads(note.read_bytes())["tally"]["records"] if note else 0)
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
    assert start(many, "-o", whole).wait() == 1
    kill_and_resume((many, "-j", 1, "-o", out), 2, seed=2)
    assert out.read_bytes() == whole.read_bytes()
    assert gzip.decompress(out.read_bytes()).count(b"\n") >= RECORDS


def test_kills_of_a_folder(many, tmp_path):
    head = tmp_path / "head.jsonl"
    head.write_bytes(b"".join(many.read_bytes().splitlines(keepends=True)[2000:4000]))
    whole, out = tmp_path / "whole", tmp_path / "above" / "out"
    for path in (whole, out):
        path.mkdir(parents=True)
    assert start(head, "--to", "text", "-o", whole).wait() == 1
    kill_and_resume((head, "--to", "text", "-j", 1, "-o", out), 3, seed=3)
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(found) == 2000
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
    assert resume(few, out) == 0
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
    assert carry_out(Options((str(few),), output=str(tmp_path / "a.jsonl"), jobs=0, quiet=True)) == 0


def test_a_finished_output_is_made_anew(few, tmp_path):
    out = tmp_path / "a.jsonl"
    out.write_text("old")
    assert resume(few, out) == 0
    assert out.read_bytes().count(b"\n") == 100


def test_two_runs_do_not_write_the_same_output(few, tmp_path):
    import fcntl

    from cleaner import InputError

    with (tmp_path / "a.jsonl.part").open("w") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another run is writing this"):
            resume(few, tmp_path / "a.jsonl")


@pytest.mark.parametrize("state", ["before", "after"])
def test_a_run_killed_around_the_last_rename(few, tmp_path, state):
    from cleaner.pipe import sinks

    whole, out = tmp_path / "whole.jsonl", tmp_path / "a.jsonl"
    carry_out(Options((str(few),), output=str(whole), jobs=0, quiet=True))
    part = sinks.Path.replace

    def cut(self, target):
        if self.name.endswith(".part"):
            if state == "after":
                part(self, target)
            raise KeyboardInterrupt
        return part(self, target)

    sinks.Path.replace = cut
    try:
        with pytest.raises(KeyboardInterrupt):
            carry_out(Options((str(few),), output=str(out), jobs=0, quiet=True))
    finally:
        sinks.Path.replace = part
    assert resume(few, out) == 0
    assert out.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.part*"))
