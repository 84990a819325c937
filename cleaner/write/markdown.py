"""The clean text as Markdown (CommonMark, with GitHub's tables)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from cleaner.article import Article
from cleaner.values import Block, Label, Span
from cleaner.write.plain import seams
from cleaner.write.tables import rows_of

HEADING_LEVEL = 2
"""Level of a heading whose source doesn't say: the title would be level 1."""

INLINE = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
"""Characters that would be read as inline marks. An underscore within a word isn't one."""

OPENING = re.compile(r"^(?:#{1,6}(?= |$)|[-+*>](?= |$)|>|=+$|-{3,}$|~{3}|\|)")
"""Beginnings of a block that would be read as a heading, an item, a quotation, a rule, a fence, a table."""

NUMBERED = re.compile(r"^(\d{1,9})([.)])(?= |$)")

BULLET = re.compile(r"^[-–—*•·‣◦▪●]\s+")

JOINTS = {" ": " ", "\n": "\\\n"}
"""How blocks of one paragraph are joined, by what stands between them in the clean text."""

SHAPES = frozenset([Label.LIST, Label.QUOTE, Label.TABLE, Label.HEADING])
"""Labels that are written in a way of their own; all others are paragraphs."""
FENCES = {"strong": "**", "em": "*"}


def write_markdown(article: Article) -> str:
    """Return the clean text as Markdown with a line feed at its end; "" if there is none.

    Headings keep the level of their HTML element, or have level 2. List items, quotations and table rows in a row
    make one list, quotation or table; blocks that stood in one paragraph stay in it. Links and emphasis come from the
    blocks' spans. Characters that Markdown would take for marks are escaped; in a text input only those that open a
    block, for scrapers leave Markdown there.
    """
    seamed = zip(article.kept, seams(article), strict=True)
    parts = [_part(shape, list(blocks)) for (shape, _), blocks in groupby(seamed, key=lambda pair: _shape(pair[0]))]
    return "\n\n".join(parts) + "\n" if parts else ""


def _shape(block: Block) -> tuple[Label, int]:
    """What a block is written as, and in which table."""
    shape = block.label if block.label in SHAPES else Label.PARAGRAPH
    return shape, block.cell.table if block.cell and shape is Label.TABLE else -1


def _part(shape: Label, seamed: Sequence[tuple[Block, str]]) -> str:
    """One run of blocks of the same shape, each with what parted it from the one before."""
    blocks = [block for block, _ in seamed]
    if shape is Label.LIST:
        return "\n".join(_item(block) for block in blocks)
    if shape is Label.QUOTE:
        return "\n>\n".join(f"> {_paragraph(block)}" for block in blocks)
    if shape is Label.TABLE:
        return _table(blocks)
    if shape is Label.HEADING:
        return "\n\n".join(f"{'#' * _level(block)} {_inline(block)}" for block in blocks)
    pieces = [_paragraph(blocks[0])]
    for block, seam in seamed[1:]:
        pieces += [JOINTS.get(seam, "\n\n"), _inline(block) if seam == " " else _paragraph(block)]
    return "".join(pieces)


def _item(block: Block) -> str:
    """A list item. A text input has its own bullets and numbers."""
    text = _inline(block)
    return text if NUMBERED.match(text) else f"- {BULLET.sub('', text)}"


def _level(block: Block) -> int:
    tag = block.tag
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else HEADING_LEVEL


def _table(blocks: Sequence[Block]) -> str:
    rows = rows_of(blocks)
    if rows is None:
        return "\n\n".join(_paragraph(block) for block in blocks)
    lines = ["| " + " | ".join(_escape(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _paragraph(block: Block) -> str:
    text = _inline(block)
    return NUMBERED.sub(r"\1\\\2", OPENING.sub(lambda found: "\\" + found[0], text)) if text[:1] != "\\" else text


def _inline(block: Block) -> str:
    """The text of a block on one line, with its spans marked."""
    pieces: list[str] = []
    escaped = block.start is None
    at = 0
    for place, mark in _marks(block):
        piece = block.text[at:place]
        pieces.append(_escape(piece) if escaped else piece)
        pieces.append(mark)
        at = place
    piece = block.text[at:]
    pieces.append(_escape(piece) if escaped else piece)
    return " ".join("".join(pieces).split())


def _marks(block: Block) -> list[tuple[int, str]]:
    """The opening and closing marks of the block's spans, each with its place, in the order of writing."""
    marks: list[tuple[int, str]] = []
    closing: list[tuple[int, str]] = []
    for span in _nested(block):
        while closing and closing[-1][0] <= span.start:
            marks.append(closing.pop())
        fence = FENCES.get(span.kind)
        marks.append((span.start, fence or "["))
        closing.append((span.end, fence or f"]({_target(span.url or '')})"))
    return marks + closing[::-1]


def _nested(block: Block) -> list[Span]:
    """The spans that can be written, outer before inner.

    Emphasis doesn't hold at spaces, so spans are trimmed to their words. Left out are empty spans, spans that cross the
    end of an earlier one, links without an address, a link in a link and a kind of emphasis in itself.
    """
    found: list[Span] = []
    around: list[Span] = []
    trimmed = (_trim(span, block.text) for span in block.spans)
    for span in sorted(trimmed, key=lambda span: (span.start, -span.end)):
        while around and around[-1].end <= span.start:
            around.pop()
        crosses = bool(around) and span.end > around[-1].end
        repeats = any(outer.kind == span.kind for outer in around)
        written = span.kind in FENCES or (span.kind == "link" and span.url)
        if span.start < span.end and written and not crosses and not repeats:
            found.append(span)
            around.append(span)
    return found


def _trim(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()), span.kind, span.url)


def _target(url: str) -> str:
    """An address inside the brackets of a link."""
    url = "".join(url.split())
    return f"<{url}>" if "(" in url or ")" in url else url


def _escape(text: str) -> str:
    return INLINE.sub(lambda found: "\\" + found[0], text)
