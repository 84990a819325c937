"""The line from a source to an article."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from cleaner.article import Article
from cleaner.values import Block, Label, Metadata


class Cleaner:
    """Cleans documents with rules that are compiled once."""

    def __init__(self, *, rules: str | Path | None = None, favor: str = "balanced", timeout: float | None = None) -> None:
        self._options = {"rules": rules, "favor": favor, "timeout": timeout}

    def clean(self, source: str | bytes, *, url: str | None = None, kind: str = "auto", language: str | None = None) -> Article:
        """Placeholder spine."""
        raw = source if isinstance(source, str) else source.decode("utf-8", "replace")
        if kind == "html" or (kind == "auto" and raw.lstrip()[:1] == "<"):
            tree = LexborHTMLParser(raw)
            texts = [" ".join(p.text(deep=True).split()) for p in tree.css("p")]
            return Article(tuple(Block(t, Label.PARAGRAPH) for t in texts if t), Metadata(url=url))
        blocks, at = [], 0
        for line in raw.splitlines(keepends=True):
            if line.strip():
                keep = len(line) > 80
                blocks.append(Block(" ".join(line.split()), Label.PARAGRAPH if keep else Label.OTHER, at, at + len(line.rstrip())))
            at += len(line)
        return Article(tuple(blocks), Metadata(url=url))


def clean(source: str | bytes, *, url: str | None = None, kind: str = "auto", language: str | None = None,
          favor: str = "balanced", rules: str | Path | None = None) -> Article:
    """Clean one document."""
    return Cleaner(favor=favor, rules=rules).clean(source, url=url, kind=kind, language=language)
