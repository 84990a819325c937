"""Front matter at the top of a flattened text: its extent, and the labels of its lines."""

from __future__ import annotations

import re
from functools import cache

from cleaner.data import load_toml, rules_dir
from cleaner.values import Label

MOST_LINES = 60
"""Lines in which the closing fence is looked for."""
_FENCE = re.compile(r"(?:-{3,}|\+{3,})")
_GAP = "[\\s\u00ad\u200b-\u200f\u2060\ufeff]*"
"""Spaces and invisible characters, a byte order mark among them."""
_KEY = re.compile(r"([A-Za-z][\w-]{0,30})\s*[:=]")


@cache
def _date_prefix() -> re.Pattern[str]:
    keys = "|".join(load_toml(rules_dir() / "front.toml")["date_keys"])
    return re.compile(rf"{_GAP}(?:{keys}){_GAP}[:=]?{_GAP}\d{{4}}-\d\d(?:-\d\d)?(?=\s)", re.I)


def date_prefix(source: str) -> int:
    """The number of characters of a key and a date that stand before the text on its first line; 0 without them."""
    found = _date_prefix().match(source[:200])
    return found.end() if found else 0


def front_labels(lines: list[str]) -> list[Label]:
    """The labels of the lines of fenced front matter, fences included; [] without any."""
    if not lines or not _FENCE.fullmatch(lines[0]):
        return []
    close = next((i for i, line in enumerate(lines[1:MOST_LINES], 1) if _FENCE.fullmatch(line)), 0)
    if not close or not any(_KEY.match(line) for line in lines[1:close]):
        return []
    known = load_toml(rules_dir() / "front.toml")["labels"]
    labels = [Label.OTHER]
    last = Label.OTHER
    for line in lines[1:close]:
        key = _KEY.match(line)
        if key:
            last = Label(known.get(key.group(1).lower(), Label.OTHER))
        labels.append(last)
    return [*labels, Label.OTHER]
