import time

from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.dom import walk
from cleaner.cut.head import MOST_MARKS, MOST_METAS, read_head


def head(html):
    parser = LexborHTMLParser(html)
    return read_head(parser, walk(parser).noted)


def test_what_the_markup_says():
    found = head("""<html lang="de-DE"><head><title> Bridge
        opens </title><meta property="OG:Title" content="Bridge opens"><meta name=author content="">
        <link rel=canonical href="/bridge"><script type="application/ld+json">{"a":1}</script></head><body>
        <h1>Bridge <b>opens</b></h1><a rel="author" href="/anna">Anna Berg</a>
        <time datetime="2024-05-07">today</time><p class="byline story">By Anna</p><p class=intro>Hello</p></body>""")
    assert found.lang == "de-DE"
    assert found.title == "Bridge opens"
    assert found.metas == [("og:title", "Bridge opens")]
    assert found.links == [("canonical", "/bridge", "")]
    assert found.json_ld == ['{"a":1}']
    assert [(mark.how, mark.text, mark.value) for mark in found.marks] == [
        ("h1", "Bridge opens", ""), ("rel:author", "Anna Berg", "/anna"), ("time", "today", "2024-05-07"),
        ("class:byline", "By Anna", "")]


def test_an_empty_page():
    assert head("").marks == []


def test_hostile_pages_take_bounded_time():
    begin = time.perf_counter()
    assert len(head("<meta name=a content=b>" * 10_000).metas) == MOST_METAS
    deep = "<div class=author>" * 3_000 + "x" * 2_000_000
    assert len(head(deep).marks) <= MOST_MARKS
    wide = "<div class=author>" + "<p class=author>word</p>" * 50_000
    assert len(head(wide).marks) <= MOST_MARKS
    assert sum(map(len, head("<script type=application/ld+json>" + "[" * 5_000_000 + "</script>").json_ld)) <= 1_000_000
    assert time.perf_counter() - begin < 5
