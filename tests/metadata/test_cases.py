"""Whole pages: each folder of tests/fixtures/metadata is one, its blocks labelled as the engine hands them over."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.dom import walk
from cleaner.cut.head import read_head
from cleaner.metadata import Rows, metadata_of
from cleaner.values import Block, Label

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "metadata").iterdir())


def blocks_of(case):
    rows = [line.split("\t") for line in (case / "blocks.tsv").read_text(encoding="utf-8").splitlines() if line]
    return [Block(text, Label(label), tag=tag) for label, tag, text in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    page = case / "source.html"
    parser = LexborHTMLParser(page.read_text(encoding="utf-8")) if page.exists() else None
    head = read_head(parser, walk(parser).noted) if parser else None
    rows = Rows.of(blocks_of(case))
    found = metadata_of(head, rows, url=expected.pop("url", None), language=expected.pop("language", None))
    got = found.to_dict()
    assert {name: got[name] for name in expected} == expected
    named = {name for name, value in got.items() if value not in (None, [], {}) and name not in {"url", "sources"}}
    assert named == set(found.sources)
