"""The pool: one result for each item, in order, whatever happens to the workers."""

import itertools
import multiprocessing
import time

import pytest

from cleaner.errors import CleanerError
from cleaner.pipe.items import Failure
from cleaner.pipe.pool import AHEAD, Pool

from . import work


def pool(jobs=2, limit=None, method="fork", ordered=True, prepare=work.prepare):
    return Pool(prepare, work.lost, jobs, limit, multiprocessing.get_context(method), ordered)


def results(items, **how):
    return [result for _, result in pool(**how).map(items)]


def test_nothing_in_nothing_out():
    assert results([]) == []


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_order_is_kept(method):
    assert results(range(500), method=method) == list(range(500))


def test_items_come_back_with_their_results():
    assert all(item == result for item, result in pool().map(["a", "b", "a", "a"]))


def test_unordered_results_come_as_they_are_ready():
    items = [0.5, *range(200)]
    found = results(items, ordered=False)
    assert found != items
    assert sorted(found) == sorted(items)


def test_an_item_that_kills_its_worker_is_reported_and_the_others_are_not_lost():
    items = [*range(40), "die", *range(40), "exit", *range(40)]
    found = results(items)
    assert [item for item in found if not isinstance(item, Failure)] == [*range(40)] * 3
    assert found[40] == Failure("WorkerError", "the worker died over this record (signal 9)")
    assert found[81] == Failure("WorkerError", "the worker died over this record (exit code 7)")


def test_an_item_whose_worker_was_killed_once_is_tried_again(tmp_path):
    item = f"die once {tmp_path / 'mark'}"
    assert results([1, item, 2]) == [1, item, 2]


def test_a_hanging_worker_is_replaced():
    began = time.monotonic()
    found = results([1, "hang", 2], limit=0.2)
    assert found == [1, Failure("LimitError", "not done after 0.2 seconds"), 2]
    assert time.monotonic() - began < 10


def test_slow_batches_are_not_taken_for_hanging():
    assert results([0.1] * 40, limit=0.3, jobs=2) == [0.1] * 40


def test_large_items_and_results_pass():
    large = [bytes(3_000_000)] * 6
    assert results(large) == [(len(item), item) for item in large]


def test_the_source_is_read_only_as_far_as_there_is_room():
    taken = itertools.count()
    source = (next(taken) for _ in itertools.repeat(None))
    found = pool(jobs=1).map(source)
    assert [next(found)[1] for _ in range(10)] == list(range(10))
    assert next(taken) <= AHEAD + 12
    found.close()


def test_workers_are_gone_when_the_caller_stops():
    found = pool().map(itertools.count())
    next(found)
    began = time.monotonic()
    found.close()
    assert time.monotonic() - began < 1
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_what_cannot_be_prepared_is_raised(method):
    with pytest.raises(ValueError, match="no rules here"):
        results([1, 2, 3], prepare=work.prepare_fails, method=method)


def test_a_worker_that_cannot_start_is_an_error():
    with pytest.raises(CleanerError, match="can't start: it ended with exit code 3"):
        results([1], prepare=work.prepare_dies)


def test_an_error_of_the_source_ends_the_workers():
    def source():
        yield 1
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        results(source())
