"""Names of people out of bylines: the phrases around them cut away, several taken apart, what is no name left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.dates import find_dates
from cleaner.metadata.words import Words, fold

LONGEST_BYLINE = 220
"""Characters; longer texts are no bylines."""

MOST_TOKENS = 5
"""Words of a name: more are a phrase."""

LONGEST_IDEOGRAPHIC = 8
MOST_NAMES = 12

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_SPLIT = re.compile(r"\s*(?:[|/;•·,\n，、；／｜]|\s[–—-]\s|\s&\s|\s\+\s|(?<=\w)\s?:\s)\s*")
_COMMAS_ONLY = re.compile(r"[^,]+,[^,]+")
_CAMEL_INITIALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,5}")
_END_INITIALS = re.compile(
    r"(?:^|\s)[-–—/(\[]{1,2}\s?((?:[^\W\d_]{2,5})(?:\s?[/,]\s?[^\W\d_]{2,6}){0,3})\s?[)\]/]?[.]?$")
_IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STRAY = " \t\u00a0.,;:-–—|/\\\"'“”„«»*•·>‹›_~‘’"


@dataclass(frozen=True, slots=True)
class NameRules:
    """What names are made of; from rules/metadata/names.toml, folded."""

    particles: frozenset[str]
    titles: frozenset[str]
    degrees: frozenset[str]
    agencies: frozenset[str]
    never: frozenset[str]
    good_classes: tuple[str, ...]
    bad_classes: tuple[str, ...]


@cache
def name_rules() -> NameRules:
    """The shipped rules about names."""
    data = load_toml(rules_dir() / "metadata" / "names.toml")
    sets = {key: frozenset(fold(word) for word in data[key]) for key in ("titles", "degrees", "agencies", "never")}
    return NameRules(frozenset(data["particles"]), **sets, good_classes=tuple(data["classes"]["good"]),
                     bad_classes=tuple(data["classes"]["bad"]))


def split_names(text: str, words: Words, language: str | None = None) -> list[str]:
    """The candidates for names in a byline, in its order: phrases before them, dates, roles and titles cut away.

    Whether each is a name is for `is_name` to say.
    """
    text = " ".join(text.split())[:LONGEST_BYLINE]
    text = _BRACKETS.sub(" ", _ADDRESS.sub(" , ", text))
    if any(c.isdigit() for c in text):
        for moment in reversed(find_dates(text, language)):
            text = f"{text[: moment.start]} | {text[moment.end :]}"
        text = _TIME.sub(" | ", text)
    names: list[str] = []
    for part in _parts(text, words):
        name = _bare(part, words)
        if name and name not in names:
            names.append(name)
    if len(names) == 2 and _COMMAS_ONLY.fullmatch(text.strip()) and all(" " not in name for name in names):
        return [f"{names[1]} {names[0]}"]
    return names[:MOST_NAMES]


def _parts(text: str, words: Words) -> Iterator[str]:
    joins = _joins(frozenset(words.joins))
    for piece in _SPLIT.split(text):
        yield from joins.split(piece)


@lru_cache(maxsize=64)
def _joins(joins: frozenset[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(join) for join in sorted(joins, key=len, reverse=True) if join.strip() and join != "&")
    return re.compile(rf"\s+(?:{either})\s+" if either else r"(?!)", re.IGNORECASE)


def _bare(part: str, words: Words) -> str:
    """A name without phrase, role and title around it."""
    part = part.strip(_STRAY)
    for _ in range(3):
        cut = words.byline.sub("", part, count=1) if words.byline.match(part) else part
        if cut == part:
            break
        part = cut.strip(_STRAY)
    tokens = part.split()
    tokens = _without_edge(tokens, words.roles, 5)
    rules = name_rules()
    while len(tokens) > 2 and fold(tokens[0]) in rules.titles:
        tokens = tokens[1:]
    while len(tokens) > 2 and fold(tokens[-1]) in rules.degrees:
        tokens = tokens[:-1]
    return " ".join(tokens).strip(_STRAY)


def _without_edge(tokens: list[str], phrases: frozenset[str], longest: int) -> list[str]:
    """The tokens without a phrase at either end, if two or more are left."""
    for size in range(min(longest, len(tokens) - 2), 0, -1):
        if fold(" ".join(tokens[-size:])) in phrases:
            return _without_edge(tokens[:-size], phrases, longest)
        if fold(" ".join(tokens[:size])) in phrases:
            return _without_edge(tokens[size:], phrases, longest)
    return tokens


def is_name(name: str, words: Words, site_keys: frozenset[str] = frozenset()) -> bool:
    """Whether a text has the shape of a person's full name and is no agency, role, house or phrase."""
    return name_shape(name, words, site_keys) == "full"


def name_shape(name: str, words: Words, site_keys: frozenset[str] = frozenset()) -> str:
    """What a text may be: "full" a person's name, "single" one word of one, "house" a site, agency or desk, "" none."""
    key = fold(name)
    rules = name_rules()
    if not key or len(name) > 60 or any(c.isdigit() for c in name) or any(c in "@<>{}=?!…:" for c in name):
        return ""
    if key in rules.agencies or key in words.unnamed or key in words.roles or key in site_keys:
        return "house"
    parts = key.split()
    if any(part in rules.never for part in parts):
        return "house"
    if _IDEOGRAPHIC.search(name):
        return "full" if 2 <= len(name.replace(" ", "")) <= LONGEST_IDEOGRAPHIC else ""
    tokens = name.split()
    if len(tokens) > MOST_TOKENS:
        return ""
    big = 0
    for index, token in enumerate(tokens):
        first = next((c for c in token if c.isalpha()), "")
        if not first:
            return ""
        if first.islower():
            inside = index < len(tokens) - 1
            if not inside or not (token in rules.particles or "'" in token or "’" in token):
                return ""
        else:
            big += 1
            small = token.lower()
            if len(tokens) > 1 and len(small) > 2 and small in words.function_words and small not in rules.particles:
                return ""
    if len(tokens) == 1:
        return "single"
    return "full" if big >= 2 else ""


def initials_at_end(text: str) -> list[str]:
    """The initials of "- KLZ", "(dpa/mab)" or "/ritzau/", alone in a block or at its end; [] if there are none."""
    match = _END_INITIALS.search(text.strip())
    return [part.strip() for part in re.split(r"[/,]", match[1]) if part.strip()] if match else []
