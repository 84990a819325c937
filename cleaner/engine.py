"""The line from a source to an article: cut, measure, score, settle, label."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from cleaner.article import Article, Findings
from cleaner.cut.page import cut_page
from cleaner.errors import LimitError
from cleaner.limits import TIMEOUT, check, time_limit
from cleaner.measure.page import measure
from cleaner.page import Page
from cleaner.score.settle import FAVOR, choose
from cleaner.score.weights import Weights, shipped_weights
from cleaner.values import ARTICLE_LABELS

MOST_CHARS = 50_000_000
"""Characters (bytes for bytes input): a longer document is refused unless the caller allows more."""

Favor = Literal["precision", "balanced", "recall"]


class Cleaner:
    """Cleans documents with rules that are compiled once.

    Safe to share between threads and to send to worker processes: it keeps no state between documents.

    Args:
        rules: a folder of rule files laid over the shipped ones, or None.
        favor: "precision" removes what is doubtful, "recall" keeps it, "balanced" maximises the expected F1.
        timeout: seconds a document may take; None for no limit.
        max_chars: characters (bytes) a document may have.
        weights: weights by kind of input instead of the shipped ones, as `cleaner.tune` makes them.
    """

    def __init__(self, *, rules: str | Path | None = None, favor: Favor = "balanced", timeout: float | None = TIMEOUT,
                 max_chars: int = MOST_CHARS, weights: dict[str, Weights] | None = None) -> None:
        if favor not in FAVOR:
            raise ValueError(f"favor must be one of {', '.join(FAVOR)}, not {favor!r}")
        self._rules = rules
        self._favor = favor
        self._timeout = timeout
        self._max_chars = max_chars
        self._weights = weights or {}

    def clean(self, source: str | bytes, *, url: str | None = None, kind: str = "auto", language: str | None = None,
              charset: str | None = None) -> Article:
        """Clean one document.

        Args:
            source: HTML or flattened text; bytes are decoded (byte order mark, `charset`, meta element, content).
            url: the document's address, for site rules and metadata.
            kind: "html", "text", or "auto" to tell from the content.
            language: ISO 639-1 code if known; else it is guessed from the words.
            charset: the encoding that the transport declared, if any.

        Raises:
            InputError: the document is empty or binary.
            LimitError: it is past a limit of size, depth or time.
        """
        if len(source) > self._max_chars:
            raise LimitError(f"the document has {len(source):,} characters, more than {self._max_chars:,}")
        with time_limit(self._timeout):
            page = cut_page(source, url=url, kind=kind, charset=charset)
            check()
            return self._judge(page, language)

    def _judge(self, page: Page, language: str | None) -> Article:
        if not page.texts:
            return Article(None, page)
        words, columns = measure(page, language)
        check()
        weights = self._weights.get(page.kind) or shipped_weights(page.kind)
        score = weights.keep.score(columns)[:, 0] + weights.lean
        kept, expected = choose(score + FAVOR[self._favor], words.words)
        for row, label in page.fixed.items():
            kept[row] = label in ARTICLE_LABELS
        return Article(Findings(page=page, words=words, columns=columns, weights=weights, score=score.astype(np.float32),
                                kept=kept, expected=expected), page)


def clean(source: str | bytes, *, url: str | None = None, kind: str = "auto", language: str | None = None,
          favor: Favor = "balanced", rules: str | Path | None = None) -> Article:
    """Clean one document with shipped rules; see `Cleaner` for the meaning of the arguments.

    Returns an `Article`. Raises InputError for an empty or binary document and LimitError past a limit.
    """
    return Cleaner(favor=favor, rules=rules).clean(source, url=url, kind=kind, language=language)
