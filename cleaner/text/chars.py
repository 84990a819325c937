"""Characters as numbers: one table lookup folds a page, another sorts its characters into classes."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]


class Kind(IntEnum):
    """Classes of characters."""

    SYMBOL = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    CASELESS = 4
    IDEOGRAPH = 5
    DIGIT = 6
    STOP = 7
    ASK = 8
    COLON = 9
    COMMA = 10
    QUOTE = 11
    OPEN = 12
    CLOSE = 13
    DASH = 14
    SEPARATOR = 15
    ELLIPSIS = 16


_MARKS: dict[Kind, str] = {
    Kind.STOP: ".。．｡।॥۔։።",
    Kind.ASK: "!?！？؟‽",
    Kind.COLON: ":：",
    Kind.COMMA: ",;、，；،؛",
    Kind.QUOTE: "\"'`´‘’‚‛“”„‟«»‹›「」『』《》〈〉",
    Kind.OPEN: "([{（［【〔",
    Kind.CLOSE: ")]}）］】〕",
    Kind.DASH: "-‐‑‒–—―−－",
    Kind.SEPARATOR: "|•·‧∙●○▪■□◦▶►▸→←↑↓⇒»«/\\>＞｜・",
    Kind.ELLIPSIS: "…",
}
_TABLE_SIZE = 0x30000
_IDEOGRAPHS = ((0x2E80, 0x2FE0), (0x3005, 0x3008), (0x3021, 0x3030), (0x3040, 0x3100), (0x31F0, 0x3200),
               (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0xFF66, 0xFFA0), (0x20000, 0x30000),
               (0x0E00, 0x0E80), (0x0E80, 0x0F00), (0x1780, 0x1800), (0x1000, 0x10A0))
"""Han, Kana, Thai, Lao, Khmer, Myanmar: scripts written without spaces between words."""
SPACE = 32
NEWLINE = 10


def _kind_of(char: str) -> Kind:
    category = unicodedata.category(char)
    if category[0] == "Z" or char in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return Kind.SPACE
    if category in ("Ll",):
        return Kind.LOWER
    if category in ("Lu", "Lt"):
        return Kind.UPPER
    if category[0] in "LM":
        return Kind.CASELESS
    if category[0] == "N":
        return Kind.DIGIT
    return Kind.SYMBOL


def _folded(char: str, kind: Kind) -> int:
    """The code that stands for a character when phrases are compared: letters small, marks a space."""
    if Kind.LOWER <= kind <= Kind.DIGIT:
        small = unicodedata.normalize("NFKC", char).lower()
        return ord(small) if len(small) == 1 else ord(char.lower()[0])
    if char in "@©%€$£&#+":
        return ord(char)
    return SPACE


@cache
def tables() -> tuple[npt.NDArray[np.uint8], Codes]:
    """The class of every character and its folded code, both indexed by code point below 0x30000."""
    kinds = np.zeros(_TABLE_SIZE, np.uint8)
    folded = np.full(_TABLE_SIZE, SPACE, np.uint32)
    for code in range(0x3100):
        char = chr(code)
        kind = _kind_of(char)
        kinds[code] = kind
        folded[code] = _folded(char, kind)
    for code in range(0xA000, 0xD7FC):
        kinds[code] = Kind.CASELESS
        folded[code] = code
    for code in range(0xF900, 0x10000):
        char = chr(code)
        kind = _kind_of(char)
        kinds[code] = kind
        folded[code] = _folded(char, kind)
    for low, high in _IDEOGRAPHS:
        span = np.arange(low, high)
        known = folded[low:high] != SPACE
        folded[low:high] = np.where(known, folded[low:high], span)
        kinds[low:high] = Kind.IDEOGRAPH
    for kind, marks in _MARKS.items():
        for char in marks:
            kinds[ord(char)] = kind
            folded[ord(char)] = SPACE
    folded[NEWLINE] = NEWLINE
    return kinds, folded


def among(*kinds: Kind) -> npt.NDArray[np.bool_]:
    """A table by class of character: whether it is one of these. Indexing it is many times faster than `isin`."""
    table = np.zeros(len(Kind), bool)
    table[list(kinds)] = True
    return table


def codes_of(text: str) -> Codes:
    """The code points of a text; those past the tables become U+FFFD."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) and int(codes.max()) >= _TABLE_SIZE:
        codes = np.where(codes < _TABLE_SIZE, codes, 0xFFFD).astype(np.uint32)
    return codes


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_JAMO = range(0x1100, 0x1200)
_WHOLE = ((0x3100, 0xA000), (0xAC00, 0xD7A4), (0x1F000, 0x1FC00), (0x20000, 0x2F800))
"""Han, Hangul syllables, pictographs: large ranges of characters that are whole as they are."""


@cache
def _composable() -> npt.NDArray[np.bool_]:
    """Which characters `compose` may change, alone or together with those before them, by code point."""
    table = np.ones(_TABLE_SIZE, bool)
    for low, high in _WHOLE:
        table[low:high] = False
    for code in (*range(0x3100), *range(0xA000, 0xAC00), *range(0xF900, 0x10000)):
        char = chr(code)
        table[code] = (
            code in _INVISIBLE
            or code in _JAMO
            or unicodedata.category(char)[0] == "M"
            or not unicodedata.is_normalized("NFC", char)
        )
    return table


def composed_codes(text: str) -> Codes:
    """The code points of a text in composed form: `codes_of(compose(text))`, at a fraction of its cost."""
    codes = codes_of(text)
    return codes_of(compose(text)) if _composable().take(codes).any() else codes


def compose(text: str) -> str:
    """The text in composed form without invisible characters, so that look-alike spellings measure the same."""
    if text.isascii():
        return text
    if any(chr(code) in text for code in _INVISIBLE):
        text = text.translate(_INVISIBLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form in which phrases are compared: small letters, marks as spaces, spaces single, none at the ends."""
    _, folded = tables()
    return " ".join(folded.take(composed_codes(text)).tobytes().decode("utf-32-le", "surrogatepass").split())
