"""What the class and id of an element say, by concept; remembered for every distinct string."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cleaner.data import load_toml, rules_dir

LONGEST = 80
"""Characters of a class name that are read; longer ones are made by machines."""
MANY = 5
"""Names: an element with so many repeats the page's topics in its class."""
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class _Tables:
    names: tuple[str, ...]
    whole: dict[str, int]
    parts: re.Pattern[str]
    part_bits: dict[str, int]
    slugs: tuple[str, ...]


@cache
def _tables() -> _Tables:
    table = load_toml(rules_dir() / "markup.toml")
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    for i, concept in enumerate(table["concept"].values()):
        for token in concept.get("tokens", ()):
            whole[token] = whole.get(token, 0) | 1 << i
        for part in concept.get("parts", ()):
            plain = part.replace("-", "")
            parts[plain] = parts.get(plain, 0) | 1 << i
    # A look-ahead finds parts that overlap; the longest at each place stands for the shorter ones it begins with.
    pattern = re.compile("(?=(" + "|".join(sorted(map(re.escape, parts), key=len, reverse=True)) + "))")
    return _Tables(tuple(table["concept"]), whole, pattern, parts, tuple(table["slug_prefixes"]))


def concept_names() -> tuple[str, ...]:
    """The names of the concepts, in the order of their numbers."""
    return _tables().names


@lru_cache(maxsize=65536)
def _bits_of(name: str) -> int:
    """The concepts of one class name, as a bit set."""
    tables = _tables()
    bits = 0
    for token in _TOKEN.findall(name):
        bits |= tables.whole.get(token.lower(), 0)
    for found in tables.parts.finditer(name.lower().replace("-", "").replace("_", "")):
        bits |= tables.part_bits[found.group(1)]
    return bits


@lru_cache(maxsize=65536)
def concepts_of(key: str) -> int:
    """The concepts that a key (class, id, itemprop and role in one string) names, as a bit set."""
    tables = _tables()
    names = key.split()
    if len(names) >= MANY:
        names = [name for name in names if not name.startswith(tables.slugs)]
    bits = 0
    for name in names:
        bits |= _bits_of(name[:LONGEST])
    return bits
