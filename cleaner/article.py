"""The result of cleaning a document. Labels, metadata and reasons are worked out when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.findings import Findings, Reasons
from cleaner.page import Page
from cleaner.rulebook.languages import PHRASE_LABELS
from cleaner.rulebook.phrases import phrase_book
from cleaner.score.settle import probability
from cleaner.score.weights import NUMBER
from cleaner.text.chars import fold
from cleaner.values import ARTICLE_LABELS, Block, Label, Metadata, Reason

if TYPE_CHECKING:
    from cleaner.metadata import Rows

IN_MENUS = frozenset([Label.SHARE, Label.LEGAL])
"""What an entry of a menu may be besides a part of it."""
PROMPT_WORDS = 4
"""Words: what says newsletter and is shorter leads to one; from here on it is a prompt."""
MENU_POINTS = 10.0
"""Log-odds: an entry of a menu is never judged otherwise."""


class Article:
    """A cleaned document.

    `blocks` are all blocks of the source in its order; `kept` and `removed` together are `blocks`.
    """

    def __init__(self, findings: Findings | None, page: Page) -> None:
        self._findings = findings  # None for a page without any text
        self._page = page

    def __getstate__(self) -> dict[str, Any]:
        """What was found, with what has been worked out of it; blocks are made anew, their reasons would weigh most."""
        findings = self._findings
        done = {name: value for name, value in self.__dict__.items() if name in {"text", "metadata", "_labels"}}
        return {"_findings": findings, "_page": findings.page if findings else self._page} | done

    @cached_property
    def text(self) -> str:
        """The clean text: kept blocks, separated by a blank line; by a line break or a space where the source had them
        in one paragraph."""
        if self._findings is None:
            return ""
        page = self._page
        pieces: list[str] = []
        last = -2
        for row in np.flatnonzero(self._findings.kept).tolist():
            if pieces:
                pieces.append(page.glue[row] if row == last + 1 else "\n\n")
            pieces.append(page.texts[row])
            last = row
        return "".join(pieces)

    @property
    def confidence(self) -> float:
        """The expected F1, 0 to 1, of the clean text against a careful reader's choice."""
        return round(self._findings.expected, 4) if self._findings else 0.0

    @cached_property
    def _labels(self) -> list[Label]:
        return self._findings.labels() if self._findings else []

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks with their labels, in the source's order."""
        entries = self._menu_entries()
        return tuple(self._judged[row] if row >= 0 else entries[~row] for row in self._order)

    @cached_property
    def _aside(self) -> list[tuple[int, str]]:
        """The entries of menus: the row that follows, and the text."""
        return [(row, text) for row, entries in self._page.aside for text in entries]

    @cached_property
    def _order(self) -> list[int]:
        """All blocks in the source's order: the rows of judged blocks, and ~n for the n-th entry of a menu."""
        order: list[int] = []
        at = 0
        for number, (row, _) in enumerate(self._aside):
            order += (*range(at, row), ~number)
            at = row
        return [*order, *range(at, len(self._page.texts))]

    def _menu_entries(self) -> list[Block]:
        """The entries of menus: what stands in a menu needs no points, only what phrase lists say."""
        page, found = self._page, self._findings
        if not page.aside:
            return []
        lines = [fold(text) for _, text in self._aside]
        sizes = np.array([len(line.split()) for line in lines], np.float32)
        levels = phrase_book(found.words.language if found else None).levels(lines, sizes)
        entries = []
        for (_, text), size, level in zip(self._aside, sizes.tolist(), levels, strict=True):
            said = Label(PHRASE_LABELS[int(level.argmax())]) if level.any() else Label.NAV
            prompt = said is Label.NEWSLETTER and size >= PROMPT_WORDS
            label = said if said in IN_MENUS or prompt else Label.NAV
            reasons = (Reason("menu", str(label), MENU_POINTS),)
            entries.append(Block(text=text, label=label, tag="nav", reasons=reasons))
        return entries

    @cached_property
    def _judged(self) -> tuple[Block, ...]:
        found = self._findings
        page = self._page
        if found is None:
            return ()
        labels = self._labels
        sure = probability(found.score)
        sure = np.where(found.kept, sure, 1 - sure).round(4).tolist()
        flat = page.kind == "text"
        return tuple(
            Block(
                text=text,
                label=labels[row],
                start=page.starts[row] if flat else None,
                end=page.ends[row] if flat else None,
                confidence=sure[row],
                tag=page.tags[row],
                cell=page.cells.get(row),
                spans=page.spans.get(row, ()),
                reasons=Reasons(found, row, NUMBER[labels[row]], row > 0 and labels[row - 1] == labels[row]),
            )
            for row, text in enumerate(page.texts)
        )

    @property
    def kept(self) -> tuple[Block, ...]:
        """The blocks of the clean text."""
        return tuple(block for block in self.blocks if block.kept)

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks left out of the clean text, each with its label."""
        return tuple(block for block in self.blocks if not block.kept)

    @cached_property
    def metadata(self) -> Metadata:
        """What is known about the article, each field with its source."""
        found = self._findings
        from cleaner.metadata import metadata_of  # noqa: PLC0415 - half of the import time, for those who ask

        page = self._page
        return metadata_of(page.head, self.rows(), url=page.url, language=found.words.language if found else None,
                           source=page.source)

    def rows(self) -> Rows:
        """All blocks in columns, as metadata is read from them."""
        from cleaner.metadata import Rows  # noqa: PLC0415 - see `metadata`

        page, labels, order = self._page, self._labels, self._order
        return Rows(
            [page.texts[row] if row >= 0 else self._aside[~row][1] for row in order],
            [labels[row] if row >= 0 else Label.NAV for row in order],
            [page.tags[row] if row >= 0 else "nav" for row in order],
            {
                index: page.spans[row]
                for index, row in enumerate(order)
                if row >= 0 and labels[row] in ARTICLE_LABELS and row in page.spans
            },
        )

    def to_dict(self) -> dict[str, Any]:
        """Text, metadata, confidence and blocks as plain JSON values."""
        return {
            "text": self.text,
            "metadata": self.metadata.to_dict(),
            "confidence": self.confidence,
            "blocks": [
                {"text": b.text, "label": str(b.label), "start": b.start, "end": b.end, "confidence": b.confidence}
                for b in self.blocks
            ],
        }
