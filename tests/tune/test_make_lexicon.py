"""Lexica from labelled pages: which words are listed, and which are not."""

import numpy as np

from cleaner.measure.words import measure_words
from cleaner.score.weights import LABELS
from cleaner.tune.lexicon import FEWEST_SITES, make_lexicon
from cleaner.values import Label

NUMBER = {label: number for number, label in enumerate(LABELS)}


def page(site, *blocks):
    labels, texts = zip(*blocks, strict=True)
    return site, measure_words(list(texts)), np.array([NUMBER[label] for label in labels])


def listed(table, label):
    return {word for words in table[label].values() for word in words.split()}


def made(sites):
    return make_lexicon(
        page(
            f"site{number}.example",
            (Label.NEWSLETTER, f"Our inbox letter number{number}"),
            (Label.NAV, f"Sport weather maps place{number % 2} chess our"),
            (Label.PARAGRAPH, "Our river rose by two metres on Monday"),
        )
        for number in range(sites)
    )


def test_words_of_one_label_on_many_sites_are_listed_under_it():
    table = made(30)
    assert {"inbox", "letter"} <= listed(table, "newsletter")
    assert {"sport", "weather"} <= listed(table, "nav")
    assert not {"inbox", "letter"} & listed(table, "nav")


def test_words_that_stand_everywhere_or_on_few_sites_are_not():
    table = made(30)
    every = set().union(*(listed(table, label) for label in table))
    assert "our" not in every
    assert not any(word.startswith("number") for word in every)
    few = made(FEWEST_SITES - 1)
    assert not any(listed(few, label) for label in few)


def test_a_site_counts_once_however_many_pages_it_has():
    pages = [page("one.example", (Label.NEWSLETTER, "your inbox"), (Label.NAV, "sport")) for _ in range(50)]
    table = make_lexicon(pages)
    assert not any(listed(table, label) for label in table)


def test_text_about_anything_has_no_words():
    assert not {"paragraph", "list", "quote", "table"} & made(30).keys()
