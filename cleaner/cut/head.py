"""Read what an HTML page's markup says about the page: one query in document order, bounded work."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.page import Head, Mark

QUERY = (
    'title, meta, link, h1, time, script[type*="ld+json"], [itemprop], a[rel~="author"], a[rel~="license"], '
    '[class*="author" i], [class*="byline" i], [class*="publish" i], [class*="date" i]'
)
"""Everything that is read, in one query: the tree is walked once, which costs more than what is found."""

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

TELLING = ("author", "byline", "publish", "date")
TELLING_PROPERTIES = frozenset(["author", "creator", "datepublished", "datemodified", "datecreated", "headline"])
LONGEST_CLASS = 60
"""A class name says author or date; longer ones are made of the page's address or its tags."""

CONTAINERS = frozenset(["html", "body", "main", "form", "header", "footer"])
"""Elements too large to be a byline or a date."""


def read_head(parser: LexborHTMLParser) -> Head:
    """What the markup of a parsed page says about it: title, metas, links, JSON-LD, marked authors and dates."""
    root = parser.root
    head = Head(lang=(root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else "")
    title = ""
    for node in parser.css(QUERY):
        tag = node.tag
        if tag == "meta":
            _add_meta(head, node)
        elif tag == "link":
            _add_link(head, node)
        elif tag == "script":
            if len(head.json_ld) < MOST_JSON_LD:
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


def _telling_classes(classes: str) -> str:
    names = [
        name for name in classes[:LONGEST_CONTENT].lower().split()
        if len(name) <= LONGEST_CLASS and any(word in name for word in TELLING)
    ]
    return f"class:{' '.join(names)}" if names else ""


def _shown_text(node: LexborNode) -> str:
    """The text of a small element, spaces folded, cut off after LONGEST_TEXT characters."""
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
