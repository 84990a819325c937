"""Authors in the blocks of a page: bylines with and without words that say so, names beside the date, end initials."""

from __future__ import annotations

from cleaner.metadata.evidence import Evidence
from cleaner.metadata.names import LONGEST_BYLINE, LONGEST_NAME, initials_at_end, split_names
from cleaner.metadata.people import People
from cleaner.metadata.words import Words, byline_end, fold
from cleaner.values import Label

LONGEST_PLAIN = 90
"""Characters of a block that may be a byline without a label or a word that says so."""

LONGEST_WORDS = 40
"""Characters of a block that is nothing but "By" or "Author:"."""

SHORTEST_BIO = 60
"""Characters of a block that tells about the person it begins with."""

SHORTEST_INITIALS_BLOCK = 30
INITIALS_REACH = 4
"""Initials stand in the last block of the text, or in a block of less than 30 characters up to 3 after it."""

HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})


def read_bylines(people: People, page: Evidence, title: str | None) -> None:
    """Add everyone who is named around the article's start and end."""
    layout, blocks = page.layout, page.layout.blocks
    title_key = fold(title or "")
    titled = {index for index in layout.above if title_key and fold(blocks[index].text) == title_key}
    short = [index for index in (*layout.above, *layout.below) if len(blocks[index].text) < LONGEST_PLAIN]
    dated = {index for index in short if page.dates_in(blocks[index].text)}
    opened, group = -1, -1
    for index in (*layout.above, *_signed(page), *layout.below):
        place = "below" if index in layout.below else layout.nearness(index)
        after_words = opened == index - 1
        group = group if after_words else index
        evidence = [f"place: {place}", *_surroundings(page, index, dated, titled)]
        goes_on = _read_block(people, page, index, evidence, group)
        opened = index if goes_on else -1
    _read_initials(people, page)


def _signed(page: Evidence) -> list[int]:
    """The short blocks inside the article that are labelled as bylines or begin with words that say so."""
    blocks = page.layout.blocks
    inside = range(page.layout.above.stop, page.layout.below.start)
    return [index for index in inside if len(blocks[index].text) <= LONGEST_NAME and (
        blocks[index].label is Label.BYLINE or byline_end(blocks[index].text, page.words))]


def _read_block(people: People, page: Evidence, index: int, evidence: list[str], group: int) -> bool:
    """Add a block's names; returns whether the next block goes on with names, since this one is a byline's part.

    `group` is the block that opened the byline: an earlier one if this one goes on with it.
    """
    after_words = group != index
    block, words = page.layout.blocks[index], page.words
    text = block.text
    if len(text) > LONGEST_BYLINE:
        return False
    end = byline_end(text, words)
    if end == len(text) or fold(text) == "" or words.joins.fullmatch(f" {text} "):
        return len(text) < LONGEST_WORDS and (end > 0 or after_words)
    if block.label not in HEAD_LABELS and not end and len(text) > LONGEST_PLAIN:
        return False
    dates = page.dates_in(text)
    names = split_names(text, words, dates)
    alone = len(names) == 1 and len(names[0].name) >= len(text) - 2
    if end or (after_words and names):
        evidence = [*evidence, "byline words"]
    if alone:
        evidence = [*evidence, "alone"]
        if page.layout.folded_above.get(fold(text), 0) > 1:
            evidence.append("repeated")
    if dates:
        evidence = [*evidence, "date inside"]
    for rank, name in enumerate(names):
        people.add(name, f"text:{block.label}", *evidence, *(["later in block"] if rank else []), group=group)
    return bool(end or after_words) and bool(names) and len(text) <= LONGEST_NAME


def _surroundings(page: Evidence, index: int, dated: set[int], titled: set[int]) -> list[str]:
    """What a block's label and its neighbours say about the names in it."""
    blocks, words = page.layout.blocks, page.words
    block = blocks[index]
    evidence = ["block", f"label: {block.label}"]
    if dated & {index - 2, index - 1, index + 1, index + 2}:
        evidence.append("beside date")
    if titled & {index - 1, index - 2, index - 3}:
        evidence.append("below title")
    following = blocks[index + 1].text if index + 1 < len(blocks) else ""
    if fold(following) in words.roles:
        evidence.append("role follows")
    if len(following) >= SHORTEST_BIO > len(block.text) and following.startswith(block.text):
        evidence.append("bio follows")
    if _has_role(block.text, words):
        evidence.append("role beside")
    return evidence


def _has_role(text: str, words: Words) -> bool:
    return any(fold(part) in words.roles for part in text.split(",")[1:])


def _read_initials(people: People, page: Evidence) -> None:
    """Add the initials with which the article's last block ends or that stand alone just after it."""
    blocks, last = page.layout.blocks, page.layout.last
    for index in range(max(0, last), min(len(blocks), last + INITIALS_REACH)):
        block = blocks[index]
        if len(block.text) > SHORTEST_INITIALS_BLOCK and index != last:
            continue
        for name in initials_at_end(block.text[-LONGEST_WORDS:]):
            for named in split_names(name, page.words):
                people.add(named, f"text:{block.label}", "end initials", f"label: {block.label}")
