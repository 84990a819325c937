"""All phrases of a page's languages, searched in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.rulebook.languages import EVERY, PHRASE_LABELS, USES, Layer, language

_LABEL = {label: i for i, label in enumerate(PHRASE_LABELS)}
_LEVEL = {use: i + 1 for i, use in enumerate(USES)}
FIRST_FREE = "\u2e80"
"""The first character of scripts whose phrases may stand anywhere in a word."""
LONGEST = 40
"""Words: phrases count only in blocks up to this length, for a longer one is prose that may speak of the same
things."""


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The phrases of some languages, ready to be searched."""

    whole: dict[str, tuple[tuple[int, int], ...]]
    automaton: AhoCorasick
    entries: tuple[tuple[int, int], ...]

    def levels(self, lines: list[str], words: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """The phrase level of each folded line for each label: shape (lines, labels), 0 where nothing is found."""
        out = np.zeros((len(lines), len(PHRASE_LABELS)), np.uint8)
        for row, found in enumerate(map(self.whole.get, lines)):
            if found is not None:
                for column, level in found:
                    out[row, column] = level
        short = np.flatnonzero(words <= LONGEST).tolist()
        if not short:
            return out
        padded = [f"\n {lines[row]} " for row in short]
        starts = np.cumsum([0, *map(len, padded)])
        hits = self.automaton.find_matches_as_indexes("".join(padded) + "\n", overlapping=True)
        rows = np.searchsorted(starts, [start for _, start, _ in hits], "right") - 1
        for (pattern, _, _), at in zip(hits, rows.tolist(), strict=True):
            column, level = self.entries[pattern]
            row = short[at]
            out[row, column] = max(out[row, column], level)
        return out


def _pattern(phrase: str, use: str) -> str:
    """What is searched for a phrase in padded lines: whole words, at the border that its use asks for. Phrases in
    scripts without spaces, and in Korean, whose words take endings, need no border."""
    free = phrase[0] >= FIRST_FREE
    before = "\n " if use == "start" else "" if free else " "
    after = " \n" if use == "end" else "" if free else " "
    return before + phrase + after


@cache
def phrase_book(code: str | None, over: Layer | None = None) -> PhraseBook:
    """The phrases for a page in a language: its own, English ones, and those of every language; with a user's folder
    over the shipped ones."""
    wanted = dict.fromkeys((EVERY, "en", code or "en"))
    whole: dict[str, dict[int, int]] = {}
    patterns: list[str] = []
    entries: list[tuple[int, int]] = []
    for name in wanted:
        for phrase, label, use in language(name, over).phrases:
            column, level = _LABEL[label], _LEVEL[use]
            if use in ("line", "head"):
                levels = whole.setdefault(phrase, {})
                levels[column] = max(level, levels.get(column, 0))
            else:
                patterns.append(_pattern(phrase, use))
                entries.append((column, level))
    return PhraseBook(
        whole={phrase: tuple(levels.items()) for phrase, levels in whole.items()},
        automaton=AhoCorasick(patterns or ["\0"], matchkind=MatchKind.Standard),
        entries=tuple(entries),
    )
