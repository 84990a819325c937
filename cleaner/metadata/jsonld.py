"""JSON-LD: read as search engines read it, broken or not, and the object that describes the page's article chosen."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.words import fold

Thing = dict[str, Any]

MOST_OBJECTS = 3_000
DEEPEST = 40
LONGEST_REPAIRED = 300_000
"""Objects, levels and characters past these are not read: a script may be hostile."""

_WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MISSING_COMMA = re.compile(r'(["}\]])\s+(?=")')
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|isAccessibleForFree)"\s*:\s*("(?:[^"\\]|\\.){0,500}"|true|false)')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,300}?"name"\s*:\s*("(?:[^"\\]|\\.){0,200}")')


@cache
def _points() -> tuple[dict[str, float], dict[str, float]]:
    data = load_toml(rules_dir() / "metadata" / "jsonld.toml")
    return data["types"], data["points"]


@cache
def news_types() -> frozenset[str]:
    """The types that only news publishers use; their headlines are written by hand."""
    return frozenset(load_toml(rules_dir() / "metadata" / "jsonld.toml")["news"])


@dataclass(frozen=True, slots=True)
class Story:
    """What JSON-LD says about the page's article; texts as they stand there, unjudged."""

    headlines: tuple[str, ...] = ()
    description: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    """(type, name) in their order."""
    published: str = ""
    modified: str = ""
    publisher: str = ""
    site: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    image: str = ""
    license: str = ""
    language: str = ""
    free: bool | None = None
    url: str = ""
    types: frozenset[str] = frozenset()


def read_story(scripts: Iterable[str], titles: Iterable[str], addresses: Iterable[str]) -> Story:
    """The article object of a page's JSON-LD scripts, as one Story.

    Among several the one with the page's headline (`titles`) or address (`addresses`) is chosen; an empty Story if
    there is none.
    """
    things = _all_things(scripts)
    if not things:
        return Story()
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    headlines, urls = {fold(title) for title in titles}, {_bare(url) for url in addresses if url}
    best = max(things, key=lambda thing: _rank(thing, headlines, urls))
    site = next((_text(t.get("name")) for t in things if "website" in _types(t)), "")
    if _rank(best, headlines, urls) < 0:
        return Story(site=site)
    return _story(best, site, lambda value: _resolve(value, by_id))


def _all_things(scripts: Iterable[str]) -> list[Thing]:
    things: list[Thing] = []
    for script in scripts:
        for thing in _walk(parse(script)):
            things.append(thing)
            if len(things) >= MOST_OBJECTS:
                return things
    return things


def parse(script: str) -> object:
    """The value of a JSON-LD script; broken ones are repaired, and of hopeless ones the telling fields are read."""
    try:
        return orjson.loads(script)
    except orjson.JSONDecodeError:
        pass
    text = _WRAPPERS.sub("", _WRAPPERS.sub("", script)).strip().rstrip(";")
    if len(text) > LONGEST_REPAIRED:
        return _scrape(text[:LONGEST_REPAIRED])
    for repair in (_as_it_is, _without_controls, _with_commas, html.unescape):
        try:
            return json.loads(repair(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return _scrape(text)


def _as_it_is(text: str) -> str:
    return text


def _without_controls(text: str) -> str:
    return _TRAILING_COMMA.sub("", _CONTROL.sub(" ", text))


def _with_commas(text: str) -> str:
    return _MISSING_COMMA.sub(r"\1,", _without_controls(text))


def _scrape(text: str) -> Thing:
    """The telling fields of a script that no parser reads, found by their names."""
    thing: Thing = {}
    for name, value in _FIELD.findall(text):
        thing.setdefault(name, _unquoted(value))
    author = _AUTHOR.search(text)
    if author:
        thing["author"] = _unquoted(author[1])
    return {"@type": "Article", **thing} if thing else {}


def _unquoted(value: str) -> object:
    try:
        return json.loads(value, strict=False)
    except ValueError:
        return value.strip('"')


def _walk(value: object) -> Iterator[Thing]:
    """Every object in a JSON value, outer ones first."""
    stack: list[tuple[Any, int]] = [(value, 0)]
    while stack:
        value, depth = stack.pop()
        if type(value) is dict:
            yield value
            inner = list(value.values())
        elif type(value) is list:
            inner = value
        else:
            continue
        if depth < DEEPEST:
            # parsers make plain dicts and lists; telling them so is most of the cost on pages with long scripts
            stack.extend((child, depth + 1) for child in reversed(inner) if type(child) in (dict, list))


def _types(thing: Thing) -> list[str]:
    kind = thing.get("@type") or thing.get("type") or ""
    names = kind if isinstance(kind, list) else [kind]
    return [name.rpartition("/")[2].lower() for name in names if isinstance(name, str)]


def _rank(thing: Thing, headlines: set[str], urls: set[str]) -> float:
    """Points for an object being the page's article; below 0 it is none."""
    types, points = _points()
    known = [types[name] for name in _types(thing) if name in types]
    if not known:
        return -1.0
    total = float(max(known))
    headline = fold(_text(thing.get("headline")) or _text(thing.get("name")))
    if headline and any(headline == title or (len(headline) > 20 and headline in title) for title in headlines):
        total += points["same headline"]
    main = thing.get("mainEntityOfPage")
    address = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    if {_bare(_text(thing.get("url"))), _bare(_text(address)), _bare(_text(thing.get("@id")))} & urls:
        total += points["same address"]
    return total + (points["is main entity"] if main else 0)


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.lower())


def _resolve(value: object, by_id: dict[str, Thing]) -> list[Any]:
    """A value as a list, references to other objects replaced by these."""
    values: list[Any] = value if isinstance(value, list) else [value]
    out: list[Any] = []
    for one in values[:100]:
        known = by_id.get(one["@id"]) if isinstance(one, dict) and isinstance(one.get("@id"), str) else None
        out.append({**known, **one} if known else one)
    return out


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("url") or ""
    if isinstance(value, bool | int | float):
        return str(value)
    return " ".join(html.unescape(value).split())[:2_000] if isinstance(value, str) else ""


def _authors(thing: Thing, resolve: Callable[[Any], list[Any]]) -> Iterator[tuple[str, str]]:
    """(type, name) of the authors and creators; an author is an object, a list of names or a plain name."""
    for key in ("author", "creator"):
        for one in resolve(thing.get(key)):
            kind, names = ("".join(_types(one)[:1]), one.get("name")) if isinstance(one, dict) else ("", one)
            for name in names if isinstance(names, list) else [names]:
                if text := _text(name):
                    yield kind, text


def _story(thing: Thing, site: str, resolve: Callable[[Any], list[Any]]) -> Story:
    image = next((one for one in resolve(thing.get("image") or thing.get("thumbnailUrl")) if one), "")
    if isinstance(image, dict):
        image = image.get("url") or image.get("contentUrl") or image.get("@id")
    keywords = thing.get("keywords")
    words = keywords[:50] if isinstance(keywords, list) else _text(keywords).split(",")
    free = thing.get("isAccessibleForFree")
    return Story(
        headlines=tuple(filter(None, (_text(thing.get(key)) for key in ("headline", "name", "alternativeHeadline")))),
        description=_text(thing.get("description")),
        authors=tuple(dict.fromkeys(_authors(thing, resolve))),
        published=_text(thing.get("datePublished")) or _text(thing.get("dateCreated")),
        modified=_text(thing.get("dateModified")),
        publisher=_text(next((one for one in resolve(thing.get("publisher")) if one), "")),
        site=site,
        section=_text(thing.get("articleSection")),
        keywords=tuple(filter(None, map(_text, words))),
        image=_text(image),
        license=_text(thing.get("license")),
        language=_text(thing.get("inLanguage")),
        free={"true": True, "false": False}.get(str(free).lower().strip()) if free is not None else None,
        url=_text(thing.get("url")),
        types=frozenset(_types(thing)),
    )
