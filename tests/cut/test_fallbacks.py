"""What `noscript` holds: mostly nothing to read, on some blogs the article."""

import pytest

from cleaner.cut.page import cut_page

ARTICLE = "<p>The bridge over the river was closed on Monday.</p><p>It opens again in June, the council said.</p>"


def texts(html):
    return cut_page(html, url=None, kind="html").texts


@pytest.mark.parametrize("held", [
    "<p>Please turn on JavaScript to use this site.</p>",
    "<img src='https://bridge.example/one.jpg' alt='The bridge'>",
    "<div>JavaScript is off.<br>Turn it on.</div>",
    "<style>p { display: none }</style>",
])
def test_requests_and_pictures_are_no_blocks(held):
    assert texts(f"{ARTICLE}<noscript>{held}</noscript>") == texts(ARTICLE)


def test_an_article_that_a_script_would_show_is_read():
    html = f"<div><script type='text/template'>{ARTICLE}</script><noscript>{ARTICLE}</noscript></div>"
    assert texts(html) == texts(f"<div>{ARTICLE}</div>")


def test_what_stands_before_and_after_is_not_its_own():
    page = cut_page(f"<div>Bridge<noscript>{ARTICLE}</noscript>closed</div>", url=None, kind="html")
    plain = cut_page(f"<div>Bridge<section>{ARTICLE}</section>closed</div>", url=None, kind="html")
    assert page.texts == ["Bridge", *texts(ARTICLE), "closed"]
    assert (page.markup.owner, page.markup.first, page.markup.last) == (
        plain.markup.owner, plain.markup.first, plain.markup.last)
