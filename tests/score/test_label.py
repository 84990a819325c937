"""Labels of a row, settled together: against all rows of labels there are. What they say of the article."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.label import IN_ARTICLE, article_odds, best_labels
from cleaner.score.weights import LABELS

FEW = [number for number in range(len(LABELS)) if not IN_ARTICLE[number]][:3]
cells = st.lists(st.tuples(*[st.integers(-40, 40)] * 3), min_size=1, max_size=6)


def points_of(rows):
    """Points of a few labels in tenths; all others are far below."""
    points = np.full((len(rows), len(LABELS)), -1000.0, np.float32)
    points[:, FEW] = np.array(rows) / 10
    return points


def worth(points, labels, stay):
    kept_up = sum(stay for one, other in pairwise(labels) if one == other)
    return sum(points[row, label] for row, label in enumerate(labels)) + kept_up


@given(cells, st.sampled_from([0.0, 0.5, 2.0]))
def test_no_row_of_labels_has_more_points(rows, stay):
    points = points_of(rows)
    found = best_labels(points, np.zeros(len(rows), bool), stay).tolist()
    best = max(worth(points, labels, stay) for labels in product(FEW, repeat=len(rows)))
    assert abs(worth(points, found, stay) - best) < 1e-3


@given(st.lists(st.booleans(), max_size=30), st.integers(0, 99))
def test_kept_blocks_get_labels_of_the_article_and_others_do_not(kept, seed):
    points = np.random.default_rng(seed).normal(size=(len(kept), len(LABELS))).astype(np.float32)
    found = best_labels(points, np.array(kept, bool), 0.5)
    assert IN_ARTICLE[found].tolist() == kept


def test_a_block_that_says_little_takes_the_label_of_its_run():
    points = points_of([(20, 0, 0), (10, 12, 0), (20, 0, 0), (0, 30, 0)])
    assert best_labels(points, np.zeros(4, bool), 0.5).tolist() == [FEW[0]] * 3 + [FEW[1]]
    assert best_labels(points, np.zeros(4, bool), 0.0).tolist() == [FEW[0], FEW[1], FEW[0], FEW[1]]


@given(st.integers(1, 9), st.integers(0, 99))
def test_the_odds_of_the_article_are_those_of_its_labels_together(count, seed):
    points = np.random.default_rng(seed).normal(size=(count, len(LABELS))).astype(np.float32)
    likely = np.exp(points) / np.exp(points).sum(1, keepdims=True)
    inside = likely[:, IN_ARTICLE].sum(1)
    assert np.allclose(article_odds(points), np.log(inside / (1 - inside)), atol=1e-4)


def test_odds_stay_finite_where_one_side_is_out_of_the_question():
    points = np.where(IN_ARTICLE, -500, 500).astype(np.float32)[None, :]
    assert np.isfinite(article_odds(points)).all() and np.isfinite(article_odds(-points)).all()
