"""Labels for flattened pages that nobody labelled: those that the page's markup gives it.

With class names there, labels are right far more often (newsletter prompts on pages of unseen sites: F1 0.71 against
0.34), so the HTML of a page teaches what the words of its flattened text say (co-training, Blum and Mitchell 1998, one
round of it).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt

from cleaner.cut.page import cut_page
from cleaner.engine import Cleaner
from cleaner.errors import InputError
from cleaner.score.label import IN_ARTICLE
from cleaner.score.weights import Weights
from cleaner.tune.align import align
from cleaner.tune.bench import Document
from cleaner.tune.samples import MIDDLE, labels_by_text

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
    return [
        _agreed(labels_by_text(texts, [(block.label, block.text) for block in blocks]), share) if blocks else None
        for blocks in told
    ]


def _agreed(labels: Labels, share: npt.NDArray[np.float64]) -> Labels:
    """The labels, -1 where the gold text contradicts them."""
    in_article = IN_ARTICLE[labels]
    wrong = ((share >= MIDDLE[1]) & ~in_article) | ((share <= MIDDLE[0]) & in_article)
    return np.where(wrong, -1, labels)
