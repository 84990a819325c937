"""A page's text as numbers: characters by class, words by kind, phrases by label, one row a block."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import count, repeat

import numpy as np
import numpy.typing as npt

from cleaner.measure.columns import Bools, Floats, Ints
from cleaner.rulebook.languages import Layer, guess, language
from cleaner.rulebook.phrases import LONGEST, phrase_book
from cleaner.text.chars import NEWLINE, SPACE, Kind, among, composed_codes, tables

KINDS = len(Kind)
_IS_DIGIT, _IS_UPPER = among(Kind.DIGIT), among(Kind.UPPER)
_CLOSES, _TRAILS = among(Kind.QUOTE, Kind.CLOSE), among(Kind.QUOTE, Kind.CLOSE, Kind.SPACE)
LONG = 12
"""Words: blocks at least this long tell the page's language."""
SAMPLE = 300
"""Words that are looked at to guess the language."""
STEP = 1 << 20
"""Characters that are counted at a time: the places where they are counted take eight times their memory."""
FEW_DIGITS = 3
"""Digits: a date or a time of day has at least so many."""
SHORT_WORD = 3
"""Letters: words up to this length tell little of a text's subject."""
IDEOGRAPHS = 0x2E80
"""The first code point of scripts in which short words tell as much as long ones."""
FUNCTION, MONTH, WEEKDAY, YEAR, DAY, AGO = 1, 2, 4, 8, 16, 32
_YEAR = r"(?:(?<=1)9|(?<=2)0)\d\d"
_DATE = re.compile(
    r"\d(?<!\d\d)(?:\d?\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d\d|"
    rf"{_YEAR}[./-]\d\d?[./-]\d\d?|{_YEAR} ?[年년]\s?\d{{1,2}} ?[月월])"
)
_CLOCK = re.compile(r"\d(?<!\d\d)(?:(?<=[01])\d|(?<=2)[0-3])?[:.][0-5]\d(?!\d)")
"""Both begin with a digit and look back from there: a search for a digit is many times faster than one that looks back
at every place."""


@dataclass(slots=True)
class Words:
    """The measures of a page's words.

    Attributes:
        lines: the blocks' folded texts.
        counts: characters of each class, shape (blocks, classes).
        words: number of words of each block; an ideograph counts half a word.
        capitals: number of words that begin with a capital.
        function, months, weekdays, years, days: number of such words.
        levels: phrase level by label, shape (blocks, labels).
        first, last: class of the first character, and of the last one that is no quote or bracket.
        quoted_end: whether a quote or bracket follows the last mark.
        telling: whether a word is more than a small word or a number.
        numeral: whether a word begins with a digit.
        word_ids, word_blocks: each word of the page as a number, and its block.
        language: the guessed language code or None.
    """

    lines: list[str]
    counts: npt.NDArray[np.int64]
    words: Floats
    capitals: Floats
    kinds_of_words: npt.NDArray[np.int64]
    levels: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint8]
    last: npt.NDArray[np.uint8]
    quoted_end: Bools
    word_ids: Ints
    word_blocks: Ints
    vocabulary: dict[str, int]
    telling: Bools
    numeral: Bools
    numeric_date: Bools
    clock: Bools
    language: str | None


@cache
def word_flags(code: str | None) -> dict[str, int]:
    """What a word is in a language, as a bit set of FUNCTION, MONTH, WEEKDAY, YEAR, DAY."""
    flags: dict[str, int] = {str(year): YEAR for year in range(1990, 2040)}
    for day in range(1, 32):
        flags[str(day)] = flags[f"{day:02}"] = DAY
    for name in dict.fromkeys(("en", code or "en")):
        spoken = language(name)
        for word in spoken.months:
            flags[word] = flags.get(word, 0) | MONTH
        for word in spoken.weekdays:
            flags[word] = flags.get(word, 0) | WEEKDAY
        for word in spoken.ago:
            flags[word] = flags.get(word, 0) | AGO
    for word in language(code or "en").function_words:
        flags[word] = flags.get(word, 0) | FUNCTION
    return flags


def measure_words(texts: list[str], known_language: str | None = None, over: Layer | None = None) -> Words:
    """Measure the words of blocks. `texts` are single-line strings; `over` is a folder whose phrase lists are added."""
    kinds_table, folded_table = tables()
    codes = composed_codes("\n".join(texts) + "\n")
    kinds = kinds_table.take(codes)
    folded = folded_table.take(codes)
    breaks = np.flatnonzero(codes == NEWLINE)
    size = len(codes)
    del codes  # columns of one row a character are let go when they have been read: they are the most of a page
    n = len(breaks)
    firsts = np.zeros(n, np.int64)
    firsts[1:] = breaks[:-1] + 1
    counts = _counts(kinds, breaks)
    counts[:, Kind.SPACE] -= 1

    spaced = (folded == SPACE) | (folded == NEWLINE)
    starts, ends = _words(spaced)
    begin = kinds[starts]
    numeral = _IS_DIGIT[begin]
    telling = ((ends - starts > SHORT_WORD) | (folded[starts] >= IDEOGRAPHS)) & ~numeral
    per_block = np.searchsorted(starts, breaks)
    per_block[1:] -= per_block[:-1].copy()
    word_blocks = np.repeat(np.arange(n), per_block)
    capitals = np.bincount(word_blocks, weights=_IS_UPPER[begin], minlength=n).astype(np.float32)
    ideographs = counts[:, Kind.IDEOGRAPH]
    words = _with_ideographs(per_block, ideographs)

    flat = _shown(folded, spaced, starts, word_blocks)
    del folded, spaced
    lines = flat.split("\n")[:n]
    vocabulary, word_ids = _numbered(flat, len(starts))

    unspaced = flat if int(ideographs.sum()) > size // 8 else ""
    code = known_language or guess(_sample(vocabulary, word_ids, words[word_blocks] >= LONG, unspaced))
    flags_of = word_flags(code)
    kinds_of_words = _kinds_of_words(flags_of, vocabulary, word_ids, word_blocks, n)
    if ideographs.any():
        kinds_of_words[:, 0] += _function_pieces(lines, flags_of, ideographs)

    first, last, quoted_end = _edges(kinds, firsts, breaks)
    numeric_date, clock = _times(texts, np.flatnonzero((words <= LONGEST) & (counts[:, Kind.DIGIT] >= FEW_DIGITS)), n)
    return Words(
        lines=lines,
        counts=counts,
        words=words,
        capitals=capitals,
        kinds_of_words=kinds_of_words,
        levels=phrase_book(code, over).levels(lines, words),
        first=first,
        last=last,
        quoted_end=quoted_end,
        word_ids=word_ids,
        word_blocks=word_blocks,
        vocabulary=vocabulary,
        telling=telling,
        numeral=numeral,
        numeric_date=numeric_date,
        clock=clock,
        language=code,
    )


def _kinds_of_words(
    flags_of: dict[str, int], vocabulary: dict[str, int], word_ids: Ints, word_blocks: Ints, blocks: int
) -> npt.NDArray[np.int64]:
    """How many words of each kind each block has: shape (blocks, kinds)."""
    flags = np.fromiter(map(flags_of.get, vocabulary, repeat(0)), np.int64, len(vocabulary))[word_ids]
    marked = np.flatnonzero(flags)
    kinds = AGO.bit_length()
    at, bit = np.nonzero(flags[marked, None] >> np.arange(kinds) & 1)
    return np.bincount(word_blocks[marked[at]] * kinds + bit, minlength=blocks * kinds).reshape(blocks, kinds)


def _with_ideographs(words: Ints, ideographs: npt.NDArray[np.int64]) -> Floats:
    """The words of each block; an ideograph counts half a word."""
    if not ideographs.any():
        return words.astype(np.float32)
    counted = np.where(ideographs > 0, np.maximum(words, words + ideographs / 2 - 1), words)
    return counted.astype(np.float32)


def _shown(folded: npt.NDArray[np.uint32], spaced: Bools, starts: Ints, word_blocks: Ints) -> str:
    """The folded text, one line a block, with one space between the words of a block."""
    shown = ~spaced | (folded == NEWLINE)
    shown[starts[1:][word_blocks[1:] == word_blocks[:-1]] - 1] = True
    return str(folded[shown].data, "utf-32-le", "surrogatepass")


def _words(spaced: Bools) -> tuple[Ints, Ints]:
    """Where the words of a text begin and where they end (half-open); the text ends with a space."""
    edges = np.flatnonzero(spaced[1:] != spaced[:-1]) + 1
    if not spaced[0]:
        edges = np.concatenate(([0], edges))
    return edges[::2], edges[1::2]


def _counts(kinds: npt.NDArray[np.uint8], breaks: Ints) -> npt.NDArray[np.int64]:
    """How many characters of each class each block has: shape (blocks, classes). `breaks` are the blocks' last ones."""
    counts = np.zeros((len(breaks), KINDS), np.int64)
    for start in range(0, len(kinds), STEP):
        end = min(start + STEP, len(kinds))
        first, last = np.searchsorted(breaks, (start, end - 1)).tolist()
        lengths = np.minimum(breaks[first : last + 1], end - 1) + 1
        lengths[1:] -= lengths[:-1].copy()
        lengths[0] -= start
        places = np.repeat(np.arange(0, len(lengths) * KINDS, KINDS), lengths)
        places += kinds[start:end]
        counts[first : last + 1] += np.bincount(places, minlength=len(lengths) * KINDS).reshape(-1, KINDS)
    return counts


def _edges(
    kinds: npt.NDArray[np.uint8], firsts: Ints, breaks: Ints
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], Bools]:
    """The class of each block's first character, of its last that is no quote or bracket, and whether such follow."""
    last_at = np.maximum(breaks - 1, firsts)
    last = kinds[last_at]
    quoted_end = _CLOSES[last]
    for _ in range(3):
        closing = _TRAILS[last] & (last_at > firsts)
        if not closing.any():
            break
        last_at = last_at - closing
        last = kinds[last_at]
    return kinds[firsts], last, quoted_end


def _numbered(text: str, words: int) -> tuple[dict[str, int], Ints]:
    """The words of a text, numbered as they come up, and the number of each of its `words` words."""
    vocabulary = defaultdict[str, int](count().__next__)
    ids = np.empty(words, np.int64)
    done = start = 0
    while start < len(text):
        end = text.find("\n", start + STEP) + 1 or len(text)
        tokens = (text[start:end] if end - start < len(text) else text).split()
        ids[done : done + len(tokens)] = np.fromiter(map(vocabulary.__getitem__, tokens), np.int64, len(tokens))
        done += len(tokens)
        start = end
    return dict(vocabulary), ids


def _sample(vocabulary: dict[str, int], word_ids: Ints, in_long: Bools, unspaced: str) -> list[str]:
    """The words that the language is guessed from: those of long blocks if there are any, and of a text in a script
    without spaces also its pieces."""
    known = list(vocabulary)
    chosen = np.flatnonzero(in_long)[:SAMPLE]
    sample = word_ids[chosen] if len(chosen) else word_ids[:SAMPLE]
    return [known[number] for number in sample.tolist()] + _pieces(unspaced)


def _times(texts: list[str], rows: Ints, n: int) -> tuple[Bools, Bools]:
    """Which of the rows hold a date in numbers, and which a time of day."""
    out = np.zeros((2, n), bool)
    lines = [texts[row] for row in rows.tolist()]
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    page = "\n".join(lines)
    for column, pattern in enumerate((_DATE, _CLOCK)):
        at = [match.start() for match in pattern.finditer(page)]
        if at:
            out[column, rows[np.searchsorted(starts, at, "right") - 1]] = True
    return out[0], out[1]


def _pieces(text: str) -> list[str]:
    """The one- to three-character pieces of the start of a text without spaces between words."""
    sample = "".join(text[:4000].split())
    return [sample[i : i + size] for size in (1, 2, 3) for i in range(len(sample) - size + 1)]


def _function_pieces(
    lines: list[str], flags_of: dict[str, int], ideographs: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Function characters in blocks of ideographs."""
    single = {word for word, flag in flags_of.items() if flag & FUNCTION and len(word) == 1}
    out = np.zeros(len(lines), np.int64)
    for row in np.flatnonzero(ideographs).tolist():
        line = lines[row]
        out[row] = sum(line.count(char) for char in single if char in line)
    return out
