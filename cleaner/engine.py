"""The line from a source to an article: cut, measure, score, settle, label."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from cleaner.article import Article
from cleaner.cut.page import cut_page
from cleaner.cut.select import is_selector
from cleaner.errors import LimitError, RuleError
from cleaner.findings import Findings, LabelPoints
from cleaner.limits import TIMEOUT, check, time_limit
from cleaner.measure.columns import Columns
from cleaner.measure.copies import copies_among
from cleaner.measure.page import measure
from cleaner.measure.words import Words
from cleaner.page import Page
from cleaner.rulebook.apply import apply
from cleaner.rulebook.book import Book, shipped_book, user_book
from cleaner.rulebook.cuts import cut_glued
from cleaner.rulebook.facts import Facts
from cleaner.rulebook.verdict import Verdict
from cleaner.score.label import article_odds
from cleaner.score.settle import amid, choose, data_tables, favor_points, level, lift, say_of_labels
from cleaner.score.weights import Weights, shipped_weights
from cleaner.second import is_wanted, second_opinion
from cleaner.values import ARTICLE_LABELS

MOST_CHARS = 50_000_000
"""Characters (bytes for bytes input): a longer document is refused unless the caller allows more."""
MOST_BLOCKS = 1_000_000
"""Blocks: measuring one takes some two kilobytes, and a page of a hundred thousand is a freak already."""

Favor = Literal["precision", "balanced", "recall"]


class Cleaner:
    """Cleans documents with rules that are compiled once.

    Safe to share between threads and to send to worker processes: it keeps no state between documents.

    Args:
        rules: a folder of rule files laid over the shipped ones, or None.
        lenient: warn of a rule file that can't be used and go on without it, instead of raising RuleError.
        favor: "precision" removes what is doubtful, "recall" keeps it, "balanced" maximises the expected F1.
        timeout: seconds a document may take; None for no limit.
        max_chars: characters (bytes) a document may have.
        weights: weights by kind of input instead of the shipped ones, as `cleaner.tune` makes them.
    """

    def __init__(self, *, rules: str | Path | None = None, lenient: bool = False, favor: Favor = "balanced",
                 timeout: float | None = TIMEOUT, max_chars: int = MOST_CHARS,
                 weights: dict[str, Weights] | None = None) -> None:
        favor_points(favor)  # a wrong word is met here and not on a page
        self._rules = rules
        self._lenient = lenient
        self._favor = favor
        self._timeout = timeout
        self._max_chars = max_chars
        self._weights = weights or {}
        if rules is not None:
            self._book  # noqa: B018 - a fault of a user's rules is met here and not on a page

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
            LimitError: it is past a limit of size, depth, blocks or time.
        """
        if len(source) > self._max_chars:
            raise LimitError(f"the document has {len(source):,} characters, more than {self._max_chars:,}")
        with time_limit(self._timeout):
            page = cut_page(source, url=url, kind=kind, charset=charset, book=self._book)
            check()
            if len(page.texts) > MOST_BLOCKS:
                raise LimitError(f"the document has {len(page.texts):,} blocks, more than {MOST_BLOCKS:,}")
            return self._judge(page, language, source)

    def _judge(self, page: Page, language: str | None, source: str | bytes) -> Article:
        if not page.texts:
            return Article(None, page)
        book = self._book
        weights = self._weights.get(page.kind) or shipped_weights(page.kind)
        words, columns = measure(page, language, book.over, weights.lexicon)
        sheet = book.sheet(page.kind, words.language, page.host)
        page, cut = cut_glued(page, sheet, words)
        if cut:
            words, columns = measure(page, words.language, book.over, weights.lexicon)
        check()
        verdict = apply(sheet, Facts(page, words, columns), cut)
        findings = self._settle(source, page=page, words=words, columns=columns, weights=weights, verdict=verdict)
        return Article(findings, page)

    def _settle(self, source: str | bytes, *, page: Page, words: Words, columns: Columns, weights: Weights,
                verdict: Verdict) -> Findings:
        """Which blocks make the article: the points of each, what its labels or another extractor say of it, what its
        neighbours say, and what was decided beforehand."""
        points = weights.keep.score(columns)[:, 0]
        tables = data_tables(page.cells, words.words) if page.cells else []
        score = level(points + weights.lean + verdict.points, words.words, tables)
        favored = favor_points(self._favor)
        kept, expected = choose(score + favored, words.words)
        said = opinion = asked = None
        if page.kind == "html" and is_wanted(expected, len(source), len(page.texts)):
            opinion = second_opinion(source, page.texts)
            score = score + opinion
        elif share := say_of_labels(expected, page.kind):
            asked = LabelPoints(weights, columns, words, score, kept)
            said = share * (article_odds(asked.points) - points)
            score = level(score + said, words.words, tables)
        gained = amid(score, words.words, page.kind, page.tags)
        if said is not None or opinion is not None or gained.any():
            score = score + gained
            kept, expected = choose(score + favored, words.words)
        lifted = lift(score, words.words, page.kind)
        if lifted:
            kept, _ = choose(score + favored + lifted, words.words)
        kept[copies_among(kept, words)] = False
        for row, keep in verdict.kept.items():
            kept[row] = keep
        for row, label in page.fixed.items():
            kept[row] = label in ARTICLE_LABELS
        score = score.astype(np.float32)
        return Findings(page=page, words=words, weights=weights, score=score, kept=kept, expected=expected,
                        verdict=verdict, asked=asked or LabelPoints(weights, columns, words, score, kept),
                        tables=tables, gained=gained, lifted=lifted, said=said, opinion=opinion)

    @cached_property
    def _book(self) -> Book:
        """The rules, read and laid out; every process that cleans does this itself."""
        if self._rules is None:
            return shipped_book()
        book = user_book(self._rules, lenient=self._lenient)
        for rule in book.rules:
            for selector in rule.css:
                if not is_selector(selector):
                    raise RuleError(f"{rule.where}: rule {rule.id!r}: css: no selector that can be used: {selector!r}")
        return book

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_book"}


def clean(source: str | bytes, *, url: str | None = None, kind: str = "auto", language: str | None = None,
          favor: Favor = "balanced", rules: str | Path | None = None) -> Article:
    """Clean one document with shipped rules; see `Cleaner` for the meaning of the arguments.

    Returns an `Article`. Raises InputError for an empty or binary document and LimitError past a limit.
    """
    return Cleaner(favor=favor, rules=rules).clean(source, url=url, kind=kind, language=language)
