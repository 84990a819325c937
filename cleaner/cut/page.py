"""From a source to a page: what kind it is, its text, its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.cells import cells_of
from cleaner.cut.dom import Walk, walk
from cleaner.cut.encoding import SPOILT, decode, mend, plain_utf8, says_utf8
from cleaner.cut.flat import cut
from cleaner.cut.guard import check_markup
from cleaner.cut.head import canonical, read_head
from cleaner.cut.menus import Entries
from cleaner.cut.select import select
from cleaner.cut.stated import stated_body, unseen_paragraphs
from cleaner.errors import InputError
from cleaner.memory import LARGE, give_back
from cleaner.page import Kind, Page
from cleaner.rulebook.book import Book, host_of
from cleaner.rulebook.languages import all_function_words
from cleaner.values import Span

_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?>(?:<!--.*?-->\s*+)*+)<(?:!doctype|html|head|body|meta|title|script|div|article|section|main|p|h[1-6]|table|ul|header|span)\b",
    re.I | re.S,
)
_TAGS = re.compile(r"</(?:p|div|span|a|li|h[1-6]|article|section|body|html|table|ul)>", re.I)
HEAD = 4000
"""Characters at the start in which a document shows that it is HTML."""
FEW_TAGS = 3
"""End tags in the first characters that make a document HTML even if it begins with text."""
BINARY_SHARE = 0.02
"""Control characters among the first characters of a document that make it binary."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def is_html(source: str) -> bool:
    """Whether a document is HTML rather than flattened text."""
    start = source[:HEAD]
    return bool(_HTML_START.match(start)) or len(_TAGS.findall(start)) >= FEW_TAGS


def read(source: str | bytes, charset: str | None = None) -> tuple[str, bytes | None]:
    """The document's text, and that text in UTF-8 if it came so. Raises InputError if it is empty or binary."""
    data = None
    if isinstance(source, str):
        text = source
    else:
        plain = plain_utf8(source)
        if plain is not None:
            data = source
        text = decode(source, charset) if plain is None else plain
    start = text[:HEAD]
    if len(_CONTROL.findall(start)) > BINARY_SHARE * len(start):
        raise InputError("the document is binary: it has control characters instead of text")
    if "\x00" in text if data is None else b"\x00" in data:
        text, data = text.replace("\x00", "\ufffd"), None
    if not text or text.isspace():
        raise InputError("the document is empty")
    return text, data


class _NotUtf8Error(Exception):
    """Bytes that were taken for UTF-8 are not, or hold U+FFFD."""


def _plain_start(source: bytes) -> str | None:
    """The start of an HTML page that says it is UTF-8, or None if that has to be looked at more closely.

    Whether all of its bytes are shows in its text: parsers put U+FFFD for what is not. Decoding them only to see it
    would take a twentieth of a page's time.
    """
    if b"\x00" in source or not says_utf8(source):
        return None
    start = str(source[: 4 * HEAD], "utf-8", "replace")[:HEAD]
    return None if _CONTROL.search(start) else start


def cut_page(
    source: str | bytes, *, url: str | None, kind: str, charset: str | None = None, book: Book | None = None
) -> Page:
    """Cut a document into blocks. `kind` is "html", "text" or "auto"; `book` has the rules whose selectors are marked.

    Raises InputError for an empty or binary document, LimitError for markup no parser finishes.
    """
    if kind not in ("auto", "html", "text"):
        raise ValueError(f"kind must be 'auto', 'html' or 'text', not {kind!r}")
    start = _plain_start(source) if isinstance(source, bytes) and kind != "text" else None
    if isinstance(source, bytes) and start is not None and (kind == "html" or is_html(start)):
        with suppress(_NotUtf8Error):
            return _cut_html(source, url, book, sure=False)
    text, data = read(source, charset)
    if kind == "html" or (kind == "auto" and is_html(text)):
        return _cut_html(text.encode("utf-8", "replace") if data is None else data, url, book)
    return _cut_text(text, url)


def _cut_html(source: bytes, url: str | None, book: Book | None, *, sure: bool = True) -> Page:
    """Cut a page in UTF-8. Raises _NotUtf8Error if that is not sure and its text doesn't look like it."""
    check_markup(source)
    parser = LexborHTMLParser(source)
    host = host_of(url) or host_of(canonical(parser))
    selectors = book.selectors(host) if book is not None else ()
    walked = walk(parser, select(parser, selectors) if selectors else None)
    shown = "\n".join(walked.texts)
    if not sure and "\ufffd" in shown:
        raise _NotUtf8Error
    if SPOILT in shown and (mended := mend(source)) != source:
        return _cut_html(mended, url, book)
    head = read_head(parser, walked.noted)
    kind: Kind = "html"
    body = stated_body(head.json_ld) if any("articleBody" in script for script in head.json_ld) else ""
    for text in unseen_paragraphs(body, walked.texts):
        walked.add(text)
    if len(source) > LARGE:
        del parser
        give_back()
    markup = walked.markup
    tags = [markup.kinds[markup.kind[element]][0] for element in markup.owner]
    return Page(
        kind=kind,
        url=url,
        host=host,
        texts=walked.texts,
        tags=tags,
        cells=cells_of(markup),
        title=head.title,
        stated=body,
        head=head,
        markup=markup,
        glue=["\n" if soft else "\n\n" for soft in markup.soft],
        spans=_Marks(walked),
        aside=[(row, Entries(menu) if isinstance(menu, str) else menu) for row, menu in walked.aside],
    )


class _Marks(Mapping[int, tuple[Span, ...]]):
    """The inline marks of each block as offsets into its folded text, worked out for a block when it is asked for."""

    def __init__(self, walked: Walk) -> None:
        self._marks = walked.marks
        self._raw = walked.raw
        self._texts = walked.texts

    def __iter__(self) -> Iterator[int]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, block: int) -> tuple[Span, ...]:
        marks = self._marks[block]
        size = [0]
        for piece in self._raw[block]:
            size.append(size[-1] + len("".join(piece.split())))
        places = _places(self._texts[block])
        spans = []
        for mark in marks:
            if mark.last <= mark.first or mark.last >= len(size):
                continue
            start, end = size[mark.first], size[mark.last]
            if start < end <= len(places):
                spans.append(Span(places[start], places[end - 1] + 1, mark.kind, mark.url))
        return tuple(spans)


def _places(text: str) -> list[int]:
    """Where each character that is no space stands."""
    return [at for at, char in enumerate(text) if char != " "]


def _cut_text(source: str, url: str | None) -> Page:
    flat = cut(source, all_function_words())
    if not flat.texts:
        raise InputError("the document is empty")
    return Page(
        kind="text",
        url=url,
        host=host_of(url),
        texts=flat.texts,
        starts=flat.starts,
        ends=flat.ends,
        gaps=flat.gaps,
        tags=flat.tags,
        glue=flat.glue,
        spans=flat.spans,
        fixed=flat.fixed,
        title=flat.texts[0],
        source=source,
    )
