"""Points of what belongs to the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cleaner.measure.context import COMPANY, ITEMS, PAGE
from cleaner.measure.lexicon import near_name
from cleaner.tune.bench import FOLDS
from cleaner.tune.fit import Told, fit_tables, together, weightiest
from cleaner.tune.samples import Sample
from cleaner.values import Label

KEEP: dict[str, Any] = {"tables": 250, "depth": 6, "rate": 0.1}
FITS = {"html": 1, "text": 4}
"""Fits that are averaged: flattened text is the harder task."""
LEAST = {"html": 0.03, "text": 0.05}
"""Per cent of the differences in points: a measure that makes less is left out, and need not be worked out."""
AROUND = "@"
"""In the names of measures that show a block's neighbours."""
LEFT_OUT = {
    "html": frozenset([
        "copies", "same_first", "repeated", "repeated_above", "repeat_size", "short_run", "is_title", "since_heading",
        "heading_says", "dated_near", "ago_near", "until_prose_other", *PAGE, *COMPANY, *ITEMS,
        *map(near_name, Label),
    ]),
    "text": frozenset[str](),
}
"""Measures that, with those of neighbours, are worth nothing beside the markup (left out together, over two seeds,
pages of other sites keep their F1 within 0.003); without them a page takes a tenth less time."""


def is_asked(measure: str, kind: str) -> bool:
    """Whether the article's points may ask for a measure."""
    return measure not in LEFT_OUT[kind] and (kind == "text" or AROUND not in measure)


def fit_keep(train: Sequence[Sample]) -> Told:
    """Tables for what belongs to the article: several fits, each at its share of the points."""
    x = np.concatenate([s.x for s in train])
    share = np.concatenate([s.share for s in train])
    weight = np.concatenate([s.weight for s in train])
    known = ~np.isnan(share)
    x, weight, kept = x[known], weight[known], (share[known] >= 0.5).astype(np.int64)
    kind = train[0].document.kind
    asked = np.array([is_asked(name, kind) for name in train[0].names])
    asked[asked] = weightiest(x[:, asked], kept, weight, LEAST[kind], **KEEP)
    chosen = np.flatnonzero(asked)
    names = [train[0].names[number] for number in chosen]
    fits = FITS[kind]
    told = [fit_tables(x[:, chosen], kept, weight, names, seed=seed, share=1 / fits, **KEEP)
            for seed in range(1, fits + 1)]
    return together(told)


class KeepPoints(NamedTuple):
    """Measured pages, and tables for what belongs to the article: those of each fold of sites, which never saw it, and
    those that saw all pages."""

    pages: Sequence[Sample]
    folds: list[Told]
    all: Told


def fit_all(found: Sequence[Sample]) -> KeepPoints:
    """Tables for what belongs to the article, for each fold and for all pages."""
    made = []
    for fold in range(FOLDS):
        made.append(fit_keep([s for s in found if s.document.fold != fold]))
        print(f"fold {fold + 1} of {FOLDS} fitted", flush=True)
    return KeepPoints(found, made, fit_keep(found))
