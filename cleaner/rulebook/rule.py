"""One rule: the conditions that all hold, its result, and its proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cleaner.rulebook.fields import READERS, FaultError, Proof
from cleaner.rulebook.patterns import lists_in
from cleaner.text.chars import Kind
from cleaner.values import ARTICLE_LABELS, Label

DECIDED = 100.0
"""Points of a decision: more than all measures of a block together ever give."""
MANY = 1e9


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement about blocks: what must hold, and what follows.

    Attributes:
        id, why: its name, and what a user reads.
        where: file and line, for messages.
        rank: whose decision wins: shipped 0, of a shipped site 1, of the user 2, of the user's site 3.
        phrase: (label column, level) of phrase uses, one of which the block has; level 0 stands for any use.
        pattern, scope: a regular expression, and how its match lies in the block.
        equals, begins, contains: the block is, begins with, or holds one of these texts, compared folded.
        words, link_share: least and most.
        place: where the block lies against the page's densest run of prose.
        first: the kinds that its first character may have.
        languages, kind: pages that the rule is for; empty for all.
        tag, concepts, classes, css: what the markup says.
        label, points, decision, opens, reach, above, ends, cut: the result; see rules/README.md.
        hits, misses: the proof.
    """

    id: str
    why: str
    where: str = ""
    rank: int = 0
    phrase: tuple[tuple[int, int], ...] = ()
    pattern: str = ""
    scope: str = "anywhere"
    equals: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    words: tuple[float, float] = (0, MANY)
    link_share: tuple[float, float] | None = None
    place: tuple[str, ...] = ()
    first: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()
    kind: str = ""
    tag: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    css: tuple[str, ...] = ()
    label: Label | None = None
    points: float = 0.0
    decision: str = ""
    opens: bool = False
    reach: int = 0
    above: int = 0
    ends: bool = False
    cut: bool = False
    hits: tuple[Proof, ...] = ()
    misses: tuple[Proof, ...] = ()

    @property
    def reads_text(self) -> bool:
        """Whether a condition asks for the block's text, so that the rule can be proved by texts."""
        return bool(self.phrase or self.pattern or self.literal or self.first or self.words != (0, MANY))

    @property
    def literal(self) -> bool:
        """Whether a condition asks for a literal text."""
        return bool(self.equals or self.begins or self.contains)

    @property
    def needs_markup(self) -> bool:
        """Whether a condition can only hold on HTML."""
        return bool(self.tag or self.concepts or self.classes or self.css or self.link_share)

    @property
    def keeps(self) -> float:
        """Points that the rule gives to keeping the block; negative for removing it."""
        if self.decision:
            return DECIDED if self.decision == "keep" else -DECIDED
        return self.points if self.label in ARTICLE_LABELS else -self.points

    def bare(self) -> Rule:
        """The rule without the conditions that a text alone cannot meet."""
        return replace(self, link_share=None, place=(), languages=(), kind="", tag=(), concepts=(), classes=(), css=())


def read_rule(table: dict[str, Any], label: Label | None, where: str = "", rank: int = 0) -> Rule:
    """The rule that a TOML table states; `label` is the one of its file. Raises FaultError."""
    values: dict[str, Any] = {"where": where, "rank": rank, "label": label}
    for key, value in table.items():
        if key not in READERS:
            raise FaultError(f"unknown key {key!r}; the keys are {', '.join(READERS)}")
        try:
            values[key] = READERS[key](value)
        except FaultError as fault:
            raise FaultError(f"{key}: {fault}") from None
    for key in ("id", "why"):
        if key not in values:
            raise FaultError(f"{key} is missing")
    names = values.pop("class", ())
    values["concepts"] = tuple(name for name in names if not name.startswith("."))
    values["classes"] = tuple(name[1:] for name in names if name.startswith("."))
    values["label"] = Label(values["label"]) if values["label"] else None
    values["ends"] = "ends" in values
    rule = Rule(**values)
    _check_result(rule)
    _check_conditions(rule)
    return rule


def _check_result(rule: Rule) -> None:
    if not (rule.points or rule.decision):
        raise FaultError("has no result: give points or a decision")
    if rule.points and rule.decision:
        raise FaultError("points and decision: a decision overrides points; give one of them")
    if rule.label is None and not (rule.decision or rule.ends):
        raise FaultError("label is missing")
    if rule.decision and rule.label and (rule.label in ARTICLE_LABELS) != (rule.decision == "keep"):
        raise FaultError(f"cannot {rule.decision} a block as {rule.label}")
    if (rule.reach or rule.above) and not rule.opens:
        raise FaultError("reach and above are for rules with opens = true")
    if rule.cut and (rule.opens or rule.ends or rule.needs_markup or rule.place or rule.phrase or rule.first
                     or rule.equals or rule.begins):
        raise FaultError("cut takes none of opens, ends, place, phrase, first, equals, begins, tag, class, css, "
                         "link_share; name a phrase list in the pattern, as {related.start}")
    if rule.cut and not (rule.contains or lists_in(rule.pattern)):
        raise FaultError("cut needs contains, or a phrase list in its pattern, to find the blocks that it looks at")
    if rule.cut and (not rule.pattern or rule.scope not in ("start", "end")):
        raise FaultError('cut needs a pattern, and scope = "start" or "end"')


def _check_conditions(rule: Rule) -> None:
    if rule.kind == "text" and rule.needs_markup:
        raise FaultError('tag, class, css and link_share never hold on kind = "text"')
    if not (rule.reads_text or rule.needs_markup):
        raise FaultError("has no condition on the block itself")
    if rule.reads_text and not (rule.hits and rule.misses):
        raise FaultError("proof is missing: hits and misses, block texts that the rule takes and look-alikes that it "
                         "spares")
