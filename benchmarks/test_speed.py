"""Time beside peers, on the pages in tests/fixtures, in one run: `make bench`.

`page` is one page of 200 KB, most of it menus and teasers, as news pages are; `pages` and `texts` are all cases of a
kind; `stream` is what a crawl looks like, HTML and text in turns, text and metadata of each.
"""

import html
import sys
from itertools import chain, zip_longest
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from cases import cases

PAGES = [case.source.decode("utf-8", "replace") for case in cases() if case.kind == "html"]
TEXTS = [case.source.decode() for case in cases() if case.kind == "text"]
SIZE = 200_000


def long_page():
    """A case's page with a menu, teasers and comments of a real page's length."""
    page = next(case for case in cases() if case.name == "de-several-containers").source.decode()
    item = (
        '<li class="teaser-list__item"><article class="teaser teaser--small" data-id="{0}"><a class="teaser__link" '
        'href="/ressort/artikel-{0}.html" title="Meldung {0}"><img src="/bild/{0}.jpg" srcset="/b/{0}.jpg 2x" alt="">'
        '<span class="teaser__kicker">Region</span><h3 class="teaser__title">Meldung {0} aus der Region</h3></a>'
        '<p class="teaser__text">Kurz gesagt, was an dieser Stelle steht.</p></article></li>'
    )
    count = (SIZE - len(page)) // len(item)
    half = [f"<ul>{''.join(map(item.format, part))}</ul>" for part in (range(count // 2), range(count // 2, count))]
    return page.replace("</header>", f"</header>{half[0]}", 1).replace("<footer", f"{half[1]}<footer", 1)


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
