"""Make a lexicon from labelled blocks: which words stand in blocks of which label, counted by site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from cleaner.measure.words import Words
from cleaner.rulebook.lexicon import NUMERAL, Table
from cleaner.score.weights import LABELS
from cleaner.values import Label

FEWEST_SITES = 8
"""Sites that have a word: fewer could make it the name of a thing."""
MOST = 3.0
"""Log-odds: what speaks louder does so because it is rare."""
FEWEST_UNDER = 3
"""Sites that have it under the label."""
LEAST = 0.7
"""Log-odds: a word that speaks more softly for a label is not listed under it. Points are whole: with decimals, and
with what words say against labels, labels were no better."""
PRIOR, PRIOR_SITES = 0.3, 10
"""Sites that are taken to have a word under a label before any is counted, and of how many."""
OTHERS = 3
"""Under all other labels together so many times as many."""
UNTOLD = frozenset([Label.PARAGRAPH, Label.QUOTE, Label.TABLE, Label.LIST])
"""Labels of text about anything."""

Labelled = tuple[str, Words, npt.NDArray[np.int64]]
"""A site, the words of a page of it, and the label number of each of the page's blocks, -1 if unknown."""


def make_lexicon(pages: Iterable[Labelled]) -> Table:
    """The words that tell labels, by label and points: what a `Lexicon` is made of.

    The points of a word for a label are the log-ratio of two shares, smoothed: of the sites with blocks of the label
    those that have the word in one, and the same of all other labels together. One standard error is taken off.
    """
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for site, words, labels in pages:
        found[site].update(_told(words, labels))
    pairs = Counter(pair for told in found.values() for pair in told)
    sites = Counter(word for told in found.values() for word in {word for word, _ in told})
    having = np.zeros(len(LABELS))
    for told in found.values():
        having[list({label for _, label in told})] += 1
    words_of = sorted(word for word, count in sites.items() if count >= FEWEST_SITES)
    number = {word: row for row, word in enumerate(words_of)}
    counts = np.zeros((len(words_of), len(LABELS)))
    for (word, label), count in pairs.items():
        if word in number:
            counts[number[word], label] = count
    under = (counts + PRIOR) / (having + PRIOR_SITES)
    total = counts.sum(1, keepdims=True)
    elsewhere = total - counts + OTHERS * PRIOR
    others = elsewhere / (having.sum() - having + OTHERS * PRIOR_SITES)
    error = np.sqrt(1 / (counts + PRIOR) - 1 / (having + PRIOR_SITES) + 1 / elsewhere)
    points = np.minimum(np.log(under / others) - error, MOST)
    return _table(words_of, np.where(counts >= FEWEST_UNDER, points, 0))


def _told(words: Words, labels: npt.NDArray[np.int64]) -> set[tuple[str, int]]:
    """Which words stand in blocks of which label."""
    of = labels[words.word_blocks]
    known = of >= 0
    keys = np.unique(words.word_ids[known] * len(LABELS) + of[known])
    folded = [NUMERAL if word[0].isdigit() else word for word in words.vocabulary]
    return {(folded[key // len(LABELS)], key % len(LABELS)) for key in keys.tolist()}


def _table(words: list[str], points: npt.NDArray[np.float64]) -> Table:
    """The words by label and by points, the weightiest first."""
    table: dict[str, dict[str, str]] = {}
    for number, label in enumerate(LABELS):
        if label in UNTOLD:
            continue
        lists: dict[float, list[str]] = defaultdict(list)
        for row in np.flatnonzero(points[:, number] >= LEAST).tolist():
            lists[round(float(points[row, number]))].append(words[row])
        table[str(label)] = {f"{worth:g}": " ".join(lists[worth]) for worth in sorted(lists, reverse=True)}
    return table
