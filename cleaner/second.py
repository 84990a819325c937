"""The second opinion: what trafilatura keeps of a page, asked only when our own confidence is low."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaner.data import load_toml, rules_dir
from cleaner.text.chars import fold


@cache
def _settings() -> tuple[float, float, int]:
    table = load_toml(rules_dir() / "sequence.toml")["second_opinion"]
    return float(table["below"]), float(table["points"]), int(table["largest"])


def is_wanted(expected: float, size: int) -> bool:
    """Whether a page with this expected F1 and so many characters of HTML gets a second opinion."""
    below, _, largest = _settings()
    return expected < below and size <= largest


def second_opinion(html: str | bytes, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Points for each block: positive where trafilatura keeps its text, negative where not; 0 if it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - half a second to import, rarely needed

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _, points, _ = _settings()
    kept = "".join(fold(extract(html, include_comments=False) or "").split())
    if not kept:
        return np.zeros(len(texts), np.float32)
    found = [bool(plain) and plain in kept for plain in ("".join(fold(text).split()) for text in texts)]
    return np.where(found, points, -points).astype(np.float32)
