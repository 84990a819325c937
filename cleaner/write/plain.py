"""The clean text."""

from __future__ import annotations

from cleaner.article import Article


def write_text(article: Article) -> str:
    """Return the clean text, blocks separated by a blank line, with a line feed at its end; "" if there is none."""
    text = article.text
    return text + "\n" if text else ""
