"""The values that travel through the program: labels, blocks, reasons, metadata, articles.

All are frozen. Nothing here imports anything else of the package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Label(StrEnum):
    """What a block of a news page is. Every block has exactly one label."""

    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    SOURCE = "source"
    TAGS = "tags"
    SPONSOR = "sponsor"
    EVENT = "event"
    NEWSLETTER = "newsletter"
    RELATED = "related"
    JOB = "job"
    NAV = "nav"
    SHARE = "share"
    COMMENTS = "comments"
    LEGAL = "legal"
    PAYWALL = "paywall"
    BIO = "bio"
    WIDGET = "widget"
    OTHER = "other"


ARTICLE_LABELS = frozenset({Label.LEAD, Label.PARAGRAPH, Label.HEADING, Label.LIST, Label.QUOTE, Label.TABLE})
"""The labels whose blocks make the clean text."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One named contribution to a block's label.

    `points` are log-odds (natural logarithm) towards `label`; negative points speak against it. `evidence` is
    what was found in the block: the matched phrase, or the measured value.
    """

    name: str
    label: str
    points: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """An inline mark inside a block's text: a link, strong or emphasised words.

    `start` and `end` are character offsets into the block's text; `kind` is "link", "strong" or "em".
    """

    start: int
    end: int
    kind: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the article's body: its text and its absolute address."""

    text: str
    url: str


class Cell(NamedTuple):
    """Where a block stands in a table of the page: numbers that tell tables, and rows, apart; columns count from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page between two breaks, with its label.

    `start` and `end` are character offsets into the decoded source (text input only; None for HTML). `tag` is the
    HTML element that holds the block ("" for text input). `confidence` is the estimated probability, 0 to 1, that
    keeping or removing the block is right. `cell` is the cell of a table that the block stands in (HTML only).
    """

    text: str
    label: Label
    start: int | None = None
    end: int | None = None
    confidence: float = 1.0
    tag: str = ""
    cell: Cell | None = None
    spans: tuple[Span, ...] = ()
    reasons: Sequence[Reason] = ()

    @property
    def kept(self) -> bool:
        """Whether the block belongs to the clean text."""
        return self.label in ARTICLE_LABELS


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article. `sources` maps a field's name to where its value came from.

    Dates are ISO 8601, as precise as the page is: "2025-07", "2016-09-12" or "2016-09-12T08:30:00+02:00".
    """

    title: str | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    site: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    hostname: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    links: tuple[Link, ...] = ()
    license: str | None = None
    free_access: bool | None = None
    sponsored: bool | None = None
    sources: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain JSON values, in the order of the class."""
        out: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        out["authors"] = list(self.authors)
        out["tags"] = list(self.tags)
        out["links"] = [{"text": link.text, "url": link.url} for link in self.links]
        out["sources"] = dict(self.sources)
        return out
