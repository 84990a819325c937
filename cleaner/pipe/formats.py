"""Which format an input has, and which one an output."""

from __future__ import annotations

import re
from pathlib import PurePath

from cleaner.pipe.fields import PAGE_NAMES
from cleaner.pipe.streams import SUFFIXES

READ = ("text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc")
WRITTEN = ("text", "markdown", "json", "jsonl", "csv", "tsv", "parquet", "labels", "why")
DOCUMENTS = frozenset({"text", "html", "auto"})
"""Formats of an input that is one record; "auto" leaves it to the engine to tell text from HTML."""

BY_NAME = {
    ".txt": "auto", ".text": "auto", ".md": "auto",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
"""Formats that a name tells. `.json` is told by its content, since JSONL goes by that name as well."""

OUT_BY_NAME = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip

ENDINGS = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl", "labels": ".labels", "why": ".why"}
"""Endings of files in an output folder."""

NO_NAMES = re.compile("[<>{}]")
"""What stands in no table's head, but in markup and styles; the rows below a head may well be pages of HTML."""
BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def suffix_of(name: str) -> str:
    """Return a name's last suffix in lower case, without that of a compression: ".jsonl" for "a.jsonl.gz"."""
    path = PurePath(name)
    if path.suffix.lower() in SUFFIXES:
        path = path.with_suffix("")
    return path.suffix.lower()


def stem(name: str) -> str:
    """Return the path of a document without the suffixes that tell its format and its compression."""
    path = PurePath(name)
    if path.suffix.lower() in SUFFIXES:
        path = path.with_suffix("")
    return (path.with_suffix("") if path.suffix.lower() in BY_NAME else path).as_posix()


def by_name(name: str) -> str | None:
    """Return the format that an input's name tells, or None."""
    return BY_NAME.get(suffix_of(name))


def by_content(head: bytes) -> str:
    """Return the format that the first bytes of an input tell; "auto", a document, where they tell none."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    encoding = next((encoding for bom, encoding in BOMS.items() if head.startswith(bom)), "utf-8-sig")
    text = head.decode(encoding, "replace").lstrip()
    line = text.partition("\n")[0].rstrip()
    if text[:1] == "{" and re.match(r'\{\s*"(?:[^"\\]|\\.)*"\s*:|\{\s*\}', text):
        return "jsonl" if line[-1:] == "}" or "\n" not in text else "json"
    if re.match(r'\[\s*\{\s*"', text):
        return "json"
    if NO_NAMES.search(line):
        return "auto"
    for delimiter, format_name in (("\t", "tsv"), (",", "csv"), (";", "csv"), ("|", "csv")):
        names = {name.strip().strip('"').lower() for name in line.split(delimiter)}
        if len(names) > 1 and names.intersection(PAGE_NAMES):
            return format_name
    return "auto"
