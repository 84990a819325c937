"""Settle a row of blocks together: which of them make the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.data import load_toml, rules_dir
from cleaner.values import Cell

CELL = 15
"""Words of a data table's cell on average, at most (6 and no limit were worse on labelled pages)."""

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@cache
def favor_points(favor: str) -> float:
    """Log-odds added to every block's score, by what the caller favors. Raises ValueError for an unknown word."""
    known = load_toml(rules_dir() / "sequence.toml")["favor"]
    if favor not in known:
        raise ValueError(f"favor must be one of {', '.join(known)}, not {favor!r}")
    return float(known[favor])


def amid(score: Floats, words: Floats, kind: str, tags: Sequence[str]) -> Floats:
    """The log-odds that short blocks gain for standing between two sure ones, in input of this kind; `tags` are the
    names of the blocks' elements."""
    known = load_toml(rules_dir() / "sequence.toml")["amid"]
    least, most = known[kind]["words"]
    enclosed = np.minimum(score[:-2], score[2:]) >= known["sure"]
    may_gain = enclosed & (words[1:-1] >= least) & (words[1:-1] <= most)
    if wanted := known[kind].get("tags"):
        may_gain &= np.fromiter((tag in wanted for tag in tags[1:-1]), np.bool_, len(may_gain))
    gained = np.zeros_like(score)
    gained[1:-1] = np.where(may_gain, known[kind]["points"], 0)
    return gained


def lift(score: Floats, words: Floats, kind: str) -> float:
    """The log-odds that all blocks of a page gain for the choice, because what speaks for the article on it speaks
    softly: a text much longer than others, or on a subject of its own, is still a text. That is told by the mean score,
    weighted by words and probability."""
    known = load_toml(rules_dir() / "sequence.toml")["lift"]
    if kind not in known["kinds"] or not len(score):
        return 0.0
    weight = probability(score) * np.maximum(words, 1)
    return float(np.clip(known["below"] - np.average(score, weights=weight), 0, known["most"]))


def say_of_labels(expected: float, kind: str) -> float:
    """The share of a block's log-odds that what its labels' points say makes: on pages whose expected F1 is low enough
    for the kind of input, else none."""
    known = load_toml(rules_dir() / "sequence.toml")["labels"]
    return float(known["share"]) if expected < known["below"][kind] else 0.0


@cache
def label_stay() -> float:
    """Log-odds that a block gains for the label of the block above."""
    return float(load_toml(rules_dir() / "sequence.toml")["labels"]["stay"])


def probability(score: Floats) -> Floats:
    """The probability that belongs to log-odds."""
    return (1.0 / (1.0 + np.exp(-np.clip(score, -30, 30)))).astype(np.float32)


def data_tables(cells: Mapping[int, Cell], words: Floats) -> list[list[int]]:
    """The rows of blocks that make a data table, by table: of several columns, with at most CELL words a block on
    average and twice as many in any. Other tables lay out the page. `cells` are those of the blocks in tables."""
    tables: dict[int, list[int]] = {}
    for row, cell in cells.items():
        tables.setdefault(cell.table, []).append(row)
    return [
        rows
        for rows in tables.values()
        if any(cells[row].column for row in rows) and words[rows].mean() <= CELL and words[rows].max() <= 2 * CELL
    ]


def level(score: Floats, words: Floats, tables: Sequence[list[int]]) -> Floats:
    """The scores with every data table's blocks at their mean, weighted by words: a table belongs to the article as a
    whole or not at all."""
    levelled = score.copy()
    for rows in tables:
        levelled[rows] = np.average(score[rows], weights=np.minimum(words[rows], 2 * CELL) + 1)
    return levelled


def choose(score: Floats, words: Floats) -> tuple[Bools, float]:
    """The blocks with the greatest expected F1, and that F1.

    With p the probability and w the words of a block, keeping the k likeliest blocks has the expected
    F1(k) = 2 * sum_k(p w) / (sum_k(w) + sum_all(p w)) (Lewis 1995; Nan et al. 2012); the best k is taken.
    """
    kept = np.zeros(len(score), bool)
    if not len(score):
        return kept, 0.0
    p = probability(score).astype(np.float64)
    weight = np.maximum(words, 1).astype(np.float64)
    order = np.argsort(-p, kind="stable")
    found = np.cumsum((p * weight)[order])
    expected = 2 * found / (np.cumsum(weight[order]) + found[-1])
    best = int(np.argmax(expected))
    kept[order[: best + 1]] = True
    return kept, float(expected[best])
