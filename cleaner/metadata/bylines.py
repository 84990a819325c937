"""Authors in the blocks of a page: bylines with and without words that say so, names beside the date, end initials."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.metadata.evidence import SHORT, Evidence
from cleaner.metadata.names import (
    LONGEST_BYLINE,
    LONGEST_NAME,
    MOST_TOKENS,
    Named,
    given_names,
    initials_at_end,
    name_rules,
    split_names,
)
from cleaner.metadata.people import People
from cleaner.metadata.words import Words, byline_end, fold
from cleaner.values import Label

LONGEST_PLAIN = 90
"""Characters of a block that may be a byline without a label or a word that says so."""

NEAR = 6
"""Blocks around the article's start in which two words with capitals may be a name that no list of names has."""

LONGEST_ENTRY = 32
"""Characters: a row of blocks as short as this is a menu."""

LONGEST_SINGLE = 20
"""Characters of a block of one word that may be a name."""

LONGEST_WORDS = 40
"""Characters of a block that is nothing but "By" or "Author:"."""

SHORTEST_BIO = 60
"""Characters of a block that tells about the person it begins with."""

SHORTEST_INITIALS_BLOCK = 30
INITIALS_REACH = 4
"""Initials stand in the last block of the text, or in a block of less than 30 characters up to 3 after it."""

LOOSE_LABELS = frozenset({Label.HEADLINE, Label.HEADING, Label.NAV, Label.LIST, Label.PARAGRAPH, Label.RELATED})
"""A block with these labels that begins with "From" or "By" and goes on after a name says something else, mostly."""

LONGEST_PHRASE = 16
"""Characters of "Written by" and the like."""

HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})
MENUS = frozenset({Label.SHARE, Label.LEGAL, Label.NEWSLETTER, Label.PAYWALL, Label.JOB, Label.EVENT})
"""Blocks with these labels name an author only beside a date: labels may be wrong there."""


def read_bylines(people: People, page: Evidence, title: str | None) -> None:
    """Add everyone who is named around the article's start and end."""
    layout = page.layout
    titled = {index for index in layout.above if title and title in layout.texts[index]}
    opened, group = -1, -1
    for index in (*layout.above, *_signed(page), *layout.below):
        after_words = opened == index - 1
        group = group if after_words else index
        names, signed, goes_on = _read_block(page, index, after_words)
        opened = index if goes_on else -1
        if any(map(people.may_be, names)):
            loose = signed and layout.labels[index] in LOOSE_LABELS and not _covers(names, layout.texts[index])
            phrase = ["loose words" if loose else "byline words"] * signed
            evidence = [*_surroundings(page, index, titled), *_looks(page, index, names), *phrase]
            for rank, name in enumerate(names):
                late = ["later in block"] * (rank > 0)
                people.add(name, f"text:{layout.labels[index]}", *evidence, *late, group=group)
    _read_initials(people, page)


def _covers(names: Sequence[Named], text: str) -> bool:
    """Whether a block is nothing but a byline's phrase and names."""
    return not any(named.cut for named in names) and len(text) <= LONGEST_PHRASE + sum(len(n.name) + 4 for n in names)


def _signed(page: Evidence) -> list[int]:
    """The short blocks inside the article that are labelled as bylines or begin with words that say so."""
    texts, labels = page.layout.texts, page.layout.labels
    inside = range(page.layout.above.stop, page.layout.below.start)
    return [index for index in inside if len(texts[index]) <= LONGEST_NAME and (
        labels[index] is Label.BYLINE or byline_end(texts[index], page.words))]


def _read_block(page: Evidence, index: int, after_words: bool) -> tuple[list[Named], bool, bool]:
    """(names in the block, whether words say that they signed, whether the byline goes on in the next block).

    `after_words` says that the block before was the open beginning of a byline: "By", or "By Anna Berg".
    """
    text, words = page.layout.texts[index], page.words
    if len(text) > LONGEST_BYLINE:
        return [], False, False
    end = byline_end(text, words)
    if end == len(text) or (after_words and words.joins.fullmatch(f" {text} ")):
        return [], False, len(text) < LONGEST_WORDS and (end > 0 or after_words)
    signed = end > 0 or after_words
    if not signed and page.layout.labels[index] not in HEAD_LABELS and not _may_be_name(page, index):
        return [], False, False
    names = split_names(text, words, page.dates_in(text))
    return names, signed, signed and bool(names) and len(text) <= LONGEST_NAME


def _may_be_name(page: Evidence, index: int) -> bool:
    """Whether a block without any sign of a byline may be one: a name alone, before a comma or beside a date."""
    text = page.layout.texts[index]
    if len(text) > LONGEST_PLAIN:
        return False
    if index in page.dated:
        return True
    if page.layout.labels[index] in MENUS and page.dated.isdisjoint(range(index - 2, index + 3)):
        return False
    tokens = text.partition(",")[0].partition(" | ")[0].split()
    if not tokens or len(tokens) > MOST_TOKENS:
        return False
    if tokens[0].lower() in given_names():
        return len(tokens) == 1 or not tokens[-1][0].islower()
    if page.dated.isdisjoint((index - 2, index - 1, index + 1, index + 2)) and (
            len(tokens) == 1 or (
                abs(index - page.layout.first) > NEAR
                and Label.HEADLINE not in page.layout.labels[max(0, index - 3) : index])):
        return False
    if len(tokens) == 1:
        return len(text) <= LONGEST_SINGLE
    if tokens[0][0].islower() or tokens[-1][0].islower():
        return False
    return name_rules().never.isdisjoint(token.lower() for token in tokens)


def _surroundings(page: Evidence, index: int, titled: set[int]) -> list[str]:
    """What a block's place, its label and its neighbours say about the names in it."""
    texts, words = page.layout.texts, page.words
    place = "below" if index in page.layout.below else page.layout.nearness(index)
    evidence = ["block", f"place: {place}", f"label: {page.layout.labels[index]}"]
    if not page.dated.isdisjoint((index - 2, index - 1, index + 1, index + 2)):
        evidence.append("beside date")
    if not titled.isdisjoint((index - 1, index - 2, index - 3)):
        evidence.append("below title")
    around = range(max(0, index - 2), min(len(texts), index + 3))
    if all(len(texts[at]) <= LONGEST_ENTRY and at not in page.dated for at in around):
        evidence.append("in list")
    following = texts[index + 1] if index + 1 < len(texts) else ""
    if len(following) < LONGEST_PLAIN and fold(following) in words.roles:
        evidence.append("role follows")
    if len(following) >= SHORTEST_BIO > len(texts[index]) and following.startswith(texts[index]):
        evidence.append("bio follows")
    return evidence


def _looks(page: Evidence, index: int, names: list[Named]) -> list[str]:
    """What a block's own text says about the names in it."""
    text = page.layout.texts[index]
    evidence = []
    if len(names) == 1 and len(names[0].name) >= len(text) - 2:
        evidence.append("alone")
        if page.layout.counts_above[text] > 1:
            evidence.append("repeated")
    if index in page.dated or (len(text) >= SHORT and page.dates_in(text)):
        evidence.append("date inside")
    if _has_role(text, page.words):
        evidence.append("role beside")
    return evidence


def _has_role(text: str, words: Words) -> bool:
    return any(fold(part) in words.roles for part in text.split(",")[1:])


def _read_initials(people: People, page: Evidence) -> None:
    """Add the initials with which the article's last block ends or that stand alone just after it."""
    texts, last = page.layout.texts, page.layout.last
    for index in range(max(0, last), min(len(texts), last + INITIALS_REACH)):
        text, label = texts[index], page.layout.labels[index]
        if len(text) > SHORTEST_INITIALS_BLOCK and index != last:
            continue
        for name in initials_at_end(text[-LONGEST_WORDS:]):
            for named in split_names(name, page.words):
                people.add(named, f"text:{label}", "end initials", f"label: {label}")
