"""Operations on columns, against their definitions written out row by row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.measure.columns import (
    Columns,
    around,
    distance_since,
    distance_until,
    groups,
    neighbours,
    run_length,
    shift,
    value_since,
)

marks = st.lists(st.booleans(), min_size=1, max_size=30).map(lambda values: np.array(values, bool))
numbers = st.lists(st.integers(-9, 9), min_size=1, max_size=30).map(lambda values: np.array(values, np.int64))


@given(numbers, st.integers(1, 12))
def test_around_sums_what_lies_near_and_not_the_row_itself(column, reach):
    n = len(column)
    expected = [sum(column[max(i - reach, 0):i]) + sum(column[i + 1:i + reach + 1]) for i in range(n)]
    assert around(column, reach).tolist() == expected


@given(marks)
def test_distances_count_rows_to_the_nearest_mark(column):
    n = len(column)
    above = [min((i - j for j in range(i + 1) if column[j]), default=n) for i in range(n)]
    below = [min((j - i for j in range(i, n) if column[j]), default=n) for i in range(n)]
    assert distance_since(column).tolist() == above
    assert distance_until(column).tolist() == below


@given(marks)
def test_runs_are_as_long_as_their_marks(column):
    text = "".join("x" if mark else " " for mark in column)
    expected = [0] * len(text)
    for i, char in enumerate(text):
        if char == "x":
            start, end = text.rfind(" ", 0, i) + 1, text.find(" ", i)
            expected[i] = (len(text) if end < 0 else end) - start
    assert run_length(column).tolist() == expected


@given(marks, st.data())
def test_value_since_is_that_of_the_last_mark(column, data):
    values = np.array(data.draw(st.lists(st.integers(0, 9), min_size=len(column), max_size=len(column))))
    last = -1
    expected = []
    for mark, value in zip(column, values, strict=True):
        last = int(value) if mark else last
        expected.append(last)
    assert value_since(column, values, -1).tolist() == expected


@given(numbers)
def test_groups_are_those_of_unique(keys):
    _, member, counts = np.unique(keys, return_inverse=True, return_counts=True)
    found = groups(keys)
    assert found[0].tolist() == member.tolist()
    assert found[1].tolist() == counts.tolist()


@given(numbers, st.integers(1, 4))
def test_neighbours_are_shifts(column, reach):
    seen = neighbours(column, reach, -1)
    assert list(seen) == [by for by in range(-reach, reach + 1) if by]
    for by, values in seen.items():
        assert values.tolist() == shift(column, by, -1).tolist()


def test_columns_are_worked_out_when_asked_for_and_once():
    asked = []

    def make():
        asked.append(1)
        return {"b": np.array([2]), "c": np.array([3])}

    columns = Columns({"a": np.array([1])})
    columns.later(["b", "c"], make)
    assert not asked
    assert columns["c"].tolist() == [3]
    assert columns["b"].tolist() == [2]
    assert len(asked) == 1
    assert columns.all().keys() == {"a", "b", "c"}


def test_what_is_promised_goes_along_and_what_is_not_is_an_error():
    promised = Columns()
    promised.later(["b"], lambda: {"b": np.array([2])})
    columns = Columns({"a": np.array([1])})
    columns |= promised
    assert list(columns.all()) == ["a", "b"]
    with pytest.raises(KeyError, match="d"):
        columns["d"]
