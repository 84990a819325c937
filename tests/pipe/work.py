"""Work for the pool's tests: importable, so that it works under every way of starting processes."""

import os
import signal
import time
from pathlib import Path


def prepare():
    return work


def prepare_fails():
    raise ValueError("no rules here")


def prepare_dies():
    os._exit(3)


def work(item):
    """Do what the item says."""
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "exit":
        os._exit(7)
    if item == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(60)
    if isinstance(item, str) and item.startswith("die once "):
        path = Path(item.removeprefix("die once "))
        if not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if isinstance(item, float):
        time.sleep(item)
    if isinstance(item, bytes):
        return len(item), item
    return item


def lost(item, failure):
    return failure
