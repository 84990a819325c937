"""A lexicon: words that tell a block's label, each with its points, as `cleaner.tune` makes it from labelled pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import repeat
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from cleaner.text.chars import fold

Table = Mapping[str, Mapping[str, str]]
NUMERAL = "0"
"""Stands for every word that begins with a digit."""


class Lexicon:
    """Words with points by label, read when they are first asked for.

    Args:
        table: for each label, for each number of points (log-odds, as text) the words that have them.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self.labels = tuple(table)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        words = {word for lists in self._table.values() for listed in lists.values() for word in fold(listed).split()}
        return {word: number for number, word in enumerate(sorted(words), 1)}

    @cached_property
    def points(self) -> npt.NDArray[np.float32]:
        """The points of each word: shape (words + 1, labels); row 0 is for words that the lexicon has not."""
        points = np.zeros((len(self._numbers) + 1, len(self.labels)), np.float32)
        for column, lists in enumerate(self._table.values()):
            for worth, listed in lists.items():
                points[self.rows(fold(listed).split()), column] = float(worth)
        return points

    def telling(self, words: Iterable[str], label: str) -> list[str]:
        """Those of the words, which are folded, that speak for a label, the strongest first."""
        known = list(dict.fromkeys(words))
        points = self.points[self.rows(known), self.labels.index(label)]
        return [known[number] for number in np.argsort(-points, kind="stable").tolist() if points[number] > 0]

    def rows(self, words: Collection[str]) -> npt.NDArray[np.int64]:
        """The row of `points` of each word, which is folded."""
        rows = self.listed(words)
        rows[np.fromiter(map(str.isdigit, map(itemgetter(0), words)), np.bool_, len(words))] = self.numeral
        return rows

    def listed(self, words: Collection[str]) -> npt.NDArray[np.int64]:
        """The same for words that begin with no digit."""
        return np.fromiter(map(self._numbers.get, words, repeat(0)), np.int64, len(words))

    @property
    def numeral(self) -> int:
        """The row of words that begin with a digit."""
        return self._numbers.get(NUMERAL, 0)


NO_WORDS = Lexicon({})
