"""Metadata of an article: title, authors, dates and the rest, each with where it came from."""

from cleaner.metadata.assemble import metadata_of
from cleaner.metadata.layout import Rows

__all__ = ["Rows", "metadata_of"]
