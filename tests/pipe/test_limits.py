"""The time limit of a document."""

import signal
import threading
import time

import pytest

from cleaner.errors import LimitError
from cleaner.limits import check, time_limit


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_within_the_limit_is_left_alone():
    with time_limit(5):
        spin(0.01)
        check()


def test_no_limit():
    with time_limit(None):
        check()


def test_pure_python_work_is_interrupted():
    began = time.monotonic()
    with pytest.raises(LimitError, match=r"not done after 0\.1 seconds"), time_limit(0.1):
        spin(20)
    assert time.monotonic() - began < 2


def test_work_that_swallows_the_first_error_meets_the_next():
    with pytest.raises(LimitError), time_limit(0.1):
        for _ in range(3):
            try:
                spin(20)
            except LimitError:
                continue
        spin(20)


def test_the_nearest_deadline_holds():
    with time_limit(20), pytest.raises(LimitError, match=r"0\.1"), time_limit(0.1):
        spin(0.2)
        check()
    with pytest.raises(LimitError, match=r"0\.1"), time_limit(0.1), time_limit(20):
        spin(20)


def test_the_signal_is_given_back():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(LimitError), time_limit(0.05):
        spin(20)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_callers_own_alarm_is_not_touched():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(LimitError), time_limit(0.1):
            spin(0.2)
            check()
        assert rung
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_thread_meets_the_deadline_at_the_next_check():
    seen = []

    def work():
        try:
            with time_limit(0.05):
                spin(0.1)
                check()
        except LimitError as error:
            seen.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(seen) == 1
