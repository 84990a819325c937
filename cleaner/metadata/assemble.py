"""From markup and labelled blocks to Metadata."""

from __future__ import annotations

from typing import Any

from cleaner.metadata.authors import authors_of
from cleaner.metadata.details import (
    free_access_of,
    image_of,
    language_of,
    lead_of,
    license_of,
    links_of,
    section_of,
    sponsored_of,
    tags_of,
)
from cleaner.metadata.evidence import gather
from cleaner.metadata.layout import Rows
from cleaner.metadata.published import dates_of
from cleaner.metadata.site import canonical_of, host_of, publisher_of
from cleaner.metadata.title import title_of
from cleaner.page import Head
from cleaner.values import Metadata


def metadata_of(head: Head | None, rows: Rows, *, url: str | None, language: str | None,
                source: str | None = None) -> Metadata:
    """What is known about the article of a page.

    `head` is None for flattened text; `rows` are the page's labelled blocks in its order; `language` is the
    ISO 639-1 code measured in the text, if any; `source` is the flattened text as it was handed in, for front matter
    (without it the blocks are read). Every field that is set has its source in `Metadata.sources`.
    """
    page = gather(head, rows, url, language, source)
    title = title_of(page)
    published, modified = dates_of(page, title[0] if title else None)
    canonical = canonical_of(page.head, page.metas, url)
    known: dict[str, tuple[Any, str] | None] = {
        "title": title,
        "lead": lead_of(page, title[0] if title else None),
        "authors": authors_of(page, title[0] if title else None),
        "date_published": published,
        "date_modified": modified,
        "site": page.sites[0] if page.sites else None,
        "publisher": publisher_of(page.metas, page.story),
        "language": language_of(page),
        "canonical_url": canonical,
        "section": section_of(page),
        "tags": tags_of(page),
        "image": image_of(page),
        "license": license_of(page),
        "free_access": free_access_of(page),
        "sponsored": sponsored_of(page),
    }
    values = {name: found[0] for name, found in known.items() if found is not None}
    sources = {name: found[1] for name, found in known.items() if found is not None}
    host = host_of(url) or (host_of(canonical[0]) if canonical else "")
    links = links_of(rows, url or (canonical[0] if canonical else None))
    if host:
        values["hostname"] = host
        sources["hostname"] = "url" if host_of(url) else "canonical_url"
    if links:
        values["links"] = links
        sources["links"] = "text"
    return Metadata(url=url, sources=sources, **values)
