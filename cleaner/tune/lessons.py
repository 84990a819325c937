"""What lexica are made from: the words of pages that people labelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cleaner.cut.page import cut_page
from cleaner.measure.page import measure
from cleaner.rulebook.lexicon import Table
from cleaner.tune.bench import FOLDS, OWN, Document, own_documents, typed_documents
from cleaner.tune.lexicon import Labelled, make_lexicon
from cleaner.tune.samples import typed_labels


def lexica(data: Path) -> list[Table]:
    """The lexicon of each fold, which never saw its sites, and after those the one of all pages."""
    pages = [*typed_documents(data), *own_documents(OWN)]
    lessons = [(page.fold, _lesson(page)) for page in pages]

    def of_fit(fit: int) -> Iterator[Labelled]:
        return (lesson for fold, lesson in lessons if fold != fit)

    return [make_lexicon(of_fit(fit)) for fit in range(FOLDS + 1)]


def _lesson(document: Document) -> Labelled:
    """The words of a labelled page, and its labels."""
    source = str(document.source())
    page = cut_page(source, url=document.url, kind="text")
    return document.site, measure(page)[0], typed_labels(page, source, document.gold["blocks"])
