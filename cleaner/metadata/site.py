"""The site, the publisher and the address of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin, urlsplit

from cleaner.data import load_toml, rules_dir
from cleaner.metadata.jsonld import Story
from cleaner.metadata.layout import Layout
from cleaner.metadata.metas import Metas, found
from cleaner.metadata.words import fold
from cleaner.page import Head
from cleaner.values import ARTICLE_LABELS, Label

_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,12}")
_WHOLE = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?=[/?#]|$)")
_HANDLE = re.compile(r"^@|^https?://")


@cache
def _generic_labels() -> frozenset[str]:
    """Parts of a host that do not name its owner: www, news, co, com."""
    return frozenset(load_toml(rules_dir() / "metadata" / "site.toml")["generic_host_parts"])


def address(url: str | None, base: str | None = None) -> str | None:
    """An absolute http address, or None."""
    if not url:
        return None
    if _WHOLE.match(url) and not url[-1].isspace():
        return url
    try:
        whole = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(whole)
        return whole if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def host_of(url: str | None) -> str:
    """The host of an address, without "www.", in small letters; "" without one."""
    try:
        return ((urlsplit(url).hostname or "") if url else "").lower().removeprefix("www.")
    except ValueError:
        return ""


def host_names(host: str) -> list[str]:
    """The names a host goes by: itself and the part that names its owner ("example.co.uk", "example")."""
    labels = [label for label in host.split(".")[:-1] if label not in _generic_labels()]
    return [host, labels[-1], labels[-1].replace("-", " ")] if labels else [host] if host else []


def canonical_of(head: Head, metas: Metas, url: str | None) -> tuple[str, str] | None:
    """The address that the page gives itself, and where it says so."""
    for rel, href, _ in head.links:
        if "canonical" in rel.split() and (known := address(href, url)):
            return known, "link:canonical"
    for key, content in found(metas, "url"):
        if known := address(content, url):
            return known, f"meta:{key}"
    return None


def site_candidates(head: Head, metas: Metas, story: Story, layout: Layout, host: str) -> Iterator[tuple[str, str]]:
    """(name, source) of everything that names the site, best first."""
    for key, name in found(metas, "site"):
        if not _HANDLE.search(name) and len(name) <= 60:
            yield name, f"meta:{key}"
    if story.site:
        yield story.site, "json-ld:website"
    if story.publisher and len(story.publisher) <= 60:
        yield story.publisher, "json-ld:publisher"
    near = [(layout.texts[i], layout.labels[i]) for i in layout.above] if layout.first >= 0 else []
    near = [(text, label) for text, label in near if len(text) <= 60]
    for text, label in near:
        if (label is Label.SOURCE or label not in ARTICLE_LABELS) and "." in text and _DOMAIN.fullmatch(text):
            yield text, f"text:{label}"
    for text, label in near:
        if label is Label.SOURCE:
            yield text, "text:source"
    names = host_names(host)
    if names:
        parts = re.split(r"\s*[|–—·•:»]\s*|\s-\s", head.title or (layout.texts[0][:300] if layout.texts else ""))
        for part in reversed(parts[1:]):
            key = fold(part).replace(" ", "")
            if key and len(part) <= 40 and (key in host.replace("-", "").replace(".", "") or names[1:2] == [key]):
                yield part, "title"
        yield host, "url"


def publisher_of(metas: Metas, story: Story) -> tuple[str, str] | None:
    """The publisher's name and its source."""
    if story.publisher:
        return story.publisher, "json-ld"
    for key, name in found(metas, "publisher"):
        if not _HANDLE.search(name) and len(name) <= 100:
            return name, f"meta:{key}"
    return None
