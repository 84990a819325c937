"""The worker's side of the pool: takes batches, sends results back."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

HOLD = 0.05
"""Seconds for which finished results are held back, to be sent together; the pool's clock is off by as much."""


def serve(connection: Connection, prepare: Callable[[], Callable[[Any], Any]]) -> None:
    """Take lists of items from the connection and send back lists of results, until the other side is gone.

    An empty list says that the worker is prepared; an exception in its place, that it can't be.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    ends: list[Any] = [connection] if parent is None else [connection, parent.sentinel]
    try:
        try:
            work = prepare()
        except Exception as error:
            connection.send(error)
            raise
        connection.send([])
        while connection in wait(ends):
            _do(connection, work, connection.recv())
    except (EOFError, ConnectionError):
        pass  # the pool has ended; there is nobody left to tell
    sys.stderr.flush()
    os._exit(0)


def _do(connection: Connection, work: Callable[[Any], Any], batch: list[Any]) -> None:
    ready: list[Any] = []
    sent = time.monotonic()
    for item in batch:
        ready.append(work(item))
        if time.monotonic() - sent > HOLD:
            connection.send(ready)
            ready = []
            sent = time.monotonic()
    if ready:
        connection.send(ready)
