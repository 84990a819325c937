"""What kind of page a block stands on and what is around it, on a page small enough to count by hand."""

import numpy as np

from cleaner.cut.page import cut_page
from cleaner.measure.context import COMPANY, ITEMS, PAGE, context_columns
from cleaner.measure.page import measure

LINES = [
    "Harbour",
    "The ferries to the islands will sail twice a day again from Monday, the harbour office said.",
    "Tickets cost:",
    "- €4 for adults",
    "- €2 for children",
    "The office said that the ferries had stood still because of the ice, as they did in the winter before.",
]


def columns(lines):
    return measure(cut_page("\n\n".join(lines), url=None, kind="text"))[1]


def test_figures_of_the_page_are_the_same_for_all_its_blocks():
    found = columns(LINES)
    for name in PAGE:
        assert len(set(found[name].tolist())) == 1, name
    sizes = found["words"]
    assert found["page_words"][0] == sizes.sum()
    assert np.isclose(found["page_prose"][0], sizes[[1, 5]].sum() / sizes.sum())
    assert np.isclose(found["page_items"][0], 4 / 6)


def test_a_page_of_boilerplate_says_so():
    found = columns(["Subscribe to our newsletter", "Follow us", "Read more", "All rights reserved"])
    assert found["page_says_blocks"][0] == 1
    assert found["page_prose"][0] == 0


def test_company():
    found = columns(LINES)
    assert found["until_end"].tolist() == [5, 4, 3, 2, 1, 0]
    assert found["short_near"].tolist() == [3, 4, 3, 3, 3, 3]
    size = np.log(found["words"])
    assert np.isclose(found["unlike"][2], abs(size[2] - size[1]) + abs(size[2] - size[3]))


def test_items():
    found = columns(LINES)
    assert found["marked_run"].tolist() == [0, 0, 0, 2, 2, 0]
    assert found["priced"].tolist() == [0, 0, 0, 1, 1, 0]
    assert found["since_colon"].tolist() == [6, 6, 0, 1, 2, 3]


def test_nothing_is_worked_out_that_no_one_asks_for():
    words, found = measure(cut_page("One line.\n\nAnother.", url=None, kind="text"))
    made = context_columns(words, np.zeros(2, bool), found)
    assert not made
    assert set(made.all()) == {*PAGE, *COMPANY, *ITEMS}
