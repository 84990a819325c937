"""Weights files: `rules/weights/text.toml` and `html.toml`, and the lexicon of flattened text, `words.toml`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.data import load_toml, rules_dir
from cleaner.errors import RuleError
from cleaner.page import Kind
from cleaner.rulebook.lexicon import NO_WORDS, Lexicon
from cleaner.score.tables import Tables, compile_tables
from cleaner.values import Label

LABELS = tuple(Label)
NUMBER: dict[str, int] = {label: number for number, label in enumerate(LABELS)}
"""The place of each label in LABELS."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Compiled weights of one kind of input.

    Attributes:
        keep: points that a block belongs to the article, one label.
        label: points of every label, in the order of `LABELS`.
        lean: log-odds added to every block before the article is chosen; negative leans towards removal.
        lexicon: words that tell labels; empty for HTML, where class names say more.
        shipped: the kind of input whose shipped weights these are, or None.
    """

    keep: Tables
    label: Tables
    lean: float
    lexicon: Lexicon = NO_WORDS
    shipped: Kind | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Shipped weights travel by name: every process has its own."""
        if self.shipped is not None:
            return shipped_weights, (self.shipped,)
        return Weights, (self.keep, self.label, self.lean, self.lexicon)


def load_weights(path: Path) -> Weights:
    """Read a weights file. Raises RuleError that names the file and what is wrong."""
    table = load_toml(path)
    try:
        keep, label = table["keep"], table["label"]
        return Weights(
            keep=compile_tables(keep["tables"], keep["bias"], f"{path} [keep]"),
            label=compile_tables(label["tables"], label["bias"], f"{path} [label]"),
            lean=float(table["lean"]),
        )
    except KeyError as error:
        raise RuleError(f"{path}: {error} is missing") from error


@cache
def shipped_weights(kind: Kind) -> Weights:
    """The weights that come with the program."""
    folder = rules_dir() / "weights"
    lexicon = Lexicon(load_toml(folder / "words.toml")) if kind == "text" else NO_WORDS
    return replace(load_weights(folder / f"{kind}.toml"), lexicon=lexicon, shipped=kind)
