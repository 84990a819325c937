"""Which kept blocks are copies of others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.measure import copies
from cleaner.measure.copies import copies_among
from cleaner.measure.words import measure_words

RIVER = ("The river rose by two metres within a day and took the old bridge with it so that both banks of the town "
         "have been apart since Monday morning")
FERRY = ("A ferry carries pupils and patients until the army has built a bridge of pontoons which the mayor expects by "
         "the end of next week at the earliest")
words = st.sampled_from(["river", "bridge", "ferry", "mayor", "town", "bank", "pupil", "army", "week"])
block = st.lists(words, min_size=1, max_size=30).map(" ".join)


def rows(*texts, kept=None):
    return copies_among(np.array(kept or [True] * len(texts), bool), measure_words(list(texts)))


def test_the_later_of_two_equal_blocks_is_the_copy():
    assert rows(RIVER, FERRY, RIVER) == [2]


def test_a_block_that_holds_the_text_of_others_goes_before_them():
    assert rows(RIVER, FERRY, f"{RIVER} {FERRY}") == [2]


def test_copies_of_blocks_that_are_removed_stay():
    assert rows(RIVER, FERRY, RIVER, kept=[False, True, True]) == []


def test_a_quotation_and_short_lines_are_no_copies():
    assert rows(RIVER, "took the old bridge with it", "Oh, the river", "Oh, the river") == []


@given(st.lists(block, min_size=1, max_size=6), st.data())
def test_the_quick_look_hides_none(texts, data):
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))), bool)
    found = measure_words(texts)
    with pytest.MonkeyPatch.context() as patch:
        quick = copies_among(kept, found)
        patch.setattr(copies, "_may_repeat", lambda *_: True)
        assert copies_among(kept, found) == quick
