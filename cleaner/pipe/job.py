"""What the command does to one record, in a worker or in the process itself: clean, write, count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cleaner.pipe.cleaning import Cleaning, Task
from cleaner.pipe.items import Document, Failure, Item
from cleaner.pipe.known import Known, read_item
from cleaner.pipe.tally import Measure, measure

if TYPE_CHECKING:
    from cleaner.article import Article


class Writer(Protocol):
    """Turns a record and its result into the bytes that go out for it."""

    def __call__(self, known: Known, result: Article | Failure) -> bytes:
        """Return the bytes; they depend on the arguments alone."""


class Done(NamedTuple):
    """A record done: the bytes that go out, its counts, its failure, and a name for a file of its own."""

    where: str
    data: bytes
    counts: Measure
    failure: Failure | None
    name: str | None


@dataclass
class Job:
    """A function from an item to what goes out for it. With `rules`, blocks are counted by rule as well."""

    write: Writer
    cleaning: Cleaning
    rules: bool = False

    def prepare(self) -> Job:
        """Return the job with its cleaner made."""
        self.cleaning.prepare()
        return self

    def __call__(self, item: Item) -> Done:
        """Clean one record."""
        task, result = self.cleaning.result(item)
        return self._finish(item, task, result)

    def failed(self, item: Item, failure: Failure) -> Done:
        """Return what goes out for a record that couldn't be worked on, for instance since its worker died."""
        return self._finish(item, Task(read_item(item)), failure)

    def _finish(self, item: Item, task: Task, result: Article | Failure) -> Done:
        counts = measure(result, len(task.source), task.field, rules=self.rules)
        name = item.name if isinstance(item, Document) else None
        name = name or (self.cleaning.fields.name(task.known.own) or "").replace("/", "_") or None
        failure = result if isinstance(result, Failure) else None
        return Done(item.where, self.write(task.known, result), counts, failure, name)
