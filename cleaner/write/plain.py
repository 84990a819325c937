"""The clean text."""

from __future__ import annotations

from cleaner.article import Article

SEAMS = ("\n\n", "\n", " ")
"""What stands between two blocks of the clean text."""


def write_text(article: Article) -> str:
    """Return the clean text, blocks separated by a blank line, with a line feed at its end; "" if there is none."""
    text = article.text
    return text + "\n" if text else ""


def seams(article: Article) -> list[str]:
    """Return for each kept block what stands before it in the clean text: "" for the first, or a blank line, or a line
    feed or a space where the source had it in one paragraph with the block before."""
    found: list[str] = []
    text = article.text
    at = 0
    for block in article.kept:
        seam = next((seam for seam in ("", *SEAMS) if text.startswith(seam + block.text, at)), SEAMS[0])
        found.append(seam)
        at += len(seam) + len(block.text)
    return found
