"""Menus that the walk has set aside, cut into entries when someone asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.dom import walk


class Entries(Sequence[str]):
    """The texts of a menu's entries, from its markup."""

    def __init__(self, html: str) -> None:
        self._html = html

    @cached_property
    def _texts(self) -> list[str]:
        walked = walk(LexborHTMLParser(self._html), whole=True)
        return walked.texts

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._texts[index]

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)
