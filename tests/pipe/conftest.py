"""Records and runs for the pipe's tests."""

import json
import os
import subprocess
import sys

import pytest

from cleaner import Cleaner
from cleaner.pipe.options import Options
from cleaner.pipe.plan import carry_out

LONG = "The council agreed on Tuesday to close the old bridge for repairs until the end of the year, the mayor said. "
PAGE = (
    "<!doctype html><html lang='en'><head><title>Bridge closes</title></head><body><nav><a href='/'>Home</a></nav>"
    f"<article><h1>Bridge closes</h1><p>{LONG * 3}</p><h2>Detours</h2><p>{LONG * 2}</p></article></body></html>"
)
TEXT = f"Bridge closes\n\n{LONG * 3}\n\n{LONG * 2}\n\nRelated content\n\nMarket moves\n"


@pytest.fixture(scope="session")
def page():
    return PAGE


@pytest.fixture(scope="session")
def text():
    return TEXT


@pytest.fixture(scope="session")
def cleaned():
    """The clean text of the page and of the text, as the library gives them."""
    cleaner = Cleaner()
    return {"html": cleaner.clean(PAGE, kind="html").text, "text": cleaner.clean(TEXT).text}


@pytest.fixture
def run(tmp_path):
    """Carry out a run into a file, in this process unless `jobs` is given, and return its exit code and bytes."""

    def carry(*files, output="out.jsonl", **options):
        options.setdefault("jobs", 0)
        options.setdefault("quiet", True)
        path = tmp_path / output
        code = carry_out(Options(tuple(map(str, files)), output=str(path), **options))
        return code, path.read_bytes()

    return carry


@pytest.fixture
def lines(run):
    """Carry out a run into JSONL and return its records."""

    def carry(*files, **options):
        return [json.loads(line) for line in run(*files, **options)[1].splitlines()]

    return carry


@pytest.fixture
def command(tmp_path):
    """Run the command as its own process."""

    def call(*arguments, stdin=b"", **more):
        environment = {**os.environ, "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "cleaner", *map(str, arguments)],
            input=stdin, capture_output=True, cwd=tmp_path, env=environment, timeout=120, check=False, **more)

    return call
