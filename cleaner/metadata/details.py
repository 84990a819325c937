"""The smaller fields: lead, section, tags, image, links, licence, access, sponsorship, language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.metadata.evidence import Evidence
from cleaner.metadata.layout import Rows
from cleaner.metadata.metas import found, meta_rules
from cleaner.metadata.site import address
from cleaner.metadata.words import fold, terms
from cleaner.values import ARTICLE_LABELS, Label, Link

Found = tuple[str, str] | None
"""A value and its source."""

MOST_LINKS = 1_000
MOST_TAGS = 50
LONGEST_TAG = 60
LEAD_SHARE = 0.6
"""So much of a description's words must stand in the article's first blocks: others advertise the site."""

SHORTEST_LEAD = 12
"""Words."""

_NUMBER = re.compile(r"[0-9a-f-]{12,}|\d+")
"""Tags that are a content system's own numbers."""

_TAG_MARKS = re.compile(r"\s*[,;|·•#/、，]\s*|\s{2,}")


def lead_of(page: Evidence, title: str | None) -> Found:
    """The standfirst: the block labelled so near the article's start, else a description that the article confirms.

    Without both it is the article's first paragraph. The headline said once more is none.
    """
    texts, labels = page.layout.texts, page.layout.labels
    headline = fold(title or "")
    for index in page.layout.above:
        text = texts[index]
        if labels[index] is Label.LEAD and len(terms(text)) >= SHORTEST_LEAD // 2 and fold(text) != headline:
            return text, "text:lead"
    candidates = [(page.story.description, "json-ld")] if page.story.description else []
    candidates += [(content, f"meta:{key}") for key, content in found(page.metas, "description")]
    for text, source in candidates:
        words = terms(text)
        if len(words) < SHORTEST_LEAD // 2 or fold(text) == headline:
            continue
        if _share(words, page.layout.body_terms) >= LEAD_SHARE:
            return " ".join(text.split()), source
    for index in range(max(0, page.layout.first), page.layout.last + 1):
        if labels[index] is Label.PARAGRAPH and len(terms(texts[index])) >= SHORTEST_LEAD:
            return texts[index], "text:first paragraph"
    return None


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def section_of(page: Evidence) -> Found:
    """The rubric of the page."""
    none = frozenset(meta_rules()["section"]["none"])
    if page.story.section and fold(page.story.section) not in none:
        return page.story.section, "json-ld"
    for key, content in found(page.metas, "section"):
        if len(content) <= LONGEST_TAG and fold(content) not in none:
            return content, f"meta:{key}"
    for index in page.layout.above:
        if page.layout.labels[index] is Label.TAGS:
            for tag in _tags_in(page.layout.texts[index], page):
                if fold(tag) not in none:
                    return tag, "text:tags"
    return None


def _tags_in(text: str, page: Evidence) -> list[str]:
    """The tags in a block labelled as a row of them: without the words before them ("Filed under:")."""
    words = page.words.tag_words.match(text)
    if words is not None and (":" in words.group() or words.end() == len(text)):
        text = text[words.end() :]
    return [tag for tag in _TAG_MARKS.split(text) if tag and len(tag) <= LONGEST_TAG]


def tags_of(page: Evidence) -> tuple[tuple[str, ...], str] | None:
    """The topics of the article, each once, and their source; those that the page shows if its markup has none."""
    keywords = [(text, "json-ld") for text in page.story.keywords]
    keywords += [(text, f"meta:{key}") for key, content in found(page.metas, "tags") for text in content.split(",")]
    if not keywords:
        layout = page.layout
        near = range(max(0, layout.first), min(len(layout.texts), layout.below.stop))
        rows = (layout.texts[index] for index in near if layout.labels[index] is Label.TAGS)
        keywords = [(text, "text:tags") for row in rows for text in _tags_in(row, page)]
    tags: dict[str, tuple[str, str]] = {}
    for raw, source in keywords:
        text = " ".join(raw.split())
        if text and not _NUMBER.fullmatch(text) and len(text) <= LONGEST_TAG and len(tags) < MOST_TAGS:
            tags.setdefault(fold(text), (text, source))
    if not tags:
        return None
    values = list(tags.values())
    return tuple(text for text, _ in values), values[0][1]


def image_of(page: Evidence) -> Found:
    """The address of the article's main picture."""
    candidates = [(content, f"meta:{key}") for key, content in found(page.metas, "image")]
    if page.story.image:
        candidates.append((page.story.image, "json-ld"))
    for content, source in candidates:
        if known := address(content, page.url):
            return known, source
    return None


def links_of(rows: Rows, base: str | None) -> tuple[Link, ...]:
    """The links of the article's body, absolute, each address once, in page order."""
    links: dict[str, Link] = {}
    for index in sorted(rows.spans):
        if rows.labels[index] not in ARTICLE_LABELS:
            continue
        text = rows.texts[index]
        for span in rows.spans[index]:
            if span.kind == "link" and span.url and (known := address(span.url, base)) and len(links) < MOST_LINKS:
                links.setdefault(known, Link(text[span.start : span.end].strip(), known))
    return tuple(links.values())


def license_of(page: Evidence) -> Found:
    """The licence's address or name."""
    if page.story.license:
        return page.story.license, "json-ld"
    for rel, href, _ in page.head.links:
        if "license" in rel.split() and (known := address(href, page.url)):
            return known, "link:license"
    for key, content in found(page.metas, "license"):
        return content, f"meta:{key}"
    return None


def free_access_of(page: Evidence) -> tuple[bool, str] | None:
    """Whether the page says that everyone may read it (schema.org isAccessibleForFree, content tiers)."""
    if page.story.free is not None:
        return page.story.free, "json-ld"
    rules = meta_rules()["free"]
    for key, content in found(page.metas, "free"):
        if content.lower() in rules["yes"]:
            return True, f"meta:{key}"
        if content.lower() in rules["no"]:
            return False, f"meta:{key}"
    return None


def sponsored_of(page: Evidence) -> tuple[bool, str] | None:
    """Whether the whole page is advertising, by its type, its section or the mark above its headline."""
    rules = meta_rules()["sponsored"]
    if not page.story.types.isdisjoint(rules["types"]):
        return True, "json-ld"
    for key, content in found(page.metas, "sponsored"):
        if content.lower() in {"true", "1", "yes"}:
            return True, f"meta:{key}"
    marks = frozenset(map(fold, rules["sections"]))
    if page.story.section and fold(page.story.section) in marks:
        return True, "json-ld:articleSection"
    first = page.layout.first
    for index in range(max(0, first - 8), max(0, first)):
        if page.layout.labels[index] is Label.SPONSOR and fold(page.layout.texts[index]) in marks:
            return True, "text:sponsor"
    return None


def language_of(page: Evidence) -> Found:
    """The language that was measured in the text, confirmed or else given by the markup; ISO 639-1."""
    said = [(page.head.lang, "lang"), (page.story.language, "json-ld")]
    said += [(content, f"meta:{key}") for key, content in found(page.metas, "language")]
    codes = [(code.replace("_", "-").split("-")[0].lower(), source) for code, source in said if code]
    if page.language:
        agreeing = next((source for code, source in codes if code == page.language), None)
        return page.language, f"text, {agreeing}" if agreeing else "text"
    return codes[0] if codes and codes[0][0].isalpha() and len(codes[0][0]) <= 3 else None
