"""Markup on which a standard HTML parser would work for minutes, or fill the memory.

The parsing rules of HTML are quadratic in three places: each block-level tag looks through the open elements, each
block re-opens the formatting elements that were not closed, each attribute is compared with those before it. What that
would come to is estimated here in one pass, before the page is parsed. Measured with lexbor: 100,000 open `<div>` take
13 seconds; 4,000 times `<font size=N><p>`, 75 KB, take 9 seconds and 2.9 GB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.errors import LimitError

MOST_STEPS = 400_000_000
"""Open elements looked through in all: about a second. A page of 5,000 tags, 50 deep, takes a quarter of a million."""
MOST_REOPENED = 1_000_000
"""Formatting elements opened again in all: about 370 MB."""
MOST_ATTRIBUTES = 20_000
"""Attributes of one element: about a second."""
FEW_TAGS = 2_000
"""Tags that can't reach the limits: the square of half of them is below MOST_REOPENED."""
LONG_TAG = 40_000
"""Bytes of a tag that may have MOST_ATTRIBUTES attributes."""

NAME_BYTES = 4
"""Bytes of a tag's name that are looked at: they tell the elements below from all others that matter."""

_UNNESTED = (
    "area base br col embed hr img input link meta param source track wbr p li dd dt tr td th option "
    "path rect circle use polygon line ellipse stop image"
)
"""Elements that have no end tag, or are ended by the next of their kind."""
_FORMATTING = "a b big code em font i nobr s small strike strong tt u"
_TAG = re.compile(rb"<[a-zA-Z]")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_FIRST_LETTERS = np.array([code | 0x20 if chr(code).isalpha() and code < 128 else 0 for code in range(256)], np.uint8)
_LETTERS = np.array([code if 48 <= code < 58 else _FIRST_LETTERS[code] for code in range(256)], np.uint8)
"""Bytes of names in lower case; 0 for others."""
_FORMATTING_LETTERS = np.isin(_FIRST_LETTERS, [ord(name[0]) for name in _FORMATTING.split()])


def check_markup(html: bytes) -> None:
    """Raise LimitError if parsing the page, in UTF-8, would take far more work than its length."""
    for gap in _long_gaps(html):
        tag = _TAG.search(gap)
        if tag and len(_QUOTED.sub(b" ", gap[tag.start() :]).split()) > MOST_ATTRIBUTES:
            raise LimitError(f"an element has more than {MOST_ATTRIBUTES} attributes")
    data = np.frombuffer(html, np.uint8)
    begins = data == ord("<")
    if np.count_nonzero(begins) > FEW_TAGS:
        tags = np.flatnonzero(begins)
        _check_nesting(data, tags[: np.searchsorted(tags, len(data) - NAME_BYTES - 1)])


def _long_gaps(html: bytes) -> Iterator[bytes]:
    """The stretches of at least LONG_TAG bytes that end no tag."""
    at = 0
    while at + LONG_TAG < len(html):
        last = html.rfind(b">", at, at + LONG_TAG)
        if last < 0:
            last = html.find(b">", at + LONG_TAG)
            last = len(html) if last < 0 else last
            yield html[at:last]
        at = last + 1


def _check_nesting(data: npt.NDArray[np.uint8], places: Numbers) -> None:
    """Raise LimitError if too many of the tags that begin at these places stay open."""
    ends = data[places + 1] == ord("/")
    starts = places + 1 + ends
    first = data[starts]
    named = _FIRST_LETTERS[first] > 0
    steps = 1 - 2 * ends.astype(np.int64)
    if len(places) ** 2 > 2 * MOST_STEPS:
        nested = named & ~_among(_codes(data, starts), _codes_of(_UNNESTED))
        if int(_open(np.where(nested, steps, 0)).sum()) > MOST_STEPS:
            raise LimitError("its elements are nested too deep")
    formatting = np.zeros(len(places), np.bool_)
    suspects = np.flatnonzero(_FORMATTING_LETTERS[first])
    formatting[suspects] = _among(_codes(data, starts[suspects]), _codes_of(_FORMATTING))
    blocks = named & ~formatting
    most = int(np.count_nonzero(formatting & ~ends)) * int(np.count_nonzero(blocks))
    if most > MOST_REOPENED and int(_open(np.where(formatting, steps, 0))[blocks].sum()) > MOST_REOPENED:
        raise LimitError("too many of its formatting elements have no end")


def _open(steps: Numbers) -> Numbers:
    """How many elements are open after each tag; an end tag without its element counts for nothing."""
    level = np.cumsum(steps)
    return level - np.minimum(np.minimum.accumulate(level), 0)


def _codes(data: npt.NDArray[np.uint8], starts: Numbers) -> Codes:
    """The names that begin at these places, in lower case, as numbers; 0 where none begins."""
    names = np.empty((len(starts), NAME_BYTES), np.uint8)
    inside = np.ones(len(starts), np.bool_)
    for at in range(NAME_BYTES):
        letters = (_LETTERS if at else _FIRST_LETTERS)[data[starts + at]]
        inside &= letters > 0
        names[:, at] = letters * inside
    return names.view(np.uint32).ravel()


def _among(names: Codes, wanted: Codes) -> npt.NDArray[np.bool_]:
    """Which of the names are among the wanted ones, which are sorted."""
    found: npt.NDArray[np.bool_] = wanted[np.searchsorted(wanted, names).clip(max=len(wanted) - 1)] == names
    return found


@cache
def _codes_of(names: str) -> Codes:
    padded = "".join(name[:NAME_BYTES].ljust(NAME_BYTES, "\0") for name in names.split()).encode()
    codes: Codes = np.unique(np.frombuffer(padded, np.uint32))
    return codes
