"""The words that metadata are read with: months, byline and dateline phrases of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.data import kept, load_toml, rules_dir

_WORD = re.compile(r"\w+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]+")
_LEADING = " \t([{\"'“”„«»‘’–—-•·|*_"
LONGEST_START = 40
"""Characters in which the first word of a byline's phrase stands, with the signs before it."""

COMMON_LANGUAGES = ("en", "und")
"""Sites of every language show English words beside their own."""


def fold(text: str) -> str:
    """Small letters and digits, everything else a single space: the form in which names and titles are compared."""
    if text.isalpha():
        return text.lower()
    return " ".join(_WORD.findall(text.lower()))


def terms(text: str) -> list[str]:
    """The words of a text in small letters; scripts without spaces give pairs of neighbouring characters."""
    words: list[str] = _WORD.findall(text.lower())
    if text.isascii() or not _IDEOGRAPHS.search(text):
        return words
    out: list[str] = []
    for word in words:
        if word.isascii() or not _IDEOGRAPHS.search(word):
            out.append(word)
        else:
            out.extend(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return out


@dataclass(frozen=True, slots=True)
class Words:
    """What one language says about bylines and dates; the phrases are folded.

    `months` maps a word to 1..12. `byline` matches at the start of a text (see `byline_end`), `joins` with the spaces
    around, `published` and `updated` anywhere, `tag_words` at the start of a row of tags. `byline_starts` are the first
    words of the byline phrases, `date_words` the phrases before dates, in small letters, longest first.
    """

    months: dict[str, int]
    weekdays: frozenset[str]
    function_words: frozenset[str]
    roles: frozenset[str]
    unnamed: frozenset[str]
    joins: re.Pattern[str]
    byline: re.Pattern[str]
    byline_starts: tuple[str, ...]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    date_words: tuple[str, ...]
    tag_words: re.Pattern[str]


@cache
def words_of(language: str | None) -> Words:
    """The words of a language (ISO 639-1), with English and the common ones; an unknown language has only these."""
    codes = dict.fromkeys([code for code in ((language or "").split("-")[0].lower(),) if code] + [*COMMON_LANGUAGES])
    data = [_language(code) for code in codes]

    def phrases(section: str, key: str) -> list[str]:
        return [phrase for one in data for phrase in one.get(section, {}).get(key, ())]

    dated = {*phrases("dateline", "published"), *phrases("dateline", "updated")}
    function_words = {fold(word) for one in data[:1] for word in one.get("function_words", ())}
    return Words(
        months=_months(data),
        weekdays=frozenset(fold(form) for one in data for forms in one.get("weekdays", ()) for form in forms),
        function_words=frozenset(function_words),
        roles=frozenset(map(fold, phrases("byline", "role"))),
        unnamed=frozenset(map(fold, phrases("byline", "unnamed"))),
        joins=re.compile(rf"(?:^|\s+)(?:{_either(phrases('byline', 'join'))})\s+", re.IGNORECASE),
        byline=_starting(phrases("byline", "prefix")),
        byline_starts=tuple({phrase.lower().split()[0] for phrase in phrases("byline", "prefix")}),
        published=_anywhere(phrases("dateline", "published")),
        updated=_anywhere(phrases("dateline", "updated")),
        tag_words=_starting({phrase for key in ("head", "line", "start") for phrase in phrases("tags", key)}),
        date_words=tuple(sorted(map(str.lower, dated), key=len, reverse=True)),
    )


@cache
def _language(code: str) -> dict[str, Any]:
    path = rules_dir() / "languages" / f"{code}.toml"
    return load_toml(path) if code.isalpha() and path.is_file() else {}


def _months(preferred: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Month words of all languages; where two disagree the page's own decides, and without one the word is left out."""
    months = dict(_agreed_months())
    for one in reversed(list(preferred)):
        months.update(_month_forms(one))
    return months


@cache
def _agreed_months() -> dict[str, int]:
    """Month words that mean one month in every language that has them."""
    paths = sorted((rules_dir() / "languages").glob("*.toml"))
    months: dict[str, int] = kept("months", paths, lambda: _months_of(paths))
    return months


def _months_of(paths: Iterable[Path]) -> dict[str, int]:
    seen: dict[str, set[int]] = {}
    for path in paths:
        for word, month in _month_forms(load_toml(path)):
            seen.setdefault(word, set()).add(month)
    return {word: numbers.pop() for word, numbers in seen.items() if len(numbers) == 1}


def _month_forms(language: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for number, forms in enumerate(language.get("months", ()), 1):
        for form in forms:
            yield form.lower().strip("."), number


def byline_end(text: str, words: Words) -> int:
    """Where the phrase before the names ends ("By ", "Von: ", also "ByAnna"), or 0 if the text begins with none."""
    if not text[:LONGEST_START].lstrip(_LEADING).lower().startswith(words.byline_starts):
        return 0
    match = words.byline.match(text)
    if match is None:
        return 0
    end = match.end()
    if match[1] or end == len(text) or not text[end].isalnum():
        return end
    glued = text[end].isupper() and text[end - 1].islower()
    return end if glued or _IDEOGRAPHS.match(text, end - 1) else 0


def _starting(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(_LEADING)}]*(?:{_either(phrases)})([\s:：.\-–—|]*)", re.IGNORECASE)


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})(?!\w)", re.IGNORECASE)


def _either(phrases: Iterable[str]) -> str:
    """One alternation of all phrases, longest first, whatever the spaces in them; matches nothing without phrases."""
    forms = sorted({phrase.lower() for phrase in phrases if phrase}, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) or "(?!)"
