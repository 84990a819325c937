"""The second opinion: what trafilatura keeps of a page, asked only when our own confidence is low."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.data import load_toml, rules_dir
from cleaner.errors import LimitError
from cleaner.text.chars import fold


@cache
def _settings() -> tuple[float, float, int, int]:
    table = load_toml(rules_dir() / "sequence.toml")["second_opinion"]
    return float(table["below"]), float(table["points"]), int(table["largest"]), int(table["blocks"])


def is_wanted(expected: float, size: int, blocks: int) -> bool:
    """Whether a page with this expected F1, so many characters of HTML and so many blocks gets a second opinion."""
    below, _, largest, most_blocks = _settings()
    return expected < below and size <= largest and blocks <= most_blocks


def second_opinion(html: str | bytes, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Points for each block: positive where trafilatura keeps its text, negative where not; 0 if it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - half a second to import, rarely needed

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    points = _settings()[1]
    try:
        theirs = extract(html, include_comments=False)
    except LimitError:
        raise
    except Exception:  # a page that another extractor can't read is still a page
        theirs = None
    kept = "".join(fold(theirs or "").split())
    if not kept:
        return np.zeros(len(texts), np.float32)
    found = []
    at = 0
    for text in texts:
        plain = "".join(fold(text).split())
        # most stand where the one before them has ended, and needn't be sought from the beginning
        place = kept.find(plain, at)
        if place < 0:
            place = kept.find(plain, 0, at + len(plain))
        found.append(bool(plain) and place >= 0)
        if found[-1]:
            at = place + len(plain)
    return np.where(found, points, -points).astype(np.float32)
