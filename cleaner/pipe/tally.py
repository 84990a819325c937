"""Counts of a record, and over a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from cleaner.article import Article
from cleaner.pipe.items import Failure

REMOVE = "remove"
"""The label of reasons that speak against a block, whatever it is."""
NONE: Mapping[str, Any] = {}


class Measure(NamedTuple):
    """What one record counts for: small, since it travels from a worker with every record.

    `removed` has (blocks, characters) by label; `rules` the number of removed blocks by reason that spoke for their
    label; `error` the type of the failure or ""; `field` the name of the field the page was found in, or "".
    """

    characters_in: int = 0
    characters_out: int = 0
    kept_blocks: int = 0
    removed: Mapping[str, tuple[int, int]] = NONE
    rules: Mapping[str, int] = NONE
    error: str = ""
    field: str = ""


def measure(result: Article | Failure, characters: int, field_name: str = "", *, rules: bool = False) -> Measure:
    """Return what a record counts for; with `rules`, by the reasons of its removed blocks too."""
    if isinstance(result, Failure):
        return Measure(characters, error=result.type, field=field_name)
    kept = 0
    removed: dict[str, tuple[int, int]] = {}
    spoke: Counter[str] = Counter()
    for block in result.blocks:
        if block.kept:
            kept += 1
            continue
        label = str(block.label)
        blocks, length = removed.get(label, (0, 0))
        removed[label] = (blocks + 1, length + len(block.text))
        if rules:
            spoke.update({each.name for each in block.reasons if each.label in (label, REMOVE) and each.points > 0})
    return Measure(characters, len(result.text), kept, removed, dict(spoke), field=field_name)


@dataclass(slots=True)
class Tally:
    """Counts over a run. `empty` counts records without clean text that didn't fail."""

    records: int = 0
    failed: int = 0
    empty: int = 0
    characters_in: int = 0
    characters_out: int = 0
    kept_blocks: int = 0
    removed_blocks: Counter[str] = field(default_factory=Counter)
    removed_characters: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, record: Measure) -> None:
        """Count one record."""
        self.records += 1
        self.characters_in += record.characters_in
        if record.field:
            self.fields[record.field] += 1
        if record.error:
            self.failed += 1
            self.errors[record.error] += 1
            return
        self.characters_out += record.characters_out
        self.empty += not record.characters_out
        self.kept_blocks += record.kept_blocks
        for label, (blocks, characters) in record.removed.items():
            self.removed_blocks[label] += blocks
            self.removed_characters[label] += characters
        self.rules.update(record.rules)

    def to_dict(self) -> dict[str, Any]:
        """All counts as plain JSON values, the most frequent first."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: dict(each.most_common()) if isinstance(each, Counter) else each for name, each in values.items()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Tally:
        """Return the tally that `to_dict` wrote."""
        tally = cls()
        for name, value in values.items():
            setattr(tally, name, Counter(value) if isinstance(value, dict) else value)
        return tally
