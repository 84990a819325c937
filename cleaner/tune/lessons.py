"""What lexica are made from: pages that people labelled, and flattened pages whose markup gives them labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

from cleaner.cut.page import cut_page
from cleaner.measure.page import measure
from cleaner.rulebook.lexicon import Table
from cleaner.score.weights import Weights
from cleaner.tune.bench import FOLDS, OWN, SEGMENT_SETS, Document, documents, own_documents, typed_documents
from cleaner.tune.lexicon import Labelled, make_lexicon
from cleaner.tune.samples import typed_labels
from cleaner.tune.teach import Labels, teach


def lexica(data: Path, teachers: Sequence[Weights], jobs: int) -> list[Table]:
    """The lexicon of each fold, which never saw its sites, and after those the one of all pages.

    Teachers are weights for HTML, likewise one a fold and one of all.
    """
    gold = [*typed_documents(data), *own_documents(OWN)]
    by_hand = {page.id for page in gold}
    others = [page for page in _pages(data) if page.id not in by_hand]
    lessons = [*map(_by_hand, gold), *zip(others, teach(others, teachers, jobs), strict=True)]
    words = [measure(cut_page(page.source(), url=page.url, kind="text"))[0] for page, _ in lessons]

    def of_fit(fit: int) -> Iterable[Labelled]:
        for (page, told), of in zip(lessons, words, strict=True):
            labels = told[fit]
            if page.fold != fit and labels is not None:
                yield page.site, of, labels

    return [make_lexicon(of_fit(fit)) for fit in range(FOLDS + 1)]


def _by_hand(document: Document) -> tuple[Document, Sequence[Labels | None]]:
    """A labelled page, for every fit with the same labels."""
    source = str(document.source())
    page = cut_page(source, url=document.url, kind="text")
    return document, [typed_labels(page, source, document.gold["blocks"])] * (FOLDS + 1)


def _pages(data: Path) -> list[Document]:
    """Each page once, flattened: one half with blank lines, the other with every text node on a line."""
    return [
        page for page in documents(data, "text")
        if page.variant == ("full" if page.set in SEGMENT_SETS or crc32(page.id.encode()) % 2 else "lines")
    ]
