"""Points from decision tables: each asks a few yes-or-no questions about a block and gives the points of the answer.

A table's line in a weights file reads `words>11.5 place>-2 : -0.31 0.02 0.4 1.2`: with questions q0, q1, ... the points
stand at index sum(answer_k << k). Points are log-odds; a block's score is their sum over all tables plus a bias.
(The shape is that of oblivious decision trees, Kohavi & Li 1995, so an additive scorecard with crosses.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cleaner.errors import RuleError

DEEPEST = 8
"""Questions of a table: the answers of a block fit into a byte."""

Columns = Mapping[str, npt.NDArray[np.generic]]

AT_ONCE = 32
"""Tables whose points of several labels are summed at a time: a seventh of the time that one after the other takes."""
MOST_BLOCKS = 4096
"""Blocks that are scored at a time: some 20 MB."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Compiled tables.

    Attributes:
        names: the measures that are asked about.
        columns, borders: question k asks whether measure names[columns[k]] is greater than borders[k].
        questions: the questions of each table, shape (tables, depth).
        points: shape (tables, 2 ** depth, labels).
        bias: shape (labels,).
    """

    names: tuple[str, ...]
    columns: npt.NDArray[np.int64]
    borders: npt.NDArray[np.float32]
    questions: npt.NDArray[np.int64]
    points: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def answers(self, columns: Columns) -> npt.NDArray[np.uint8]:
        """Which cell of each table each block falls into: shape (tables, blocks)."""
        asked = [columns[name] for name in self.names]
        rows = np.concatenate(asked, dtype=np.float32, casting="unsafe").reshape(len(asked), -1)
        bits = (rows.take(self.columns, 0) > self.borders[:, None]).view(np.uint8)
        cells = bits.take(self.questions[:, 0], 0)
        for k in range(1, self.questions.shape[1]):
            cells |= bits.take(self.questions[:, k], 0) << k
        return cells

    def score(self, columns: Columns) -> npt.NDArray[np.float32]:
        """The sum of points of each block: shape (blocks, labels). A page of many blocks is scored in pieces, since the
        answers of a block take kilobytes."""
        blocks = len(columns[self.names[0]]) if self.names else 0
        if blocks <= MOST_BLOCKS:
            return self._score(columns)
        # pieces of nearly equal size: numpy sums a column of a single row in another order
        borders = np.linspace(0, blocks, -(-blocks // MOST_BLOCKS) + 1).astype(int).tolist()
        pieces = ({name: columns[name][start:end] for name in self.names} for start, end in pairwise(borders))
        return np.concatenate([self._score(piece) for piece in pieces])

    def _score(self, columns: Columns) -> npt.NDArray[np.float32]:
        cells = self.answers(columns)
        tables, width, labels = self.points.shape
        at = cells + (np.arange(tables) * width)[:, None]
        flat = self.points.reshape(tables * width, labels)
        if labels == 1:
            sums: npt.NDArray[np.float32] = flat[:, 0].take(at).sum(0) + self.bias[0]
            return sums[:, None]
        out = np.repeat(self.bias[None, :], cells.shape[1], 0)
        for start in range(0, tables, AT_ONCE):
            out += flat.take(at[start : start + AT_ONCE], 0).sum(0)
        return out

    def shares(self, columns: Columns, block: int, label: int) -> dict[str, float]:
        """The points of one block by measure: each table's points are shared among its questions in order (path
        attribution, Saabas 2014); they sum to the block's score without the bias and the tables' means."""
        cells = self.answers({name: columns[name][block : block + 1] for name in self.names})[:, 0]
        points = self.points[:, :, label]
        tables, depth = self.questions.shape
        means = [points.mean(1)]
        for k in range(1, depth + 1):
            known = points.reshape(tables, -1, 2**k).mean(1)
            means.append(np.take_along_axis(known, (cells & (2**k - 1))[:, None], 1)[:, 0])
        steps = np.diff(np.array(means), axis=0)
        sums = np.bincount(self.columns[self.questions].T.ravel(), weights=steps.ravel(), minlength=len(self.names))
        return dict(zip(self.names, sums.tolist(), strict=True))


def compile_tables(text: str, bias: Sequence[float], where: str = "weights") -> Tables:
    """Read tables, one a line. Raises RuleError that names the file and the line."""
    names: dict[str, int] = {}
    asked: dict[tuple[str, str], int] = {}
    columns: list[int] = []
    borders: list[float] = []
    questions: list[list[int]] = []
    points: list[str] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        left, colon, right = line.partition(" : ")
        row = []
        for question in left.split():
            name, mark, border = question.rpartition(">")
            if not (colon and mark):
                raise RuleError(f"{where}: table {number}: cannot read {question!r} in {line[:60]!r}")
            key = (name, border)
            if key not in asked:
                asked[key] = len(columns)
                columns.append(names.setdefault(name, len(names)))
                borders.append(float(border))
            row.append(asked[key])
        questions.append(row)
        points.append(right)
    values = np.array(" ".join(points).split(), np.float32)
    depth = len(questions[0]) if questions else 1
    if depth > DEEPEST:
        raise RuleError(f"{where}: a table asks at most {DEEPEST} questions, not {depth}")
    shape = (len(questions), 2**depth, len(bias))
    if any(len(row) != depth for row in questions) or values.size != shape[0] * shape[1] * shape[2]:
        raise RuleError(f"{where}: every table needs the same number of questions and 2**questions points a label")
    return Tables(
        tuple(names),
        np.array(columns, np.int64),
        np.array(borders, np.float32),
        np.array(questions, np.int64),
        values.reshape(shape),
        np.array(bias, np.float32),
    )
