"""One rule: the conditions that all hold, its result, and its proof. Read from TOML, checked word by word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from cleaner.data import load_toml, rules_dir
from cleaner.rulebook.languages import PHRASE_LABELS, USES
from cleaner.rulebook.patterns import lists_in
from cleaner.text.chars import Kind
from cleaner.values import ARTICLE_LABELS, Label

DECIDED = 100.0
"""Points of a decision: more than all measures of a block together ever give."""
MANY = 1e9
SCOPES = ("anywhere", "whole", "start", "end")
PLACES = ("before", "in", "after")
RESULTS = ("points", "decision", "opens", "ends", "cut")

T = TypeVar("T")


class FaultError(ValueError):
    """What is wrong with a rule; the reader of the file adds its name."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A block's text that a rule must hit or spare, and the language of its page."""

    text: str
    language: str


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
        label, points, decision, opens, reach, ends, cut: the result; see rules/README.md.
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


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - TOML's values
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(isinstance(item, str) and item for item in listed):
        raise FaultError("must be a text or a list of texts, none of them empty")
    return tuple(listed)


def _string(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip():
        raise FaultError("must be a text that is not empty")
    return value


def _number(value: Any) -> float:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError("must be a number")
    return float(value)


def _count(value: Any) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise FaultError("must be a whole number above 0")
    return value


def _flag(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise FaultError("must be true or false")
    return value


def _range(value: Any) -> tuple[float, float]:  # noqa: ANN401
    if not isinstance(value, list) or len(value) != 2:
        raise FaultError("must be [least, most]")
    least, most = map(_number, value)
    if not 0 <= least <= most:
        raise FaultError("must be [least, most], neither below 0 nor swapped")
    return least, most


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:  # noqa: ANN401
        if value not in allowed:
            raise FaultError(f"must be one of {', '.join(allowed)}, not {value!r}")
        return str(value)

    return read


def _some_of(*allowed: str) -> Callable[[Any], tuple[str, ...]]:
    one = _one_of(*allowed)
    return lambda value: tuple(map(one, _strings(value)))


def _phrases(value: Any) -> tuple[tuple[int, int], ...]:  # noqa: ANN401
    out = []
    for name in _strings(value):
        label, _, use = name.partition(".")
        if label not in PHRASE_LABELS or (use and use not in USES):
            raise FaultError(f"names no phrase list: {name!r}; write LABEL.USE, with LABEL one of "
                             f"{', '.join(PHRASE_LABELS)} and USE one of {', '.join(USES)}")
        out.append((PHRASE_LABELS.index(label), USES.index(use) + 1 if use else 0))
    return tuple(out)


def _kinds(value: Any) -> tuple[Kind, ...]:  # noqa: ANN401
    names = _some_of(*(kind.name.lower() for kind in Kind))(value)
    return tuple(Kind[name.upper()] for name in names)


def _proofs(value: Any) -> tuple[Proof, ...]:  # noqa: ANN401
    if not isinstance(value, list) or not value:
        raise FaultError("must be a list of block texts that is not empty")
    out = []
    for item in value:
        if isinstance(item, dict):
            out += [Proof(_string(text), language) for language, text in item.items()]
        else:
            out.append(Proof(_string(item), ""))
    return tuple(out)


def _class_names(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    known = load_toml(rules_dir() / "markup.toml")["concept"]
    names = _strings(value)
    for name in names:
        if not name.startswith(".") and name not in known:
            raise FaultError(f"names no concept of markup.toml: {name!r}; a class name itself is written '.{name}'")
    return names


READERS: dict[str, Callable[[Any], Any]] = {
    "id": _string, "why": _string, "phrase": _phrases, "pattern": _string, "scope": _one_of(*SCOPES),
    "equals": _strings, "begins": _strings, "contains": _strings, "words": _range, "link_share": _range,
    "place": _some_of(*PLACES), "first": _kinds,
    "languages": _strings, "kind": _one_of("html", "text"), "tag": _strings, "class": _class_names, "css": _strings,
    "label": _one_of(*Label), "points": _number, "decision": _one_of("keep", "remove"), "opens": _flag, "reach": _count,
    "ends": _one_of("article"), "cut": _flag, "hits": _proofs, "misses": _proofs,
}
"""The keys of a rule, and how each is read."""


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
    if rule.reach and not rule.opens:
        raise FaultError("reach is for rules with opens = true")
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
