"""What the class and id of an element say, by concept; remembered for every distinct string."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleaner.data import load_toml, rules_dir

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@cache
def _tables() -> tuple[tuple[str, ...], dict[str, int], tuple[tuple[str, int], ...], tuple[str, ...]]:
    table = load_toml(rules_dir() / "markup.toml")
    names = tuple(table["concept"])
    whole: dict[str, int] = {}
    parts: list[tuple[str, int]] = []
    for i, name in enumerate(names):
        for token in table["concept"][name].get("tokens", ()):
            whole[token] = whole.get(token, 0) | 1 << i
        parts.extend((part, 1 << i) for part in table["concept"][name].get("parts", ()))
    return names, whole, tuple(parts), tuple(table["slug_prefixes"])


def concept_names() -> tuple[str, ...]:
    """The names of the concepts, in the order of their numbers."""
    return _tables()[0]


@lru_cache(maxsize=65536)
def concepts_of(key: str) -> tuple[int, ...]:
    """The numbers of the concepts that a key (class, id, itemprop and role in one string) names."""
    names, whole, parts, slugs = _tables()
    bits = 0
    classes = key.split()
    many = len(classes) > 4
    for name in classes:
        if many and name.startswith(slugs):
            continue
        for token in _TOKEN.findall(name[:80]):
            bits |= whole.get(token.lower(), 0)
        small = name[:80].lower().replace("-", "").replace("_", "")
        for part, bit in parts:
            if part in small:
                bits |= bit
    return tuple(i for i in range(len(names)) if bits >> i & 1)
