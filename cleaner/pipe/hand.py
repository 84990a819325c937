"""The pool's side of one worker process."""

from __future__ import annotations

import contextlib
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from cleaner.errors import CleanerError
from cleaner.pipe.items import Failure
from cleaner.pipe.worker import HOLD, serve

T = TypeVar("T")
Numbered = tuple[int, T]

GRACE = 1.0
"""Seconds past its limit after which an item's worker is replaced: most end by their limit in the worker."""
START = 120.0
"""Seconds that a worker may take to start, on a machine under load."""
ENDING = 0.3
"""Seconds to wait for the exit code of a worker whose connection has closed."""


class Hand(Generic[T]):
    """One worker process, what it has in hand, and when it was last heard of."""

    def __init__(self, context: BaseContext, prepare: Callable[[], Callable[[T], Any]]) -> None:
        self.connection, theirs = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, prepare), daemon=True, name="cleaner-worker"
        )
        with _no_interrupt():
            self._process.start()
        theirs.close()
        self.batch: deque[Numbered[T]] = deque()
        self.alone = False
        self._prepared = False
        self._heard = time.monotonic()

    @property
    def idle(self) -> bool:
        """Whether the worker has nothing in hand."""
        return not self.batch

    def give(self, batch: list[Numbered[T]], *, alone: bool = False) -> None:
        """Hand over a batch. `alone` says that it is one item, tried again."""
        self.batch = deque(batch)
        self.alone = alone
        self._heard = time.monotonic()
        with contextlib.suppress(ConnectionError):  # a worker that died while idle is met at the next `hear`
            self.connection.send([item for _, item in batch])

    def hear(self) -> dict[int, Any] | None:
        """Return the results that have come, by number; None if the worker has died. Raise what it couldn't prepare."""
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            return None
        self._heard = time.monotonic()
        if isinstance(message, Exception):
            raise message
        self._prepared = True
        return {self.batch.popleft()[0]: result for result in message}

    def overdue_at(self, limit: float | None) -> float | None:
        """Return the time (of the monotonic clock) by which something must be heard of the worker; None for never."""
        if not self._prepared:
            return self._heard + START
        return None if limit is None else self._heard + limit + GRACE + HOLD

    def cause_of_death(self) -> Failure:
        """Return the failure of the item in hand. Raise CleanerError if the worker never got to it."""
        self._process.join(ENDING)
        code = self._process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        if not self._prepared:
            raise CleanerError(f"a worker process can't start: it ended with {how}")
        return Failure("WorkerError", f"the worker died over this record ({how})")

    def end(self) -> None:
        """End the process at once: it owns nothing that needs an orderly end."""
        self.connection.close()
        self._process.kill()
        self._process.join()


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process start without meeting an interrupt before it can ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
