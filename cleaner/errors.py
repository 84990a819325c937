"""Errors that name the input or the rule and say what is wrong with it."""

from __future__ import annotations


class CleanerError(Exception):
    """The root of this package's errors."""


class InputError(CleanerError):
    """A document that cannot be cleaned: binary, empty, past a limit, or of no known kind."""


class RuleError(CleanerError):
    """A rule file that cannot be used; the message names the file, the rule and the fault."""


class LimitError(InputError):
    """A document past a limit of size, depth or time."""


class RuleWarning(UserWarning):
    """A rule or a rule file that was left out: it names the file or the rule and why."""
