"""Where the article lies among the labelled blocks, read so that single wrong labels do no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from cleaner.metadata.words import fold, terms
from cleaner.values import ARTICLE_LABELS, Block, Label, Span

PROSE = frozenset({Label.LEAD, Label.PARAGRAPH, Label.QUOTE, Label.LIST})
FEWEST_TERMS = 10
"""A block of fewer words is no sign that the article's text has begun."""

LEAD_BLOCKS = 20
LEAD_CHARS = 400
"""So many blocks of text, and characters of each, are read for the words that a headline shares with its article."""

PROSE_BLOCKS = 60
PROSE_CHARS = 8_000
"""So many blocks and characters of text are searched for the words that the article writes in small letters."""

LONELY = 12
"""A block of text that stands farther than this from the next one is not where the article begins or ends."""

MOST_SIGNS = 4
"""Characters that a headline may have more or less where it stands a second time: other quotes, a full stop."""

WINDOW_BEFORE = 20
WINDOW_AFTER = 8
"""Blocks around the article's first and last one in which headline, names and dates are looked for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The labelled blocks of a page in columns, one entry a block; `spans` are inline marks, by block index."""

    texts: Sequence[str]
    labels: Sequence[Label]
    tags: Sequence[str]
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Rows:
        """The columns of blocks."""
        blocks = list(blocks)
        spans = {index: block.spans for index, block in enumerate(blocks) if block.spans}
        return cls([b.text for b in blocks], [b.label for b in blocks], [b.tag for b in blocks], spans)


@dataclass(frozen=True)
class Layout:
    """The blocks of a page and the range of its article.

    `first` is the index of the first block of running text, `last` of the last one; both are -1 on a page without any.
    """

    texts: Sequence[str]
    labels: Sequence[Label]
    tags: Sequence[str]
    first: int
    last: int

    @cached_property
    def body_terms(self) -> frozenset[str]:
        """The words of the article's first blocks of text."""
        seen: set[str] = set()
        count = 0
        for index in range(max(0, self.first), self.last + 1):
            if self.labels[index] in ARTICLE_LABELS:
                seen.update(terms(self.texts[index][:LEAD_CHARS]))
                count += 1
                if count == LEAD_BLOCKS:
                    break
        return frozenset(seen)

    @cached_property
    def prose(self) -> str:
        """The beginning of the article's text as it is spelt, with a space at both ends."""
        rows = range(max(0, self.first), self.last + 1)
        kept = (self.texts[row] for row in rows if self.labels[row] in ARTICLE_LABELS)
        return f" {' '.join(islice(kept, PROSE_BLOCKS))[:PROSE_CHARS]} "

    @cached_property
    def above(self) -> range:
        """The blocks in which the article's head is looked for: before its text and just after its start."""
        start = self.first if self.first >= 0 else min(len(self.texts), WINDOW_BEFORE)
        return range(max(0, start - WINDOW_BEFORE), min(len(self.texts), start + WINDOW_AFTER + 1))

    @cached_property
    def below(self) -> range:
        """The blocks just after the article's text, and its last one."""
        if self.last < 0:
            return range(0)
        return range(max(self.last, self.above.stop), min(len(self.texts), self.last + WINDOW_AFTER + 5))

    @cached_property
    def counts_above(self) -> Counter[str]:
        """How often each text stands on the page up to the article's start."""
        return Counter(self.texts[: self.above.stop])

    def row_of(self, title: str) -> int:
        """The last block up to the article's start that shows the headline, else that is labelled as one, or -1."""
        key = fold(title)
        size = len(title)
        labelled = holding = -1
        for row in reversed(self.above):
            text = self.texts[row]
            if abs(len(text) - size) <= MOST_SIGNS and fold(text) == key:
                return row
            if holding < 0 and title in text:
                holding = row
            if labelled < 0 and self.labels[row] is Label.HEADLINE:
                labelled = row
        if holding < 0 and title in (far := list(self.texts[: self.above.start])):
            return len(far) - 1 - far[::-1].index(title)
        return holding if holding >= 0 else labelled

    def nearness(self, index: int) -> str:
        """How far above the article's start a block stands, as a name of evidence."""
        distance = self.first - index
        if distance <= 0:
            return "near: after start" if distance > -5 else "near: inside"
        for limit in (1, 2, 4, 7, 12):
            if distance <= limit:
                return f"near: {limit}"
        return "near: far"


def lay_out(rows: Rows) -> Layout:
    """Find the article's text among the blocks by their labels."""
    texts, labels = rows.texts, rows.labels
    prose = [index for index, label in enumerate(labels) if label in PROSE and _long(texts[index])]
    if not prose:
        prose = [index for index, label in enumerate(labels) if label in ARTICLE_LABELS]
    if not prose:
        return Layout(texts, labels, rows.tags, -1, -1)
    first, last = 0, len(prose) - 1
    while first + 1 < len(prose) and prose[first + 1] - prose[first] > LONELY and first < len(prose) // 2:
        first += 1
    while last > first and prose[last] - prose[last - 1] > LONELY and last > len(prose) // 2:
        last -= 1
    return Layout(texts, labels, rows.tags, prose[first], prose[last])


def _long(text: str) -> bool:
    if text.count(" ") >= FEWEST_TERMS - 1:
        return len(text) >= 4 * FEWEST_TERMS
    return not text.isascii() and len(terms(text[:120])) >= 2 * FEWEST_TERMS
