"""Cut flattened text into blocks with their places in the source: lines, joined where one sentence was broken up.

Four shapes are met: blocks on lines of their own (with or without blank lines), every text node on its own line (a
sentence falls apart at its links), paragraphs wrapped at a fixed width, and a whole document on one line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from cleaner.cut.front import MOST_LINES, date_prefix, front_labels
from cleaner.text.chars import NEWLINE, Kind, among, codes_of, compose, tables
from cleaner.values import Label, Span

WRAP_WIDTHS = (40, 120)
"""Characters: lines cut at a fixed width are between these."""
WRAP_SHARE = 0.6
"""A document is hard-wrapped when this share of its line ends stand where the next word would not have fitted."""
ONE_LINE = 1200
"""Characters: a document of one or two lines this long is cut into sentences."""
CHAIN_WORDS = 8
"""Words: a chain of joined fragments is believed when it has so many altogether ..."""
PIECE_WORDS = 4
"""... and one of its pieces has so many; menus in small letters have neither."""
MENU_PIECES, MENU_WORDS = 5, 2
"""A chain of so many fragments, half of them of so few words, without a mark between them and without a long piece, is
a menu as well (of the lines of 33 such chains on labelled pages four in five are a menu's, one in thirty a text's)."""
LONG_PIECE = 10
"""Words: an unfinished line this long goes on in the next even if that begins with a capital, if that one goes on
too."""
TORN_SHARE = 0.05
"""Places where a sentence is surely torn, for each line of LONG_PIECE words: 88 % of the labelled pages with a block on
each line have fewer, 90 % of those with a text node on each line have more."""

_ENDS = frozenset((Kind.STOP, Kind.ASK, Kind.COLON, Kind.ELLIPSIS))
_CLOSES = frozenset((Kind.COMMA, Kind.STOP, Kind.CLOSE, Kind.ASK, Kind.COLON))
_GOES_ON = _CLOSES | {Kind.LOWER}
_SKIPPED_AT_END = among(Kind.QUOTE, Kind.CLOSE)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\(\s*<?(https?://[^)\s>]{1,2000})>?(?:\s+\"[^\"\n]{0,300}\")?\s*\)")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^)\s]{1,2000}\)")
_PICTURE = re.compile(rf"{_IMAGE.pattern}|\[{_IMAGE.pattern}\]\([^)\s]{{1,2000}}\)")
"""A line that is an image, or a link on one: its text is what stands in place of the picture."""
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?…][\s\"'”“»’)\]])(?=\s*[^\W\d_a-zß-ÿ])|(?<=[。！？])")


@dataclass(slots=True)
class Flat:
    """Blocks of a flattened text in columns; `starts` and `ends` are character offsets into the source.

    `gaps` are the blank lines before each block; `tags` is "h1".."h6" for Markdown headings, else "".
    `glue` is what joins a block to the one before it when both are kept: a blank line, or a space inside a paragraph.
    """

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    glue: list[str] = field(default_factory=list)
    spans: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    fixed: dict[int, Label] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    text: str
    start: int
    end: int
    gap: int


def _lines(source: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    gap = 0
    for raw in source.splitlines(keepends=True):
        text = raw.strip()
        if text:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(_Line(" ".join(text.split()), start, start + len(text), gap))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return lines


def _wrapped(lines: list[_Line]) -> int:
    """The width at which the document was wrapped, or 0."""
    pairs = [(len(a.text), len(b.text.split(" ", 1)[0])) for a, b in pairwise(lines) if not b.gap]
    if len(pairs) < 3:
        return 0
    lengths = sorted(length for length, _ in pairs)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1]:
        return 0
    full = sum(length + 1 + word > width - 2 for length, word in pairs)
    return width if full >= WRAP_SHARE * len(pairs) else 0


class _Seams(NamedTuple):
    """What shows whether lines go on in the next, each a list in the order of the lines.

    `firsts` is the kind of a line's first character, `lasts` of its last one that is no quote or bracket, `counts` its
    words; `after` says that it stands directly below a line that ends without a mark.
    """

    firsts: list[int]
    lasts: list[int]
    counts: list[int]
    after: list[bool]


def _seams(lines: list[_Line]) -> _Seams:
    codes = codes_of(compose("\n".join([line.text for line in lines])) + "\n")
    kinds = tables()[0][codes]
    breaks = np.flatnonzero(codes == NEWLINE)
    starts = np.concatenate(([0], breaks[:-1] + 1))
    at = breaks - 1
    for _ in range(3):
        at = at - (_SKIPPED_AT_END[kinds[at]] & (at > starts))
    lasts = kinds[at].tolist()
    counts = [line.text.count(" ") + 1 for line in lines]
    after = [False, *(not line.gap and last not in _ENDS for line, last in zip(lines[1:], lasts[:-1], strict=True))]
    return _Seams(kinds[starts].tolist(), lasts, counts, after)


def _joins(lines: list[_Line], function_words: Collection[str]) -> list[bool]:
    """For each line, whether it goes on from the line before: where a sentence is surely torn, and on a page with every
    text node on a line also where it looks so; except in menus."""
    seams = _seams(lines)
    firsts, _, counts, after = seams
    joins = [
        after[i] and (firsts[i] in _CLOSES or (firsts[i] == Kind.LOWER and max(counts[i - 1 : i + 1]) >= LONG_PIECE))
        for i in range(len(lines))
    ]
    prose = sum(count >= LONG_PIECE for count in counts)
    if sum(joins) >= TORN_SHARE * prose:
        joins = _likely(lines, seams, function_words)
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not joins[i]:
            if i - start > 1 and _is_menu(counts[start:i], firsts[start:i]):
                joins[start:i] = [False] * (i - start)
            start = i
    return joins


def _likely(lines: list[_Line], seams: _Seams, function_words: Collection[str]) -> list[bool]:
    """For each line, whether it looks like a piece of the sentence before it."""
    firsts, lasts, counts, after = seams
    joins = [False] * len(lines)
    for i in range(1, len(lines)):
        if after[i]:
            last_word = compose(lines[i - 1].text.rsplit(" ", 1)[-1])
            joins[i] = (
                firsts[i] in _GOES_ON
                or lasts[i - 1] in (Kind.COMMA, Kind.OPEN)
                or (counts[i - 1] > 1 and last_word in function_words)
            )
        elif not lines[i].gap:
            joins[i] = firsts[i] in (Kind.COMMA, Kind.CLOSE, Kind.STOP) and counts[i - 1] > 1
    for i in range(1, len(lines) - 1):
        if joins[i + 1] and not joins[i] and after[i]:
            joins[i] = counts[i - 1] >= LONG_PIECE and counts[i] < LONG_PIECE
    return joins


def _is_menu(counts: list[int], firsts: list[int]) -> bool:
    """Whether a chain of fragments, by the words of each and the kind it begins with, is no sentence."""
    if sum(counts) < CHAIN_WORDS or max(counts) < PIECE_WORDS:
        return True
    marked = any(first in _CLOSES for first in firsts)
    return len(counts) >= MENU_PIECES and not marked and max(counts) < LONG_PIECE and median(counts) <= MENU_WORDS


def _groups(lines: list[_Line], function_words: Collection[str]) -> list[list[_Line]]:
    width = _wrapped(lines)
    if width:
        joins = [False] + [
            not b.gap and len(a.text) + 1 + len(b.text.split(" ", 1)[0]) > width - 2 for a, b in pairwise(lines)
        ]
    else:
        joins = _joins(lines, function_words)
    groups: list[list[_Line]] = []
    for line, join in zip(lines, joins, strict=True):
        if join:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """A Markdown line's text without link and image syntax, and its links as spans."""
    text = _IMAGE.sub(r"\1", text)
    spans: list[Span] = []
    out: list[str] = []
    at = size = 0
    for match in _LINK.finditer(text):
        out.append(text[at : match.start()])
        size += match.start() - at
        anchor = match.group(1)
        spans.append(Span(size, size + len(anchor), "link", match.group(2)))
        out.append(anchor)
        size += len(anchor)
        at = match.end()
    out.append(text[at:])
    return "".join(out), tuple(spans)


def _sentences(line: _Line, source: str) -> list[_Line]:
    """A long line cut into sentences."""
    pieces: list[_Line] = []
    cuts = [line.start, *(line.start + m.start() for m in _SENTENCE.finditer(source[line.start : line.end])), line.end]
    for start, end in pairwise(cuts):
        raw = source[start:end]
        if raw.strip():
            left = start + len(raw) - len(raw.lstrip())
            pieces.append(_Line(" ".join(raw.split()), left, start + len(raw.rstrip()), 0 if pieces else line.gap))
    return pieces


def cut(source: str, function_words: Collection[str]) -> Flat:
    """Cut a flattened text. `function_words` are small words of any language after which a sentence goes on."""
    lines = _lines(source)
    flat = Flat()
    lines = _take_front(lines, source, flat)
    if len(lines) <= 2 and sum(len(line.text) for line in lines) >= ONE_LINE:
        groups = [[piece] for line in lines for piece in _sentences(line, source)]
        glue = " "
    else:
        groups = _groups(lines, function_words)
        glue = "\n\n"
    marked = "](" in source
    for group in groups:
        text = group[0].text if len(group) == 1 else _join(group)
        tag = ""
        if marked:
            if _PICTURE.fullmatch(text):
                flat.fixed[len(flat.texts)] = Label.CAPTION
            text, spans = _unmark(text)
            if spans:
                flat.spans[len(flat.texts)] = spans
        if text.startswith("#"):
            heading = _HEADING.match(text)
            if heading:
                tag = f"h{len(heading.group(1))}"
                text = text[heading.end() :]
        _add(flat, group, text or group[0].text, tag, glue)
    headings = [row for row, tag in enumerate(flat.tags) if tag]
    tops = [row for row in headings if flat.tags[row] == "h1"]
    if len(tops) == 1 and tops[0] == headings[0] and (marked or len(headings) > 1):
        flat.fixed[tops[0]] = Label.HEADLINE
    return flat


def _take_front(lines: list[_Line], source: str, flat: Flat) -> list[_Line]:
    """Move front matter into blocks of its own, with the labels it states; returns the lines of the text proper."""
    size = date_prefix(source)
    if size and lines:
        first = lines[0]
        prefix = source[first.start : size]
        _add(flat, [_Line(" ".join(prefix.split()), first.start, size, 0)], prefix, "", "\n\n")
        flat.fixed[0] = Label.DATELINE
        rest = source[size : first.end]
        start = size + len(rest) - len(rest.lstrip())
        return [_Line(" ".join(rest.split()), start, first.end, 0), *lines[1:]] if rest.strip() else lines[1:]
    labels = front_labels([line.text for line in lines[:MOST_LINES]])
    for line, label in zip(lines, labels, strict=False):
        flat.fixed[len(flat.texts)] = label
        _add(flat, [line], line.text, "", "\n\n")
    return lines[len(labels) :]


def _add(flat: Flat, group: list[_Line], text: str, tag: str, glue: str) -> None:
    flat.texts.append(text)
    flat.starts.append(group[0].start)
    flat.ends.append(group[-1].end)
    flat.gaps.append(group[0].gap)
    flat.tags.append(tag)
    flat.glue.append(glue)


def _join(group: list[_Line]) -> str:
    """The text of joined lines; no space before a closing mark."""
    out = group[0].text
    for line in group[1:]:
        out += line.text if line.text[0] in ",.;:!?)]”’»、。，" else " " + line.text
    return out
