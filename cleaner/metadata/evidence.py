"""All that is known about a page while its metadata are read: markup, blocks, address, language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cleaner.metadata.dates import find_dates
from cleaner.metadata.front import LONGEST_FRONT, MOST_LINES, front_matter
from cleaner.metadata.jsonld import Story, read_story
from cleaner.metadata.layout import Layout, Rows, lay_out
from cleaner.metadata.metas import Metas, by_key, found
from cleaner.metadata.moment import Moment
from cleaner.metadata.site import host_names, host_of, site_candidates
from cleaner.metadata.words import Words, fold, words_of
from cleaner.page import Head, Kind

SHORT = 90
"""Characters of a block in which a date is a dateline rather than told about."""

_REGION = re.compile(r"[a-z]{2,3}[-_](?:[a-z]{4}[-_])?([a-z]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """What one page offers.

    `sites` are (name, source) of the site, best first; `site_keys` all its names, folded; `region` is the country
    (ISO 3166, small letters) that the markup names beside its language, or "".
    """

    kind: Kind
    head: Head
    metas: Metas
    story: Story
    layout: Layout
    words: Words
    language: str | None
    region: str
    url: str | None
    host: str
    sites: Sequence[tuple[str, str]]
    site_keys: frozenset[str]
    _dates: dict[str, list[Moment]] = field(default_factory=dict)

    def dates_in(self, text: str) -> list[Moment]:
        """The dates in a block's text; every text is read once."""
        known = self._dates.get(text)
        if known is None:
            known = self._dates[text] = find_dates(text, self.language, self.host, self.region)
        return known

    @cached_property
    def written_days(self) -> frozenset[str]:
        """The days that short blocks of the page state so that day and month can't be mixed up."""
        short = (text for text in self.layout.texts if len(text) < SHORT)
        return frozenset(moment.day for text in short for moment in self.dates_in(text) if not moment.swapped)

    @cached_property
    def dated(self) -> frozenset[int]:
        """The short blocks around the article's start and end that hold a date."""
        texts, above, below = self.layout.texts, self.layout.above, self.layout.below
        return frozenset(row for row in (*above, *below) if len(texts[row]) < SHORT and self.dates_in(texts[row]))


def _region_of(head: Head, metas: Metas) -> str:
    """The country in the language tag of the page ("en-GB"), or ""."""
    for tag in (head.lang, *metas.get("og:locale", ())):
        match = _REGION.fullmatch(tag.strip())
        if match:
            return match[1].lower()
    return ""


def gather(head: Head | None, rows: Rows, url: str | None, language: str | None,
           source: str | None = None) -> Evidence:
    """Read a page's markup and lay out its blocks; a text's front matter stands in for markup."""
    kind: Kind = "html" if head is not None else "text"
    if head is None:
        top = source.lstrip()[:LONGEST_FRONT].splitlines() if source else rows.texts[:MOST_LINES]
        head = Head(metas=front_matter(top))
    metas, host = by_key(head), host_of(url)
    titles = [head.title, *(content for _, content in found(metas, "title", "social"))]
    titles += [mark.text for mark in head.marks if mark.how == "h1"]
    addresses = [url or "", *(href for rel, href, _ in head.links if "canonical" in rel), *metas.get("og:url", ())]
    story = read_story(head.json_ld, titles, addresses)
    layout = lay_out(rows)
    sites = list(site_candidates(head, metas, story, layout, host))
    keys = frozenset(fold(name) for name in (*(name for name, _ in sites), *host_names(host)))
    return Evidence(kind, head, metas, story, layout, words_of(language), language,
                    _region_of(head, metas), url, host, sites, keys)
