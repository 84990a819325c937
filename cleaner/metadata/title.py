"""The article's title: candidates from the markup and from the blocks, weighed against each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from heapq import nlargest
from urllib.parse import unquote, urlsplit

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.jsonld import news_types
from cleaner.metadata.metas import found
from cleaner.metadata.scorecard import Candidate, card_of
from cleaner.metadata.words import byline_end, fold, terms
from cleaner.values import ARTICLE_LABELS, Label

LONGEST = 300
"""Characters; longer blocks are no titles."""

MOST_CANDIDATES = 60
MOST_DESCRIBED = {"html": 8, "text": 12}
"""Candidates whose words are looked at: those with the most points for where they stand."""

TOP_LINES = 3
FARTHEST_TOP = 12
"""A flattened page often begins with the text of its title element, sometimes after a skip link. Blocks farther than
this from the article are that and not its headline."""

MOST_LABELLED = 5
"""Blocks labelled headline that are weighed wherever they stand above the article's text."""

SHORTEST = 4
MOST_WORDS = 35
"""Characters and words of a block that may be a title."""

STEPS = re.compile(r"\s[»›>→/|]\s")
"""What stands between the steps of a path through the site; a headline has at most one such mark."""

LENGTHS = (1, 2, 3, 5, 16, 24)
"""Steps of a title's length in words."""

SAID = frozenset({"json-ld", "social"})
"""What the markup says is worth more where the page shows it."""

HEADING_TAGS = frozenset(["h1", "h2", "h3"])
PLACES = frozenset({Label.HEADLINE, Label.RELATED, Label.TAGS, Label.NAV})
HEAD_LABELS = frozenset({Label.BYLINE, Label.DATELINE})
ARTICLE_PARTS = ARTICLE_LABELS | {Label.CAPTION}


@cache
def _separators() -> re.Pattern[str]:
    marks = load_toml(rules_dir() / "metadata" / "title.toml")["separators"]
    spaced = (mark.strip() for mark in marks if mark != mark.strip())
    tight = (mark for mark in marks if mark == mark.strip())
    either = [*(rf"\s{re.escape(mark)}\s" for mark in spaced), *(rf"\s*{re.escape(mark)}\s*" for mark in tight)]
    return re.compile("|".join(either))


class _Titles:
    """Candidates by their folded text."""

    def __init__(self) -> None:
        self.by_key: dict[str, Candidate] = {}

    def add(self, text: str, source: str, *evidence: str) -> Candidate | None:
        if len(text) > LONGEST:
            return None
        key = fold(text)
        candidate = self.by_key.get(key)
        if candidate is None:
            if not key or len(self.by_key) >= MOST_CANDIDATES:
                return None
            candidate = self.by_key[key] = Candidate(text)
        candidate.sources.append(source)
        candidate.evidence.update(dict.fromkeys(evidence, 1.0))
        return candidate


def title_of(page: Evidence) -> tuple[str, str] | None:
    """The title and its source."""
    candidates = title_candidates(page)
    card = card_of("title", page.kind)
    points, best = max(((one.points(card), one) for one in candidates), key=lambda one: one[0], default=(0.0, None))
    if best is None or points < card["least"]:
        return None
    return best.value, best.sources[0]


def title_candidates(page: Evidence) -> list[Candidate]:
    """Everything that may be the title, with its evidence."""
    titles = _Titles()
    _from_markup(titles, page)
    _from_blocks(titles, page)
    card = card_of("title", page.kind)
    likely = nlargest(MOST_DESCRIBED[page.kind], titles.by_key.values(), key=lambda candidate: candidate.points(card))
    slug = slug_terms(page.url)
    for candidate in likely:
        _describe(candidate, page, slug)
    return likely


def _from_markup(titles: _Titles, page: Evidence) -> None:
    h1s = [mark.text for mark in page.head.marks if mark.how == "h1" and mark.text]
    for index, text in enumerate(h1s[:5]):
        titles.add(text, "h1", "h1", "only h1" if len(h1s) == 1 else "first h1" if index == 0 else "later h1")
    for mark in page.head.marks:
        if mark.how == "itemprop:headline":
            titles.add(mark.value if " " in mark.value else mark.text, "microdata:headline", "itemprop")
    news = not page.story.types.isdisjoint(news_types())
    for index, text in enumerate(page.story.headlines):
        _add_parts(titles, text, "json-ld", "json-ld" if index == 0 else "json-ld second", page.site_keys)
        if news and index == 0:
            titles.add(" ".join(text.split()), "json-ld", "json-ld news")
    for key, text in found(page.metas, "title", "social"):
        _add_parts(titles, text, f"meta:{key}", "social", page.site_keys)
    for key, text in found(page.metas, "title", "plain"):
        _add_parts(titles, text, f"meta:{key}", "meta", page.site_keys)
    if page.head.title:
        _add_parts(titles, page.head.title, "title", "title", page.site_keys)


def _add_parts(titles: _Titles, text: str, source: str, evidence: str, site_keys: frozenset[str]) -> None:
    """The whole text, the text without its last part, its first and its longest part: one of them is the headline."""
    text = " ".join(text.split())
    titles.add(text, source, evidence)
    cuts = list(_separators().finditer(text[: 2 * LONGEST]))
    if not cuts:
        return
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    parts = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    longest = max(range(len(parts)), key=lambda index: len(parts[index]))
    titles.add(text[: ends[-2]], source, f"{evidence} without last")
    if len(parts) > 2:
        titles.add(text[: ends[0]], source, f"{evidence} first")
        titles.add(text[starts[1] : ], source, f"{evidence} rest")
    else:
        titles.add(parts[1], source, f"{evidence} rest")
    titles.add(parts[longest], source, f"{evidence} longest")
    named = [index for index, part in enumerate(parts) if fold(part) in site_keys]
    if named and named[0] > 0:
        titles.add(text[: ends[named[0] - 1]], source, f"{evidence} before name")
    elif named and len(parts) > 1:
        titles.add(text[starts[1] :], source, f"{evidence} before name")


def _from_blocks(titles: _Titles, page: Evidence) -> None:
    layout = page.layout
    texts, labels = layout.texts, layout.labels
    top = range(min(TOP_LINES, len(texts), max(1, layout.first)) if page.kind == "text" else 0)
    for index in top:
        if len(texts[index]) <= LONGEST:
            _add_parts(titles, texts[index], "text:title", "top line", page.site_keys)
    labelled = [index for index in range(layout.above.stop) if labels[index] is Label.HEADLINE][:MOST_LABELLED]
    for index in dict.fromkeys([*reversed(layout.above), *labelled]):
        far = index in top and layout.first - index > FARTHEST_TOP
        if not far and _may_be_title(page, index):
            candidate = titles.add(texts[index], "text:headline")
            if candidate is not None and "block" not in candidate.evidence:
                candidate.note("block")
                candidate.note(layout.nearness(index))
                _describe_block(candidate, page, index)
    whole = {fold(texts[index]) for index in top}
    for key, candidate in titles.by_key.items():
        if layout.counts_above[candidate.value] > 1:
            candidate.note("repeated")
        for name in SAID & candidate.evidence.keys():
            if "block" in candidate.evidence:
                candidate.note(f"{name} shown")
        if any(key in line and len(line) > len(key) > len(line) // 2 for line in whole):
            candidate.note("in top line")


def _may_be_title(page: Evidence, index: int) -> bool:
    """Whether a block is worth weighing: not too long, no byline; in HTML one that the markup or its label suggests."""
    text, label = page.layout.texts[index], page.layout.labels[index]
    if label is Label.HEADLINE:
        return True
    if not SHORTEST <= len(text) <= LONGEST or label in HEAD_LABELS or text.count(" ") >= MOST_WORDS:
        return False
    return page.kind == "text" or page.layout.tags[index] in HEADING_TAGS or -2 <= index - page.layout.first < 0


def _describe_block(candidate: Candidate, page: Evidence, index: int) -> None:
    """Note where a block stands, what it is labelled and what follows it."""
    layout = page.layout
    label, tag = layout.labels[index], layout.tags[index]
    if label in ARTICLE_PARTS or label in PLACES:
        candidate.note(f"label: {label}")
    else:
        candidate.note("label: boilerplate")
    if tag in HEADING_TAGS:
        candidate.note(f"tag: {tag}")
    following = range(index + 1, min(len(layout.texts), index + 5))
    if any(at in page.dated or layout.labels[at] in HEAD_LABELS for at in following):
        candidate.note("date follows")
    if byline_end(layout.texts[index], page.words):
        candidate.note("byline words")
    if len(STEPS.findall(layout.texts[index])) > 1:
        candidate.note("breadcrumb")


def _describe(candidate: Candidate, page: Evidence, slug: frozenset[str]) -> None:
    """Note what the text itself says: its length, its ending, words shared with the address and with the article."""
    text = candidate.value
    own = terms(text)
    candidate.note(next((f"words: {limit}" for limit in LENGTHS if len(own) <= limit), "words: many"))
    if text.endswith((".", "…", ":", "。")) and not text.endswith("..."):
        candidate.note("full stop")
    if _separators().search(text):
        candidate.note("separators")
    if text[:1].islower():
        candidate.note("small letter")
    folded = fold(text)
    if folded in page.site_keys:
        candidate.note("site")
    elif any(len(key) > 3 and folded.endswith(" " + key) for key in page.site_keys):
        candidate.note("ends with site")
    elif any(len(key) > 3 and folded.startswith(key + " ") for key in page.site_keys):
        candidate.note("starts with site")
    telling = {term for term in own if term not in page.words.function_words and (len(term) > 2 or not term.isascii())}
    if telling:
        candidate.note("recurs", len(telling & page.layout.body_terms) / len(telling))
    if len(slug) >= 2 and own:
        plain = set(own) if text.isascii() else {plain_letters(term) for term in own}
        shared = len(plain & slug)
        candidate.note("slug", shared / len(slug))
        candidate.note("slug covers", shared / max(3, len(plain)))


def plain_letters(text: str) -> str:
    """A word as addresses spell it: without marks."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug_terms(url: str | None) -> frozenset[str]:
    """The words of the longest part of an address's path."""
    if not url:
        return frozenset()
    parts: Iterable[str] = unquote(urlsplit(url).path).lower().split("/")
    slug = max(parts, key=lambda part: part.count("-") + part.count("_"), default="")
    return frozenset(plain_letters(word) for word in re.split(r"[^\w]|_", slug) if len(word) > 1 and not word.isdigit())
