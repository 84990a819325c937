"""Names of people out of bylines: the phrases around them cut away, several taken apart, what is no name left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.moment import Moment
from cleaner.metadata.words import Words, byline_end, fold

LONGEST_BYLINE = 220
"""Characters; longer texts are no bylines."""

LONGEST_NAME = 60
MOST_TOKENS = 5
"""Characters and words of a name: more are a phrase."""

LONGEST_IDEOGRAPHIC = 8
LONGEST_ROLE = 5
MOST_NAMES = 12

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_WRAPPED = re.compile(r"[(\[（【](.*)[)\]）】]")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_SPLIT = re.compile(
    r"\s*(?:[|/;•·●▪∙‧◦■,\n，、；／｜]|\s[–—-]\s|\s&\s|\s\+\s|(?<=\w)\s?[:：]\s?|(?<=[^\W\d_]{3})\.(?=\s))\s*")
_SIGN = re.compile(r"[^\w\s'’]")
"""Without any of these a text is one part and has no brackets and times in it."""

_LAST_FIRST = re.compile(r"[^,]+,[^,]+")
_END_INITIALS = re.compile(
    r"(?:^|\s)(?:[(\[/]\s?(?P<marked>[^\W\d_]{2,5}(?:\s?[/,]\s?[^\W\d_]{2,6}){0,3})\s?[)\]/]|"
    r"[-–—]\s?(?P<dashed>[^\W\d_]{2,5}(?:\s?[/,]\s?[^\W\d_]{2,6}){0,3}))\.?$")
_IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOT_IN_NAMES = re.compile(r"[\d#@<>{}=?!…:]")
_GENITIVES = ("'s", "’s")
_STRAY = " \t\u00a0.,;:-–—|/\\\"'“”„«»*•·>‹›_~‘’()[]"


@dataclass(frozen=True, slots=True)
class NameRules:
    """What names are made of; from rules/metadata/names.toml, folded."""

    particles: frozenset[str]
    titles: frozenset[str]
    degrees: frozenset[str]
    agencies: frozenset[str]
    houses: frozenset[str]
    never: frozenset[str]
    good_classes: tuple[str, ...]
    bad_classes: tuple[str, ...]


class Named(NamedTuple):
    """A name that was read; `cut` whether the text went on after it ("Anna Berg in Politics"), `helper` whether it
    stands after words for somebody who only lent a hand ("Reviewed by Anna Berg")."""

    name: str
    cut: bool = False
    helper: bool = False


@cache
def name_rules() -> NameRules:
    """The shipped rules about names."""
    data = load_toml(rules_dir() / "metadata" / "names.toml")
    sets = {key: frozenset(map(fold, data[key])) for key in ("titles", "degrees", "agencies", "houses", "never")}
    return NameRules(frozenset(data["particles"]), **sets, good_classes=tuple(data["classes"]["good"]),
                     bad_classes=tuple(data["classes"]["bad"]))


class _Helpers(NamedTuple):
    """The words before the names of those who only lent a hand, and how these words begin, in small letters."""

    phrase: re.Pattern[str]
    starts: tuple[str, ...]


@cache
def _helpers() -> _Helpers:
    phrases = sorted(load_toml(rules_dir() / "metadata" / "names.toml")["helpers"], key=len, reverse=True)
    either = "|".join(map(re.escape, phrases))
    return _Helpers(re.compile(rf"(?:{either})(?!\w)", re.IGNORECASE), tuple({phrase.split()[0] for phrase in phrases}))


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, folded; from rules/metadata/given_names.toml."""
    lists = load_toml(rules_dir() / "metadata" / "given_names.toml")["names"].values()
    return frozenset(fold(name) for names in lists for name in names.split())


def split_names(text: str, words: Words, dates: list[Moment] | None = None) -> list[Named]:
    """The candidates for names in a byline, in its order: phrases before them, dates, roles and titles cut away.

    Single words after a full name are degrees and agencies ("Anna Berg, RD") and left out. `dates` are the dates in
    the text (their offsets count). Whether each is a name is for `name_shape` to say.
    """
    for moment in reversed(dates or []):
        text = f"{text[: moment.start]} | {text[moment.end :]}"
    text = " ".join(text[:LONGEST_BYLINE].replace("\u00ad", "").split())
    if text and not text[-1].isalnum() and (wrapped := _WRAPPED.fullmatch(text)):
        text = wrapped[1]
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" , ", text)
    if _SIGN.search(text):
        text = _TIME.sub(" | ", _BRACKETS.sub(" ", text))
    names: dict[str, Named] = {}
    helping = False
    for part in _parts(text, words):
        named, phrase = _bare(part.strip(_STRAY), words)
        helping = named.helper or (helping and not phrase)
        if named.name:
            names.setdefault(named.name, named._replace(helper=helping))
    if len(names) == 2 and _LAST_FIRST.fullmatch(text) and all(" " not in name for name in names):
        last, first = names
        return [Named(f"{first} {last}")]
    found = list(names.values())[:MOST_NAMES]
    if found and " " in found[0].name:
        found = [named for named in found if " " in named.name or _IDEOGRAPHIC.search(named.name)]
    return found


def _parts(text: str, words: Words) -> Iterator[str]:
    for piece in _SPLIT.split(text) if _SIGN.search(text) else (text,):
        if piece.count(" ") > 1 or not piece[:1].isupper():
            yield from words.joins.split(piece)
        else:
            yield piece


def _bare(part: str, words: Words) -> tuple[Named, bool]:
    """(a name without phrase, role and title around it, whether a byline's phrase stood before it)."""
    helpers = _helpers()
    helper = helpers.phrase.match(part) if part.lower().startswith(helpers.starts) else None
    if helper:
        part = part[helper.end() :].strip(_STRAY)
    phrase = False
    while (end := byline_end(part, words)) > 0:
        part = part[end:].strip(_STRAY)
        phrase = True
    whole = _without_date_words(part, words).split()
    while whole and fold(whole[-1]) in words.weekdays:
        whole.pop()
    tokens = _before_prose(whole, words)
    cut = len(tokens) < len(whole)
    if len(tokens) > 2 or (len(tokens) == 2 and _IDEOGRAPHIC.search(tokens[0])):
        tokens = _without_titles(_without_edge(tokens, words.roles))
    return Named(" ".join(tokens).strip(_STRAY), cut, helper is not None), phrase


def _without_titles(tokens: list[str]) -> list[str]:
    """The tokens without titles, degrees and words of no name at their ends, and without a repetition."""
    rules = name_rules()
    while len(tokens) > 2 and fold(tokens[0]) in rules.titles:
        tokens = tokens[1:]
    while len(tokens) > 2 and fold(tokens[-1]) in rules.degrees:
        tokens = tokens[:-1]
    while len(tokens) > 2 and fold(tokens[-1]) in rules.never:
        tokens = tokens[:-1]
    half = len(tokens) // 2
    return tokens[:half] if len(tokens) >= 4 and tokens[:half] == tokens[half:] else tokens


def _without_date_words(part: str, words: Words) -> str:
    """The text without "Published" or "Updated on" at its end, where a date stood."""
    small = part.lower()
    while small and small.endswith(words.date_words):
        phrase = next(phrase for phrase in words.date_words if small.endswith(phrase))
        rest = part[: len(part) - len(phrase)]
        if rest and rest[-1].isalnum():
            break
        part = rest.strip(_STRAY)
        small = part.lower()
    return part


def _before_prose(tokens: list[str], words: Words) -> list[str]:
    """The tokens up to the first small word that is no part of a name: "Anna Berg in Politics"."""
    particles = name_rules().particles
    for index, token in enumerate(tokens[1:], 1):
        small = token.lower()
        if small in words.function_words and small not in particles and (token == small or index > 1):
            return tokens[:index]
    return tokens


def _without_edge(tokens: list[str], phrases: frozenset[str]) -> list[str]:
    """The tokens without a phrase at either end, if a name can be left."""
    fewest = 1 if tokens and _IDEOGRAPHIC.search(tokens[0]) else 2
    for size in range(min(LONGEST_ROLE, len(tokens) - fewest), 0, -1):
        if fold(" ".join(tokens[-size:])) in phrases:
            return _without_edge(tokens[:-size], phrases)
        if fold(" ".join(tokens[:size])) in phrases:
            return _without_edge(tokens[size:], phrases)
    return tokens


def name_shape(name: str, words: Words, site_keys: frozenset[str] = frozenset()) -> str:
    """What a text may be: "full" a person's name, "single" one word of one, "" none.

    "site", "agency", "unnamed" ("Staff") and "desk" ("Culture Desk") are no persons; "own site" is a person's name by
    which the site goes too. "signs" is a name in a script without capitals and spaces, where little tells a name from
    a word; "login" is a name in small letters, as accounts have.
    """
    key = fold(name)
    rules = name_rules()
    if not key or len(name) > LONGEST_NAME or _NOT_IN_NAMES.search(name):
        return ""
    if key in rules.agencies:
        return "agency"
    if key in words.unnamed:
        return "unnamed"
    if name.endswith(_GENITIVES):
        return ""
    parts = key.split()
    if key not in words.roles and len(parts) > 1 and not rules.houses.isdisjoint(parts):
        return "site" if key in site_keys else "desk"
    known = parts[0] in given_names() and len(parts) > 1
    if key in words.roles or rules.houses.intersection(parts) or (not known and rules.never.intersection(parts)):
        return "site" if key in site_keys else ""
    if key in site_keys:
        return "own site" if 2 <= len(parts) <= 3 and name.istitle() and parts[0] != "the" else "site"
    if _IDEOGRAPHIC.search(name):
        return "signs" if 2 <= len(name.replace(" ", "")) <= LONGEST_IDEOGRAPHIC else ""
    tokens = name.split()
    if len(tokens) > MOST_TOKENS:
        return ""
    if len(tokens) < 3 and name.islower() and words.function_words.isdisjoint(parts) and len(name) > 2:
        return "login"
    return _capitals(tokens, words)


def _capitals(tokens: list[str], words: Words) -> str:
    """The shape of a name in letters: every word with a capital but for particles."""
    particles = name_rules().particles
    big = 0
    small = [token.lower() for token in tokens]
    prose = [one in words.function_words and one not in particles for one in small]
    if len(tokens) > 1 and (prose[0] or sum(prose) > 1):
        return ""
    for index, token in enumerate(tokens):
        first = next((c for c in token if c.isalpha()), "")
        if not first:
            return ""
        if first.islower():
            if index == len(tokens) - 1 or not (token in particles or "'" in token or "’" in token):
                return ""
        else:
            big += 1
    return "single" if len(tokens) == 1 else "full" if big >= 2 else ""


def initials_at_end(text: str) -> list[str]:
    """The initials of "- KLZ", "(dpa/mab)" or "/ritzau/", alone in a block or at its end; [] if there are none."""
    text = text.strip()
    match = _END_INITIALS.search(text)
    if match is None or (match["dashed"] and match.start() > 0 and not match["dashed"].isupper()):
        return []
    return [part.strip() for part in re.split(r"[/,]", match["marked"] or match["dashed"]) if part.strip()]
