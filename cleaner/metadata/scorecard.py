"""Candidates for a field, each with named evidence, and the points that decide between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cleaner.data import load_toml, rules_dir


@dataclass(slots=True)
class Candidate:
    """A value that may be the field's: how it is spelt, where it was seen first, and what speaks for it.

    `evidence` maps the name of an observation to its strength, 0 to 1; the points of the names stand in
    rules/metadata/points.toml and pinned.toml. `sources` are the places it was seen, best first as far as the reader
    knows. `groups` are the blocks, by index, in which it stands together with others.
    """

    value: str
    sources: list[str] = field(default_factory=list)
    evidence: dict[str, float] = field(default_factory=dict)
    groups: set[int] = field(default_factory=set)

    def note(self, name: str, strength: float = 1.0) -> None:
        """Record an observation; of two of the same name the stronger counts."""
        if strength > self.evidence.get(name, 0.0):
            self.evidence[name] = strength

    def points(self, card: Mapping[str, float]) -> float:
        """The sum of the card's points over the evidence."""
        total = 0.0
        for name, strength in self.evidence.items():
            if name in card:
                total += card[name] * strength
        return total


@cache
def card_of(field_name: str, kind: str) -> Mapping[str, float]:
    """The points for a field ("title", "date", "author") on a kind of page ("html" or "text"), pinned over fitted."""
    return fitted_points(field_name, kind) | pinned_points(field_name, kind)


def fitted_points(field_name: str, kind: str) -> dict[str, float]:
    """The points that were fitted on labelled pages."""
    return _card("points.toml", field_name, kind)


def pinned_points(field_name: str, kind: str) -> dict[str, float]:
    """The points that are set by hand."""
    return _card("pinned.toml", field_name, kind)


def _card(file: str, field_name: str, kind: str) -> dict[str, float]:
    cards = load_toml(rules_dir() / "metadata" / file)
    return dict(cards.get(field_name, {}).get(kind, {}))
