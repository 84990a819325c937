"""Front matter: the lines `key: value` between two fences at the top of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 60
LONGEST_FRONT = 5_000
"""Lines and characters at the top of a text in which front matter is looked for."""

FEWEST_PAIRS = 2
"""Unfenced lines at the top count as front matter only if this many known keys follow each other."""

_FENCE = re.compile(r"(?:-{3,}|\+{3,})")
_PAIR = re.compile(r"([A-Za-z][\w-]{1,30})\s*[:=]\s*(.*)")
_ITEM = re.compile(r"-\s+(.+)")
_KEYS = frozenset(["title", "date", "author", "authors", "url", "description", "lang", "language", "tags", "source"])


def front_matter(lines: Sequence[str]) -> list[tuple[str, str]]:
    """(key, value) of a text's front matter, keys in small letters, a list as one pair an entry; [] without any."""
    if not lines:
        return []
    fenced = bool(_FENCE.fullmatch(lines[0].strip()))
    pairs: list[tuple[str, str]] = []
    key = ""
    for line in lines[int(fenced) : MOST_LINES]:
        text = line.strip()
        pair, item = _PAIR.fullmatch(text), _ITEM.fullmatch(text)
        if fenced and _FENCE.fullmatch(text):
            return pairs
        if pair and (fenced or pair[1].lower() in _KEYS):
            key = pair[1].lower()
            pairs.extend((key, value) for value in _values(pair[2]))
        elif item and key:
            pairs.append((key, item[1].strip("'\" ")))
        else:
            break
    return pairs if not fenced and len({key for key, _ in pairs}) >= FEWEST_PAIRS else []


def _values(text: str) -> list[str]:
    """A value without quotes; `[a, b]` is a list."""
    text = text.strip()
    parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return [value for part in parts if (value := part.strip().strip("'\"").strip())]
