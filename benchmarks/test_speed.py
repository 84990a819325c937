"""Time beside peers, on the pages in tests/fixtures, in one run: `make bench`.

`page` is one page of 200 KB, most of it scripts and styles, as news pages are; `pages` and `texts` are all cases of a
kind; `stream` is what a crawl looks like, HTML and text in turns, text and metadata of each.
"""

import html
import sys
from itertools import chain, zip_longest
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from cases import cases

from cleaner.cut.encoding import decode

PAGES = [decode(case.source) for case in cases() if case.kind == "html"]
TEXTS = [case.source.decode() for case in cases() if case.kind == "text"]
SIZE = 200_000


def long_page():
    """A case's page with a real page's menus and teasers, and the scripts and styles that most of a real page is."""
    page = next(case for case in cases() if case.name == "de-several-containers").source.decode()
    link = '<li class="menu__item"><a class="menu__link" href="/ressort/{0}/">Ressort {0}</a></li>'
    teaser = (
        '<li class="teaser-list__item"><article class="teaser teaser--small" data-id="{0}"><a class="teaser__link" '
        'href="/ressort/artikel-{0}.html" title="Meldung {0}"><img src="/bild/{0}.jpg" srcset="/b/{0}.jpg 2x" alt="">'
        '<span class="teaser__kicker">Region</span><h3 class="teaser__title">Meldung {0} aus der Region</h3></a>'
        '</article></li>'
    )
    menu = f"<nav><ul>{''.join(map(link.format, range(80)))}</ul></nav>"
    teasers = f"<section class='teaser-list'><ul>{''.join(map(teaser.format, range(50)))}</ul></section>"
    rest = (SIZE - len(page) - len(menu) - len(teasers)) // 2
    style = f"<style>{'.teaser__title{margin:0;color:#222} ' * (rest // 36)}</style>"
    script = f"<script>window.state={{{'id:1,name:[true,false],' * (rest // 22)}}}</script>"
    page = page.replace("</head>", f"{style}</head>", 1).replace("</header>", f"</header>{menu}", 1)
    return page.replace("<footer", f"{teasers}{script}<footer", 1)


def as_html(text):
    """A flattened text as those tools want it that read nothing but HTML: one paragraph a line."""
    lines = [f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip()]
    return f"<html><body>{''.join(lines)}</body></html>"


def cleaner_():
    from cleaner import Cleaner

    own = Cleaner()
    return lambda source: own.clean(source).text


def cleaner_with_metadata():
    from cleaner import Cleaner

    own = Cleaner()

    def both(source):
        article = own.clean(source)
        return article.text, article.metadata

    return both


def trafilatura_():
    from trafilatura import extract

    return extract


def trafilatura_with_metadata():
    from trafilatura import bare_extraction

    return lambda source: bare_extraction(source, with_metadata=True)


def resiliparse_():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda source: extract_plain_text(source, main_content=True)


def justext_():
    from justext import get_stoplist, justext

    stoplist = get_stoplist("English") | get_stoplist("German") | get_stoplist("Danish")
    return lambda source: "\n".join(part.text for part in justext(source, stoplist) if not part.is_boilerplate)


def lexbor_parse_only():
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser


HTML_TOOLS = [lexbor_parse_only, resiliparse_, cleaner_, trafilatura_, justext_]
TEXT_TOOLS = [cleaner_, justext_]
STREAM_TOOLS = [cleaner_with_metadata, trafilatura_with_metadata]


def timed(benchmark, group, size, work):
    benchmark.group = group
    benchmark.extra_info["characters"] = size
    benchmark.pedantic(work, rounds=7, iterations=1, warmup_rounds=1)


def each(tools):
    return pytest.mark.parametrize("tool", tools, ids=lambda tool: tool.__name__.rstrip("_"))


@each(HTML_TOOLS)
def test_page(benchmark, tool):
    page, run = long_page(), tool()
    timed(benchmark, "page", len(page), lambda: run(page))


@each(HTML_TOOLS)
def test_pages(benchmark, tool):
    run = tool()
    timed(benchmark, "pages", sum(map(len, PAGES)), lambda: [run(page) for page in PAGES])


@each(TEXT_TOOLS)
def test_texts(benchmark, tool):
    run = tool()
    sources = TEXTS if tool is cleaner_ else [as_html(text) for text in TEXTS]
    timed(benchmark, "texts", sum(map(len, TEXTS)), lambda: [run(source) for source in sources])


@each(STREAM_TOOLS)
def test_stream(benchmark, tool):
    run = tool()
    sources = list(filter(None, chain.from_iterable(zip_longest(PAGES, TEXTS))))
    if tool is not cleaner_with_metadata:
        sources = [source if source.lstrip().startswith("<") else as_html(source) for source in sources]
    timed(benchmark, "stream", sum(map(len, sources)), lambda: [run(source) for source in sources])
