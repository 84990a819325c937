"""Sequences that are worked out when they are first read."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """A sequence whose items `_work_out` gives, once and only if somebody reads it."""

    @abstractmethod
    def _work_out(self) -> Sequence[T]: ...

    @cached_property
    def _items(self) -> Sequence[T]:
        return self._work_out()

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)
