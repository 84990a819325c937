"""Measured blocks with their gold labels, one sample a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.cut.page import cut_page
from cleaner.errors import InputError
from cleaner.measure.columns import Column, Columns
from cleaner.measure.label import label_columns
from cleaner.measure.page import measure
from cleaner.measure.words import Words
from cleaner.page import Page
from cleaner.rulebook.lexicon import NO_WORDS, Lexicon
from cleaner.score.settle import choose
from cleaner.score.tables import Tables
from cleaner.score.weights import LABELS, NUMBER
from cleaner.text.chars import fold
from cleaner.tune.align import align
from cleaner.tune.bench import Document, typed_documents
from cleaner.values import ARTICLE_LABELS

KEPT = 0.5
"""The share of gold words from which on a block belongs to the article."""
MIDDLE = (0.2, 0.8)
"""Shares of gold words between which a block is half article: it counts for less."""
MIDDLE_WEIGHT = 0.3
WEIGHTS = (0.03, 12.0)
SEGMENT_WEIGHT = 0.5
OWN_TRUST = 8.0
"""How much heavier labels of our own pages weigh: most are in languages that few other labelled pages have."""
SEED_TRUST = 4.0
"""How much heavier still those of the seeds."""
GOLD_WORDS = 300.0
"""Words assumed for a page whose gold are segments."""
WHOLE = ("html", "full")
"""Variants that hold every line of the page."""
LINED = ("typed", "full")
"""Variants whose lines are those that were labelled."""
LEAST_WORDS = 30
"""Pages with fewer gold words count like those."""
_IN_ARTICLE = np.array([*(float(label in ARTICLE_LABELS) for label in LABELS), np.nan])
"""The share of gold words of a block by its label number; the last one is for unknown labels (-1)."""
TypedLines = dict[str, list[tuple[str, str]]]


@dataclass(slots=True)
class Sample:
    """A measured page.

    Attributes:
        x: shape (blocks, measures), in the order of `names`.
        share: the share of each block's words that is gold, or NaN where unknown.
        labels: gold label numbers, or -1 where unknown.
        words: words of each block.
    """

    document: Document
    names: tuple[str, ...]
    x: npt.NDArray[np.float32]
    share: npt.NDArray[np.float64]
    labels: npt.NDArray[np.int64]
    words: npt.NDArray[np.float32]

    @property
    def trust(self) -> float:
        """How heavy the page's labels weigh: what the project shows its readers is right."""
        own = OWN_TRUST if self.document.set == "own" else 1.0
        return own * (SEED_TRUST if self.document.id.endswith("-seed") else 1.0)

    @property
    def weight(self) -> npt.NDArray[np.float64]:
        """What each block's error costs: its words against the page's gold words, so that every page counts alike."""
        text = self.document.gold.get("text")
        labelled = bool((self.labels >= 0).any())
        words = len(text.split()) if text else float(self.words[self.share == 1].sum()) if labelled else GOLD_WORDS
        gold = max(words, LEAST_WORDS)
        weight = np.clip((np.minimum(self.words, 300) + 2) / gold * 20, *WEIGHTS)
        middle = (self.share > MIDDLE[0]) & (self.share < MIDDLE[1])
        return (
            np.where(middle, MIDDLE_WEIGHT, 1.0)
            * weight
            * (1.0 if text or labelled else SEGMENT_WEIGHT)
        )

    def columns(self) -> dict[str, npt.NDArray[np.float32]]:
        """The measures by name."""
        return {name: self.x[:, i] for i, name in enumerate(self.names)}


def segment_share(texts: Sequence[str], gold: dict[str, list[str]]) -> npt.NDArray[np.float64]:
    """1 for blocks that hold a segment to keep, 0 for a segment to avoid, NaN for all others."""
    share = np.full(len(texts), np.nan)
    for kind, value in (("with", 1.0), ("without", 0.0)):
        for segment in gold[kind]:
            wanted = " ".join(segment.split())
            for i, text in enumerate(texts):
                if wanted in text or (len(text) > 20 and text in wanted):
                    share[i] = value
    return share


def typed_labels(page: Page, source: str, blocks: Sequence[tuple[str, str]]) -> npt.NDArray[np.int64]:
    """The gold label of each block of a page whose source are the hand-labelled lines: that of the line which covers
    most of it."""
    out = np.full(len(page.texts), -1)
    at = 0
    spans = []
    for label, text in blocks:
        at = source.index(text, at)
        spans.append((at, at + len(text), NUMBER[label]))
        at += len(text)
    k = 0
    for row, (start, end) in enumerate(zip(page.starts, page.ends, strict=True)):
        while k < len(spans) and spans[k][1] <= start:
            k += 1
        over = [(min(end, e) - max(start, s), n) for s, e, n in spans[k : k + 40] if s < end]
        if over:
            out[row] = max(over)[1]
    return out


def labels_by_text(texts: Sequence[str], blocks: Sequence[tuple[str, str]]) -> npt.NDArray[np.int64]:
    """The label number of the next of the (label, text) blocks with the same folded text for each text, -1 if there is
    none."""
    lines: dict[str, list[int]] = {}
    for label, text in reversed(blocks):
        lines.setdefault(fold(text), []).append(NUMBER[label])
    out = np.full(len(texts), -1)
    for row, text in enumerate(texts):
        left = lines.get(fold(text))
        if left:
            out[row] = left.pop() if len(left) > 1 else left[0]
    return out


class _Measured(NamedTuple):
    """A document's page, its words and columns; `every` are all columns in the one order of all samples: a page works
    its columns out in the order in which they are asked for."""

    page: Page
    source: str | bytes
    words: Words
    columns: Columns
    every: dict[str, Column]


def _measured(document: Document, lexicon: Lexicon) -> _Measured | None:
    """A document's measures; None if it has no text."""
    source = document.source()
    try:
        page = cut_page(source, url=document.url, kind=document.kind)
    except InputError:
        return None
    if not page.texts:
        return None
    words, columns = measure(page, lexicon=lexicon)
    return _Measured(page, source, words, columns, columns.all())


def _sample(document: Document, found: _Measured, typed: Sequence[tuple[str, str]] | None,
            more: dict[str, Column]) -> Sample:
    """The measures, and `more` of them, with what the gold says of each block."""
    page, source, words, _, every = found
    gold = document.gold
    typed = gold.get("blocks", typed)
    if not typed:
        labels = np.full(len(page.texts), -1)
    elif isinstance(source, str) and document.variant in LINED:
        labels = typed_labels(page, source, typed)
    else:
        labels = labels_by_text(page.texts, typed)
    share = align(page.texts, gold["text"]) if gold.get("text") else _IN_ARTICLE[labels]
    if "with" in gold and not gold.get("text"):
        share = np.where(np.isnan(share), segment_share(page.texts, gold), share)
    every = every | more
    x = np.column_stack([np.asarray(column, np.float32) for column in every.values()])
    return Sample(document, tuple(every), x, share, labels, words.words)


def sample(
    document: Document, typed: Sequence[tuple[str, str]] | None = None, lexicon: Lexicon = NO_WORDS
) -> Sample | None:
    """Measure one document; None if it has no text. `typed` are the hand-labelled lines of the same page."""
    found = _measured(document, lexicon)
    return _sample(document, found, typed, {}) if found else None


def measured_for_labels(document: Document, keep: Tables, lean: float, typed: TypedLines,
                        lexicon: Lexicon) -> Sample | None:
    """A page and the measures that labels are given by."""
    found = _measured(document, lexicon)
    if found is None:
        return None
    score = (keep.score(found.columns)[:, 0] + lean).astype(np.float32)
    kept, _ = choose(score, found.words.words)
    more = label_columns(score, kept, found.words)
    return _sample(document, found, typed.get(document.id), more)


def typed_lines(data: Path) -> TypedLines:
    """The hand-labelled lines of pages, by the page's id."""
    return {document.id: document.gold["blocks"] for document in typed_documents(data)}


def samples(documents: Iterable[Document], data: Path, jobs: int, lexicons: Sequence[Lexicon]) -> list[Sample]:
    """Measure documents on `jobs` processes, in order, each with the lexicon of its fold."""
    typed = typed_lines(data)
    chosen = list(documents)
    lines = [typed.get(document.id) if document.variant in WHOLE else None for document in chosen]
    with ProcessPoolExecutor(jobs) as pool:
        of_fold = [lexicons[document.fold] for document in chosen]
        return [found for found in pool.map(sample, chosen, lines, of_fold, chunksize=16) if found]
