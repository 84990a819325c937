"""Look-ups in a page's `<meta>` elements by field; the keys stand in rules/metadata/meta.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cleaner.data import load_toml, rules_dir
from cleaner.page import Head


@cache
def meta_rules() -> dict[str, Any]:
    """The keys of every field, by field and group."""
    return load_toml(rules_dir() / "metadata" / "meta.toml")


@cache
def _ranks(field: str, group: str) -> dict[str, int]:
    """The keys of a field and their places in the order of trust."""
    return {key: rank for rank, key in reversed(list(enumerate(meta_rules()[field][group])))}


Metas = Mapping[str, Sequence[str]]


def by_key(head: Head) -> Metas:
    """The contents of every meta key, in page order; old spellings of Dublin Core keys count as the new ones."""
    metas: dict[str, list[str]] = {}
    for key, content in head.metas:
        metas.setdefault(key, []).append(content)
    return metas


def found(metas: Metas, field: str, group: str = "keys") -> list[tuple[str, str]]:
    """(key, content) of a field's keys that the page has, best key first, every content once."""
    if not metas:
        return []
    ranks = _ranks(field, group)
    seen: dict[str, str] = {}
    for key in sorted(metas.keys() & ranks.keys(), key=ranks.__getitem__):
        for content in metas[key]:
            if content and content not in seen:
                seen[content] = key
    return [(key, content) for content, key in seen.items()]
