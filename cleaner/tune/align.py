"""Which blocks of a page belong to its gold text."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import numpy.typing as npt

WORD = re.compile(r"\w+")
SHINGLE = 4
COPY = 0.8
"""Share of a block's runs that must be held elsewhere before it counts as a copy."""
IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def tokens(text: str) -> list[str]:
    """Words of a text, small letters; a run of ideographs gives its characters."""
    out: list[str] = []
    for word in WORD.findall(text.lower()):
        if IDEOGRAPH.search(word):
            out.extend(word)
        else:
            out.append(word)
    return out


def align(texts: list[str], gold: str) -> npt.NDArray[np.float64]:
    """The share, 0 to 1, of each block's words that stand in the gold text, in runs of four.

    A block shorter than that belongs if it is a gold line of its own, or if it continues the words of the
    belonging block before it or leads into the one after it.
    """
    gold_tokens = tokens(gold)
    known = {tuple(gold_tokens[i : i + SHINGLE]) for i in range(len(gold_tokens) - SHINGLE + 1)}
    gold_lines = Counter(" ".join(tokens(line)) for line in gold.splitlines())
    joined = " " + " ".join(gold_tokens) + " "
    words = [tokens(text) for text in texts]
    share = np.zeros(len(texts))
    used: Counter[str] = Counter()
    for i, block in enumerate(words):
        if len(block) < SHINGLE:
            continue
        covered = np.zeros(len(block), bool)
        for k in range(len(block) - SHINGLE + 1):
            if tuple(block[k : k + SHINGLE]) in known:
                covered[k : k + SHINGLE] = True
        share[i] = covered.mean()
    for i, block in enumerate(words):
        if share[i] >= 0.5 or not block or len(block) >= 12:
            continue
        line = " ".join(block)
        before = next((words[j] for j in range(i - 1, max(-1, i - 4), -1) if share[j] >= 0.5), None)
        after = next((words[j] for j in range(i + 1, min(len(words), i + 4)) if share[j] >= 0.5), None)
        fits_before = before is not None and f" {' '.join(before[-3:])} {line} " in joined
        fits_after = after is not None and f" {line} {' '.join(after[:3])} " in joined
        if (
            (gold_lines.get(line, 0) > used[line] and (before is not None or after is not None))
            or fits_before
            or fits_after
        ):
            share[i] = 1.0
            used[line] += 1
    _drop_copies(words, share, gold_tokens)
    return share


def _drop_copies(words: list[list[str]], share: npt.NDArray[np.float64], gold: list[str]) -> None:
    """Set the share of blocks to 0 whose words other belonging blocks already hold as often as the gold text does: a
    block that holds the text of many goes first, then the later of two copies."""
    wanted = Counter(tuple(gold[i : i + SHINGLE]) for i in range(len(gold) - SHINGLE + 1))
    runs = {
        i: [tuple(words[i][k : k + SHINGLE]) for k in range(len(words[i]) - SHINGLE + 1)]
        for i in np.flatnonzero(share >= 0.5).tolist()
        if len(words[i]) >= 2 * SHINGLE
    }
    held: Counter[tuple[str, ...]] = Counter(run for found in runs.values() for run in found)
    for i in sorted(runs, key=lambda i: (-len(words[i]), -i)):
        found = runs[i]
        spare = sum(held[run] > wanted[run] for run in found if run in wanted)
        if spare >= COPY * len(found):
            share[i] = 0.0
            held.subtract(found)
