"""clean_many and aclean."""

import asyncio
import itertools
import multiprocessing
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, CleanerError, aclean, clean_many
from cleaner.pipe.items import Failure


class Stubborn(Cleaner):
    """A cleaner that documents can stop: in C with the alarm off, in Python, or for good."""

    def clean(self, source, **how):
        text = source if isinstance(source, str) else ""
        if text.startswith("spin"):
            while True:
                pass
        if text.startswith("sleep"):
            import signal

            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        if text.startswith("recurse"):
            return self.clean(source, **how)
        if text.startswith("memory"):
            return bytearray(1 << 60)
        return super().clean(source, **how)


@pytest.mark.parametrize("method", [None, *multiprocessing.get_all_start_methods()])
def test_documents_and_records(page, text, cleaned, method):
    records = [page, text, page.encode(), {"id": 1, "html": page}, {"id": 2, "text": text, "url": "https://example.org/"}]
    found = list(clean_many(records, jobs=2, start_method=method))
    kinds = ("html", "text", "html", "html", "text")
    assert [result.article.text for result in found] == [cleaned[kind] for kind in kinds]
    assert [result.record for result in found] == records
    assert found[4].article.metadata.url == "https://example.org/"
    assert found[4].to_dict().keys() == {"id", "text", "url", "clean_text", "clean_metadata", "clean_confidence"}


@pytest.mark.parametrize("jobs", [0, 2])
def test_errors_are_results(text, jobs):
    records = [text, {"title": "no text"}, None, {"text": 3}, text]
    found = list(clean_many(records, jobs=jobs))
    assert [result.error is None for result in found] == [True, False, False, False, True]
    assert "no text in a field" in found[1].error.message
    assert found[1].to_dict()["error"]["type"] == "InputError"
    assert found[1].to_dict()["title"] == "no text"


@pytest.mark.parametrize("jobs", [0, 1])
def test_whatever_a_document_does_to_the_code(text, jobs):
    records = [text, "spin", "recurse", "memory", text]
    found = list(clean_many(records, jobs=jobs, timeout=0.3, cleaner=Stubborn()))
    assert [result.error and result.error.type for result in found] == [
        None, "LimitError", "RecursionError", "MemoryError", None]
    assert "not done after 0.3 seconds" in found[1].error.message


def test_a_document_that_hangs_outside_of_python(text):
    began = time.monotonic()
    found = list(clean_many([text, "sleep", text], jobs=2, timeout=0.3, cleaner=Stubborn()))
    assert [result.error and result.error.type for result in found] == [None, "LimitError", None]
    assert time.monotonic() - began < 20


def test_results_come_while_records_are_still_to_come(text):
    found = clean_many(itertools.repeat(text), jobs=2)
    assert all(next(found).article for _ in range(150))
    found.close()


def test_unordered(text):
    records = [{"id": number, "text": text} for number in range(40)]
    found = list(clean_many(records, jobs=2, ordered=False))
    assert sorted(result.record["id"] for result in found) == list(range(40))


def test_a_script_without_a_guard_works_where_processes_are_forked(tmp_path):
    (tmp_path / "script.py").write_text(
        "import cleaner\nprint(sum(1 for r in cleaner.clean_many(['word ' * 50] * 5, jobs=2, start_method='fork')))")
    assert subprocess.check_output([sys.executable, tmp_path / "script.py"]) == b"5\n"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=80), st.binary(max_size=80),
                          st.dictionaries(st.sampled_from(["text", "html", "id"]), st.text(max_size=40)))))
def test_one_result_a_record_in_order_and_the_same_each_time(records):
    once = list(clean_many(records, jobs=0))
    assert [result.record for result in once] == records
    assert [result.to_dict() for result in once] == [result.to_dict() for result in clean_many(records, jobs=0)]
    assert all((result.article is None) != (result.error is None) for result in once)
    assert all(isinstance(result.error, Failure) for result in once if result.error)


def test_a_cleaner_and_a_result_pickle(page, cleaned):
    again = pickle.loads(pickle.dumps(Cleaner()))
    assert again.clean(page).text == cleaned["html"]
    result = next(clean_many([page], jobs=0))
    assert pickle.loads(pickle.dumps(result)).article.text == cleaned["html"]


def test_a_cleaner_is_shared_by_threads(page, text, cleaned):
    cleaner = Cleaner()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda source: cleaner.clean(source).text, [page, text] * 40))
    assert found == [cleaned["html"], cleaned["text"]] * 40


def test_aclean(page, text, cleaned):
    async def both():
        return await asyncio.gather(aclean(page), aclean(text, cleaner=Cleaner()))

    assert [article.text for article in asyncio.run(both())] == [cleaned["html"], cleaned["text"]]


def test_aclean_on_processes(page, cleaned):
    async def one():
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return await aclean(page, executor=pool)

    assert asyncio.run(one()).text == cleaned["html"]


def test_aclean_raises_what_clean_raises():
    with pytest.raises(CleanerError):
        asyncio.run(aclean(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8))


ENDLESS = """
import itertools, sys
from cleaner import clean_many
for result in clean_many(itertools.repeat("word and another word. " * 400), jobs=2):
    print(len(result.article.text), flush=True)
"""


def test_an_interrupt_ends_a_program_and_its_workers_within_a_second():
    # a shell's background job ignores interrupts, and so would what it starts
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread has begun
    )
    for _ in range(3):
        assert process.stdout.readline().strip().isdigit()
    workers = children_of(process.pid)
    assert len(workers) >= 2
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert time.monotonic() - sent < 2  # a second, and as much again for a busy machine
    assert said.decode().strip().splitlines()[-1] == "KeyboardInterrupt"
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def children_of(pid):
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()]
