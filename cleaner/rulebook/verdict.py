"""What rules say about a page, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.rulebook.languages import PHRASE_LABELS, USES
from cleaner.rulebook.patterns import LONGEST_EVIDENCE
from cleaner.rulebook.rule import DECIDED, Rule
from cleaner.rulebook.sheet import Phrases
from cleaner.text.chars import fold
from cleaner.values import Label, Reason


class Hit(NamedTuple):
    """A rule that holds for a block, with the text that it was found by (None: a phrase, still to be looked up in the
    block `found`). `ended` marks a block below the end of the article."""

    rule: Rule
    row: int
    found: int
    evidence: str | None
    ended: bool = False


@dataclass(slots=True)
class Verdict:
    """What the rules say about a page.

    Attributes:
        points: points that each block gains towards the article.
        lines, phrases: the blocks' folded texts and the phrase lists, to look up what a rule was found by.
        hits: by row, the rules that hold or whose run or end reaches the row.
        kept: rows that are decided upon.
        labels: by row, the labels that rules give points to.
        fixed: rows whose label is decided upon.
    """

    points: npt.NDArray[np.float32]
    lines: Sequence[str] = ()
    phrases: Phrases | None = None
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    kept: dict[int, bool] = field(default_factory=dict)
    labels: dict[int, list[tuple[Label, float]]] = field(default_factory=dict)
    fixed: dict[int, Label] = field(default_factory=dict)
    _ranks: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def reasons(self, row: int) -> list[Reason]:
        """What the rules have to say about a block."""
        return [self._reason(hit) for hit in self.hits.get(row, ())]

    def _reason(self, hit: Hit) -> Reason:
        rule = hit.rule
        evidence = self._phrase(hit) if hit.evidence is None else hit.evidence
        if hit.ended:
            return Reason(rule.id, "remove", abs(rule.keeps), evidence)
        label = str(rule.label or ("keep" if rule.keeps > 0 else "remove"))
        return Reason(rule.id, label, DECIDED if rule.decision else rule.points, evidence)

    def _phrase(self, hit: Hit) -> str:
        """The longest phrase that the rule may have been found by; the start of the block where it is none."""
        line = self.lines[hit.found]
        asked = [(PHRASE_LABELS[label], USES[level - 1]) for label, level in hit.rule.phrase if level]
        known = [fold(phrase) for label, use in asked for phrase in (self.phrases(label, use) if self.phrases else ())]
        return max((phrase for phrase in known if phrase in line), key=len, default=line[:LONGEST_EVIDENCE])

    def add(self, hit: Hit) -> None:
        """Count a hit, once for every rule and row."""
        rule, row = hit.rule, hit.row
        others = self.hits.get(row)
        if others is None:
            self.hits[row] = [hit]
        elif any(other.rule is rule for other in others):
            return
        else:
            others.append(hit)
        if hit.ended:
            self.points[row] -= abs(rule.keeps)
            return
        if rule.decision:
            self._decide(rule, row)
            return
        self.points[row] += rule.keeps
        if rule.label is not None:
            self.labels.setdefault(row, []).append((rule.label, rule.points))

    def _decide(self, rule: Rule, row: int) -> None:
        """The higher rank decides; of equal ones, the one that keeps."""
        strength = (rule.rank, rule.decision == "keep")
        if strength < self._ranks.get(row, strength):
            return
        self._ranks[row] = strength
        self.kept[row] = rule.decision == "keep"
        self.points[row] = rule.keeps
        self.fixed.pop(row, None)
        if rule.label is not None:
            self.fixed[row] = rule.label
