"""Every case of tests/fixtures, against the floors of tests/floors.toml."""

import tomllib
from pathlib import Path
from statistics import mean

import pytest
from cases import cases, cleaned, labels_right, letters, metadata_wrong, word_f1, words

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())
CASES = cases()


def each_case(check):
    """All cases, those that are known to fail this check marked so."""
    failing = FLOORS["known_failures"].get(check, {})

    def marks(case):
        return [pytest.mark.xfail(reason=failing[case.name])] if case.name in failing else []

    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=marks(case)) for case in CASES])


def floor(case, figure):
    """The least that a figure of a case may be: its own floor, or that of all cases."""
    return FLOORS["case"].get(case.name, {}).get(figure, FLOORS["each"][figure])


def test_floors_name_cases():
    named = {*FLOORS["case"], *(name for cases in FLOORS["known_failures"].values() for name in cases)}
    assert named <= {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_letter_of_the_page_is_in_one_block(case):
    found = "".join(letters(block.text) for block in cleaned(case).blocks)
    assert found == "".join(letters(text) for _, text in case.labels)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_expected_text_is_what_the_labels_say(case):
    assert words(case.expected) == words(case.text_of_labels)


@each_case("words")
def test_words(case):
    assert word_f1(case.expected, cleaned(case).text) >= floor(case, "words")


@each_case("labels")
def test_labels(case):
    assert labels_right(case) >= floor(case, "labels")


@each_case("metadata")
def test_metadata(case):
    wrong = metadata_wrong(case)
    assert 1 - len(wrong) / len(case.metadata) >= floor(case, "metadata"), wrong


@pytest.mark.parametrize("kind", ["html", "text"])
def test_mean_of_all_cases(kind):
    group = [case for case in CASES if case.kind == kind]
    least = FLOORS["mean"][kind]
    assert mean(word_f1(case.expected, cleaned(case).text) for case in group) >= least["words"]
    assert mean(labels_right(case) for case in group) >= least["labels"]
    assert mean(words(case.expected) == words(cleaned(case).text) for case in group) >= least["exact"]
    wrong = sum(len(metadata_wrong(case)) for case in group)
    assert 1 - wrong / sum(len(case.metadata) for case in group) >= least["metadata"]
