"""The literal texts that rules ask for, compared folded, and which blocks of a page may hold them.

A page's words are numbered already, so one intersection of two sets tells which of the rules' words stand on the page
at all; mostly it is a handful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

UNSPACED = "\u2e80"
"""From this character on there are scripts without spaces between words: a text in them may stand within a word."""

Ints = npt.NDArray[np.int64]


class Wanted(NamedTuple):
    """A folded text that a rule asks for: the block `equals` it, `begins` with it or `contains` it, in whole words."""

    how: str
    text: str
    rule: int


def holds(how: str, text: str, line: str) -> bool:
    """Whether a folded line holds a folded text."""
    if how == "equals":
        return line == text
    at = line.find(text)
    if at < 0 or (how == "begins" and at):
        return False
    if text[0] >= UNSPACED:
        return True
    return f" {text} " in f" {line} " if how == "contains" else line[len(text):len(text) + 1] in ("", " ")


class Texts:
    """The texts of some rules, each filed under its longest word, or under its first if the block begins with it."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._first: dict[str, set[int]] = {}
        self._any: dict[str, set[int]] = {}
        self._whole: dict[str, dict[str, set[int]]] = {}
        self._unspaced: list[Wanted] = []
        for want in wanted:
            if not want.text:
                continue
            longest = max(want.text.split(), key=len)
            if want.text[0] >= UNSPACED:
                self._unspaced.append(want)
            elif want.how == "begins":
                self._first.setdefault(want.text.split()[0], set()).add(want.rule)
            elif want.how == "equals":
                self._whole.setdefault(longest, {}).setdefault(want.text, set()).add(want.rule)
            else:
                self._any.setdefault(longest, set()).add(want.rule)
        self._words = tuple(self._any.keys() | self._first.keys() | self._whole.keys())

    def found(self, lines: Sequence[str], vocabulary: Mapping[str, int], word_ids: Ints, word_blocks: Ints,
              unspaced: bool) -> list[tuple[int, int]]:
        """The pairs of a rule's number and a row that may hold its text; `unspaced` for pages in such a script."""
        pairs: set[tuple[int, int]] = set()
        known = {vocabulary[word]: word for word in filter(vocabulary.__contains__, self._words)}
        if known:
            wanted = np.zeros(len(vocabulary), bool)
            wanted[list(known)] = True
            places = np.flatnonzero(wanted[word_ids])
            blocks = word_blocks[places]
            firsts = (word_blocks[places - 1] != blocks) | (places == 0)
            for number, row, first in zip(word_ids[places].tolist(), blocks.tolist(), firsts.tolist(), strict=True):
                word = known[number]
                for rule in self._any.get(word, ()):
                    pairs.add((rule, row))
                if word in self._whole:
                    for rule in self._whole[word].get(lines[row], ()):
                        pairs.add((rule, row))
                if first:
                    for rule in self._first.get(word, ()):
                        pairs.add((rule, row))
        if unspaced and self._unspaced:
            page = "\n".join(lines)
            pairs |= {(want.rule, row) for want in self._unspaced if want.text in page
                      for row, line in enumerate(lines) if want.text in line}
        return sorted(pairs)
