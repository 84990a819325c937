"""Settle a row of blocks together: which of them make the article."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.data import load_toml, rules_dir

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@cache
def favor_points(favor: str) -> float:
    """Log-odds added to every block's score, by what the caller favors. Raises ValueError for an unknown word."""
    known = load_toml(rules_dir() / "sequence.toml")["favor"]
    if favor not in known:
        raise ValueError(f"favor must be one of {', '.join(known)}, not {favor!r}")
    return float(known[favor])


def probability(score: Floats) -> Floats:
    """The probability that belongs to log-odds."""
    return (1.0 / (1.0 + np.exp(-np.clip(score, -30, 30)))).astype(np.float32)


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
