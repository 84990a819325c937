"""From an item to its article or its failure."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cleaner.errors import InputError, RuleError
from cleaner.limits import time_limit
from cleaner.memory import LARGE, give_back
from cleaner.pipe.fields import Fields
from cleaner.pipe.items import LARGEST, Document, Failure, Item
from cleaner.pipe.known import Known, read_item
from cleaner.pipe.streams import read_whole

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.engine import Cleaner


R = TypeVar("R")

WARM_UP = "A first page, with a line of text that is as long as a line of text is.\n\nAnd another one.\n"


class Task(NamedTuple):
    """A record understood: what is known of it, and what to clean. `field` names the field the page was found in."""

    known: Known
    source: str | bytes = ""
    kind: str = "auto"
    url: str | None = None
    charset: str | None = None
    field: str = ""


@dataclass
class Cleaning:
    """Cleans items. It pickles; where no cleaner is given, one is made from `options` in the process that cleans."""

    given: Cleaner | None = None
    options: dict[str, Any] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    url: str | None = None
    language: str | None = None
    timeout: float | None = None
    largest: int = LARGEST

    @cached_property
    def cleaner(self) -> Cleaner:
        """The cleaner, made at first use: compiling the rules takes a while."""
        if self.given is not None:
            return self.given
        from cleaner.engine import Cleaner  # noqa: PLC0415 - only the process that cleans pays for this import

        return Cleaner(**self.options)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "cleaner"}

    def prepare(self) -> None:
        """Make the cleaner and let it load what it needs, so that no document is charged with that.

        Raises what Cleaner raises, for instance RuleError.
        """
        for kind in ("text", "html"):
            with suppress(InputError):
                self.cleaner.clean(WARM_UP, kind=kind)

    def result(self, item: Item, use: Callable[[Task, Article], R]) -> tuple[Task, R | Failure]:
        """Clean an item and make use of the article, which works out its parts when it is asked for them.

        Return the record understood, and what was made of it or its failure. Nothing that a document does makes this
        raise; RuleError, which is no document's fault, is raised.
        """
        known = read_item(item)
        task = Task(known)
        if known.failure:
            return task, known.failure
        try:
            with time_limit(self.timeout):
                task = self._understand(item, known)
                article = self.cleaner.clean(
                    task.source, url=task.url, kind=task.kind, language=self.language, charset=task.charset
                )
                made = use(task, article)
            if len(task.source) > LARGE:
                del article
                give_back()
            return task, made
        except (KeyboardInterrupt, SystemExit, RuleError):
            raise
        except BaseException as error:  # extensions in Rust raise their panics as BaseException
            return task, Failure(type(error).__name__, str(error) or repr(error))

    def _understand(self, item: Item, known: Known) -> Task:
        """Find the page of a record."""
        if isinstance(item, Document):
            source = item.content if item.content is not None else read_whole(item.path or "", self.largest)
            return Task(known, source, item.kind, self.url or item.url, item.charset)
        source, kind, name = self.fields.page(known.own)
        return Task(known, source, kind, self.fields.address(known.own) or self.url, None, name)
