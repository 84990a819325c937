"""Labelled pages: full gold texts, gold segments, hand-labelled lines, as the benchmark folder keeps them.

Layout: DATA/SET/pages.jsonl (id, url, gold), DATA/SET/html/ID.html.gz, DATA/SET/text/VARIANT/ID.txt.gz,
DATA/typed.jsonl.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FULL_SETS = ("fundus", "scrapinghub", "fundus_eval", "wcxb")
SEGMENT_SETS = ("trafilatura",)
VARIANTS = ("full", "lines", "residual")
FOLDS = 5

OWN = Path(__file__).resolve().parents[2] / "labelled"
"""Labelled pages of the project's own making, one a file: `# URL language`, then `label TAB text` lines."""

RUNS = OWN / "bench.runs"
"""Labels that the project gave the lines of more benchmark pages. The text stays there: a page is known by the digest
of its flattened text, its labels are told as runs over the lines that aren't blank."""

_HOST = re.compile(r"((?:[a-z0-9-]+\.)+[a-z]{2,})")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "gob", "edu", "or", "ne", "go"])


@dataclass(frozen=True, slots=True)
class Document:
    """A labelled page in one of its forms. `gold` has `text`, or `with` and `without`, or `blocks` (label, text)."""

    set: str
    variant: str
    id: str
    url: str
    gold: dict[str, Any]
    data: Path

    @property
    def site(self) -> str:
        """The registrable part of the page's host."""
        found = _HOST.search(self.url.lower().split("::")[-1])
        parts = (found.group(1) if found else self.url).split(".")
        size = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else 2
        return ".".join(parts[-size:])

    @property
    def fold(self) -> int:
        """The cross-validation fold of the page's site."""
        return int(hashlib.md5(self.site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS

    @property
    def kind(self) -> str:
        """ "html" or "text"."""
        return "html" if self.variant == "html" else "text"

    def source(self) -> str | bytes:
        """What a user would hand in."""
        if self.variant == "typed":
            return "".join(f"{text}\n" for _, text in self.gold["blocks"])
        if self.variant == "html":
            return gzip.decompress((self.data / self.set / "html" / f"{self.id}.html.gz").read_bytes())
        path = self.data / self.set / "text" / self.variant / f"{self.id}.txt.gz"
        return gzip.decompress(path.read_bytes()).decode()


def documents(data: Path, kind: str) -> Iterator[Document]:
    """All labelled pages of a kind of input ("html" or "text") but the hand-labelled ones."""
    for name in (*FULL_SETS, *SEGMENT_SETS):
        rows = [json.loads(line) for line in (data / name / "pages.jsonl").read_text().split("\n") if line]
        variants = ("html",) if kind == "html" else VARIANTS
        for variant in variants:
            if variant != "html" and not (data / name / "text" / variant).is_dir():
                continue
            for row in rows:
                yield Document(name, variant, row["id"], row["url"], row["gold"], data)


def typed_documents(data: Path) -> Iterator[Document]:
    """The hand-labelled pages: those of the bench, and those that the project's own runs of labels tell of."""
    for line in filter(None, (data / "typed.jsonl").read_text().split("\n")):
        row = json.loads(line)
        yield Document(row["set"], "typed", row["id"], row["url"], {"blocks": row["blocks"]}, data)
    runs = dict(line.split("\t") for line in filter(None, RUNS.read_text(encoding="utf-8").split("\n")))
    for page in documents(data, "text"):
        source = page.source() if page.variant == "full" else ""
        if isinstance(source, str) and (told := runs.get(digest(source))):
            lines = [line for line in source.split("\n") if line.strip()]
            blocks = list(zip(labels_of(told), lines, strict=True))
            yield replace(page, variant="typed", gold={"blocks": blocks})


def digest(source: str) -> str:
    """By what runs of labels know a page."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def labels_of(runs: str) -> list[str]:
    """The label of each line, told as runs: `headline:1 nav:23`."""
    pairs = (run.split(":") for run in runs.split())
    return [label for label, count in pairs for _ in range(int(count))]


def own_documents(folder: Path) -> Iterator[Document]:
    """The project's own labelled pages."""
    for path in sorted(folder.glob("*.tsv")):
        first, *rows = path.read_text(encoding="utf-8").split("\n")
        blocks = [tuple(row.split("\t", 1)) for row in rows if row.strip()]
        yield Document("own", "typed", path.stem, first.split()[1], {"blocks": blocks}, folder)
