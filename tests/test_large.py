"""Large documents: work and memory grow with their size, and no faster."""

import subprocess
import sys
import time

import numpy as np
import pytest

from cleaner import Cleaner, LimitError, engine, second
from cleaner.score import tables
from cleaner.score.weights import shipped_weights

PIECES = {
    "html": "<p class='body'>One of {n} lines that {m} people wrote, he said.<a href='/{n}'>More</a></p>",
    "text": "One of {n} lines that {m} people wrote on the day after, he said to us.\n",
}


def of_size(kind, size):
    piece = PIECES[kind]
    return "".join(piece.format(n=number, m=number * 7 % 1000) for number in range(size // len(piece)))


@pytest.mark.parametrize("kind", PIECES)
def test_time_grows_no_faster_than_the_size(kind):
    cleaner = Cleaner(timeout=None)
    seconds = {}
    for size in (20_000, 200_000, 2_000_000):
        source = of_size(kind, size)
        began = time.process_time()
        article = cleaner.clean(source, kind=kind)
        _ = article.blocks, article.metadata
        seconds[size] = time.process_time() - began
    assert seconds[2_000_000] < 25 * seconds[200_000]


MEASURE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from test_large import of_size
from cleaner import Cleaner
cleaner = Cleaner(timeout=None)
_ = cleaner.clean(of_size(sys.argv[2], 20_000), kind=sys.argv[2]).metadata
source = of_size(sys.argv[2], 4_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
_ = cleaner.clean(source, kind=sys.argv[2]).blocks
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(source))
"""


@pytest.mark.parametrize("kind", PIECES)
def test_memory_stays_within_a_multiple_of_the_size(kind, request):
    call = [sys.executable, "-c", MEASURE, str(request.path.parent), kind]
    assert float(subprocess.check_output(call)) < 80


def test_a_page_scored_in_pieces_has_the_same_points(monkeypatch):
    for kind in ("html", "text"):
        weights = shipped_weights(kind)
        draw = np.random.default_rng(0)
        for some in (weights.keep, weights.label):
            columns = {name: draw.integers(-2, 60, 40).astype(np.float32) for name in some.names}
            monkeypatch.setattr(tables, "MOST_BLOCKS", 4096)
            whole = some.score(columns)
            for size in (39, 20, 7):
                monkeypatch.setattr(tables, "MOST_BLOCKS", size)
                assert np.array_equal(some.score(columns), whole)


def test_a_document_of_too_many_blocks_is_refused(monkeypatch):
    monkeypatch.setattr(engine, "MOST_BLOCKS", 100)
    cleaner = Cleaner()
    assert len(cleaner.clean("a\n" * 100, kind="text").blocks) == 100
    with pytest.raises(LimitError, match="the document has 101 blocks, more than 100"):
        cleaner.clean("a\n" * 101, kind="text")


UNSURE = "<html><body>" + "<div><span>one two</span> <a href='/x'>three</a></div>" * 40 + "</body></html>"


@pytest.fixture
def asked(monkeypatch):
    """How often the other extractor was asked, and what it does."""
    import trafilatura

    calls = []

    def extract(html, **how):
        calls.append(html)
        if isinstance(extract.does, Exception):
            raise extract.does
        return extract.does

    extract.does = None
    monkeypatch.setattr(trafilatura, "extract", extract)
    return extract, calls


def test_another_extractor_that_fails_has_no_opinion(asked):
    extract, calls = asked
    without = Cleaner().clean(UNSURE, kind="html")
    assert len(calls) == 1
    extract.does = ValueError("a page it can't read")
    assert Cleaner().clean(UNSURE, kind="html").to_dict() == without.to_dict()
    extract.does = LimitError("not done in time")
    with pytest.raises(LimitError):
        Cleaner().clean(UNSURE, kind="html")
    assert len(calls) == 3


def test_another_extractor_is_not_asked_about_pages_of_very_many_blocks():
    assert second.is_wanted(0.1, 1000, 100)
    assert not second.is_wanted(0.1, 1000, 100_000)
    assert not second.is_wanted(0.1, 100_000_000, 100)
    assert not second.is_wanted(0.99, 1000, 100)


def test_what_another_extractor_keeps_is_found_wherever_it_stands(monkeypatch):
    import trafilatura

    monkeypatch.setattr(trafilatura, "extract", lambda html, **how: "Three four.\nOne two.\nFive")
    found = second.second_opinion("", ["One two.", "three four.", "six", "", "five", "o n e", "two.five"]) > 0
    assert found.tolist() == [True, True, False, False, True, True, True]
