"""What words say by a lexicon, against the definition."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.measure.lexicon import NEAR, lexicon_columns, words_behind
from cleaner.measure.words import measure_words
from cleaner.rulebook.lexicon import NO_WORDS, NUMERAL, Lexicon

TABLE = {"newsletter": {"3": "inbox", "1": "weekly letter"}, "event": {"2": f"doors weekly {NUMERAL}"}}
POINTS = {"newsletter": {"inbox": 3, "weekly": 1, "letter": 1}, "event": {"doors": 2, "weekly": 2, "1905": 2, "7pm": 2}}
words = st.sampled_from(["inbox", "weekly", "letter", "doors", "1905", "7pm", "river", "Bridge"])
texts = st.lists(st.lists(words, max_size=6).map(" ".join), min_size=1, max_size=9)


@given(texts)
def test_mean_most_and_near(texts):
    columns = lexicon_columns(measure_words(texts), Lexicon(TABLE)).all()
    for label, points in POINTS.items():
        found = [[points.get(word, 0) for word in text.split()] for text in texts]
        mean = [sum(of) / len(of) if of else 0 for of in found]
        near = [sum(mean[max(i - NEAR, 0):i]) + sum(mean[i + 1:i + NEAR + 1]) for i in range(len(texts))]
        assert np.allclose(columns[f"words_{label}"], mean)
        assert columns[f"word_{label}"].tolist() == [max(of, default=0) for of in found]
        assert np.allclose(columns[f"words_{label}_near"], near, atol=1e-5)


def test_letter_case_marks_and_forms_do_not_matter():
    plain, odd = (
        lexicon_columns(measure_words([text]), Lexicon(TABLE)).all()
        for text in ("your inbox weekly", "«Your INBOX»: weekly!")
    )
    assert {name: column.tolist() for name, column in plain.items()} == {
        name: column.tolist() for name, column in odd.items()
    }


def test_a_reason_names_the_words_the_strongest_first():
    lexicon = Lexicon(TABLE)
    line = "a weekly letter in your inbox"
    assert words_behind("words_newsletter", line, lexicon) == ["inbox", "weekly", "letter"]
    assert words_behind("word_event", line, lexicon) == ["weekly"]
    assert words_behind("words_newsletter_near", line, lexicon) == []
    assert words_behind("word_size", line, lexicon) == []


def test_no_lexicon_no_columns():
    assert not lexicon_columns(measure_words(["your inbox"]), NO_WORDS).all()
