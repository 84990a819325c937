"""Language files: function words, dates and phrases of one language each, and which language a page is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.data import load_toml, rules_dir
from cleaner.text.chars import fold

PHRASE_LABELS = (
    "newsletter", "sponsor", "event", "related", "job", "share", "comments", "paywall", "legal", "bio", "nav",
    "caption", "tags", "widget", "lead", "byline", "dateline",
)
"""The labels that have phrase lists, in the order of the phrase columns."""

USES = ("anywhere", "end", "start", "line", "head")
"""How a phrase stands in its block, weakest first; a block's phrase level is the index of its strongest use plus one."""

EVERY = "und"
"""The code of the file whose phrases hold in every language."""


@dataclass(frozen=True, slots=True)
class Language:
    """What one language file says, folded for comparison."""

    code: str
    function_words: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    ago: frozenset[str]
    phrases: tuple[tuple[str, str, str], ...]
    """(phrase, label, use) of every phrase."""


def _phrases(table: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    for label in PHRASE_LABELS:
        lists = table.get(label, {})
        for use in USES:
            for phrase in lists.get(use, ()):
                yield fold(phrase), label, use
    event = table.get("event", {})
    for phrase in event.get("field", ()):
        yield fold(phrase), "event", "line"
    for phrase in event.get("kind", ()):
        yield fold(phrase), "event", "line"
    for phrase in table.get("byline", {}).get("prefix", ()):
        yield fold(phrase), "byline", "start"
    for name in ("published", "updated"):
        for phrase in table.get("dateline", {}).get(name, ()):
            yield fold(phrase), "dateline", "start"
    for phrase in table.get("dateline", {}).get("reading_time", ()):
        yield fold(phrase), "dateline", "anywhere"


def _words(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for forms in lists for form in forms for word in fold(form).split())


@cache
def language(code: str) -> Language:
    """The language file of a code. Raises FileNotFoundError where there is none."""
    table = load_toml(rules_dir() / "languages" / f"{code}.toml")
    return Language(
        code=code,
        function_words=frozenset(map(fold, table.get("function_words", ()))),
        months=_words(table.get("months", ())),
        weekdays=_words(table.get("weekdays", ())),
        ago=_words([table.get("dateline", {}).get("ago", ())]),
        phrases=tuple(dict.fromkeys(entry for entry in _phrases(table) if entry[0])),
    )


@cache
def codes() -> tuple[str, ...]:
    """The codes of all language files but the one for every language, sorted."""
    return tuple(sorted(p.stem for p in Path(rules_dir() / "languages").glob("*.toml") if p.stem != EVERY))


@cache
def _vocabulary() -> tuple[dict[str, tuple[int, ...]], tuple[float, ...]]:
    """Function word -> indexes of the languages that have it; and the size of each language's list."""
    owners: dict[str, list[int]] = {}
    for index, code in enumerate(codes()):
        for word in language(code).function_words:
            owners.setdefault(word, []).append(index)
    return {word: tuple(indexes) for word, indexes in owners.items()}, ()


def guess(words: Sequence[str]) -> str | None:
    """The code of the language whose function words the words contain most of; None when hardly any is found.

    Each distinct function word counts once, divided among the languages that share it.
    """
    owners, _ = _vocabulary()
    found = owners.keys() & set(words)
    if not found:
        return None
    points = [0.0] * len(codes())
    for word in found:
        for index in owners[word]:
            points[index] += 1.0 / len(owners[word])
    best = max(range(len(points)), key=points.__getitem__)
    return codes()[best] if points[best] >= 1.0 else None


@cache
def all_function_words() -> frozenset[str]:
    """The function words of all languages together."""
    return frozenset(word for code in codes() for word in language(code).function_words)
