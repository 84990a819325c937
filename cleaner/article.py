"""The result of cleaning a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleaner.values import Block, Metadata


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned document.

    `blocks` are all blocks of the source in its order; `kept` and `removed` together are `blocks`.
    `confidence` is the expected F1 (0 to 1) of the clean text against a careful reader's choice.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata
    confidence: float = 1.0

    @property
    def kept(self) -> tuple[Block, ...]:
        """The blocks of the clean text."""
        return tuple(block for block in self.blocks if block.kept)

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks left out of the clean text, each with its label."""
        return tuple(block for block in self.blocks if not block.kept)

    @property
    def text(self) -> str:
        """The clean text, blocks separated by a blank line."""
        return "\n\n".join(block.text for block in self.blocks if block.kept)

    def to_dict(self) -> dict[str, Any]:
        """Text, metadata, confidence and blocks as plain JSON values."""
        return {
            "text": self.text,
            "metadata": self.metadata.to_dict(),
            "confidence": self.confidence,
            "blocks": [
                {"text": b.text, "label": str(b.label), "start": b.start, "end": b.end, "confidence": b.confidence}
                for b in self.blocks
            ],
        }
