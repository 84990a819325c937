"""Small operations on columns (one value a block) that the measures share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Column = npt.NDArray[Any]


class Columns(dict[str, Column]):
    """Columns by name. Those promised by `later` are worked out when the first of them is asked for."""

    def __init__(self, columns: Mapping[str, Column] | Iterable[tuple[str, Column]] = ()) -> None:
        super().__init__(columns)
        self._later: dict[str, Callable[[], Mapping[str, Column]]] = {}

    def later(self, names: Iterable[str], make: Callable[[], Mapping[str, Column]]) -> None:
        """Promise columns that `make` works out together."""
        self._later |= dict.fromkeys(names, make)

    def __missing__(self, name: str) -> Column:
        self.update(self._later[name]())
        return self[name]

    def __ior__(self, other: Mapping[str, Column]) -> Self:  # type: ignore[override,misc]
        self.update(other)
        if isinstance(other, Columns):
            self._later |= other._later
        return self

    def all(self) -> dict[str, Column]:
        """All columns, worked out."""
        return {name: self[name] for name in (*self, *(name for name in self._later if name not in self))}


def ints(values: Collection[int]) -> Ints:
    """The values as a column: what `np.array` gives, at half its price."""
    return np.fromiter(values, np.int64, len(values))


def shift(column: Column, by: int, fill: float = 0) -> Column:
    """The column seen from `by` rows away: shift(c, 1)[i] == c[i + 1]; `fill` past the ends."""
    out = np.full_like(column, fill)
    n = len(column)
    if abs(by) >= n:
        return out
    if by > 0:
        out[: n - by] = column[by:]
    elif by < 0:
        out[-by:] = column[: n + by]
    else:
        out[:] = column
    return out


def neighbours(column: Column, reach: int, fill: float) -> dict[int, Column]:
    """The column seen from every row within `reach`, by distance (0 left out): views of one array, `fill` past the
    ends."""
    n = len(column)
    padded = np.full(n + 2 * reach, fill, column.dtype)
    padded[reach : reach + n] = column
    return {by: padded[reach + by : reach + by + n] for by in range(-reach, reach + 1) if by}


def around(column: Column, reach: int) -> Floats:
    """The sum of the column (or of several, side by side) over the rows within `reach`, the row itself left out."""
    n = len(column)
    total = np.zeros((n + 2 * reach + 1, *column.shape[1:]))
    np.cumsum(column, 0, out=total[reach + 1 : reach + 1 + n])
    total[reach + 1 + n :] = total[reach + n]
    sums: Floats = (total[2 * reach + 1 :] - total[:n] - column).astype(np.float32)
    return sums


def distance_since(marks: Bools) -> Ints:
    """Rows since the last marked row above (0 at a marked row); the number of rows where there is none. Several columns
    may stand side by side."""
    n = len(marks)
    rows = np.arange(n).reshape(-1, *(1,) * (marks.ndim - 1))
    distance: Ints = np.minimum(rows - np.maximum.accumulate(np.where(marks, rows, -n)), n)
    return distance


def distance_until(marks: Bools) -> Ints:
    """Rows until the next marked row below (0 at a marked row); the number of rows where there is none."""
    return distance_since(marks[::-1])[::-1]


def run_length(marks: Bools) -> Ints:
    """The length of the run of marked rows that each row stands in; 0 at unmarked rows."""
    n = len(marks)
    rows = np.arange(n)
    last = np.maximum.accumulate(np.where(marks, -1, rows))
    following = np.minimum.accumulate(np.where(marks, n, rows)[::-1])[::-1]
    length: Ints = np.maximum(following - last - 1, 0)
    return length


def value_since(marks: Bools, values: Column, fill: float) -> Column:
    """The value at the last marked row above, or here; `fill` where there is none."""
    last = np.maximum.accumulate(np.where(marks, np.arange(len(marks)), -1))
    return np.where(last >= 0, values[last], fill)


def groups(keys: Ints) -> tuple[Ints, Ints]:
    """The number of the group of equal keys that each row is in, and how many rows each group has: what `np.unique`
    gives, at half its price."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.ones(len(keys), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    numbers = np.cumsum(begins) - 1
    member = np.empty(len(keys), np.int64)
    member[order] = numbers
    return member, np.bincount(numbers)


def densest(values: Floats) -> tuple[int, int]:
    """The half-open range of rows with the greatest sum (maximum-sum subsequence, Pasternack and Roth 2009)."""
    if not len(values):
        return 0, 0
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    floor = np.minimum.accumulate(total)
    end = int(np.argmax(total - floor))
    start = int(np.argmin(total[: end + 1]))
    return (start, end) if end > start else (0, 0)
