"""Clean article text and metadata out of news pages, from HTML or from flattened text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.engine import Cleaner, clean
    from cleaner.errors import CleanerError, InputError, LimitError, RuleError
    from cleaner.pipe.many import Result, aclean, clean_many
    from cleaner.values import Block, Label, Link, Metadata, Reason

__version__ = "0.1.0"

__all__ = ["Article", "Block", "Cleaner", "CleanerError", "InputError", "Label", "LimitError", "Link", "Metadata",
           "Reason", "Result", "RuleError", "aclean", "clean", "clean_many"]

_HOMES = {
    "cleaner.article": ("Article",),
    "cleaner.engine": ("Cleaner", "clean"),
    "cleaner.errors": ("CleanerError", "InputError", "LimitError", "RuleError"),
    "cleaner.pipe.many": ("Result", "aclean", "clean_many"),
    "cleaner.values": ("Block", "Label", "Link", "Metadata", "Reason"),
}
"""Where the public names live. They are imported at first use, so that the command starts fast."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
