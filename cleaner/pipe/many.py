"""Many documents in a program: `clean_many` and `aclean`."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

from cleaner.article import Article
from cleaner.engine import Cleaner, clean
from cleaner.limits import TIMEOUT
from cleaner.pipe.cleaning import Cleaning, Task
from cleaner.pipe.fields import Fields
from cleaner.pipe.items import Broken, Document, Failure, Item, Row
from cleaner.pipe.options import cores
from cleaner.pipe.pool import Pool
from cleaner.pipe.shape import additions, join

Record = str | bytes | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record: an article, or an error (type and message) that says why there is none."""

    record: Record
    article: Article | None
    error: Failure | None

    def to_dict(self) -> dict[str, Any]:
        """Return the record's own fields with what was found, in the shape that the command writes as JSONL."""
        own = self.record if isinstance(self.record, Mapping) else {}
        found = self.article if self.error is None else self.error
        return join(own, additions(found)) if found is not None else dict(own)


def clean_many(
    records: Iterable[Record],
    *,
    jobs: int | None = None,
    timeout: float | None = TIMEOUT,
    ordered: bool = True,
    cleaner: Cleaner | None = None,
    language: str | None = None,
    text_field: str | None = None,
    html_field: str | None = None,
    url_field: str | None = None,
    start_method: str | None = None,
) -> Iterator[Result]:
    """Clean documents in worker processes and yield a Result for each, reading no further ahead than the workers need.

    A record is a document, or a mapping with the document in a field: the named one, or the first of html, text,
    content, raw_content, body, maintext. Results come in the order of the records, or as they are ready if not
    `ordered`. An error is a result, and so is a document that takes more than `timeout` seconds (None: no limit) or
    over which its worker dies twice.

    `jobs` is the number of workers (default: one a core; 0 cleans in the calling thread). `start_method` is
    multiprocessing's; under "spawn" and "forkserver" a script needs its `if __name__ == "__main__":`. Raises RuleError
    where the cleaner's rules can't be used.
    """
    fields = Fields(text_field, html_field, url_field)
    cleaning = Cleaning(cleaner, {"timeout": timeout}, fields, None, language, timeout)
    work = _Work(cleaning)
    found: Iterable[tuple[Record, Article | Failure]]
    if jobs == 0:
        found = ((record, work(record)) for record in records)
    else:
        context = multiprocessing.get_context(start_method)
        found = Pool(work.prepare, _lost, jobs or cores(), timeout, context, ordered).map(records)
    for record, result in found:
        yield Result(record, None, result) if isinstance(result, Failure) else Result(record, result, None)


async def aclean(
    source: str | bytes,
    *,
    url: str | None = None,
    kind: str = "auto",
    language: str | None = None,
    cleaner: Cleaner | None = None,
    executor: Executor | None = None,
) -> Article:
    """Clean one document without blocking the event loop; arguments and errors are those of `clean`.

    It runs on the loop's threads, or on `executor`, which may be a pool of processes: there, a time limit interrupts
    the work wherever it is.
    """
    call = partial(cleaner.clean if cleaner else clean, source, url=url, kind=kind, language=language)
    return await asyncio.get_running_loop().run_in_executor(executor, call)


def _item(record: Record) -> Item:
    if isinstance(record, str | bytes):
        return Document("", {}, record)
    if isinstance(record, Mapping):
        return Row("", record)
    return Broken("", {}, Failure("InputError", f"a record is text, bytes or a mapping, not {type(record).__name__}"))


def _lost(record: Record, failure: Failure) -> Failure:
    return failure


@dataclass
class _Work:
    """What the workers call."""

    cleaning: Cleaning

    def prepare(self) -> _Work:
        self.cleaning.prepare()
        return self

    def __call__(self, record: Record) -> Article | Failure:
        return self.cleaning.result(_item(record), whole)[1]


def whole(task: Task, article: Article) -> Article:
    """Return the article with its parts worked out, here where time is limited, instead of where they are asked for."""
    _ = article.metadata, article.blocks
    return article
