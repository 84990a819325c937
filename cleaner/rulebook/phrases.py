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
LONGEST = 40
"""Words: phrases count only in blocks up to this length, for a longer one is prose that may speak of the same things."""


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The phrases of some languages, ready to be searched."""

    whole: dict[str, tuple[tuple[int, int], ...]]
    automaton: AhoCorasick
    entries: tuple[tuple[int, int], ...]

    def levels(self, lines: list[str], words: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """The phrase level of each folded line for each label: shape (lines, labels), 0 where nothing is found."""
        out = np.zeros((len(lines), len(PHRASE_LABELS)), np.uint8)
        get = self.whole.get
        for row, line in enumerate(lines):
            hits = get(line)
            if hits is not None:
                for column, level in hits:
                    out[row, column] = max(out[row, column], level)
        short = np.flatnonzero(words <= LONGEST).tolist()
        if not short:
            return out
        hay = "\n" + "\n".join([lines[row] for row in short]) + "\n"
        ends: list[int] = []
        at = 0
        for row in short:
            at += len(lines[row]) + 1
            ends.append(at)
        k = 0
        for pattern, start, end in sorted(self.automaton.find_matches_as_indexes(hay, overlapping=True), key=_start):
            while ends[k] < end:
                k += 1
            before, after = hay[start - 1], hay[end]
            if not ((before in " \n" and after in " \n") or hay[start] >= "\u2e80"):
                continue
            column, level = self.entries[pattern]
            if level == _START and before != "\n":
                continue
            if level == _END and after != "\n":
                continue
            row = short[k]
            out[row, column] = max(out[row, column], level)
        return out


_START = _LEVEL["start"]
_END = _LEVEL["end"]


def _start(match: tuple[int, int, int]) -> int:
    return match[1]


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
                patterns.append(phrase)
                entries.append((column, level))
    return PhraseBook(
        whole={phrase: tuple(levels.items()) for phrase, levels in whole.items()},
        automaton=AhoCorasick(patterns or ["\0"], matchkind=MatchKind.Standard),
        entries=tuple(entries),
    )
