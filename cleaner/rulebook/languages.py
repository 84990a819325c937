"""Language files: function words, dates and phrases of one language each, and which language a page is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.data import kept, load_toml, rules_dir
from cleaner.errors import RuleError
from cleaner.text.chars import fold

PHRASE_LABELS = (
    "newsletter", "sponsor", "event", "related", "job", "share", "comments", "paywall", "legal", "bio", "nav",
    "caption", "tags", "widget", "lead", "byline", "dateline",
)
"""The labels that have phrase lists, in the order of the phrase columns."""

USES = ("anywhere", "end", "start", "line", "head")
"""How a phrase stands in its block, weakest first; a block's phrase level is 1 + the index of its strongest use."""

EVERY = "und"
"""The code of the file whose phrases hold in every language."""

OTHER_USES = {"event": ("field", "kind"), "byline": ("prefix", "role", "join", "unnamed"),
              "dateline": ("published", "updated", "today", "yesterday", "ago", "units", "reading_time")}
"""Lists of a language file that are no phrase uses."""
TOP = ("code", "name", "function_words", "months", "weekdays")
DROP = "drop"
"""The list, in a user's file, of phrases that the shipped file has and the user does not want."""


class Layer(NamedTuple):
    """A folder of rules laid over the shipped ones, and the state it was read in."""

    folder: Path
    state: int


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


def check_language(table: dict[str, Any], where: str) -> None:
    """Raise RuleError, naming the file, if a language table has keys that nothing reads."""
    for section, lists in table.items():
        if section in TOP:
            continue
        if section not in PHRASE_LABELS:
            raise RuleError(f"{where}: unknown section [{section}]; the sections are {', '.join(PHRASE_LABELS)}")
        for use, phrases in lists.items():
            known = (*USES, *OTHER_USES.get(section, ()), DROP)
            if use not in known:
                raise RuleError(f"{where}: [{section}] has an unknown list {use!r}; the lists are {', '.join(known)}")
            if not isinstance(phrases, list) or (use in (*USES, DROP) and not all(isinstance(p, str) for p in phrases)):
                raise RuleError(f"{where}: [{section}] {use} must be a list of texts")


@cache
def _table(code: str, over: Layer | None) -> dict[str, Any]:
    """The language file of a code, with the lists of the user's one added and its dropped phrases taken out."""
    shipped = rules_dir() / "languages" / f"{code}.toml"
    own = over.folder / "languages" / f"{code}.toml" if over else None
    if own is None or not own.is_file():
        return load_toml(shipped)
    added = load_toml.__wrapped__(own)
    check_language(added, str(own))
    table = dict(load_toml(shipped)) if shipped.is_file() else {}
    for section, lists in added.items():
        if not isinstance(lists, dict):
            table[section] = [*table.get(section, ()), *lists] if isinstance(lists, list) else lists
            continue
        unwanted = set(map(fold, lists.get(DROP, ())))
        merged = {use: [p for p in phrases if not isinstance(p, str) or fold(p) not in unwanted]
                  for use, phrases in table.get(section, {}).items()}
        for use, phrases in lists.items():
            merged[use] = [*merged.get(use, ()), *phrases]
        table[section] = merged
    return table


def spelled_phrases(code: str | None, label: str, use: str, over: Layer | None = None) -> list[str]:
    """The phrases of a list as the files spell them: of a language (English if unknown) and of every language."""
    return [p for name in (code or "en", EVERY) for p in _table(name, over).get(label, {}).get(use, ())]


@cache
def language(code: str, over: Layer | None = None) -> Language:
    """What the language file of a code says, with a user's file over it. Raises RuleError where there is none."""
    if over is None:
        path = rules_dir() / "languages" / f"{code}.toml"
        try:
            told = kept(f"language {code}", [path], lambda: _told(_table(code, None)))
        except OSError as error:
            raise RuleError(f"{path}: {error}") from error
    else:
        told = _told(_table(code, over))
    return Language(
        code=code,
        function_words=frozenset(told["function_words"]),
        months=frozenset(told["months"]),
        weekdays=frozenset(told["weekdays"]),
        ago=frozenset(told["ago"]),
        phrases=tuple((phrase, label, use) for phrase, label, use in told["phrases"]),
    )


def _told(table: dict[str, Any]) -> dict[str, Any]:
    """What a language file says, folded, as JSON values."""
    lists = {
        "function_words": frozenset(map(fold, table.get("function_words", ()))),
        "months": _words(table.get("months", ())),
        "weekdays": _words(table.get("weekdays", ())),
        "ago": _words([table.get("dateline", {}).get("ago", ())]),
    }
    phrases = list(dict.fromkeys(entry for entry in _phrases(table) if entry[0]))
    return {name: sorted(words) for name, words in lists.items()} | {"phrases": phrases}


@cache
def codes() -> tuple[str, ...]:
    """The codes of all language files but the one for every language, sorted."""
    return tuple(sorted(p.stem for p in Path(rules_dir() / "languages").glob("*.toml") if p.stem != EVERY))


@cache
def _vocabulary() -> dict[str, list[int]]:
    """Function word -> indexes of the languages that have it."""
    paths = [rules_dir() / "languages" / f"{code}.toml" for code in codes()]
    owners: dict[str, list[int]] = kept("vocabulary", paths, _owners)
    return owners


def _owners() -> dict[str, list[int]]:
    owners: dict[str, list[int]] = {}
    for index, code in enumerate(codes()):
        for word in sorted(language(code).function_words):
            owners.setdefault(word, []).append(index)
    return owners


def guess(words: Sequence[str]) -> str | None:
    """The code of the language whose function words the words contain most of; None when hardly any is found.

    Each distinct function word counts once, divided among the languages that share it.
    """
    numbers, shares = _shares()
    found = sorted(filter(None, map(numbers.get, set(words))))
    points = shares[found].sum(0)
    best = int(points.argmax())
    return codes()[best] if points[best] >= 1.0 else None


@cache
def _shares() -> tuple[dict[str, int], npt.NDArray[np.float64]]:
    """Function word -> its row, and what it says for each language: shape (words + 1, languages); row 0 is empty."""
    owners = _vocabulary()
    shares = np.zeros((len(owners) + 1, len(codes())))
    for row, indexes in enumerate(owners.values(), 1):
        shares[row, indexes] = 1.0 / len(indexes)
    return dict(zip(owners, range(1, len(shares)), strict=True)), shares


@cache
def all_function_words() -> frozenset[str]:
    """The function words of all languages together."""
    return frozenset(_vocabulary())
