"""Who wrote the article: candidates from markup and blocks, each weighed by where it stands and what it is like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cleaner.metadata.bylines import read_bylines
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.metas import found
from cleaner.metadata.names import LONGEST_BYLINE, Named, name_rules, split_names
from cleaner.metadata.people import People
from cleaner.metadata.scorecard import Candidate, card_of
from cleaner.metadata.words import fold

STRONG = ("json-ld", "meta", "byline words", "label: byline", "microdata", "rel", "class good")
"""Evidence of one author that speaks against others who have none of it."""

UNNAMED = "shape: unnamed"
HOUSES = frozenset({"shape: site", "shape: agency", "shape: desk"})
SINGLES = frozenset({"shape: single", "shape: login"})
STATED = ("json-ld", "meta")

MOST_MARKS = 12
"""Elements of class author or byline that are read: the next are a list's."""

FIRST_MARKS = 3
"""The elements of class author or byline after the headline that may be the article's; the next are of teasers."""


def authors_of(page: Evidence, title: str | None) -> tuple[tuple[str, ...], str] | None:
    """The authors in the page's order and the source of the first."""
    chosen = choose_authors(author_candidates(page, title), card_of("author", page.kind))
    if not chosen:
        return None
    return tuple(candidate.value for candidate in chosen), chosen[0].sources[0]


def choose_authors(candidates: Sequence[Candidate], card: Mapping[str, float]) -> list[Candidate]:
    """Those with enough points, and not far below the best unless they stand in one byline with that.

    A site, an agency or a desk that signs an article is no author beside a person; alone it is named as the page
    names it. A byline that names nobody ("Staff") is none.
    """
    scored = [(candidate.points(card), candidate) for candidate in candidates if UNNAMED not in candidate.evidence]
    scored = [(points, candidate) for points, candidate in scored if points >= card["least"]]
    persons = [(points, candidate) for points, candidate in scored if HOUSES.isdisjoint(candidate.evidence)]
    known = persons or scored
    best, leader = max(known, key=lambda one: one[0], default=(0.0, None))
    signed = leader.groups if leader is not None and "byline words" in leader.evidence else frozenset()
    return [c for points, c in known if points >= best - card["margin"] or not signed.isdisjoint(c.groups)]


def author_candidates(page: Evidence, title: str | None) -> list[Candidate]:
    """Everyone who may be an author, with the evidence, in the order of trust and of the page."""
    people = People(page.words, page.site_keys, page.layout.prose)
    _from_markup(people, page)
    read_bylines(people, page, title)
    title_key = f" {fold(title or '')} "
    body = page.layout.body_terms
    seen = {name for candidate in people.by_key.values() for name in candidate.evidence}
    for key, candidate in people.by_key.items():
        if f" {key} " in title_key:
            candidate.note("in title")
        if body.issuperset(key.split()):
            candidate.note("in body")
        for name in STRONG:
            if name in seen and name not in candidate.evidence:
                candidate.note(f"others: {name}")
        if not SINGLES.isdisjoint(candidate.evidence) and any(name in candidate.evidence for name in STATED):
            candidate.note("single stated")
        kinds = len({source.partition(":")[0] for source in candidate.sources})
        if kinds > 1:
            candidate.note(f"places: {min(4, kinds)}")
    return list(people.by_key.values())


def _from_markup(people: People, page: Evidence) -> None:
    words = page.words
    for kind, text in page.story.authors:
        if kind and kind != "person":
            people.add(Named(text), "json-ld", "json-ld house")
        else:
            _add_all(people, split_names(text, words), "json-ld", "json-ld")
    for group, evidence in (("sure", "meta"), ("loose", "meta loose")):
        for key, text in found(page.metas, "author", group)[:8]:
            _add_all(people, split_names(text, words), f"meta:{key}", evidence)
    _from_marks(people, page)


def _from_marks(people: People, page: Evidence) -> None:
    """Read the elements of the body that are marked as authors or bylines."""
    words, marks, rules = page.words, page.head.marks, name_rules()
    seen_headline = all(mark.how != "h1" for mark in marks)
    rank = read = 0
    for mark in marks:
        how = mark.how
        place = "after h1" if seen_headline else "before h1"
        if how == "h1":
            seen_headline = True
        elif how in {"itemprop:author", "itemprop:creator"}:
            _add_all(people, split_names(mark.text or mark.value, words), "microdata:author", "microdata", place)
        elif how == "rel:author":
            _add_all(people, split_names(mark.text, words), "rel:author", "rel", place)
        elif how.startswith("class:") and ("author" in how or "byline" in how) and 2 < len(mark.text) < LONGEST_BYLINE:
            bad = any(word in how for word in rules.bad_classes)
            good = any(word in how for word in rules.good_classes)
            rank += seen_headline and not bad
            read += 1
            if read > MOST_MARKS:
                continue
            quality = "class bad" if bad else "class good" if good else "class plain"
            order = "class before h1" if not seen_headline else "class first" if rank <= FIRST_MARKS else "class later"
            names = split_names(mark.text, words, page.dates_in(mark.text))
            _add_all(people, names, f"class:{how[6:].split()[0]}", quality, order)


def _add_all(people: People, names: Iterable[Named], source: str, *evidence: str) -> None:
    for rank, name in enumerate(names):
        people.add(name, source, *evidence, *(["later in mark"] if rank else []))
