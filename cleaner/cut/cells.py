"""Which cell of a table each block stands in."""

from __future__ import annotations

from cleaner.cut.elements import CELLS
from cleaner.page import Markup
from cleaner.values import Cell


def cells_of(markup: Markup) -> dict[int, Cell]:
    """The cell of a table that each block stands in; blocks outside of tables are absent."""
    names = [name for name, _ in markup.kinds]
    if "table" not in names:
        return {}
    table_of = list(range(len(markup.kind)))
    columns: dict[int, int] = {}
    cells: dict[int, Cell] = {}
    for element, (kind, parent) in enumerate(zip(markup.kind, markup.parent, strict=True)):
        name = names[kind]
        if name != "table" and parent >= 0:
            table_of[element] = table_of[parent]
        if name in CELLS:
            column = columns[parent] = columns.get(parent, -1) + 1
            cell = Cell(table_of[element], parent, column)
            cells |= dict.fromkeys(range(markup.first[element], markup.last[element]), cell)
    return cells
