"""Measures of blocks that come from the markup: tags, class names, links, the tree's mass. One row a block."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import repeat

import numpy as np
import numpy.typing as npt

from cleaner.measure.columns import Bools, Columns, Floats, Ints, distance_since, groups, ints, value_since
from cleaner.measure.text import PROSE_CAP
from cleaner.page import Markup
from cleaner.rulebook.concepts import concept_names, concepts_of

OWN_TAGS = (
    "p",
    "li",
    "div",
    "td",
    "figcaption",
    "blockquote",
    "button",
    "a",
    "span",
    "time",
    "section",
    "article",
    "dd",
    "dt",
    "summary",
    "label",
    "form",
    "header",
    "footer",
    "th",
    "pre",
    "body",
    "aside",
    "nav",
    "option",
    "strong",
    "em",
)
AROUND_TAGS = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "table",
    "ul",
    "ol",
    "blockquote",
    "section",
    "button",
    "dialog",
    "li",
    "select",
    "dl",
    "details",
)
_IS = tuple(f"is_{tag}" for tag in OWN_TAGS)
_IN = tuple(f"in_{tag}" for tag in AROUND_TAGS)
HEADINGS = {f"h{i}": i for i in range(1, 7)}
_OWN_NUMBER = {tag: i for i, tag in enumerate(OWN_TAGS)}
_AROUND_NUMBER = {tag: i for i, tag in enumerate(AROUND_TAGS)}
WRAPPER = 0.9
"""Share of the page's prose: an element that holds more says nothing about a single block (0.95 to 0.8 did alike)."""
LEVELS = (0.2, 0.5, 0.8)


class _Ranges:
    """Elements as ranges of blocks: sums over them, and how many of them cover each block."""

    def __init__(self, markup: Markup, blocks: int) -> None:
        self.first = ints(markup.first)
        self.last = np.minimum(np.maximum(ints(markup.last), self.first), blocks)
        self.blocks = blocks

    def total(self, column: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """The sum of a block column inside each element."""
        cumulated = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
        return cumulated[self.last] - cumulated[self.first]

    def cover(self, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How many of the chosen elements hold each block."""
        n = self.blocks
        edges = np.bincount(self.first[chosen], minlength=n + 1) - np.bincount(self.last[chosen], minlength=n + 1)
        return np.cumsum(edges[:n])

    def cover_groups(
        self, chosen: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], count: int
    ) -> npt.NDArray[np.int64]:
        """Like `cover`, for each of `count` groups of elements at once: shape (blocks, groups)."""
        size = (self.blocks + 1) * count
        edges = np.bincount(self.first[chosen] * count + groups, minlength=size) - np.bincount(
            self.last[chosen] * count + groups, minlength=size
        )
        return np.cumsum(edges.reshape(self.blocks + 1, count)[: self.blocks], axis=0)


class _Tree:
    """The elements of a page as columns, and what of the page's prose lies in each."""

    def __init__(self, markup: Markup, sizes: Floats, words: Floats, good: Bools) -> None:
        self.markup = markup
        self.sizes = sizes
        self.words = words
        self.blocks = len(sizes)
        self.ranges = _Ranges(markup, self.blocks)
        self.parent = ints(markup.parent)
        self.owner = ints(markup.owner)
        self.depth = ints(markup.depth)
        self.kind = ints(markup.kind)
        self.holder = np.maximum(self.parent[self.owner], 0)
        self.grand = np.maximum(self.parent[self.holder], 0)
        self.links = np.array(markup.link_chars, np.float32)
        self.weight = np.where(good, np.minimum(words, PROSE_CAP), 0).astype(np.float32)
        self.whole = max(float(self.weight.sum()), 1.0)
        self.share = self.ranges.total(self.weight) / self.whole

    def heaviest(self) -> int:
        """The element whose own children hold most prose."""
        mass = np.bincount(self.holder, weights=self.weight, minlength=len(self.parent))
        return int(np.argmax(mass))


def markup_columns(markup: Markup, sizes: Floats, words: Floats, good: Bools) -> Columns:
    """The markup measures. `sizes` are characters, `words` words of each block, `good` marks prose."""
    tree = _Tree(markup, sizes, words, good)
    out = Columns()
    for columns in (_link_columns, _tag_columns, _concept_columns, _mass_columns, _likeness_columns):
        out |= columns(tree)
    return out


def _link_columns(tree: _Tree) -> Columns:
    """Links, bold type, breaks, depth."""
    size = np.maximum(tree.sizes, 1)
    markup = tree.markup
    out = Columns({
        "link_share": np.minimum(tree.links / size, 1),
        "links": np.array(markup.links, np.float32),
        "bold_share": np.minimum(np.array(markup.bold_chars, np.float32) / size, 1),
        "soft": np.array(markup.soft, np.int64),
        "depth": tree.depth[tree.owner].astype(np.float32),
    })
    out.later(["hidden"], lambda: {"hidden": tree.ranges.cover(np.array(markup.hidden, np.int64))})
    return out


def _tag_columns(tree: _Tree) -> Columns:
    """The block's own element, those around it, headings."""
    names = [name for name, _ in tree.markup.kinds]
    own_kind = tree.kind[tree.owner]
    own = _numbers(_OWN_NUMBER, names)[own_kind]
    out = Columns(zip(_IS, own == np.arange(len(OWN_TAGS))[:, None], strict=True))
    around = _numbers(_AROUND_NUMBER, names)[tree.kind]
    chosen = np.flatnonzero(around >= 0)
    covered = tree.ranges.cover_groups(chosen, around[chosen], len(AROUND_TAGS))
    out |= dict(zip(_IN, covered.T, strict=True))
    level = np.maximum(_numbers(HEADINGS, names)[own_kind], 0)
    first = level == 1
    out["heading_level"] = level
    out["since_h1"] = distance_since(first).astype(np.float32)
    out["h1s"] = np.full(tree.blocks, int(first.sum()), np.float32)
    out["under_level"] = value_since(level > 0, level, 0)
    return out


def _numbers(known: Mapping[str, int], names: list[str]) -> Ints:
    """The number of each name, -1 for unknown ones."""
    return np.fromiter(map(known.get, names, repeat(-1)), np.int64, len(names))


def _concept_columns(tree: _Tree) -> Columns:
    """What class names say of the block: its own, its holder's, those of all elements around but wrappers."""
    count = len(concept_names())
    kinds = tree.markup.kinds
    bits = np.fromiter((concepts_of(key) for _, key in kinds), np.int64, len(kinds))
    own = (bits[:, None] >> np.arange(count) & 1).astype(bool)[tree.kind]
    elements, concepts = np.nonzero(own & (tree.share < WRAPPER)[:, None])
    everywhere = np.minimum(tree.ranges.cover_groups(elements, concepts, count), 3)

    def near() -> npt.NDArray[np.uint8]:
        columns: npt.NDArray[np.uint8] = own[tree.owner].view(np.uint8) * 2 + own[tree.holder]
        return columns.T

    around_names, near_names = _concept_columns_names()
    out = Columns(zip(around_names, everywhere.T, strict=True))
    out.later(near_names, lambda: Columns(zip(near_names, near(), strict=True)))
    return out


@cache
def _concept_columns_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(f"class_{name}" for name in concept_names()), tuple(f"near_{name}" for name in concept_names())


def _mass_columns(tree: _Tree) -> Columns:
    """Where the block stands against the elements that hold the page's prose."""
    out = Columns()
    ranges, owner, depth = tree.ranges, tree.owner, tree.depth
    for edge in LEVELS:
        heavy = np.flatnonzero(tree.share >= edge)
        out[f"levels_{int(edge * 100)}"] = (depth[owner] - ranges.cover(heavy)).astype(np.float32)
    chars, links, words = (ranges.total(column) for column in (tree.sizes, tree.links, tree.words))
    count = np.maximum(ranges.last - ranges.first, 1)
    for name, element in (("parent", tree.holder), ("grand", tree.grand)):
        out[f"{name}_link_share"] = (links[element] / np.maximum(chars[element], 1)).astype(np.float32)
        out[f"{name}_prose"] = tree.share[element].astype(np.float32)
        out[f"{name}_blocks"] = count[element].astype(np.float32)
        out[f"{name}_words"] = (words[element] / count[element]).astype(np.float32)
    heaviest = at = tree.heaviest()
    path = []
    while at >= 0:
        path.append(at)
        at = int(tree.parent[at])
    common = ranges.cover(np.array(path, np.int64)) - 1
    out["up"] = (depth[owner] - common).astype(np.float32)
    out["down"] = (depth[heaviest] - common).astype(np.float32)
    return out


def _likeness_columns(tree: _Tree) -> Columns:
    """How many elements are like the block's own, and what blocks in such elements hold."""
    kinds = tree.kind
    size = len(tree.markup.kinds) + 1
    out = Columns()
    member, times = groups((tree.parent + 1) * size + kinds)
    alike = times[member]
    for name, element in (("alike", tree.owner), ("parent_alike", tree.holder), ("grand_alike", tree.grand)):
        out[name] = alike[element].astype(np.float32)
    out["same_kind"] = np.bincount(kinds)[kinds][tree.owner].astype(np.float32)
    nested = kinds * size + kinds[np.maximum(tree.parent, 0)]
    for name, element in (("kind", tree.owner), ("parent_kind", tree.holder)):
        member, times = groups(nested[element])
        prose = np.bincount(member, weights=tree.weight) / tree.whole
        words = np.bincount(member, weights=tree.words) / times
        links = np.bincount(member, weights=tree.links) / np.maximum(np.bincount(member, weights=tree.sizes), 1)
        out[f"{name}_prose"] = prose[member].astype(np.float32)
        out[f"{name}_words"] = words[member].astype(np.float32)
        out[f"{name}_links"] = links[member].astype(np.float32)
    return out
