"""Packages that only some formats need."""

from __future__ import annotations

import importlib
from types import ModuleType

from cleaner.errors import CleanerError


class MissingExtraError(CleanerError):
    """A package that a format needs isn't installed; the message says how to install it."""


def need(module: str, extra: str) -> ModuleType:
    """Return a module, imported now; raise MissingExtraError if its package isn't installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(f"this needs the package {package}: pip install 'cleaner[{extra}]'") from error
