"""Labels for flattened pages that nobody labelled: those that the page's markup gives it.

With class names there, labels are right far more often (newsletter prompts on pages of unseen sites: F1 0.71 against
0.34), so the HTML of a page teaches what the words of its flattened text say (co-training, Blum and Mitchell 1998, one
round of it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from cleaner.cut.page import cut_page
from cleaner.engine import Cleaner
from cleaner.errors import InputError
from cleaner.score.weights import LABELS, Weights
from cleaner.text.chars import fold
from cleaner.tune.align import align
from cleaner.tune.bench import Document
from cleaner.values import ARTICLE_LABELS

SURE = (0.2, 0.8)
"""Shares of gold words below which a block is no article's, and above which it is: the markup may not contradict."""
NUMBER = {label: number for number, label in enumerate(LABELS)}
_IN_ARTICLE = np.array([label in ARTICLE_LABELS for label in LABELS])

Labels = npt.NDArray[np.int64]


def teach(documents: Sequence[Document], teachers: Sequence[Weights], jobs: int) -> list[list[Labels | None]]:
    """The labels of each flattened page's blocks by each teacher, -1 where the markup has no such block.

    Teachers are weights for HTML: one a fold, which never saw it and says nothing of its own pages (None), and after
    those one that saw all.
    """
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(partial(_taught, teachers=teachers), documents, chunksize=16))


def _taught(document: Document, teachers: Sequence[Weights]) -> list[Labels | None]:
    try:
        texts = cut_page(document.source(), url=document.url, kind="text").texts
        page = replace(document, variant="html")
        told = [
            Cleaner(weights={"html": weights}, timeout=None).clean(page.source(), url=page.url, kind="html").blocks
            if fit != document.fold else ()
            for fit, weights in enumerate(teachers)
        ]
    except InputError:
        return [None] * len(teachers)
    share = align(texts, document.gold["text"]) if document.gold.get("text") else np.full(len(texts), np.nan)
    folded = [fold(text) for text in texts]
    return [_matched(folded, share, [(block.text, NUMBER[block.label]) for block in blocks]) if blocks else None
            for blocks in told]


def _matched(texts: list[str], share: npt.NDArray[np.float64], blocks: list[tuple[str, int]]) -> Labels:
    """The label of the next block of the same folded text for each text, -1 if there is none or gold contradicts."""
    left: dict[str, list[int]] = defaultdict(list)
    for text, label in reversed(blocks):
        left[fold(text)].append(label)
    labels = np.full(len(texts), -1)
    for row, text in enumerate(texts):
        found = left.get(text)
        if found:
            labels[row] = found.pop() if len(found) > 1 else found[0]
    in_article = _IN_ARTICLE[labels]
    wrong = ((share >= SURE[1]) & ~in_article) | ((share <= SURE[0]) & in_article)
    labels[wrong] = -1
    return labels
