"""CSS selectors of rules: checked when rules are read, asked for before a page is walked."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, SelectolaxError


def is_selector(text: str) -> bool:
    """Whether the parser takes a text for a CSS selector."""
    try:
        LexborHTMLParser("<p></p>").css(text)
    except SelectolaxError:
        return False
    return True


def select(parser: LexborHTMLParser, selectors: Sequence[str]) -> dict[int, list[str]]:
    """The elements that selectors select: by the address of the element, the selectors."""
    found: dict[int, list[str]] = {}
    for selector in selectors:
        for node in parser.css(selector):
            found.setdefault(node.mem_id, []).append(selector)
    return found
