"""The rules for pages of one kind, language and site, laid out so that a page meets all of them at once.

A block's words, place and first character make one number; a table says which rules allow it. Rules that ask for
phrases are found by the blocks' phrase levels. What is left, few pairs of a rule and a block, is looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.rulebook.fields import PLACES
from cleaner.rulebook.languages import PHRASE_LABELS, USES, Layer, spelled_phrases
from cleaner.rulebook.literals import Literals
from cleaner.rulebook.patterns import Finder, lists_in
from cleaner.rulebook.rule import Rule
from cleaner.rulebook.texts import Texts, Wanted
from cleaner.text.chars import Kind, fold

UNSPACED_LANGUAGES = ("ja", "zh", "th", "ko")
LEVELS = len(USES) + 1
MOST_WORDS = 63
"""Words: longer blocks share the last column of the table; limits above it are compared one by one."""
WIDTH = MOST_WORDS + 1

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Phrases = Callable[[str, str], list[str]]


class Pairs(NamedTuple):
    """Rules and the rows of the blocks that they may hold for."""

    rules: Ints
    rows: Ints


class Sheet:
    """Rules for one sort of pages.

    Attributes:
        rules: the rules, cuts apart, in the order of their numbers.
        cuts, cutters: the rules that cut, and their patterns.
        finders: the compiled pattern of each rule, or None.
        texts: the conditions of each rule on literal texts: how they are compared, and the folded texts.
        unspaced: whether the language is written without spaces between words.
        selectors: the CSS selectors that rules name.
    """

    def __init__(self, rules: Sequence[Rule], language: str | None, over: Layer | None = None) -> None:
        self.language = language
        self.rules = tuple(rule for rule in rules if not rule.cut)
        self.cuts = tuple(rule for rule in rules if rule.cut)
        self.phrases: Phrases = partial(_phrases, language, over)
        self.finders = tuple(self.finder(rule) for rule in self.rules)
        self.texts = tuple(_texts(rule) for rule in self.rules)
        self.unspaced = language in UNSPACED_LANGUAGES
        self.cutters = tuple(Finder(rule.pattern, rule.scope, self.phrases) for rule in self.cuts)
        self.selectors = tuple(dict.fromkeys(selector for rule in rules for selector in rule.css))

    @cached_property
    def literals(self) -> Texts:
        """The texts by which rules are found that ask for no phrases: their own, or those of the lists in a pattern."""
        wanted = []
        for number, rule in enumerate(self.rules):
            if rule.phrase or rule.css:
                continue
            if self.texts[number]:
                how, texts = self.texts[number][0]
                wanted += [Wanted(how, text, number) for text in texts]
            else:
                wanted += self._listed(number, rule)
        return Texts(wanted)

    @cached_property
    def glued(self) -> Literals:
        """The texts of the rules that cut, wherever they stand, even inside a word."""
        return Literals([tuple(map(fold, rule.contains)) for rule in self.cuts])

    @cached_property
    def cut_phrases(self) -> tuple[Texts, tuple[tuple[str, ...], ...]]:
        """The phrases of the lists in the patterns of the rules that cut, and the same by rule."""
        wanted = [want for number, rule in enumerate(self.cuts) for want in self._listed(number, rule)]
        return Texts(wanted), tuple(tuple(want.text for want in wanted if want.rule == number)
                                    for number in range(len(self.cuts)))

    def _listed(self, number: int, rule: Rule) -> list[Wanted]:
        """The phrases of the lists that a rule's pattern names, where the rule says no texts of its own."""
        if rule.contains:
            return []
        how = "begins" if rule.pattern.startswith("{") and rule.scope in ("whole", "start") else "contains"
        return [Wanted(how, fold(phrase), number) for label, use in lists_in(rule.pattern)
                for phrase in self.phrases(label, use)]

    def finder(self, rule: Rule) -> Finder | None:
        """The rule's pattern with the phrases of this sheet's language."""
        return Finder(rule.pattern, rule.scope, self.phrases) if rule.pattern else None

    @cached_property
    def allowed(self) -> Bools:
        """Which rules allow which blocks: shape (rules, places * kinds * words)."""
        table = np.zeros((len(self.rules), len(PLACES), len(Kind), WIDTH), bool)
        for number, rule in enumerate(self.rules):
            least, most = (int(min(limit, MOST_WORDS)) for limit in rule.words)
            places = [PLACES.index(name) for name in rule.place or PLACES]
            table[number][np.ix_(places, list(rule.first or Kind), range(least, most + 1))] = True
        return table.reshape(len(self.rules), len(PLACES) * len(Kind) * WIDTH)

    @cached_property
    def _open(self) -> tuple[Ints, Bools, Bools]:
        """The rules that ask for no phrase, text or selector, their table, and what any of them allows."""
        chosen = np.array([i for i, rule in enumerate(self.rules)
                           if not (rule.phrase or rule.css or self.texts[i] or lists_in(rule.pattern))], np.int64)
        table = self.allowed[chosen]
        return chosen, table, np.asarray(table.any(0))

    @cached_property
    def _asked(self) -> Ints:
        """The rules that ask for each phrase level: shape (labels * levels, most rules), filled up with -1."""
        asked: list[list[int]] = [[] for _ in range(len(PHRASE_LABELS) * LEVELS)]
        for number, rule in enumerate(self.rules):
            for label, level in rule.phrase if not rule.css else ():
                for wanted in (level,) if level else range(1, LEVELS):
                    row = asked[label * LEVELS + wanted]
                    if number not in row:
                        row.append(number)
        width = max(1, *map(len, asked))
        return np.array([row + [-1] * (width - len(row)) for row in asked], np.int64)

    @cached_property
    def limits(self) -> npt.NDArray[np.float64] | None:
        """Least and most words of each rule, if any has a limit that the table is too short for."""
        limits = np.array([rule.words for rule in self.rules], float).reshape(-1, 2)
        return limits if ((limits > MOST_WORDS - 1) & (limits < 1e9)).any() else None

    def pairs(self, levels: npt.NDArray[np.uint8], keys: Ints, literal: Sequence[tuple[int, int]]) -> Pairs:
        """The pairs of rules and rows that phrases, texts, words, places and first characters allow.

        `levels` are the blocks' phrase levels, shape (blocks, labels); `keys` their columns in `allowed`; `literal` the
        pairs that literal texts have found.
        """
        flat = np.flatnonzero(levels)
        labels = flat % len(PHRASE_LABELS)
        wanted = self._asked[labels * LEVELS + levels.ravel()[flat]]
        at, nth = np.nonzero(wanted >= 0)
        more = np.array(literal, np.int64).reshape(-1, 2)
        rules = np.concatenate((wanted[at, nth], more[:, 0]))
        rows = np.concatenate((flat[at] // len(PHRASE_LABELS), more[:, 1]))
        fits = self.allowed[rules, keys[rows]]
        rules, rows = rules[fits], rows[fits]
        chosen, table, any_rule = self._open
        if len(chosen):
            left = np.flatnonzero(any_rule[keys])
            numbers, where = np.nonzero(table[:, keys[left]])
            rules, rows = np.concatenate((rules, chosen[numbers])), np.concatenate((rows, left[where]))
        return Pairs(rules, rows)


def _texts(rule: Rule) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A rule's conditions on literal texts, the sharpest first."""
    stated = (("equals", rule.equals), ("begins", rule.begins), ("contains", rule.contains))
    return tuple((how, tuple(map(fold, texts))) for how, texts in stated if texts)


def _phrases(language: str | None, over: Layer | None, label: str, use: str) -> list[str]:
    return spelled_phrases(language, label, use, over)


def keys_of(words: npt.NDArray[np.generic], place: npt.NDArray[np.generic], first: npt.NDArray[np.generic]) -> Ints:
    """The columns of blocks in a sheet's table, by their words, their place (negative before the prose, 0 in it) and
    the kind of their first character."""
    places = np.sign(place).astype(np.int64) + 1
    keys: Ints = (places * len(Kind) + first.astype(np.int64)) * WIDTH + np.minimum(words, MOST_WORDS).astype(np.int64)
    return keys
