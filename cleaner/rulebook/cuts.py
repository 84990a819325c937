"""Cut off what is glued to the start or end of a paragraph: an ad's marker, a read-also line, a picture's credit.

Only blocks that hold one of the literal texts of a rule are looked at, in one pass over the page; and of these only the
start or the end, so that the work grows with the page and not faster.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from cleaner.page import Markup, Page
from cleaner.rulebook.apply import warn_of_slow
from cleaner.rulebook.facts import WordColumns
from cleaner.rulebook.patterns import SlowPatternError
from cleaner.rulebook.rule import Rule
from cleaner.rulebook.sheet import Sheet
from cleaner.rulebook.verdict import Hit
from cleaner.text.chars import compose
from cleaner.values import Span

FEWEST_WORDS = 8
"""Words: a shorter block has nothing worth keeping beside what is glued to it."""
REACH = 400
"""Characters from the start or end of a block among which a glued piece is sought."""

class Cut(NamedTuple):
    """Where a block is cut in two, the rule that says so, and whether the piece that it means is the second one."""

    row: int
    at: int
    rule: Rule
    last: bool


def cut_glued(page: Page, sheet: Sheet, words: WordColumns) -> tuple[Page, list[Hit]]:
    """The page with glued pieces cut off as blocks of their own, and the hits on these; the same page if none are.

    A block is cut at most once.
    """
    if not sheet.cuts:
        return page, []
    cuts: dict[int, Cut] = {}
    skipped: list[Rule] = []
    for number, row in _candidates(sheet, words):
        rule = sheet.cuts[number]
        if row in cuts or rule in skipped or row in page.fixed:
            continue
        try:
            place = _spelled(page.texts[row], _place(sheet, number, compose(page.texts[row])))
        except SlowPatternError:
            skipped.append(rule)
            warn_of_slow(rule)
            continue
        if place and _exact(page, row):
            cuts[row] = Cut(row, place, rule, rule.scope == "end")
    if not cuts:
        return page, []
    return _cut(page, [cuts[row] for row in sorted(cuts)])


def _place(sheet: Sheet, number: int, text: str) -> int:
    """Where a rule cuts a text; 0 where it doesn't."""
    rule = sheet.cuts[number]
    finder = sheet.cutters[number]
    if rule.scope == "start":
        span = finder.span(text[:REACH])
        piece, at = (text[:span[1]], span[1]) if span else ("", 0)
    else:
        span = finder.span(text, max(0, len(text) - REACH))
        piece, at = (text[span[0]:], span[0]) if span else ("", 0)
    rest = text[at:] if rule.scope == "start" else text[:at]
    fits = rule.words[0] <= len(piece.split()) <= rule.words[1]
    return at if fits and piece.strip() and rest.strip() else 0


def _candidates(sheet: Sheet, words: WordColumns) -> list[tuple[int, int]]:
    """The pairs of a rule that cuts and a block that holds one of its texts."""
    lines = words.lines
    long = np.flatnonzero(words.words >= FEWEST_WORDS).tolist()
    pairs = {(number, long[at]) for at, number in sheet.glued.found([lines[row] for row in long])}
    texts, phrases = sheet.cut_phrases
    found = texts.found(lines, words.vocabulary, words.word_ids, words.word_blocks, sheet.unspaced)
    pairs |= {(number, row) for number, row in found if words.words[row] >= FEWEST_WORDS
              and any(phrase in lines[row] for phrase in phrases[number])}
    return sorted(pairs)


def _spelled(text: str, place: int) -> int:
    """The place in a text that a place in its composed form is."""
    if not place or text.isascii() or compose(text) == text:
        return place
    return bisect_right(range(len(text) + 1), place, key=lambda at: len(compose(text[:at]))) - 1


def _exact(page: Page, row: int) -> bool:
    """Whether a block's text is its source but for spaces, so that a place in one is a place in the other."""
    if page.source is None:
        return True
    return "".join(page.source[page.starts[row]:page.ends[row]].split()) == page.texts[row].replace(" ", "")


def _offset(source: str, start: int, chars: int) -> int:
    """The offset after so many characters, spaces not counted, from `start` on."""
    at = start
    while chars:
        chars -= not source[at].isspace()
        at += 1
    return at


def _cut(page: Page, cuts: Sequence[Cut]) -> tuple[Page, list[Hit]]:
    """The page with its blocks cut, and the hits of the rules."""
    extra = [0] * len(page.texts)
    for cut in cuts:
        extra[cut.row] = 1
    new = [row + shift for row, shift in enumerate(accumulate([0, *extra]))]
    old = [row for row, more in enumerate(extra) for _ in range(1 + more)]
    texts = [page.texts[row] for row in old]
    glue = [page.glue[row] for row in old]
    starts, ends, gaps = ([column[row] for row in old] if column else []
                          for column in (page.starts, page.ends, page.gaps))
    spans = {new[row]: marks for row, marks in page.spans.items()}
    hits = []
    for cut in cuts:
        first, second = new[cut.row], new[cut.row] + 1
        text = page.texts[cut.row]
        left, right = text[:cut.at].rstrip(), text[cut.at:].lstrip()
        texts[first], texts[second] = left, right
        glue[second] = text[len(left):len(text) - len(right)]
        if starts and page.source is not None:
            chars = len(right.replace(" ", ""))
            whole = len(text.replace(" ", ""))
            ends[first] = _offset(page.source, starts[first], whole - chars)
            begin = ends[first]
            while page.source[begin].isspace():
                begin += 1
            starts[second] = begin
            gaps[second] = 0
        _share_spans(spans, first, len(left), len(text) - len(right))
        row = second if cut.last else first
        hits.append(Hit(cut.rule, row, row, texts[row]))
    markup = _markup(page.markup, old, new, spans) if page.markup is not None else None
    made = replace(
        page, texts=texts, starts=starts, ends=ends, gaps=gaps, glue=glue, spans=spans, markup=markup,
        tags=[page.tags[row] for row in old], fixed={new[row]: label for row, label in page.fixed.items()},
        aside=[(new[row], entries) for row, entries in page.aside],
        cells={at: page.cells[row] for at, row in enumerate(old) if row in page.cells},
    )
    return made, hits


def _share_spans(spans: dict[int, tuple[Span, ...]], first: int, left: int, right: int) -> None:
    """Share a block's inline marks between its halves: the text before `left` and from `right` on."""
    marks = spans.pop(first, ())
    halves = (
        [replace(mark, end=min(mark.end, left)) for mark in marks if mark.start < left],
        [replace(mark, start=max(mark.start, right) - right, end=mark.end - right) for mark in marks
         if mark.end > right],
    )
    for row, half in zip((first, first + 1), halves, strict=True):
        if half:
            spans[row] = tuple(half)


def _markup(markup: Markup, old: list[int], new: list[int], spans: dict[int, tuple[Span, ...]]) -> Markup:
    """The columns of the markup for the page that is made."""
    halved = [row for row in range(len(old) - 1) if old[row] == old[row + 1]]
    link_chars, bold_chars, links = ([column[row] for row in old]
                                     for column in (markup.link_chars, markup.bold_chars, markup.links))
    for row in (place for first in halved for place in (first, first + 1)):
        marks = spans.get(row, ())
        link_chars[row] = sum(mark.end - mark.start for mark in marks if mark.kind == "link")
        bold_chars[row] = sum(mark.end - mark.start for mark in marks if mark.kind == "strong")
        links[row] = sum(mark.kind == "link" for mark in marks)
    return replace(
        markup, owner=[markup.owner[row] for row in old], soft=[markup.soft[row] for row in old],
        link_chars=link_chars, bold_chars=bold_chars, links=links,
        first=[new[row] for row in markup.first], last=[new[row] for row in markup.last],
    )
