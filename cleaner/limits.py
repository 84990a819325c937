"""The time that one document may take.

A deadline is held by two means. On the main thread of the main interpreter an interval timer interrupts pure Python
work wherever it is. Elsewhere, and for callers that use SIGALRM themselves, `check` at the stages' borders does.
Neither can interrupt a C function that doesn't return; worker processes are replaced for that (`cleaner.pipe.pool`).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

from cleaner.errors import LimitError

TIMEOUT = 10.0
"""Seconds that a document may take when the caller doesn't say."""

AGAIN = 0.05
"""Seconds between repeated alarms: a library that swallows the first error meets the next one."""

_deadline: ContextVar[tuple[float, float] | None] = ContextVar("deadline", default=None)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise LimitError inside the block once it has run for `seconds`; None sets no limit.

    Limits nest: the nearest deadline holds.
    """
    outer = _deadline.get()
    if seconds is None or (outer and outer[0] <= time.monotonic() + seconds):
        yield
        return
    token = _deadline.set((time.monotonic() + seconds, seconds))
    try:
        with _alarm(seconds) if outer is None else _no_alarm():
            yield
    finally:
        _deadline.reset(token)


def check() -> None:
    """Raise LimitError if the time limit that holds here has passed."""
    deadline = _deadline.get()
    if deadline and time.monotonic() > deadline[0]:
        raise LimitError(f"not done after {deadline[1]:g} seconds")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """An interval timer that calls `check`, where the process and the thread may have one."""
    if not _timer_is_free():
        yield
        return

    def ring(signum: int, frame: FrameType | None) -> None:
        check()

    before = signal.signal(signal.SIGALRM, ring)

    def disarm() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            yield
        finally:
            disarm()
    except LimitError:
        disarm()  # the alarm may have rung inside the first call; the next ring is AGAIN seconds away
        raise


@contextmanager
def _no_alarm() -> Iterator[None]:
    yield


def _timer_is_free() -> bool:
    """Whether the interval timer exists and neither it nor its signal is the caller's."""
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    )
