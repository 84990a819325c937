"""From samples to a weights file: first what belongs to the article, then the labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cleaner.score.tables import compile_tables
from cleaner.score.weights import LABELS, Weights
from cleaner.tune.bench import FOLDS, OWN, own_documents
from cleaner.tune.fit import fit_tables, weightiest
from cleaner.tune.samples import Sample, measured_for_labels, typed_lines

KEEP: dict[str, Any] = {"tables": 250, "depth": 6, "rate": 0.1}
FITS = {"html": 1, "text": 4}
LABEL_FITS = 3
"""Fits that are averaged (bagging, Breiman 1996), for the article's points and for those of labels: flattened text and
labels are the harder tasks."""
LEAST = {"html": 0.03, "text": 0.05}
"""Per cent of the differences in points: a measure that makes less is left out, and need not be worked out."""
LABEL: dict[str, Any] = {"tables": 150, "depth": 4, "rate": 0.25}
RARITY = 0.5
"""How far rare labels weigh more: 0 not at all, 1 as much in all as frequent ones."""
SEEDS = 4.0
"""How much heavier the project's own documents weigh than other pages: what it shows its readers is right."""
LEAN = -0.3
"""Log-odds: best of -1 to 0.5 on cross-validated pages."""


def fit_keep(train: Sequence[Sample]) -> tuple[str, list[float]]:
    """Tables for what belongs to the article: several fits, each at its share of the points."""
    x = np.concatenate([s.x for s in train])
    share = np.concatenate([s.share for s in train])
    weight = np.concatenate([s.weight for s in train])
    known = ~np.isnan(share)
    x, weight, kept = x[known], weight[known], (share[known] >= 0.5).astype(np.int64)
    kind = train[0].document.kind
    chosen = weightiest(x, kept, weight, LEAST[kind], **KEEP)
    names = [train[0].names[number] for number in chosen]
    fits = FITS[kind]
    told = [fit_tables(x[:, chosen], kept, weight, names, seed=seed, share=1 / fits, **KEEP)
            for seed in range(1, fits + 1)]
    return _together(told)


def _together(told: Sequence[tuple[str, list[float]]]) -> tuple[str, list[float]]:
    """The tables of several fits as those of one."""
    tables, biases = zip(*told, strict=True)
    return "\n".join(tables), [round(sum(bias), 4) for bias in zip(*biases, strict=True)]


def label_samples(found: Sequence[Sample], data: Path, made: Sequence[tuple[str, list[float]]]) -> list[Sample]:
    """The pages with gold labels, measured for labelling: first scores come from points that never saw the site."""
    by_fold = [compile_tables(*told) for told in made]
    typed = typed_lines(data)
    documents = {s.document.id: s.document for s in found if (s.labels >= 0).any()}
    if found[0].document.kind == "text":
        documents |= {document.id: document for document in own_documents(OWN)}
    told = (measured_for_labels(document, by_fold[document.fold], LEAN, typed) for document in documents.values())
    return [page for page in told if page is not None]


def fit_label(train: Sequence[Sample]) -> tuple[str, list[float]]:
    """Tables for labels."""
    x = np.concatenate([s.x for s in train])
    labels = np.concatenate([s.labels for s in train])
    words = np.concatenate([s.words for s in train])
    known = labels >= 0
    counts = np.maximum(np.bincount(labels[known], minlength=len(LABELS)), 1)
    rarity = (counts.max() / counts) ** RARITY
    seeds = np.concatenate([np.full(len(s.words), SEEDS if s.document.id.endswith("-seed") else 1.0) for s in train])
    weight = rarity[labels[known]] * np.minimum(1 + words[known] / 20, 3) * seeds[known]
    told = [
        fit_tables(x[known], labels[known], weight, train[0].names, labels=len(LABELS), seed=seed,
                   share=1 / LABEL_FITS, **LABEL)
        for seed in range(1, LABEL_FITS + 1)
    ]
    return _together(told)


def fold_tables(found: Sequence[Sample]) -> list[tuple[str, list[float]]]:
    """For each fold of sites, tables for what belongs to the article that never saw them."""
    made = []
    for fold in range(FOLDS):
        made.append(fit_keep([s for s in found if s.document.fold != fold]))
        print(f"fold {fold + 1} of {FOLDS} fitted", flush=True)
    return made


def weights_of(keep: tuple[str, list[float]], label: tuple[str, list[float]]) -> Weights:
    """Compiled weights of told tables."""
    return Weights(compile_tables(*keep), compile_tables(*label), LEAN)


def weights_text(keep: tuple[str, list[float]], label: tuple[str, list[float]], note: str) -> str:
    """A weights file."""
    parts = [f"# {line}" for line in note.splitlines()]
    parts.append(f"lean = {LEAN}")
    for name, (tables, bias) in (("keep", keep), ("label", label)):
        parts += ["", f"[{name}]", f"bias = {bias}", f"tables = '''\n{tables}\n'''"]
    return "\n".join(parts) + "\n"
