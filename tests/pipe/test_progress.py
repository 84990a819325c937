"""What a run says: the bar on a terminal, and what to install for a format."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from cleaner.pipe import extras, report
from cleaner.pipe.sources import Sources
from cleaner.pipe.tally import Tally


def on_a_terminal(arguments, stdin, folder):
    """Run the command with standard error on a terminal; return its exit code and what the terminal shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    process = subprocess.Popen([sys.executable, "-m", "cleaner", *arguments], cwd=folder, stdin=stdin, stderr=theirs,
                               stdout=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # the terminal's other end is closed
        pass
    os.close(ours)
    return process.wait(), shown.decode()


@pytest.fixture
def records(tmp_path, text):
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"text": text}) + "\n") * 60)
    return path


def test_a_bar_counts_bytes_where_their_number_is_known_and_pages_elsewhere(records, tmp_path):
    code, shown = on_a_terminal(["a.jsonl", "-j", "1"], None, tmp_path)
    assert code == 0
    assert "%|" in shown
    assert "pages/s" in shown
    assert "60 records, 0 failed" in shown
    with records.open("rb") as stdin:
        code, shown = on_a_terminal(["-j", "1"], stdin, tmp_path)
    assert code == 0
    assert " pages [" in shown
    assert "%|" not in shown


def test_no_bar_where_none_is_wanted(records, tmp_path):
    assert on_a_terminal(["a.jsonl", "-j", "0", "-q"], None, tmp_path) == (0, "")


@pytest.mark.parametrize(("arguments", "module", "extra"), [
    (("a.parquet",), "pyarrow", "parquet"), (("a.warc",), "fastwarc", "warc"), (("a.jsonl.zst",), "zstandard", "zstd"),
    (("a.jsonl", "--to", "parquet"), "pyarrow", "parquet"),
])
@pytest.mark.usefixtures("records")
def test_a_missing_package_is_named_with_what_to_install(command, tmp_path, arguments, module, extra):
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    (tmp_path / "a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd")
    (tmp_path / module).mkdir()
    (tmp_path / module / "__init__.py").write_text("raise ImportError('not installed')")
    done = command(*arguments, "-j", 0)
    assert done.returncode == 2
    assert f"cleaner: this needs the package {module}: pip install 'cleaner[{extra}]'" in done.stderr.decode()


def test_no_bar_without_its_package(records, tmp_path, monkeypatch):
    def missing(module, extra):
        raise extras.MissingExtraError(module)

    monkeypatch.setattr(report, "need", missing)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    said = report.Report(quiet=False, verbose=False)
    said.begin(Sources((str(records),)), "jsonl", Tally(), single=False)
    said.advance()
    said.end(Tally(), None)
