"""Worker processes with bounded queues, which are replaced when they die or hang.

One thread does it all: it hands a worker the next batch when the worker has finished one, and reads the source only as
far as there is room. A worker has one batch at a time, so the two sides never both wait to send.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from cleaner.pipe.hand import Hand, Numbered
from cleaner.pipe.items import MEGABYTE, Failure, weigh

T = TypeVar("T")
R = TypeVar("R")

BATCH = 32
"""Records in a batch: enough to make the cost of a message small beside the work."""
BATCH_BYTES = MEGABYTE
AHEAD = 4 * BATCH
"""Records for each worker that have been read and have not been given back yet."""
AHEAD_BYTES = 32 * MEGABYTE
GLANCE = 0.002
"""Seconds between two looks at the workers while the source is read."""


@dataclass
class Pool(Generic[T, R]):
    """Maps items in worker processes.

    `prepare` must pickle; it makes, in each worker, the function that is called with every item and must not raise.
    `lost` makes the result of an item over which a worker died that had nothing else to do. `limit` is the seconds that
    an item may take.
    """

    prepare: Callable[[], Callable[[T], R]]
    lost: Callable[[T, Failure], R]
    jobs: int
    limit: float | None
    context: BaseContext
    ordered: bool = True
    _hands: list[Hand[T]] = field(default_factory=list, init=False)
    _batches: deque[list[Numbered[T]]] = field(default_factory=deque, init=False)
    _alone: deque[Numbered[T]] = field(default_factory=deque, init=False)
    _filling: list[Numbered[T]] = field(default_factory=list, init=False)
    _filled: int = field(default=0, init=False)
    _items: dict[int, tuple[T, int]] = field(default_factory=dict, init=False)
    _weight: int = field(default=0, init=False)
    _results: dict[int, R] = field(default_factory=dict, init=False)
    _given: int = field(default=0, init=False)

    def map(self, items: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Yield the items with their results, in the order of the items or, unordered, as they come.

        Raises what `prepare` raises in a worker. When the caller stops, the workers are ended at once.
        """
        source = enumerate(items)
        more = True
        looked = 0.0
        try:
            while more or self._items:
                reading = more and self._has_room()
                if reading:
                    entry = next(source, None)
                    more = entry is not None
                    if entry is not None:
                        self._take(entry)
                self._hand_out()
                if not reading or time.monotonic() - looked > GLANCE:
                    self._hear(0 if reading else None)
                    looked = time.monotonic()
                yield from self._ready()
        finally:
            for hand in self._hands:
                hand.end()

    def _has_room(self) -> bool:
        jobs = self.jobs
        return len(self._items) < jobs * AHEAD and self._weight < jobs * AHEAD_BYTES

    def _take(self, entry: Numbered[T]) -> None:
        """Put an item into the batch that is being filled."""
        number, item = entry
        weight = weigh(item)
        self._items[number] = (item, weight)
        self._weight += weight
        self._filling.append(entry)
        self._filled += weight
        if len(self._filling) >= BATCH or self._filled >= BATCH_BYTES:
            self._batches.append(self._filling)
            self._filling, self._filled = [], 0

    def _hand_out(self) -> None:
        """Give every idle worker something to do, and start workers while there is more to do than they can."""
        idle = [hand for hand in self._hands if hand.idle]
        while self._alone or self._batches or self._filling:
            if idle:
                hand = idle.pop()
            elif len(self._hands) < self.jobs:
                hand = Hand(self.context, self.prepare)
                self._hands.append(hand)
            else:
                return
            if self._alone:
                hand.give([self._alone.popleft()], alone=True)
            elif self._batches:
                hand.give(self._batches.popleft())
            else:
                hand.give(self._filling)
                self._filling, self._filled = [], 0

    def _hear(self, patience: float | None) -> None:
        """Take what workers have sent; wait for it as long as is said, or until one is overdue."""
        busy = {hand.connection: hand for hand in self._hands if not hand.idle}
        if not busy:
            return
        if patience is None:
            ends = [end for end in (hand.overdue_at(self.limit) for hand in busy.values()) if end is not None]
            patience = max(0.0, min(ends) - time.monotonic()) if ends else None
        speaking = wait(list(busy), patience)
        for hand in [hand for connection, hand in busy.items() if connection in speaking]:
            found = hand.hear()
            if found is None:
                self._bury(hand, hand.cause_of_death())
            else:
                self._results.update(found)
        now = time.monotonic()
        for hand in [hand for connection, hand in busy.items() if connection not in speaking]:
            end = hand.overdue_at(self.limit)
            if end is not None and now > end:
                self._bury(hand, Failure("LimitError", f"not done after {self.limit:g} seconds"))

    def _bury(self, hand: Hand[T], cause: Failure) -> None:
        """Replace a worker. What it had in hand is tried again, alone; if that was so already, it is lost."""
        hand.end()
        self._hands.remove(hand)
        if hand.alone:
            for number, item in hand.batch:
                self._results[number] = self.lost(item, cause)
        else:
            self._alone.extend(hand.batch)

    def _ready(self) -> Iterator[tuple[T, R]]:
        """The results that may go out now."""
        if not self.ordered:
            for number in list(self._results):
                yield self._give(number)
        while self._given in self._results:
            self._given += 1
            yield self._give(self._given - 1)

    def _give(self, number: int) -> tuple[T, R]:
        item, weight = self._items.pop(number)
        self._weight -= weight
        return item, self._results.pop(number)


def server_context() -> BaseContext:
    """Return a way of starting workers: from a server process that has the engine imported, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["cleaner.pipe.worker", "cleaner.engine"])
    return context
