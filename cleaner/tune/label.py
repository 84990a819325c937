"""Points of labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from cleaner.rulebook.lexicon import Lexicon
from cleaner.score.tables import compile_tables
from cleaner.score.weights import LABELS, NUMBER
from cleaner.tune.bench import FOLDS, OWN, Document, own_documents, typed_documents
from cleaner.tune.files import LEAN
from cleaner.tune.fit import Told, fit_tables
from cleaner.tune.samples import Sample, TypedLines, measured_for_labels, typed_lines
from cleaner.values import Label

LABEL: dict[str, Any] = {"tables": 400, "depth": 4, "rate": 0.3, "rows": 0.5, "measures": 0.12}
"""One fit of many tables, each of which sees little: on 1,393 labelled pages it is far better than two of 150 that see
more, averaged."""
RARITY = 0.5
"""How far rare labels weigh more: 0 not at all, 1 as much in all as frequent ones."""
THIN = 3
"""Of the blocks of menus, nearly half of all, the fit sees one in so many, each so much heavier: a
fit takes long enough."""
RESIDUAL = 2
"""One labelled page in so many is seen as residual text, too, each with as much weight as any other."""
ALL = FOLDS
"""The number of the fit that leaves no fold out."""


def label_samples(
    found: Sequence[Sample], data: Path, made: Sequence[Told], lexicons: Sequence[Lexicon]
) -> list[Sample]:
    """The pages with gold labels, measured for labelling: first scores and the points of words are those that never saw
    a page's site."""
    keeps = [compile_tables(*told) for told in made]
    typed = typed_lines(data)
    if found[0].document.kind == "text":
        documents = [*typed_documents(data), *own_documents(OWN), *_residual(found, typed)]
    else:
        documents = [page.document for page in found if page.document.id in typed]
    told = (
        measured_for_labels(document, keeps[document.fold], LEAN, typed, lexicons[document.fold])
        for document in documents
    )
    return [page for page in told if page is not None]


def _residual(found: Sequence[Sample], typed: TypedLines) -> list[Document]:
    """One in RESIDUAL of the labelled pages that are there as residual text."""
    pages = (page.document for page in found if page.document.variant == "residual")
    return [page for page in pages if page.id in typed and crc32(page.id.encode()) % RESIDUAL == 0]


def fit_label(train: Sequence[Sample]) -> Told:
    """Tables for labels."""
    x = np.concatenate([s.x for s in train])
    labels = np.concatenate([s.labels for s in train])
    words = np.concatenate([s.words for s in train])
    menu = labels == NUMBER[Label.NAV]
    known = (labels >= 0) & ~(menu & (np.cumsum(menu) % THIN > 0))
    counts = np.maximum(np.bincount(labels[labels >= 0], minlength=len(LABELS)), 1)
    rarity = (counts.max() / counts) ** RARITY
    trust = np.concatenate([np.full(len(s.words), s.trust) for s in train])
    weight = (np.where(menu, THIN, 1) * rarity[labels] * np.minimum(1 + words / 20, 3) * trust)[known]
    return fit_tables(x[known], labels[known], weight, train[0].names, labels=len(LABELS), **LABEL)
