"""Memory that large documents leave behind."""

from __future__ import annotations

import ctypes
from contextlib import suppress

LARGE = 1_000_000
"""Characters or bytes: what smaller documents leave is soon used again."""


def give_back() -> None:
    """Return freed memory to the system, where the C library can be told to.

    A parsed page is millions of small pieces; glibc keeps them when they are freed, for as long as anything lies above
    them: some fifteen times a document's size, in each worker.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
