"""What is settled in a row of scores."""

import numpy as np

from cleaner.score.settle import amid


def gained(*blocks):
    score, words = np.array(blocks, np.float32).T
    return amid(score, words, "text").tolist()


def test_a_short_doubtful_block_between_two_sure_ones_gains():
    assert gained((3, 40), (-1, 4), (3, 40)) == [0, 1, 0]


def test_others_gain_nothing():
    assert gained((3, 40), (-1, 4), (1, 40)) == [0, 0, 0]    # one neighbour is doubtful
    assert gained((3, 40), (-1, 40), (3, 40)) == [0, 0, 0]   # too long for a subheading
    assert gained((-1, 4), (3, 40), (-1, 4)) == [0, 0, 0]    # at the ends nothing encloses
    assert gained((3, 40)) == [0]
    assert gained((3, 40), (3, 40)) == [0, 0]
