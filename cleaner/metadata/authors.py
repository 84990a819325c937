"""Who wrote the article: candidates from markup and blocks, each weighed by where it stands and what it is like."""

from __future__ import annotations

from cleaner.metadata.evidence import Evidence
from cleaner.metadata.metas import found
from cleaner.metadata.names import LONGEST_BYLINE, initials_at_end, name_rules, name_shape, split_names
from cleaner.metadata.scorecard import Candidate, card_of
from cleaner.metadata.words import Words, fold
from cleaner.values import Label

LONGEST_PLAIN = 90
"""Characters of a block that may be a byline without a label or a word that says so."""

MOST_CANDIDATES = 60
HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})


class _People:
    """Candidates by their folded name."""

    def __init__(self, words: Words, site_keys: frozenset[str]) -> None:
        self.words = words
        self.site_keys = site_keys
        self.by_key: dict[str, Candidate] = {}

    def add(self, name: str, source: str, *evidence: str) -> None:
        initials = "end initials" in evidence and name_shape(name, self.words, self.site_keys) != "house"
        shape = "initials" if initials else name_shape(name, self.words, self.site_keys)
        key = fold(name)
        if not shape or not key:
            return
        candidate = self.by_key.get(key)
        if candidate is None:
            if len(self.by_key) >= MOST_CANDIDATES:
                return
            candidate = self.by_key[key] = Candidate(name)
            candidate.note(f"shape: {shape}")
            if name.isupper():
                candidate.note("capitals")
        candidate.sources.append(source)
        for one in evidence:
            candidate.note(one)


def authors_of(page: Evidence, title: str | None) -> tuple[tuple[str, ...], str] | None:
    """The authors in the page's order and the source of the first."""
    candidates = author_candidates(page, title)
    card = card_of("author", page.kind)
    scored = [(candidate.points(card), candidate) for candidate in candidates]
    best = max((points for points, _ in scored), default=0.0)
    chosen = [c for points, c in scored if points >= card["least"] and points >= best - card["margin"]]
    if not chosen:
        return None
    return tuple(candidate.value for candidate in chosen), chosen[0].sources[0]


def author_candidates(page: Evidence, title: str | None) -> list[Candidate]:
    """Everyone who may be an author, with the evidence, in the order of trust and of the page."""
    people = _People(page.words, page.site_keys)
    _from_markup(people, page)
    _from_blocks(people, page)
    title_key = f" {fold(title or '')} "
    best: dict[str, bool] = {}
    for key, candidate in people.by_key.items():
        if f" {key} " in title_key:
            candidate.note("in title")
        for name in candidate.evidence:
            best[name] = True
    for candidate in people.by_key.values():
        for name in ("json-ld", "meta", "byline words", "label: byline", "microdata", "rel"):
            if name in best and name not in candidate.evidence:
                candidate.note(f"others: {name}")
    return list(people.by_key.values())


def _from_markup(people: _People, page: Evidence) -> None:
    words, head, language = people.words, page.head, page.language
    for kind, text in page.story.authors:
        evidence = "json-ld house" if kind in {"organization", "newsmediaorganization", "corporation"} else "json-ld"
        for name in split_names(text, words, language):
            people.add(name, "json-ld", evidence)
    for group in ("sure", "loose"):
        for key, text in found(page.metas, "author", group)[:8]:
            for name in split_names(text, words, language):
                people.add(name, f"meta:{key}", "meta" if group == "sure" else "meta loose")
    has_headline = any(mark.how == "h1" for mark in head.marks)
    seen_headline = not has_headline
    rules = name_rules()
    rank = 0
    for mark in head.marks:
        how = mark.how
        if how == "h1":
            seen_headline = True
        elif how in {"itemprop:author", "itemprop:creator"}:
            for name in split_names(mark.text or mark.value, words, language):
                people.add(name, "microdata:author", "microdata")
        elif how == "rel:author":
            for name in split_names(mark.text, words, language):
                people.add(name, "rel:author", "rel")
        elif how.startswith("class:") and ("author" in how or "byline" in how) and 2 < len(mark.text) <= LONGEST_BYLINE:
            bad = any(word in how for word in rules.bad_classes)
            good = any(word in how for word in rules.good_classes)
            rank += seen_headline and not bad
            quality = "good" if good and not bad else "bad" if bad else "plain"
            place = "before h1" if not seen_headline else "first" if rank <= 3 else "later"
            for name in split_names(mark.text, words, language):
                people.add(name, f"class:{how[6:].split()[0]}", f"class {quality}", f"class {place}")


def _from_blocks(people: _People, page: Evidence) -> None:
    layout = page.layout
    blocks = layout.blocks
    short = [index for index in layout.above if len(blocks[index].text) < LONGEST_PLAIN]
    dated = {index for index in short if page.dates_in(blocks[index].text)}
    for index in layout.above:
        _read_block(people, page, index, layout.nearness(index), dated)
    for index in layout.below:
        _read_block(people, page, index, "below", dated)
    for index in range(max(0, layout.last - 1), min(len(blocks), layout.last + 4)):
        if index < 0 or (len(blocks[index].text) > 30 and index != layout.last):
            continue
        for name in initials_at_end(blocks[index].text[-40:]):
            people.add(name, f"text:{blocks[index].label}", "end initials",
                       *(["label: byline"] if blocks[index].label is Label.BYLINE else []))


def _read_block(people: _People, page: Evidence, index: int, place: str, dated: set[int]) -> None:
    layout = page.layout
    blocks, language = layout.blocks, page.language
    block = blocks[index]
    words = people.words
    if len(block.text) > LONGEST_BYLINE:
        return
    prefixed = bool(words.byline.match(block.text))
    labelled = block.label in HEAD_LABELS
    if not labelled and (not prefixed and len(block.text) > LONGEST_PLAIN):
        return
    names = split_names(block.text, words, language)
    alone = len(names) == 1 and len(fold(names[0])) >= len(fold(block.text)) - 2
    evidence = [f"place: {place}", "block"]
    if prefixed:
        evidence.append("byline words")
    if labelled:
        evidence.append(f"label: {block.label}")
    elif block.label is Label.BIO:
        evidence.append("label: bio")
    elif block.kept:
        evidence.append("label: article")
    elif block.label is Label.HEADLINE:
        evidence.append("label: headline")
    if alone:
        evidence.append("alone")
    if dated & {index - 2, index - 1, index, index + 1, index + 2}:
        evidence.append("beside date")
    if any(_is_byline_word(blocks[i].text, words) for i in (index - 1,) if i >= 0):
        evidence.append("byline words")
    following = fold(blocks[index + 1].text) if index + 1 < len(blocks) else ""
    if following in words.roles:
        evidence.append("role follows")
    if any(fold(part) in words.roles for part in block.text.split(",")[1:]):
        evidence.append("role beside")
    repeated = layout.folded_above.get(fold(block.text), 0) > 1
    if repeated and alone:
        evidence.append("repeated")
    for rank, name in enumerate(names):
        people.add(name, f"text:{block.label}", *evidence, *(["later in block"] if rank else []))


def _is_byline_word(text: str, words: Words) -> bool:
    """Whether a block is nothing but "By" or "Author:"."""
    match = words.byline.match(text) if len(text) < 40 else None
    return match is not None and match.end() == len(text)
