"""Labelled pages: what runs of labels say of a page, and what a page's labels say of its blocks."""

import gzip
import json

import numpy as np
import pytest

from cleaner.cut.page import cut_page
from cleaner.score.weights import NUMBER
from cleaner.tune import bench, lessons
from cleaner.tune.samples import sample, typed_labels

SOURCE = "Menu\n\nThe mayor opened the new bridge on Friday, in heavy rain.\n\nShare\n\nMenu\n"
LABELS = ["nav", "paragraph", "share", "legal"]
LINES = [line for line in SOURCE.split("\n") if line]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A benchmark folder of one page with gold segments, and a file with the runs of its labels."""
    for name in (*bench.FULL_SETS, *bench.SEGMENT_SETS):
        (tmp_path / name / "text" / "full").mkdir(parents=True)
        (tmp_path / name / "pages.jsonl").write_text("")
    row = {"id": "a", "url": "https://bridge.example/a", "gold": {"with": ["The mayor opened"], "without": ["Share"]}}
    (tmp_path / "trafilatura" / "pages.jsonl").write_text(json.dumps(row))
    (tmp_path / "trafilatura" / "text" / "full" / "a.txt.gz").write_bytes(gzip.compress(SOURCE.encode()))
    (tmp_path / "typed.jsonl").write_text("")
    runs = tmp_path / "bench.runs"
    runs.write_text(f"{bench.digest(SOURCE)}\tnav:1 paragraph:1 share:1 legal:1\n{bench.digest('other')}\tnav:9\n")
    monkeypatch.setattr(bench, "RUNS", runs)
    return tmp_path


def test_runs_tell_the_label_of_each_line():
    assert bench.labels_of("headline:1 nav:3 paragraph:2") == ["headline", *["nav"] * 3, *["paragraph"] * 2]


def test_a_page_is_known_by_its_digest(folder):
    (page,) = bench.typed_documents(folder)
    assert (page.id, page.variant, page.set) == ("a", "typed", "trafilatura")
    assert page.gold["blocks"] == list(zip(LABELS, LINES, strict=True))


def test_runs_of_another_length_are_an_error(folder):
    bench.RUNS.write_text(f"{bench.digest(SOURCE)}\tnav:1 paragraph:1\n")
    with pytest.raises(ValueError, match="zip"):
        list(bench.typed_documents(folder))


@pytest.mark.parametrize("source", [SOURCE, "\n".join(LINES), "\n\n\n".join(LINES)])
def test_a_line_that_stands_twice_has_the_label_of_its_place(source):
    page = cut_page(source, url=None, kind="text")
    found = typed_labels(page, source, list(zip(LABELS, LINES, strict=True)))
    assert list(found) == [NUMBER[label] for label in LABELS]


def test_labels_say_more_of_a_page_than_its_gold_segments(folder):
    (page,) = (page for page in bench.documents(folder, "text") if page.set == "trafilatura")
    sparse, whole = sample(page), sample(page, list(zip(LABELS, LINES, strict=True)))
    assert np.array_equal(sparse.share, [np.nan, 1, 0, np.nan], equal_nan=True)
    assert list(whole.share) == [0, 1, 0, 0]
    assert whole.weight[1] > sparse.weight[1]


def test_the_lexicon_of_a_fold_never_saw_its_sites(folder, monkeypatch):
    made = []
    monkeypatch.setattr(lessons, "make_lexicon", lambda pages: made.append([site for site, *_ in pages]) or {})
    monkeypatch.setattr(lessons, "OWN", folder)
    lessons.lexica(folder)
    (page,) = bench.typed_documents(folder)
    assert made == [[] if fold == page.fold else [page.site] for fold in range(bench.FOLDS + 1)]
