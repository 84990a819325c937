"""What was fitted as weights and as the files that hold them."""

from __future__ import annotations

from cleaner.rulebook.lexicon import NUMERAL, Lexicon, Table
from cleaner.score.tables import compile_tables
from cleaner.score.weights import Weights
from cleaner.tune.fit import Told

LEAN = -0.3
"""Log-odds: best of -1 to 0.5 on cross-validated pages."""
NOTE = """Points fitted on labelled pages by `python -m cleaner.tune fit`; do not edit by hand, pin points in rules
instead."""
TABLES = """One table a line: its questions, then the points for every combination of answers (see
cleaner/score/tables.py)."""
WORDS = """Words that speak for a label, with their points (log-odds): on how many sites they stand in blocks of this
label and of others. NUMERAL stands for every word that begins with a digit (see cleaner/tune/lexicon.py)."""


def weights_of(keep: Told, label: Told, table: Table | None = None) -> Weights:
    """Compiled weights."""
    return Weights(compile_tables(*keep), compile_tables(*label), LEAN, Lexicon(table or {}))


def weights_text(keep: Told, label: Told) -> str:
    """A weights file."""
    parts = _comment(NOTE, TABLES)
    parts.append(f"lean = {LEAN}")
    for name, (tables, bias) in (("keep", keep), ("label", label)):
        parts += ["", f"[{name}]", f"bias = {bias}", f"tables = '''\n{tables}\n'''"]
    return "\n".join(parts) + "\n"


def lexicon_text(table: Table) -> str:
    """A lexicon file."""
    parts = _comment(NOTE, WORDS.replace("NUMERAL", NUMERAL))
    for label, lists in table.items():
        parts += ["", f"[{label}]", *(f'"{worth}" = "{words}"' for worth, words in lists.items())]
    return "\n".join(parts) + "\n"


def _comment(*notes: str) -> list[str]:
    return [f"# {line}" for note in notes for line in note.splitlines()]
