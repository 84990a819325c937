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
        task, made = self.cleaning.result(item, self._make)
        if isinstance(made, Failure):
            return self._finish(item, task, made)
        data, counts = made
        return Done(item.where, data, counts, None, self._name(item, task.known))

    def failed(self, item: Item, failure: Failure) -> Done:
        """Return what goes out for a record that couldn't be worked on, for instance since its worker died."""
        return self._finish(item, Task(read_item(item)), failure)

    def _make(self, task: Task, article: Article) -> tuple[bytes, Measure]:
        data = self.write(task.known, article)
        return data, measure(article, len(task.source), task.field, rules=self.rules)

    def _finish(self, item: Item, task: Task, failure: Failure) -> Done:
        data = self.write(task.known, failure)
        counts = measure(failure, len(task.source), task.field)
        return Done(item.where, data, counts, failure, self._name(item, task.known))

    def _name(self, item: Item, known: Known) -> str | None:
        if isinstance(item, Document) and item.name:
            return item.name
        return (self.cleaning.fields.name(known.own) or "").replace("/", "_") or None
