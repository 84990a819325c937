"""The rows of a table whose cells, or rows, are blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.values import Block

BETWEEN_CELLS = re.compile(r"\t+| \| ")


def rows_of(blocks: Sequence[Block]) -> list[list[str]] | None:
    """Return the rows of the table that the blocks make, all of one width; None where the blocks don't tell.

    Blocks of an HTML table know their cells. Else a block that holds tabs or " | " is a row; blocks of the elements
    `th` and `td` are cells: a first run of several `th` is the head and gives the width, or each `th` opens a row. An
    empty cell leaves no block, so such a table is told only if its cells fill its rows.
    """
    if all(block.cell for block in blocks):
        return _told(blocks)
    if all(BETWEEN_CELLS.search(block.text) for block in blocks):
        rows = [[cell.strip() for cell in BETWEEN_CELLS.split(block.text.strip(" |"))] for block in blocks]
        width = max(map(len, rows))
        return [row + [""] * (width - len(row)) for row in rows] if width > 1 else None
    cells = [block.text for block in blocks]
    width = _width([block.tag for block in blocks])
    if width < 2 or len(cells) % width:
        return None
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def _told(blocks: Sequence[Block]) -> list[list[str]] | None:
    rows: dict[int, dict[int, str]] = {}
    for block in blocks:
        if block.cell:
            row = rows.setdefault(block.cell.row, {})
            before = row.get(block.cell.column)
            row[block.cell.column] = f"{before} {block.text}" if before else block.text
    width = max(map(max, rows.values())) + 1
    return [[row.get(column, "") for column in range(width)] for row in rows.values()] if width > 1 else None


def _width(tags: Sequence[str]) -> int:
    """Cells in a row, or 0 where the elements don't tell."""
    if not set(tags) <= {"th", "td"} or tags[0] != "th":
        return 0
    head = next((at for at, tag in enumerate(tags) if tag == "td"), 0)
    if head > 1:
        return head
    heads = [at for at, tag in enumerate(tags) if tag == "th"]
    width = heads[1] if len(heads) > 1 else len(tags)
    return width if heads == list(range(0, len(tags), width)) else 0
