"""Menus that the walk has set aside, cut into entries when someone asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.dom import walk
from cleaner.later import Later


class Entries(Later[str]):
    """The texts of a menu's entries, from its markup."""

    def __init__(self, html: str) -> None:
        self._html = html

    def _work_out(self) -> Sequence[str]:
        return walk(LexborHTMLParser(self._html), whole=True).texts
