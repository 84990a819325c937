"""What is settled in a row of scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.data import load_toml, rules_dir
from cleaner.score.settle import amid, choose, lift, say_of_labels


def gained(*blocks, kind="text", tag="p"):
    score, words = np.array(blocks, np.float32).T
    return amid(score, words, kind, [tag] * len(blocks)).tolist()


def test_a_short_doubtful_block_between_two_sure_ones_gains():
    assert gained((3, 40), (-1, 4), (3, 40)) == [0, 1, 0]


def test_others_gain_nothing():
    assert gained((3, 40), (-1, 4), (0, 40)) == [0, 0, 0]    # one neighbour is doubtful
    assert gained((3, 40), (-1, 40), (3, 40)) == [0, 0, 0]   # too long for a subheading
    assert gained((-1, 4), (3, 40), (-1, 4)) == [0, 0, 0]    # at the ends nothing encloses
    assert gained((3, 40)) == [0]
    assert gained((3, 40), (3, 40)) == [0, 0]


def test_in_html_only_what_may_be_a_subheading_gains():
    between = (3, 40), (-1, 4), (3, 40)
    assert gained(*between, kind="html", tag="h3") == [0, 2, 0]
    assert gained(*between, kind="html", tag="p") == [0, 0, 0]
    assert gained((3, 40), (-1, 40), (3, 40), kind="html", tag="h3") == [0, 0, 0]


KNOWN = load_toml(rules_dir() / "sequence.toml")["lift"]
scores = st.lists(st.tuples(st.floats(-6, 6, width=32), st.integers(0, 300)), min_size=1, max_size=12)


def lifted(*blocks, kind="text"):
    score, words = np.array(blocks, np.float32).T
    return lift(score, words, kind)


def test_a_page_that_is_sure_is_not_lifted():
    assert lifted((3, 60), (4, 80), (-5, 3)) == 0


def test_a_page_that_scores_low_is_lifted_by_so_much_at_most():
    assert lifted((-1, 60), (0, 80), (-5, 3)) == KNOWN["most"]
    assert 0 < lifted((KNOWN["below"] - 0.2, 60)) < KNOWN["most"]


def test_html_is_not():
    assert lifted((-1, 60), (0, 80), kind="html") == 0


def test_nothing_is_lifted_where_there_is_nothing():
    assert lift(np.zeros(0, np.float32), np.zeros(0, np.float32), "text") == 0


@given(scores)
def test_what_was_chosen_stays_chosen_when_its_page_is_lifted(blocks):
    score, words = np.array(blocks, np.float32).T
    before, _ = choose(score, words)
    after, _ = choose(score + lift(score, words, "text"), words)
    assert not (before & ~after).any()


def test_labels_have_a_say_about_flattened_text():
    assert say_of_labels(1.0, "text") == say_of_labels(0.0, "text") > 0


def test_labels_have_a_say_about_markup_where_the_page_is_doubtful():
    assert say_of_labels(0.5, "html") > 0 == say_of_labels(0.99, "html")


def test_the_say_of_labels_is_among_the_reasons():
    source = "The council closed the bridge on Monday, it says.\n\nSubscribe to our newsletter\n\nMost read\n"
    said = [(block.kept, reason) for block in clean(source, kind="text").blocks for reason in block.reasons
            if reason.name == "labels"]
    assert said
    for kept, reason in said:
        assert reason.label == ("keep" if kept else "remove")
        assert reason.evidence.startswith("looks like ")
