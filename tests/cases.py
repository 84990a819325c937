"""Cases: folders of plain data that say what the cleaner should make of a page, and how far it is from that.

A case is `tests/fixtures/NAME/`: `source.html` or `source.txt`; `labels.tsv`, a line `label TAB text` for every block
of the page in its order; `expected.txt`, the clean text; `metadata.json`, the fields that must come out. The blocks
need not be cut where the cleaner cuts them: both are compared letter by letter.

    python tests/cases.py new NAME PAGE     make a folder from a page, for its labels to be set right by hand
    python tests/cases.py text NAME...      write expected.txt anew from labels.tsv
    python tests/cases.py show NAME...      block by block, the case's label beside the cleaner's
    python tests/cases.py scores            the figures of all cases
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from cleaner import Article, Cleaner
from cleaner.values import ARTICLE_LABELS

FOLDER = Path(__file__).parent / "fixtures"
CHROME = {"nav", "legal", "widget", "other"}
"""Labels that count as one, for pages mix them in one block."""
WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word; in scripts without spaces each sign."""


@dataclass(frozen=True)
class Case:
    """One folder."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def kind(self) -> str:
        """Kind of input: "html" or "text"."""
        return "html" if (self.folder / "source.html").exists() else "text"

    @cached_property
    def source(self) -> bytes:
        """The page as it came."""
        return (self.folder / ("source.html" if self.kind == "html" else "source.txt")).read_bytes()

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """(label, text) of every block."""
        lines = (self.folder / "labels.tsv").read_text("utf-8").split("\n")
        return [tuple(line.split("\t", 1)) for line in lines if line]

    @cached_property
    def expected(self) -> str:
        """The clean text."""
        return (self.folder / "expected.txt").read_text("utf-8")

    @cached_property
    def metadata(self) -> dict[str, object]:
        """Fields that must come out, and their values."""
        path = self.folder / "metadata.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    @property
    def text_of_labels(self) -> str:
        """The clean text that the labels give."""
        return "".join(f"{text}\n\n" for label, text in self.labels if label in ARTICLE_LABELS).rstrip("\n") + "\n"


@cache
def cleaner() -> Cleaner:
    """The cleaner that all cases share."""
    return Cleaner(timeout=None)


@cache
def cleaned(case: Case) -> Article:
    """What the cleaner makes of a case."""
    return cleaner().clean(case.source, kind=case.kind, url=case.metadata.get("url"))


def cases() -> list[Case]:
    """All cases, in the order of their names."""
    return [Case(folder) for folder in sorted(FOLDER.iterdir()) if (folder / "labels.tsv").exists()]


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


def word_f1(expected: str, found: str) -> float:
    """F1 of two texts as bags of words."""
    a, b = Counter(words(expected)), Counter(words(found))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def letters(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())


def coarse(label: str) -> str:
    """The label as it is compared."""
    return "chrome" if label in CHROME else str(label)


def compared(case: Case) -> list[tuple[str, str, str]]:
    """(text, wanted label, found label) of every block of the case; found is what most of its letters are labelled."""
    found = [str(block.label) for block in cleaned(case).blocks for _ in letters(block.text)]
    out, at = [], 0
    for label, text in case.labels:
        size = len(letters(text))
        out.append((text, label, Counter(found[at : at + size]).most_common(1)[0][0] if at < len(found) else "none"))
        at += size
    return out


def labels_right(case: Case) -> float:
    """Share of the case's blocks that have their label."""
    rows = compared(case)
    return sum(coarse(wanted) == coarse(found) for _, wanted, found in rows) / len(rows)


def metadata_wrong(case: Case) -> dict[str, tuple[object, object]]:
    """Field -> (wanted, found) where the two differ; a missing field is to be null, a day stands for its times."""
    found = cleaned(case).metadata.to_dict()
    wrong = {}
    for name, wanted in case.metadata.items():
        value = found[name]
        if name.startswith("date_") and wanted and value:
            value = value[: len(wanted)]
        if value != wanted:
            wrong[name] = (wanted, value)
    return wrong


def make(name: str, page: Path) -> None:
    """Write a new case with the labels and metadata that the cleaner gives."""
    folder = FOLDER / name
    folder.mkdir(parents=True)
    html = page.suffix in {".html", ".htm"}
    (folder / ("source.html" if html else "source.txt")).write_bytes(page.read_bytes())
    article = cleaner().clean(page.read_bytes(), kind="html" if html else "text")
    (folder / "labels.tsv").write_text("".join(f"{b.label}\t{b.text}\n" for b in article.blocks), "utf-8")
    found = article.metadata.to_dict().items()
    kept = {key: value for key, value in found if value and key not in ("sources", "links")}
    (folder / "metadata.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_text(name)


def write_text(name: str) -> None:
    """Write a case's clean text as its labels give it."""
    case = Case(FOLDER / name)
    (case.folder / "expected.txt").write_text(case.text_of_labels, "utf-8")


def show(name: str) -> None:
    """Print a case's blocks with the label wanted and found, and its figures."""
    case = Case(FOLDER / name)
    for text, wanted, found in compared(case):
        print(f"{' ' if coarse(wanted) == coarse(found) else '*'} {wanted:<11}{found:<11}{text[:120]}")
    print(f"words {word_f1(case.expected, cleaned(case).text):.4f}  labels {labels_right(case):.4f}  "
          f"confidence {cleaned(case).confidence:.2f}  {metadata_wrong(case) or ''}")


def scores() -> None:
    """Print the figures of all cases, and their means."""
    for kind, group in groupby(sorted(cases(), key=lambda case: case.kind), key=lambda case: case.kind):
        rows = [(case, word_f1(case.expected, cleaned(case).text), labels_right(case)) for case in group]
        for case, f1, right in rows:
            print(f"{f1:.4f} {right:.4f} {case.name}  {metadata_wrong(case) or ''}")
        f1, right = (sum(row[k] for row in rows) / len(rows) for k in (1, 2))
        exact = sum(words(case.expected) == words(cleaned(case).text) for case, _, _ in rows) / len(rows)
        wrong = sum(len(metadata_wrong(case)) for case, _, _ in rows) / sum(len(case.metadata) for case, _, _ in rows)
        print(f"{f1:.4f} {right:.4f} mean of {len(rows)} {kind} cases; exact {exact:.3f}, metadata {1 - wrong:.3f}\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["new", name, page]:
            make(name, Path(page))
        case ["text", *names]:
            [write_text(name) for name in names]
        case ["show", *names]:
            [show(name) for name in names]
        case ["scores"]:
            scores()
        case _:
            sys.exit(__doc__)
