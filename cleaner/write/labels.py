"""All blocks of an article with their labels, and with the reasons for these."""

from __future__ import annotations

from cleaner.article import Article
from cleaner.values import Block


def write_labels(article: Article) -> str:
    """Return one line a block: label, tab, text. Spaces of any kind inside the text are folded to one."""
    return "".join(f"{block.label}\t{_one_line(block.text)}\n" for block in article.blocks)


def write_why(article: Article) -> str:
    """Return every block with "+" (kept) or "-" (removed), label, confidence and text, and below it its reasons.

    A reason's line has its points (log-odds, natural logarithm), the label it speaks for, its name and its evidence;
    the reasons with the most points come first.
    """
    return "".join(_explain(block) for block in article.blocks)


def _explain(block: Block) -> str:
    lines = [f"{'+' if block.kept else '-'} {block.label} {block.confidence:.2f}\t{_one_line(block.text)}"]
    for reason in sorted(block.reasons, key=lambda reason: -abs(reason.points)):
        evidence = f"\t{_one_line(reason.evidence)}" if reason.evidence else ""
        lines.append(f"    {reason.points:+6.2f} {reason.label}\t{reason.name}{evidence}")
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
