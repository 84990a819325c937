"""Measures of blocks that come from the markup: tags, class names, links, the tree's mass. One row a block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cleaner.measure.columns import Bools, Floats, distance_since
from cleaner.measure.concepts import concept_names, concepts_of
from cleaner.measure.text import PROSE_CAP, Columns
from cleaner.page import Markup

OWN_TAGS = ("p", "li", "div", "td", "figcaption", "blockquote", "button", "a", "span", "time", "section", "article", "dd", "dt",
            "summary", "label", "form", "header", "footer", "th", "pre", "body", "aside", "nav", "option", "strong", "em")
AROUND_TAGS = ("article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "ol", "blockquote", "section",
               "button", "dialog", "li", "select", "dl", "details")
HEADINGS = {f"h{i}": i for i in range(1, 7)}
_OWN_NUMBER = {tag: i for i, tag in enumerate(OWN_TAGS)}
_AROUND_NUMBER = {tag: i for i, tag in enumerate(AROUND_TAGS)}
WRAPPER = 0.9
"""Share of the page's prose: an element that holds more says nothing about a single block (0.95 to 0.8 did alike)."""
LEVELS = (0.2, 0.5, 0.8)


class _Ranges:
    """Elements as ranges of blocks: sums over them, and how many of them cover each block."""

    def __init__(self, markup: Markup, blocks: int) -> None:
        self.first = np.array(markup.first, np.int64)
        self.last = np.clip(np.array(markup.last, np.int64), self.first, blocks)
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

    def cover_groups(self, chosen: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
        """Like `cover`, for each of `count` groups of elements at once: shape (blocks, groups)."""
        size = (self.blocks + 1) * count
        edges = np.bincount(self.first[chosen] * count + groups, minlength=size) - np.bincount(
            self.last[chosen] * count + groups, minlength=size)
        return np.cumsum(edges.reshape(self.blocks + 1, count)[: self.blocks], axis=0)


def _heaviest(parent: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], weight: Floats) -> int:
    """The element whose own children hold most prose."""
    holders = parent[owner]
    if not len(holders):
        return 0
    mass = np.bincount(np.maximum(holders, 0), weights=weight, minlength=len(parent))
    return int(np.argmax(mass))


def markup_columns(markup: Markup, sizes: Floats, words: Floats, good: Bools) -> Columns:
    """The markup measures. `sizes` are characters, `words` words of each block, `good` marks prose."""
    n = len(sizes)
    out: Columns = {}
    ranges = _Ranges(markup, n)
    parent = np.array(markup.parent, np.int64)
    owner = np.array(markup.owner, np.int64)
    depth = np.array(markup.depth, np.int64)
    names = markup.names
    weight = np.where(good, np.minimum(words, PROSE_CAP), 0).astype(np.float32)
    mass = ranges.total(weight)
    whole = max(float(weight.sum()), 1.0)
    share = mass / whole
    link = np.array(markup.link_chars, np.float32)
    safe = np.maximum(sizes, 1)

    out["link_share"] = np.minimum(link / safe, 1)
    out["links"] = np.array(markup.links, np.float32)
    out["bold_share"] = np.minimum(np.array(markup.bold_chars, np.float32) / safe, 1)
    out["soft"] = np.array(markup.soft, np.int64)
    out["depth"] = depth[owner].astype(np.float32)
    own_tag = np.array([_OWN_NUMBER.get(name, -1) for name in names], np.int64)[owner]
    for number, tag in enumerate(OWN_TAGS):
        out[f"is_{tag}"] = own_tag == number
    level = np.array([HEADINGS.get(name, 0) for name in names], np.int64)[owner]
    out["heading_level"] = level
    around_tag = np.array([_AROUND_NUMBER.get(name, -1) for name in names], np.int64)
    chosen = np.flatnonzero(around_tag >= 0)
    covered = ranges.cover_groups(chosen, around_tag[chosen], len(AROUND_TAGS))
    for i, tag in enumerate(AROUND_TAGS):
        out[f"in_{tag}"] = covered[:, i]

    named = [concepts_of(key) if key else () for key in markup.keys]
    elements = np.repeat(np.arange(len(named)), [len(found) for found in named])
    concepts = np.array([concept for found in named for concept in found], np.int64)
    n_concepts = len(concept_names())
    telling = share[elements] < WRAPPER if len(elements) else np.zeros(0, bool)
    everywhere = ranges.cover_groups(elements[telling], concepts[telling], n_concepts)
    own = np.zeros((len(names), n_concepts), bool)
    if len(elements):
        own[elements, concepts] = True
    holder = np.maximum(parent[owner], 0)
    near = own[owner].astype(np.int64) * 2 + own[holder]
    for i, name in enumerate(concept_names()):
        out[f"class_{name}"] = np.minimum(everywhere[:, i], 3)
        out[f"near_{name}"] = near[:, i]

    hidden = np.flatnonzero(np.array(markup.hidden, bool))
    out["hidden"] = ranges.cover(hidden)
    for edge in LEVELS:
        heavy = np.flatnonzero(share >= edge)
        out[f"levels_{int(edge * 100)}"] = (depth[owner] - ranges.cover(heavy)).astype(np.float32)
    chars = ranges.total(sizes)
    links = ranges.total(link)
    count = np.maximum(ranges.last - ranges.first, 1)
    total_words = ranges.total(words)
    grand = np.maximum(parent[holder], 0)
    for name, element in (("parent", holder), ("grand", grand)):
        out[f"{name}_link_share"] = (links[element] / np.maximum(chars[element], 1)).astype(np.float32)
        out[f"{name}_prose"] = share[element].astype(np.float32)
        out[f"{name}_blocks"] = count[element].astype(np.float32)
        out[f"{name}_words"] = (total_words[element] / count[element]).astype(np.float32)
    heaviest = _heaviest(parent, owner, weight)
    path = []
    at = heaviest
    while at >= 0:
        path.append(at)
        at = int(parent[at])
    common = ranges.cover(np.array(path, np.int64)) - 1
    out["up"] = (depth[owner] - common).astype(np.float32)
    out["down"] = (depth[heaviest] - common).astype(np.float32)
    keys: dict[tuple[str, str], int] = {}
    kinds = np.array([keys.setdefault(pair, len(keys)) for pair in zip(names, markup.keys, strict=True)], np.int64)
    _, inverse, counts = np.unique((parent + 1) * (len(keys) + 1) + kinds, return_inverse=True, return_counts=True)
    alike = counts[inverse]
    out["alike"] = alike[owner].astype(np.float32)
    out["parent_alike"] = alike[holder].astype(np.float32)
    out["grand_alike"] = alike[grand].astype(np.float32)
    _, same, times = np.unique(kinds, return_inverse=True, return_counts=True)
    out["same_kind"] = times[same][owner].astype(np.float32)
    pair = kinds * (len(keys) + 1) + kinds[np.maximum(parent, 0)]
    for name, group in (("kind", pair[owner]), ("parent_kind", pair[holder])):
        _, member, times = np.unique(group, return_inverse=True, return_counts=True)
        out[f"{name}_prose"] = (np.bincount(member, weights=weight)[member] / whole).astype(np.float32)
        out[f"{name}_words"] = (np.bincount(member, weights=words)[member] / times[member]).astype(np.float32)
        held = np.maximum(np.bincount(member, weights=sizes), 1)
        out[f"{name}_links"] = (np.bincount(member, weights=link) / held)[member].astype(np.float32)
    first_h1 = level == 1
    out["since_h1"] = distance_since(first_h1).astype(np.float32)
    out["h1s"] = np.full(n, int(first_h1.sum()), np.float32)
    out["under_level"] = _heading_level(level)
    return out


def _heading_level(level: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The level of the nearest heading above each block; 0 before the first."""
    rows = np.arange(len(level))
    last = np.maximum.accumulate(np.where(level > 0, rows, -1))
    return np.where(last >= 0, level[last], 0)
