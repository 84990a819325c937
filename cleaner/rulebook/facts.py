"""What rules read of a measured page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from cleaner.page import Page

Columns = Mapping[str, npt.NDArray[Any]]


class WordColumns(Protocol):
    """What rules read of a page's words; see `cleaner.measure.words.Words`."""

    lines: list[str]
    levels: npt.NDArray[np.uint8]
    words: npt.NDArray[np.float32]
    vocabulary: dict[str, int]
    word_ids: npt.NDArray[np.int64]
    word_blocks: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Facts:
    """A measured page: its blocks, their words, their measures."""

    page: Page
    words: WordColumns
    columns: Columns
