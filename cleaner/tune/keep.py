"""Points of what belongs to the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cleaner.measure.context import COMPANY, ITEMS, PAGE
from cleaner.tune.bench import FOLDS
from cleaner.tune.fit import Told, fit_tables, together, weightiest
from cleaner.tune.samples import KEPT, Sample

KEEP: dict[str, Any] = {"tables": 250, "depth": 6, "rate": 0.1}
NOTHING = frozenset[str]()
FITS = {"html": [NOTHING], "text": [NOTHING, frozenset(PAGE)]}
"""Fits that are averaged, each by what it may not ask: flattened text is the harder task, and fits that ask different
measures err less alike (random subspaces, Ho 1998). If all of them ask what a page is made of, pages that are no news
lose what news pages gain. Two of each are no better where labels have a say."""
LEAST = {"html": 0.03, "text": 0.05}
"""Per cent of the differences in points: a measure that makes less is left out, and need not be worked out."""
AROUND = "@"
"""In the names of measures that show a block's neighbours."""
LEFT_OUT = {
    "html": frozenset([
        "copies", "same_first", "repeated", "repeated_above", "repeat_size", "short_run", "is_title", "since_heading",
        "heading_says", "dated_near", "ago_near", "until_prose_other", *PAGE, *COMPANY, *ITEMS,
    ]),
    "text": NOTHING,
}
"""Measures that, with those of neighbours, are worth nothing beside the markup (left out together, over two seeds,
pages of other sites keep their F1 within 0.003); without them a page takes a tenth less time. Those of
measure/context.py are for pages without markup."""


def is_asked(measure: str, kind: str) -> bool:
    """Whether the article's points may ask for a measure."""
    return measure not in LEFT_OUT[kind] and (kind == "text" or AROUND not in measure)


def fit_keep(train: Sequence[Sample]) -> Told:
    """Tables for what belongs to the article: several fits, each at its share of the points."""
    x = np.concatenate([s.x for s in train])
    share = np.concatenate([s.share for s in train])
    weight = np.concatenate([s.weight for s in train])
    known = ~np.isnan(share)
    x, weight, kept = x[known], weight[known], (share[known] >= KEPT).astype(np.int64)
    kind = train[0].document.kind
    fits = FITS[kind]
    chosen = {}
    for left_out in set(fits):
        asked = np.array([is_asked(name, kind) and name not in left_out for name in train[0].names])
        asked[asked] = weightiest(x[:, asked], kept, weight, LEAST[kind], **KEEP)
        chosen[left_out] = np.flatnonzero(asked)
    told = []
    for seed, left_out in enumerate(fits, 1):
        columns = chosen[left_out]
        names = [train[0].names[number] for number in columns]
        told.append(fit_tables(x[:, columns], kept, weight, names, seed=seed, share=1 / len(fits), **KEEP))
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
