"""What was measured and decided about a page; its labels and reasons are worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.later import Later
from cleaner.measure.columns import Columns
from cleaner.measure.label import label_columns
from cleaner.measure.lexicon import words_behind
from cleaner.measure.words import Words
from cleaner.page import Page
from cleaner.rulebook.verdict import Verdict
from cleaner.score.label import best_labels
from cleaner.score.settle import label_stay
from cleaner.score.weights import LABELS, NUMBER, Weights
from cleaner.values import Label, Reason

LONGEST_LEAD = 120
"""Words: what is longer is no summary above the text but text, as in a page that came as one line."""
NEVER = -100.0
"""Log-odds of a label that a block can't have."""
MOST_WORDS = 5
"""Words that a reason names."""
FEWEST_POINTS = 0.05
"""Log-odds: what speaks more softly is no reason worth printing."""

Scores = npt.NDArray[np.float32]
Choice = npt.NDArray[np.bool_]


class LabelPoints:
    """The points of every label for each block of a page, worked out when they are first asked for.

    `measured` are the page's measures; `score` and `kept` the article as it was chosen before labels had a say, which
    they are measured against.
    """

    def __init__(self, weights: Weights, columns: Columns, words: Words, score: Scores, kept: Choice) -> None:
        self._weights = weights
        self.measured = columns
        self._words = words
        self._score = score
        self._kept = kept

    @cached_property
    def _own(self) -> Columns:
        return label_columns(self._score, self._kept, self._words)

    @cached_property
    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """All columns that labels are given by."""
        return self._own | {name: self.measured[name] for name in self._weights.label.names if name not in self._own}

    @cached_property
    def points(self) -> Scores:
        """Log-odds, shape (blocks, labels)."""
        points = self._weights.label.score(self.columns)
        points[self._words.words > LONGEST_LEAD, NUMBER[Label.LEAD]] = NEVER
        return points

    def __getstate__(self) -> dict[str, Any]:
        """What is needed to work points and reasons out elsewhere: of the columns those that points are given by."""
        names = {*self._weights.keep.names, *self._weights.label.names} - {*self._own}
        state = {name: value for name, value in self.__dict__.items() if name not in {"_own", "columns", "points"}}
        return state | {"measured": Columns({name: self.measured[name] for name in names})}


@dataclass(frozen=True)
class Findings:
    """What was measured and decided about a page, in columns. `said` are the log-odds that blocks gained by what the
    points of their labels say, if those were asked."""

    page: Page
    words: Words
    weights: Weights
    score: Scores
    kept: Choice
    expected: float
    verdict: Verdict
    asked: LabelPoints
    tables: list[list[int]]
    gained: Scores
    lifted: float
    said: Scores | None = None
    opinion: Scores | None = None

    def __getstate__(self) -> dict[str, Any]:
        """What is needed to work out labels and reasons elsewhere."""
        state = {field.name: getattr(self, field.name) for field in fields(self)}
        state["page"] = replace(self.page, markup=None)
        return state

    def labels(self) -> list[Label]:
        """The label of every block: what the source states, else what a rule decides, else that of a table's cells,
        else the one with most points."""
        points = self.asked.points.copy()
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
            for measure, points in self.weights.keep.shares(self.asked.measured, row, 0).items()
        ]
        columns = self.asked.columns
        found += [
            Reason(measure, name, round(points, 2), self._evidence(measure, row))
            for measure, points in self.weights.label.shares(columns, row, label).items()
        ]
        if goes_on:
            found.append(Reason("run", name, label_stay(), "the label of the block above"))
        found += self.verdict.reasons(row)
        if self.said is not None:
            likely = str(LABELS[int(self.asked.points[row].argmax())])
            found.append(Reason("labels", kept, round(sign * float(self.said[row]), 2), f"looks like {likely}"))
        if self.gained[row]:
            found.append(Reason("amid", kept, round(sign * float(self.gained[row]), 2), "between two sure blocks"))
        if self.lifted:
            found.append(Reason("lift", kept, round(sign * self.lifted, 2), "all blocks score low"))
        if self.opinion is not None:
            found.append(Reason("second-opinion", kept, round(sign * float(self.opinion[row]), 2), "trafilatura"))
        found = [reason for reason in found if abs(reason.points) >= FEWEST_POINTS]
        return tuple(sorted(found, key=lambda reason: -abs(reason.points)))

    def _evidence(self, measure: str, row: int) -> str:
        told = words_behind(measure, self.words.lines[row], self.weights.lexicon)
        if told:
            return ", ".join(told[:MOST_WORDS])
        column = self.asked.measured.get(measure)
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
