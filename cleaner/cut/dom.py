"""Cut an HTML page into blocks: one parse, one walk, no judgement.

A block is the text between two block-level borders. Every visible text node lands in exactly one block. What the markup
says is kept in columns: for each block the element that owns it, for each element its parent, name, attributes and the
range of blocks that lie in it (blocks are in document order, so a subtree is always one range).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.cut.elements import BLOCK, BREAK, CELLS, IN_LINE, MARKS, PARTED, SKIP, VOID, WATCHED_INLINE, WAYS
from cleaner.cut.head import READ, is_marked
from cleaner.cut.kinds import Kinds
from cleaner.cut.places import EDGE, ENTRY, MAIN, MARGIN, MENU, has_unseen, is_aside, is_fallback, may_be_aside
from cleaner.page import Markup

DEEPEST = 250
"""Elements nested deeper than this are read as one piece of text; real pages stay below 100 levels."""

MOST_LOOKS = 8
"""Elements, one inside the other, whose whole text is looked at to tell whether they are menus."""

CONTINUING = ",.;:)]”’»"
ENDING = '.!?…:;”"»'
WRAPPED = 30
"""Characters: a line cut by hand is at least this long."""


@dataclass(slots=True)
class _Inline:
    """An inline element inside a block: raw piece range and, for links, the address."""

    first: int
    last: int
    kind: str
    url: str | None


class Walk:
    """The state of one walk. Pieces are raw strings of the open block, joined once at its end."""

    def __init__(self, selected: Mapping[int, list[str]] | None = None, *, whole: bool = False) -> None:
        self._selected = selected or {}
        self._looks = 0 if whole or selected else MOST_LOOKS
        self._kinds = Kinds()
        self.markup = Markup(kinds=self._kinds.all)
        self.texts: list[str] = []
        self.marks: dict[int, list[_Inline]] = {}
        self.raw: dict[int, list[str]] = {}
        self._pieces: list[str] = []
        self._open: list[_Inline] = []
        self._link_chars = 0
        self._bold_chars = 0
        self._soft = False
        self._closed: tuple[int, LexborNode | None] = (-1, None)
        self._at_edge = self._in_main = False
        self.aside: list[tuple[int, str | list[str]]] = []
        self.noted: list[LexborNode] = []

    def _flush(self, element: int) -> None:
        """End the open block, if it has any text."""
        if not self._pieces:
            return
        text = " ".join("".join(self._pieces).split())
        if text and self._soft and self._goes_on(element, text):
            self._extend(text)
        elif text:
            markup = self.markup
            links = 0
            if self._open:
                self.marks[len(self.texts)] = self._open
                self.raw[len(self.texts)] = self._pieces.copy()
                links = sum(mark.kind == "link" for mark in self._open)
            self.texts.append(text)
            markup.owner.append(element)
            markup.link_chars.append(self._link_chars)
            markup.bold_chars.append(self._bold_chars)
            markup.links.append(links)
            markup.soft.append(self._soft)
        self._pieces.clear()
        if self._open:
            self._open = []
        self._closed = (-1, None)
        self._link_chars = self._bold_chars = 0
        self._soft = False

    def _goes_on(self, element: int, text: str) -> bool:
        """Whether a text after a `<br>` goes on with the sentence before it, as in pages wrapped by hand."""
        if not self.texts or self.markup.owner[-1] != element:
            return False
        last = self.texts[-1]
        return (text[0].islower() or text[0] in CONTINUING) and last[-1] not in ENDING and len(last) >= WRAPPED

    def _extend(self, text: str) -> None:
        """Add the open text to the block before it."""
        markup = self.markup
        self.texts[-1] += " " + text
        markup.link_chars[-1] += self._link_chars
        markup.bold_chars[-1] += self._bold_chars
        markup.links[-1] += sum(mark.kind == "link" for mark in self._open)
        count = len(self.texts)
        for index in range(len(markup.first) - 1, markup.owner[-1], -1):
            # inline elements that were opened for a block of their own lie in the one before it
            if markup.first[index] < count and markup.last[index] <= count:
                break
            markup.first[index] = min(markup.first[index], count - 1)
            markup.last[index] = min(markup.last[index], count)

    def _enter(self, node: LexborNode, name: str, kind: int, parent: int, depth: int,  # noqa: PLR0917 - as `_inline`
               attributes: Mapping[str, str | None]) -> int:
        markup = self.markup
        index = len(markup.kind)
        markup.kind.append(kind)
        markup.parent.append(parent)
        markup.depth.append(depth)
        markup.first.append(len(self.texts))
        markup.last.append(0)
        if attributes and _is_hidden(attributes):
            markup.hidden.append(index)
        if self._kinds.marked[kind] or (name == "a" and "rel" in attributes):
            self.noted.append(node)
        if self._selected:
            for selector in self._selected.get(node.mem_id, ()):
                markup.selected.setdefault(selector, []).append(index)
        return index

    def element(self, node: LexborNode, name: str, parent: int, depth: int) -> None:
        """Walk a block-level element, or set it aside if it is a menu."""
        attributes = node.attributes
        kind = self._kinds.number(name, attributes)
        place = self._kinds.places[kind]
        if place is None:
            index = self._enter(node, name, kind, parent, depth, attributes)
            self.children(node, index, depth, False, False)
            if self._pieces:
                self._flush(index)
        else:
            before = self._at_edge, self._in_main, self._looks
            if self._looks and may_be_aside(place, self._at_edge, self._in_main):
                if self._set_aside(node, place):
                    return
                self._looks -= 1
            index = self._enter(node, name, kind, parent, depth, attributes)
            if place == MAIN:
                self._at_edge, self._in_main = False, True
            elif place in {EDGE, MARGIN}:
                self._at_edge = not self._in_main
            self.children(node, index, depth, False, False)
            if self._pieces:
                self._flush(index)
            self._at_edge, self._in_main, self._looks = before
        self.markup.last[index] = len(self.texts)

    def _set_aside(self, node: LexborNode, place: str) -> bool:
        """Set an element aside if its text is that of a menu."""
        if is_aside(node, place):
            self.aside.append((len(self.texts), node.html or ""))
        elif place == MENU and (entries := self._entries(node)):
            self.aside.append((len(self.texts), entries))
        else:
            return False
        self._soft = False
        return True

    def _entries(self, node: LexborNode) -> list[str]:
        """The entries of a menu that holds scripts or styles, or [] if it is none."""
        if not has_unseen(node):
            return []
        inner = Walk(whole=True)
        inner.element(node, node.tag or "", -1, 0)
        if any(len(text) > ENTRY for text in inner.texts):
            return []
        self.noted += [noted for noted in inner.noted if noted.tag in READ]
        return inner.texts

    def children(self, node: LexborNode, element: int, depth: int, in_link: bool, in_bold: bool) -> None:
        """Walk what lies in an element; `element` owns the text that no inner block takes."""
        way_of, block = WAYS.get, BLOCK
        selected, pieces = self._selected, self._pieces
        following = node.first_child
        while following is not None:
            child, following = following, following.next
            if child.is_empty_text_node:
                if pieces:
                    pieces.append(" ")
                continue
            name = child.tag or ""
            way = way_of(name, block)
            if not way:
                text = child.text_content or ""
                if not text.isspace():
                    pieces.append(text)
                    if in_link:
                        self._link_chars += len(text.strip())
                    if in_bold:
                        self._bold_chars += len(text.strip())
                elif pieces:
                    pieces.append(" ")
            elif way == IN_LINE and not (selected and child.mem_id in selected):
                if child.first_child is not None:
                    self._inline(child, name, element, depth + 1, in_link, in_bold)
                elif name not in VOID and is_marked(name, child.attributes):
                    self.noted.append(child)
            elif way == BREAK:
                if pieces:
                    self._flush(element)
                self._soft = True
            elif way == SKIP and not is_fallback(child, name):
                if name in READ:
                    self.noted.append(child)
            else:
                if pieces:
                    self._flush(element)
                if child.first_child is None and name not in CELLS:
                    if is_marked(name, child.attributes):
                        self.noted.append(child)
                    continue
                if depth < DEEPEST:
                    self.element(child, name, element, depth + 1)
                else:
                    pieces.append(child.text(deep=True, separator=" "))
                    self._flush(element)

    def _inline(  # noqa: PLR0917 - called once a node, where keywords cost
        self, node: LexborNode, name: str, element: int, depth: int, in_link: bool, in_bold: bool
    ) -> None:
        if depth >= DEEPEST:
            self._pieces.append(node.text(deep=True, separator=" "))
            return
        pieces = self._pieces
        index = -1
        attributes = node.attributes
        if pieces:
            if attributes and is_marked(name, attributes):
                self.noted.append(node)
            if self._closed[0] == len(pieces) and name in PARTED and _parted(self._closed[1], node):
                pieces.append(" ")
        elif name in WATCHED_INLINE:
            index = self._enter(node, name, self._kinds.number(name, attributes), element, depth, attributes)
        blocks = len(self.texts)
        mark: _Inline | None = None
        kind = MARKS.get(name)
        if kind is not None:
            url = None
            if kind == "link":
                in_link = True
                if pieces and self._open and self._open[-1].kind == "link" and self._open[-1].last == len(pieces):
                    pieces.append(" ")
                url = attributes.get("href")
            elif kind == "strong":
                in_bold = True
            mark = _Inline(len(pieces), -1, kind, url)
            self._open.append(mark)
        self.children(node, element if index < 0 else index, depth, in_link, in_bold)
        if mark is not None and len(self.texts) == blocks:
            mark.last = len(self._pieces)
        if index >= 0:
            self.markup.last[index] = len(self.texts) + (1 if self._pieces else 0)
        if name in PARTED:
            self._closed = (len(self._pieces), node)

    def add(self, text: str) -> None:
        """Add a block that stands in no element: the root owns it."""
        self._pieces.append(text)
        self._flush(0)
        self.markup.last[0] = len(self.texts)


def _parted(before: LexborNode | None, after: LexborNode) -> bool:
    """Whether two inline elements, one right after the other, have different classes."""
    one, other = (node.attributes.get("class") if node is not None else None for node in (before, after))
    return bool(one and other and one != other)


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and "display" in style and "none" in style.split("display", 1)[1][:8])


def walk(
    parser: LexborHTMLParser, selected: Mapping[int, list[str]] | None = None, *, whole: bool = False
) -> Walk:
    """Walk a parsed page. The result's `texts` and `markup` are its blocks in document order.

    `selected` are elements that rules have selected, by address; their text is always in blocks of their own. Menus
    are set aside unless the page is wanted whole or a rule selects elements, which may lie inside of one.
    """
    state = Walk(selected, whole=whole)
    body = parser.body or parser.root
    if body is not None:
        state.element(body, "body", -1, 0)
    return state
