"""The command as a process: streams, exit codes, messages."""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial

import pytest

from cleaner import __version__


def jsonl(records):
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_version_and_help(command):
    assert command("--version").stdout.decode() == f"cleaner {__version__}\n"
    for arguments in (("-h",), ("some-file", "--help")):
        shown = command(*arguments)
        assert shown.returncode == 0
        assert b"Exit code: 0 all clean" in shown.stdout


def test_standard_input_to_standard_output(command, page, text, cleaned):
    for source, kind in ((page, "html"), (text, "text")):
        done = command(stdin=source.encode())
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode() == cleaned[kind] + "\n"
        assert command("-", "--to", "text", stdin=gzip.compress(source.encode())).stdout == done.stdout


def test_one_document_in_every_format(command, tmp_path, page, cleaned):
    (tmp_path / "a.html").write_text(page)
    out = {form: command("a.html", "--to", form).stdout.decode() for form in
           ("text", "markdown", "json", "jsonl", "csv", "labels", "why")}
    assert out["text"] == cleaned["html"] + "\n"
    assert json.loads(out["json"])["text"] == json.loads(out["jsonl"])["clean_text"] == cleaned["html"]
    assert json.loads(out["json"]).keys() == {"path", "text", "metadata", "confidence", "blocks"}
    assert out["csv"].startswith("path,more,clean_text,clean_metadata,clean_confidence,error\n")
    assert out["labels"].count("\n") == out["why"].count("\n+") + out["why"].count("\n-") + 1
    assert cleaned["html"].split()[0] in out["markdown"]


def test_records_through_workers(command, tmp_path, page, text, cleaned):
    records = [{"id": number, "text": text} if number % 2 else {"id": number, "html": page} for number in range(200)]
    done = command("-j", 2, "--verbose", stdin=jsonl(records))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [record["id"] for record in found] == list(range(200))
    assert all(record["clean_text"] == cleaned["text" if record["id"] % 2 else "html"] for record in found)
    said = done.stderr.decode()
    assert "-: jsonl" in said
    assert "pages found in the fields" in said
    assert "200 records, 0 failed, 0 empty" in said


def test_failures_are_counted_and_carried(command, tmp_path, text):
    done = command("--stats", "stats.json", stdin=jsonl([{"text": text}, {"no": "text"}, {"text": text}]))
    assert done.returncode == 1
    assert [("error" in json.loads(line)) for line in done.stdout.splitlines()] == [False, True, False]
    assert b"3 records, 1 failed" in done.stderr
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert (stats["records"], stats["failed"], stats["errors"]) == (3, 1, {"InputError": 1})
    assert stats["characters_in"] == 2 * len(text)
    assert set(stats) >= {"removed_blocks", "removed_characters", "rules", "pages_per_second"}


def test_quiet(command, text):
    assert command("-q", stdin=jsonl([{"text": text}] * 2)).stderr == b""


@pytest.mark.parametrize(("arguments", "said"), [
    (("nothing.html",), "nothing.html: no such file"),
    (("*.html",), "*.html: no such file"),
    (("empty",), "empty: no files in this folder"),
    (("--resume",), "--resume needs --output"),
    (("--to", "parquet", "-o", "empty/"), "a folder of files can't be parquet"),
    (("--to", "nonsense"), "'nonsense' is not one of"),
    (("-o", "missing/out.jsonl"), "missing/out.jsonl"),
])
def test_what_cannot_be_done_is_said(command, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    done = command(*arguments, stdin=b'{"text": "a"}\n')
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_a_folder_of_all_kinds(command, tmp_path, page, text):
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "in" / "b.html").write_text(page)
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(jsonl([{"id": "x/../y", "text": text}] * 2)))
    (inner / "b.txt").write_text(text)
    (inner / ".hidden").write_text(text)
    done = command("in", "in/b.html", "in/**/*.txt", "--to", "markdown", "-o", "out/", "-v")
    assert done.returncode == 0, done.stderr
    found = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*"))
    assert not any(path.read_text().startswith("\f") for path in (tmp_path / "out").rglob("*.md"))
    assert found == ["b.md", "b~2.md", "b~3.md", "deep/b.md", "x_.._y.md", "x_.._y~2.md"]


def test_the_output_is_no_input(command, tmp_path, text):
    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    source.write_text(text)
    for _ in range(2):
        assert command("in", "-o", "in/out.jsonl", "-q").returncode == 0
        assert (tmp_path / "in" / "out.jsonl").read_bytes().count(b"\n") == 1
    (tmp_path / "in" / "out.jsonl").unlink()
    for _ in range(2):
        assert command("in", "in/*.txt", "--to", "text", "-o", "in/out/", "-q").returncode == 0
        assert sorted(path.name for path in (tmp_path / "in" / "out").iterdir()) == ["a.txt", "a~2.txt"]
    for name in ("in/a.txt", "in"):
        done = command(name, "-o", name)
        assert done.returncode == 2
        assert f"{name}: this is the output" in done.stderr.decode()
    assert source.read_text() == text


def test_a_file_that_cannot_be_opened_is_a_record_that_failed(command, tmp_path, text):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text)
    (tmp_path / "in" / "b.txt").symlink_to("/proc/self/mem")
    done = command("in")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["path"] for record in found] == ["in/a.txt", "in/b.txt"]
    assert found[1]["error"]["type"]
    assert done.returncode == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path, text):
    (tmp_path / "a.jsonl").write_bytes(jsonl([{"text": text}] * 3000))
    line = f"{sys.executable} -m cleaner a.jsonl -j 2 | head -n 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=tmp_path, timeout=60, check=True)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_an_interrupt_ends_within_a_second_with_whole_lines(tmp_path, text):
    # a shell's background job ignores interrupts, and so would what it starts
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", "--from", "jsonl", "-j", "2"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread has begun
    )
    line = jsonl([{"text": text}])

    def feed():
        try:
            while True:
                process.stdin.write(line * 10)
        except (BrokenPipeError, ValueError):
            pass

    threading.Thread(target=feed, daemon=True).start()
    first = process.stdout.readline()
    sent = time.monotonic()
    threading.Timer(0.0, os.kill, (process.pid, signal.SIGINT)).start()
    rest = process.stdout.read()
    code = process.wait()
    assert time.monotonic() - sent < 2
    assert code == 130
    assert all(json.loads(each)["clean_text"] for each in (first + rest).splitlines())
    assert process.stderr.read().startswith(b"cleaner: ")


def test_a_binary_document_is_an_error_that_names_it(command, tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    done = command("a.png")
    assert done.returncode == 1
    assert done.stdout == b""
    assert "cleaner: a.png: " in done.stderr.decode()


def test_a_document_past_the_size_limit(command, tmp_path, text):
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(bytes(50_000_000) + b"\n" + jsonl([{"text": text}])))
    done = command("bomb.html.gz", "--max-size", 10)
    assert done.returncode == 1
    assert "bomb.html.gz: LimitError: larger than 10 MB" in done.stderr.decode()
    done = command("bomb.jsonl.gz", "--max-size", 10)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found[0]["error"]["type"] == "LimitError"
    assert found[1]["clean_text"]
