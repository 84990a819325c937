"""Many literal texts sought in many lines at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind


class Literals:
    """The literal texts of some rules, folded; which lines hold any of whose."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        owners: dict[str, set[int]] = {}
        for number, own in enumerate(texts):
            for text in own:
                owners.setdefault(text, set()).add(number)
        # a text that holds another is found by that one
        short = {text: numbers for text, numbers in owners.items()
                 if not any(other != text and other in text and numbers <= owners[other] for other in owners)}
        self._owners = [tuple(sorted(numbers)) for numbers in short.values()]
        self._automaton = AhoCorasick(list(short) or ["\0"], matchkind=MatchKind.LeftmostFirst)

    def found(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """The pairs of a line and a number of texts of which the line holds one, in order, each once."""
        matches = self._automaton.find_matches_as_indexes("\n".join(lines))
        if not matches or not self._owners:
            return []
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        return sorted({(bisect_right(starts, start) - 1, number) for text, start, _ in matches
                       for number in self._owners[text]})
