"""Clean article text and metadata out of news pages, from HTML or from flattened text."""

from cleaner.article import Article
from cleaner.engine import Cleaner, clean
from cleaner.errors import CleanerError, InputError, LimitError, RuleError
from cleaner.values import Block, Label, Link, Metadata, Reason

__all__ = ["Article", "Block", "Cleaner", "CleanerError", "InputError", "Label", "LimitError", "Link", "Metadata",
           "Reason", "RuleError", "clean"]
