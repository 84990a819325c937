"""The result of cleaning a document. Labels, metadata and reasons are worked out when they are first asked for."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cleaner.later import Later
from cleaner.measure.columns import Columns
from cleaner.measure.label import label_columns
from cleaner.measure.lexicon import words_behind
from cleaner.measure.words import Words
from cleaner.page import Page
from cleaner.rulebook.languages import PHRASE_LABELS
from cleaner.rulebook.phrases import phrase_book
from cleaner.rulebook.verdict import Verdict
from cleaner.score.label import best_labels
from cleaner.score.settle import label_stay, probability
from cleaner.score.weights import LABELS, Weights
from cleaner.text.chars import fold
from cleaner.values import ARTICLE_LABELS, Block, Label, Metadata, Reason

if TYPE_CHECKING:
    from cleaner.metadata import Rows

NUMBER = {label: number for number, label in enumerate(LABELS)}
IN_MENUS = frozenset([Label.SHARE, Label.LEGAL])
"""What an entry of a menu may be besides a part of it."""
LONGEST_LEAD = 120
"""Words: what is longer is no summary above the text but text, as in a page that came as one line."""
PROMPT_WORDS = 4
"""Words: what says newsletter and is shorter leads to one; from here on it is a prompt."""
MENU_POINTS = 10.0
"""Log-odds: an entry of a menu is never judged otherwise."""
NEVER = -100.0
"""Log-odds of a label that a block can't have."""
MOST_WORDS = 5
"""Words that a reason names."""
FEWEST_POINTS = 0.05
"""Log-odds: what speaks more softly is no reason worth printing."""


@dataclass(frozen=True)
class Findings:
    """What was measured and decided about a page, in columns."""

    page: Page
    words: Words
    columns: Columns
    weights: Weights
    score: npt.NDArray[np.float32]
    kept: npt.NDArray[np.bool_]
    expected: float
    verdict: Verdict
    tables: list[list[int]]
    gained: npt.NDArray[np.float32]
    opinion: npt.NDArray[np.float32] | None = None

    @cached_property
    def all_columns(self) -> ChainMap[str, npt.NDArray[Any]]:
        """All columns that labels are given by."""
        return ChainMap(label_columns(self.score, self.kept, self.words), self.columns)

    def __getstate__(self) -> dict[str, Any]:
        """What is needed to work out labels and reasons elsewhere: of the columns those that points are given by."""
        state = {field.name: getattr(self, field.name) for field in fields(self)}
        names = {*self.weights.keep.names, *self.weights.label.names}
        worked_out = self.all_columns.maps[0]
        state["columns"] = Columns({name: self.columns[name] for name in names if name not in worked_out})
        state["page"] = replace(self.page, markup=None)
        return state

    def labels(self) -> list[Label]:
        """The label of every block: what the source states, else what a rule decides, else that of a table's cells,
        else the one with most points."""
        points = self.weights.label.score(self.all_columns)
        points[self.words.words > LONGEST_LEAD, NUMBER[Label.LEAD]] = NEVER
        for row, given in self.verdict.labels.items():
            for label, more in given:
                points[row, NUMBER[label]] += more
        labels = [LABELS[number] for number in best_labels(points, self.kept, label_stay()).tolist()]
        for row in (row for rows in self.tables for row in rows):
            if self.kept[row]:
                labels[row] = Label.TABLE
        for row, label in (self.verdict.fixed | self.page.fixed).items():
            labels[row] = label
        return labels

    def reasons(self, row: int, label: int, goes_on: bool) -> tuple[Reason, ...]:
        """Why a block is kept or removed, and why it has its label, strongest first; `goes_on` says that the block
        above has the same label."""
        name = str(LABELS[label])
        kept = "keep" if self.kept[row] else "remove"
        sign = 1 if self.kept[row] else -1
        found = [
            Reason(measure, kept, round(sign * points, 2), self._evidence(measure, row))
            for measure, points in self.weights.keep.shares(self.columns, row, 0).items()
        ]
        columns = self.all_columns
        found += [
            Reason(measure, name, round(points, 2), self._evidence(measure, row))
            for measure, points in self.weights.label.shares(columns, row, label).items()
        ]
        if goes_on:
            found.append(Reason("run", name, label_stay(), "the label of the block above"))
        found += self.verdict.reasons(row)
        if self.gained[row]:
            found.append(Reason("amid", kept, round(sign * float(self.gained[row]), 2), "between two sure blocks"))
        if self.opinion is not None:
            found.append(Reason("second-opinion", kept, round(sign * float(self.opinion[row]), 2), "trafilatura"))
        found = [reason for reason in found if abs(reason.points) >= FEWEST_POINTS]
        return tuple(sorted(found, key=lambda reason: -abs(reason.points)))

    def _evidence(self, measure: str, row: int) -> str:
        told = words_behind(measure, self.words.lines[row], self.weights.lexicon)
        if told:
            return ", ".join(told[:MOST_WORDS])
        column = self.columns.get(measure)
        return f"{float(column[row]):.4g}" if column is not None else ""


class Reasons(Later[Reason]):
    """The reasons of one block, worked out when they are first read."""

    def __init__(self, findings: Findings, row: int, label: int, goes_on: bool) -> None:
        self._of = (findings, row, label, goes_on)

    def _work_out(self) -> Sequence[Reason]:
        findings, row, label, goes_on = self._of
        return findings.reasons(row, label, goes_on)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[Reason, ...]], tuple[tuple[Reason, ...]]]:
        return tuple, (tuple(self),)


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
