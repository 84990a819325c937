"""Read what an HTML page's markup says about the page: its head, and the elements that the walk noted. Bounded work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.data import load_toml, rules_dir
from cleaner.page import Head, Mark

READ = frozenset(["title", "meta", "link", "script"])
"""Elements that show nothing and are read wherever they stand."""

MOST_METAS = 600
MOST_LINKS = 400
MOST_MARKS = 150
MOST_JSON_LD = 40
"""Real pages stay below a fifth of these; what is past them is not read."""

LONGEST_CONTENT = 5_000
LONGEST_JSON_LD = 1_000_000
LONGEST_TEXT = 200
MOST_NODES = 60
"""A mark's text is read up to this many characters or nodes: a class such as "author-page" may hang on the body."""

TELLING_PROPERTIES = frozenset(["author", "creator", "datepublished", "datemodified", "datecreated", "headline"])
LONGEST_CLASS = 60
"""A class name says author or date; longer ones are made of the page's address or its tags."""

CONTAINERS = frozenset(["html", "body", "main", "form", "header", "footer"])
"""Elements too large to be a byline or a date."""


@cache
def _telling() -> tuple[str, ...]:
    """Parts of class names that mark an author or a date."""
    return tuple(load_toml(rules_dir() / "markup.toml")["telling"])


def is_marked(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element of the body may be a headline, an author or a date by its markup."""
    return ("itemprop" in attributes or (name == "a" and "rel" in attributes)
            or _is_telling(name, attributes.get("class") or ""))


@lru_cache(maxsize=65536)
def _is_telling(name: str, classes: str) -> bool:
    """Whether an element's name or its class attribute says so."""
    folded = classes[:LONGEST_CONTENT].lower()
    return name in {"h1", "time"} or any(word in folded for word in _telling())


def canonical(parser: LexborHTMLParser) -> str:
    """The address that the page calls its own, or ""."""
    for node in parser.head.iter() if parser.head is not None else ():
        if node.tag == "link" and (node.attributes.get("rel") or "").strip().lower() == "canonical":
            return (node.attributes.get("href") or "")[:LONGEST_CONTENT].strip()
    return ""


def read_head(parser: LexborHTMLParser, noted: Iterable[LexborNode]) -> Head:
    """What the markup of a parsed page says about it: title, metas, links, JSON-LD, marked authors and dates.

    `noted` are the elements of the body, in its order, that are READ or marked.
    """
    root = parser.root
    head = Head(lang=(root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else "")
    title = ""
    for node in chain(parser.head.iter() if parser.head is not None else (), noted):
        tag = node.tag
        if tag == "meta":
            _add_meta(head, node)
        elif tag == "link":
            _add_link(head, node)
        elif tag == "script":
            if len(head.json_ld) < MOST_JSON_LD and "ld+json" in (node.attributes.get("type") or ""):
                head.json_ld.append(node.text(deep=True)[:LONGEST_JSON_LD])
        elif tag == "title":
            title = title or node.text(deep=True)[:LONGEST_CONTENT]
        elif len(head.marks) < MOST_MARKS and tag not in CONTAINERS:
            _add_mark(head, node)
    return Head(head.lang, " ".join(title.split()), head.metas, head.links, head.json_ld, head.marks)


def _add_meta(head: Head, node: LexborNode) -> None:
    if len(head.metas) >= MOST_METAS:
        return
    attributes = node.attributes
    content = attributes.get("content")
    if not content:
        return
    for name in ("property", "name", "itemprop", "http-equiv"):
        key = attributes.get(name)
        if key:
            head.metas.append((key.strip().lower(), content[:LONGEST_CONTENT].strip()))
            return


def _add_link(head: Head, node: LexborNode) -> None:
    attributes = node.attributes
    rel, href = attributes.get("rel"), attributes.get("href")
    if rel and href and len(head.links) < MOST_LINKS:
        head.links.append((rel.strip().lower(), href[:LONGEST_CONTENT].strip(), attributes.get("hreflang") or ""))


def _add_mark(head: Head, node: LexborNode) -> None:
    attributes = node.attributes
    tag = node.tag
    prop, rel = (attributes.get("itemprop") or "").lower(), (attributes.get("rel") or "").lower()
    if tag == "a" and "license" in rel:
        _add_link(head, node)
        return
    if prop in TELLING_PROPERTIES:
        how = f"itemprop:{prop}"
    elif tag in {"h1", "time"}:
        how = tag
    elif "author" in rel:
        how = "rel:author"
    else:
        how = _telling_classes(attributes.get("class") or "")
        if not how:
            return
    value = attributes.get("datetime") or attributes.get("content") or attributes.get("href") or ""
    head.marks.append(Mark(how, _shown_text(node), value[:LONGEST_CONTENT].strip()))


@lru_cache(maxsize=8192)
def _telling_classes(classes: str) -> str:
    names = [
        name for name in classes[:LONGEST_CONTENT].lower().split()
        if len(name) <= LONGEST_CLASS and any(word in name for word in _telling())
    ]
    return f"class:{' '.join(names)}" if names else ""


def _shown_text(node: LexborNode) -> str:
    """The text of a small element, spaces folded, cut off after LONGEST_TEXT characters."""
    only = node.first_child
    if only is not None and only.next is None and only.tag == "-text":
        return " ".join((only.text_content or "")[:LONGEST_TEXT].split())
    parts: list[str] = []
    length = 0
    for count, child in enumerate(node.traverse(include_text=True)):
        if count >= MOST_NODES or length >= LONGEST_TEXT:
            break
        if child.tag == "-text" and (parent := child.parent) is not None and parent.tag not in {"script", "style"}:
            text = child.text_content or ""
            parts.append(text[:LONGEST_TEXT])
            length += len(parts[-1].strip())
    return " ".join(" ".join(parts).split())
