"""The lexicon that comes with the program."""

import pytest

from cleaner.data import load_toml, rules_dir
from cleaner.rulebook.lexicon import NUMERAL
from cleaner.score.weights import shipped_weights
from cleaner.text.chars import fold
from cleaner.values import Label

TABLE = load_toml(rules_dir() / "weights" / "words.toml")
LISTS = [
    pytest.param(words.split(), id=f"{label} {worth}") for label, of in TABLE.items() for worth, words in of.items()
]


def test_it_tells_labels():
    assert set(TABLE) <= {str(label) for label in Label}
    assert {float(worth) for of in TABLE.values() for worth in of} <= {1, 2, 3}


@pytest.mark.parametrize("words", LISTS)
def test_words_are_folded_and_stand_once(words):
    assert words == [fold(word) for word in words]
    assert len(set(words)) == len(words)
    assert not any(word[0].isdigit() and word != NUMERAL for word in words)


@pytest.mark.parametrize(("line", "label"), [
    ("the best of the week in your inbox", "newsletter"), ("jede woche in ihrem postfach", "newsletter"),
    ("all rights reserved", "legal"), ("leave a reply", "comments"),
])
def test_what_a_reader_would_say(line, label):
    lexicon = shipped_weights("text").lexicon
    sums = lexicon.points[lexicon.rows(line.split())].sum(0)
    assert sums[lexicon.labels.index(label)] == sums.max() > 0
