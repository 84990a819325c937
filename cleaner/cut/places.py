"""What elements are for: menus, the page's edges, its main part; and when an element is a menu by its text."""

from __future__ import annotations

from functools import cache, lru_cache

from selectolax.lexbor import LexborNode

from cleaner.data import load_toml, rules_dir
from cleaner.rulebook.concepts import concept_names, concepts_of

MENU, MENU_LIST, MARGIN, EDGE, MAIN, LIST = "menu", "menu list", "margin", "edge", "main", "list"
"""A menu; what is one if it is a list of links; the head and foot of a page as elements of these names; those and what
classes call so; its main part; a list, which at an edge is a menu if it is one of links."""

_NAMES = {"nav": MENU, "select": MENU, "menu": MENU, "header": MARGIN, "footer": MARGIN, "article": MAIN, "main": MAIN,
          "ul": LIST, "ol": LIST}
_ROLES = {"navigation": MENU, "menubar": MENU, "banner": MARGIN, "contentinfo": MARGIN, "main": MAIN, "article": MAIN}

ENTRY, LINK = 300, 60
"""Characters: a longer text in a menu, or in a list of links, is none of their entries."""
SENTENCE = 80
"""Characters: texts at least this long are no names of pages; where they make up half of an element, it is no menu."""
LINKED = 0.8
"""Share of a list's characters in links from which it is one of links."""
_OF_ARTICLES = "h1, time, [itemprop], [rel~=author]"
_OF_ARTICLES_ABOVE = f"{_OF_ARTICLES}, h2"
"""What the head or foot of an article may hold; a page's foot has headings of its own."""
_BREAK = "\x1f"


@cache
def _concepts(place: str) -> int:
    """The concepts of class names that say a place, as a bit set."""
    names = concept_names()
    return sum(1 << names.index(name) for name in load_toml(rules_dir() / "markup.toml")["places"][place])


@lru_cache(maxsize=65536)
def place_of(name: str, key: str, role: str | None) -> str | None:
    """What an element is for, by its name, else its role, else its `key` of class names, id and itemprop."""
    if name == "body":
        return None
    place = _NAMES.get(name)
    if place is None and role:
        place = _ROLES.get(role)
    if place in {None, LIST} and key:
        concepts = concepts_of(key)
        if concepts & _concepts("menu"):
            return MENU_LIST
        if place is None and concepts & _concepts("edge"):
            return EDGE
    return place


def may_be_aside(place: str, at_edge: bool, in_main: bool) -> bool:
    """Whether an element for `place` may be set aside, at an edge of the page or inside its main part."""
    return place in {MENU, MENU_LIST} or (place == LIST and at_edge) or (place == MARGIN and not in_main)


def is_aside(node: LexborNode, place: str) -> bool:
    """Whether an element that may be set aside is so, by what it holds."""
    if place == MENU:
        return _is_menu(node)
    return _is_margin(node) if place == MARGIN else _is_link_list(node)


def _is_menu(node: LexborNode) -> bool:
    """Whether the text of an element that is called a menu is one: entries, no paragraphs, no article."""
    lengths = list(map(len, _pieces(node)))
    if max(lengths) > ENTRY or 2 * sum(length for length in lengths if length >= SENTENCE) > sum(lengths):
        return False
    return not _has_article(node)


def _is_margin(node: LexborNode) -> bool:
    """Whether the head or foot of a page holds what every page of the site has, nothing of an article."""
    of_articles = _OF_ARTICLES if node.tag == "footer" else _OF_ARTICLES_ABOVE
    return _is_menu(node) and node.css_first(of_articles) is None


def _is_link_list(node: LexborNode) -> bool:
    """Whether an element's text is a list of short links."""
    pieces = _pieces(node)
    if max(map(len, pieces)) > LINK:
        return False
    linked = sum(len(link.text(deep=True, strip=True)) for link in node.css("a"))
    return linked >= LINKED * sum(map(len, pieces))


def is_fallback(node: LexborNode, name: str) -> bool:
    """Whether an element shows readers without scripts what a script shows the others (blogs put their articles there),
    rather than a request to turn scripts on or a picture: those have no two paragraphs."""
    return name == "noscript" and node.css_first("p ~ p") is not None


def has_unseen(node: LexborNode) -> bool:
    """Whether an element holds text that no reader sees, which `is_aside` reads with the rest."""
    return node.css_first("script, style, noscript, template") is not None and not _has_article(node)


def _has_article(node: LexborNode) -> bool:
    return node.css_first("article, main") is not None


def _pieces(node: LexborNode) -> list[str]:
    return node.text(deep=True, separator=_BREAK, strip=True).split(_BREAK)
