"""A page cut into blocks: facts only, in columns.

The columns are parallel lists with one entry a block, in the order of the source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cleaner.values import Cell, Label, Span

Kind = Literal["html", "text"]


@dataclass(frozen=True, slots=True)
class Mark:
    """An element of the body that the markup calls a headline, an author or a date.

    `how` is "itemprop:NAME", "h1", "time", "rel:author" or "class:CLASS NAMES" (the telling ones); `text` is what it
    shows (at most some 200 characters), `value` its datetime, content or href attribute, or "".
    """

    how: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What an HTML page's markup says about the page, as it stands there, unjudged.

    Attributes:
        lang: the `lang` attribute of the root element, or "".
        title: the text of `<title>`.
        metas: (key, content) of every `<meta>`; key is its property, name, itemprop or http-equiv in lower case.
        links: (rel, href, hreflang or "") of every `<link>` and of `<a rel=license>`.
        json_ld: the text of every JSON-LD script.
        marks: headlines, authors and dates marked in the body, in page order.
    """

    lang: str = ""
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Markup:
    """What the markup says, in columns.

    Per block: `owner` (index of the element that holds it), `link_chars` and `bold_chars` (characters inside `a` and
    `b`/`strong`), `links` (number of `a`), `soft` (True when only a `<br>` stands before it).
    Per element, parents before children: `parent`, `depth`, `first` and `last` (the half-open range of blocks inside),
    `kind`, an index into `kinds`: the distinct pairs of a name and a key (class, id, itemprop and role in one string).
    `hidden`: the elements that are not shown.
    `selected`: by CSS selector that a rule asked for, the elements it selects.
    """

    owner: list[int] = field(default_factory=list)
    link_chars: list[int] = field(default_factory=list)
    bold_chars: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    soft: list[bool] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    kinds: list[tuple[str, str]] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    selected: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A document cut into blocks.

    Attributes:
        kind: "html" or "text".
        url: the address handed in by the caller, or None.
        host: the host of that address, else of the one that the page calls its own, else "".
        texts: the blocks' texts, one line each, spaces folded.
        starts, ends: character offsets into the source (text only; empty lists for HTML).
        gaps: blank lines before each block (text only; empty list for HTML).
        tags: the HTML element that holds each block; for text "h1".."h6" of Markdown headings, else "".
        glue: what stands between a block and the one before it when both are kept.
        spans: inline marks, by block index; blocks without any are absent.
        cells: the table's cell that a block stands in, by block index; blocks outside of tables are absent.
        aside: menus, which are no blocks to judge: the index of the block that follows, and the texts of the entries.
        fixed: labels that the source itself states (front matter), by block index.
        title: the page's title as its head or its first block states it.
        stated: the article's text as JSON-LD states it, or "" (HTML only).
        head: what the markup says about the page (HTML only).
        markup: the columns of the markup (HTML only).
        source: the flattened text as handed in (text only).
    """

    kind: Kind
    url: str | None
    texts: list[str]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    glue: list[str] = field(default_factory=list)
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    aside: list[tuple[int, Sequence[str]]] = field(default_factory=list)
    fixed: dict[int, Label] = field(default_factory=dict)
    host: str = ""
    title: str = ""
    stated: str = ""
    head: Head | None = None
    markup: Markup | None = None
    source: str | None = None
