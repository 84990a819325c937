"""Which measures the article's points may ask."""

import pytest

from cleaner.cut.page import cut_page
from cleaner.measure.page import measure
from cleaner.tune.keep import FITS, LEFT_OUT, is_asked

PAGES = {"html": "<h1>Bridge</h1><p>The bridge over the river was closed on Monday.</p>", "text": "Bridge\n\nClosed."}


def measures(kind):
    return set(measure(cut_page(PAGES[kind], url=None, kind=kind))[1].all())


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_left_out_is_there(kind):
    assert LEFT_OUT[kind] <= measures(kind)
    for left_out in FITS[kind]:
        assert left_out <= measures(kind)


def test_html_is_not_asked_for_the_blocks_around():
    assert {name for name in measures("text") if "@" in name and is_asked(name, "text")}
    assert not {name for name in measures("html") if "@" in name and is_asked(name, "html")}


@pytest.mark.parametrize("kind", PAGES)
def test_length_is_always_asked(kind):
    assert is_asked("words", kind)
