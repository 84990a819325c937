"""Many literal texts sought in many lines at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, MatchKind


class Literals:
    """The literal texts of some rules, folded; which lines hold any of whose."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._texts = [tuple(filter(None, own)) for own in texts]
        known = {text for own in self._texts for text in own}
        # a text that holds another is found by that one
        short = [text for text in known if not any(other != text and other in text for other in known)]
        self._automaton = AhoCorasick(short or ["\0"], matchkind=MatchKind.LeftmostFirst)

    def found(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """The pairs of a line and a rule's number of which the line holds a text, in order."""
        if not any(self._texts):
            return []
        matches = self._automaton.find_matches_as_indexes("\n".join(lines))
        if not matches:
            return []
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        rows = sorted({bisect_right(starts, start) - 1 for _, start, _ in matches})
        return [(row, number) for row in rows for number, own in enumerate(self._texts)
                if any(text in lines[row] for text in own)]
