"""What the names and roles of HTML elements mean to the walk."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNSEEN = _names("""
    script style noscript template svg math iframe object embed head title meta link base param source track canvas
    audio video map area datalist frameset frame noframes
""")
"""Elements whose text no reader sees."""

INLINE = _names("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i kbd label mark meter nobr output progress q rb rp
    rt ruby s samp small span strike strong sub sup time tt u var wbr img input
""")
"""Elements that do not break a line; every other element begins and ends a block."""

MARKS = {"a": "link", "b": "strong", "strong": "strong", "i": "em", "em": "em"}
"""What inline elements mark their text as."""
WATCHED_INLINE = frozenset(["span", "a", "time", "em", "strong", "small", "label", "cite", "i", "b"])
"""Inline elements that are recorded as elements when they open a block: sites hang the class of a byline on them."""

PARTED = frozenset(["span", "a", "time", "small", "label", "strong"])
"""Inline elements side by side, each with a class of its own, are set apart by style sheets: a date and an author."""

VOID = frozenset(["img", "input", "wbr"])
"""Inline elements that never hold anything."""
CELLS = frozenset(["td", "th"])
TEXT, BREAK, IN_LINE, SKIP, BLOCK = range(5)
WAYS = {"-text": TEXT, "br": BREAK, "-comment": SKIP, "": SKIP}
WAYS |= dict.fromkeys(INLINE, IN_LINE) | dict.fromkeys(UNSEEN, SKIP)
"""What the walk does at a node of a name; at every other it begins a block."""
