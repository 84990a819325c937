"""Small operations on columns (one value a block) that the measures share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Column = npt.NDArray[np.generic]


def shift(column: npt.NDArray[np.generic], by: int, fill: float = 0) -> npt.NDArray[np.generic]:
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


def neighbours(column: npt.NDArray[np.generic], reach: int, fill: float) -> dict[int, npt.NDArray[np.generic]]:
    """The column seen from every row within `reach`, by distance (0 left out): views of one array, `fill` past the
    ends."""
    n = len(column)
    padded = np.full(n + 2 * reach, fill, column.dtype)
    padded[reach : reach + n] = column
    return {by: padded[reach + by : reach + by + n] for by in range(-reach, reach + 1) if by}


def around(column: npt.NDArray[np.generic], reach: int) -> Floats:
    """The sum of the column over the rows within `reach`, the row itself left out."""
    total = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
    rows = np.arange(len(column))
    low = np.maximum(rows - reach, 0)
    high = np.minimum(rows + reach + 1, len(column))
    sums: Floats = (total[high] - total[low] - column).astype(np.float32)
    return sums


def distance_since(marks: Bools) -> Ints:
    """Rows since the last marked row above (0 at a marked row); the number of rows where there is none."""
    rows = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, rows, -1))
    return np.where(last >= 0, rows - last, len(marks))


def distance_until(marks: Bools) -> Ints:
    """Rows until the next marked row below (0 at a marked row); the number of rows where there is none."""
    return distance_since(marks[::-1])[::-1]


def run_length(marks: Bools) -> Ints:
    """The length of the run of marked rows that each row stands in; 0 at unmarked rows."""
    above = distance_since(~marks)
    below = distance_until(~marks)
    rows = np.arange(len(marks))
    above = np.where(above > rows, rows + 1, above)
    below = np.where(below > len(marks) - 1 - rows, len(marks) - rows, below)
    return np.where(marks, above + below - 1, 0)


def densest(values: Floats) -> tuple[int, int]:
    """The half-open range of rows with the greatest sum (maximum-sum subsequence, Pasternack and Roth 2009)."""
    if not len(values):
        return 0, 0
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    floor = np.minimum.accumulate(total)
    end = int(np.argmax(total - floor))
    start = int(np.argmin(total[: end + 1]))
    return (start, end) if end > start else (0, 0)
