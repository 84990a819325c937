"""Regular expressions of rules: phrase lists inside them, and a time limit. The one room of the `regex` package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

TIME_LIMIT = 1.0
"""Seconds that one search may take, by the clock on the wall: threads and a busy machine make a sound pattern, which
needs some microseconds for a block, wait for tenths of a second, and the result must not depend on that."""
LONGEST_EVIDENCE = 80

_LIST = regex.compile(r"\{([a-z]+)\.([a-z]+)\}")
_MARKS = " :.…!?»›>"

Lists = tuple[tuple[str, tuple[str, ...]], ...]


class SlowPatternError(Exception):
    """A pattern was not done in time."""


class BadPatternError(ValueError):
    """A pattern cannot be compiled."""


def lists_in(pattern: str) -> tuple[tuple[str, str], ...]:
    """The phrase lists, as (label, use), that a pattern names: `{related.start}`. Their letters match in any case."""
    return tuple(dict.fromkeys(_LIST.findall(pattern)))


def spelled(phrases: Sequence[str]) -> tuple[str, ...]:
    """Phrases as a pattern compares them: without the marks at their ends, longest first."""
    found = {phrase.strip(_MARKS) for phrase in phrases} - {""}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=4096)
def _compiled(pattern: str, scope: str, lists: Lists) -> regex.Pattern[str]:
    text = _LIST.sub(lambda name: rf"(?i:\L<{name[1]}_{name[2]}>)", pattern)
    if scope == "end":
        text = rf"(?:{text})\Z"
    try:
        return regex.compile(text, **{name: list(phrases) for name, phrases in lists})
    except regex.error as error:
        raise BadPatternError(f"bad pattern {pattern!r}: {error}") from error


class Finder:
    """A pattern with its scope and the phrase lists of one language; compiled when it is first used."""

    def __init__(self, pattern: str, scope: str, phrases: Callable[[str, str], Sequence[str]]) -> None:
        self._pattern = pattern
        self._scope = scope
        self._phrases = phrases
        self._search: Callable[..., regex.Match[str] | None] | None = None

    def compile(self) -> Callable[..., regex.Match[str] | None]:
        """The compiled search. Raises BadPatternError."""
        lists = tuple((f"{label}_{use}", spelled(self._phrases(label, use))) for label, use in lists_in(self._pattern))
        compiled = _compiled(self._pattern, self._scope, lists)
        how = {"whole": compiled.fullmatch, "start": compiled.match}
        found: Callable[..., regex.Match[str] | None] = how.get(self._scope, compiled.search)
        return found

    def span(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Where the pattern matches at or after `start`. Raises SlowPatternError."""
        search = self._search or self.compile()
        self._search = search
        try:
            match = search(text, start, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise SlowPatternError(self._pattern) from error
        return match.span() if match else None

    def evidence(self, text: str) -> str | None:
        """The matched text, shortened; None where nothing matches. Raises SlowPatternError."""
        span = self.span(text)
        return None if span is None else text[span[0]:min(span[1], span[0] + LONGEST_EVIDENCE)]
