"""Cutting flattened text. Cases that must stay whole stand first."""

import pytest

from cleaner.cut.flat import cut
from cleaner.values import Label

WORDS = {"the", "of", "and", "to", "in", "a", "by", "from"}


def texts(source):
    return cut(source, WORDS).texts


@pytest.mark.parametrize("source", [
    "A short line\nAnother short line",
    "News\nSport\nWeather",
    "Who won?\nNobody did.",
    "It ended there.\nthe band said nothing.",
    "The price: 3.50 euros\n\nthe next day it rose",
])
def test_lines_that_stay_apart(source):
    assert texts(source) == [line for line in source.split("\n") if line]


WHOLE = "Engineers found cracks in two of its four towers in June, and the council set a limit then."
"""A paragraph on one line."""


@pytest.mark.parametrize("line", [
    "by Anna Olsen",  # below a headline
    "of the Gazette",
    "amazing offers on boats",
])
def test_a_line_in_small_letters_stays_apart_where_paragraphs_are_whole(line):
    source = ["Old bridge to close for three months in", line, WHOLE, WHOLE.replace("June", "May")]
    assert texts("\n".join(source)) == source


def test_a_torn_sentence_is_joined_where_all_others_are_whole():
    whole = [WHOLE + " The river rose again." * (number % 5) for number in range(30)]
    torn = ["A limit was set by the council and its engineers at forty tons", ", which few had asked for at all."]
    assert texts("\n".join([*whole, *torn])) == [*whole, "".join(torn)]


def test_a_menu_in_small_letters_stays_apart_where_sentences_are_torn():
    torn = ["Engineers found cracks in two of its four towers", ", and the council set a limit."]
    menu = ["news", "sport", "weather and tides", "jobs in town", "culture", "books", "letters to the editor"]
    assert texts("\n".join([*torn, "", *menu])) == ["".join(torn), *menu]


@pytest.mark.parametrize("mark", [":", ",", ")"])
def test_a_mark_at_the_start_of_a_line_goes_on(mark):
    assert texts(f"Price\n{mark} the lowest one since the ferry came to town") == [
        f"Price{mark} the lowest one since the ferry came to town"]


def test_sentences_broken_at_links_are_joined():
    source = "Engineers from\nTarnside Council\nfound cracks in two of its four towers in June\n, and a limit\nwas set."
    assert texts(source) == [
        "Engineers from Tarnside Council found cracks in two of its four towers in June, and a limit was set."
    ]


def test_wrapped_paragraphs_are_joined():
    from textwrap import fill

    paragraphs = ["The bridge was closed in spring and will be closed in autumn too, said the council. " * 3] * 3
    source = "\n\n".join(fill(paragraph.strip(), 72) for paragraph in paragraphs)
    assert texts(source) == [paragraph.strip() for paragraph in paragraphs]


def test_a_document_on_one_line_is_cut_into_sentences():
    sentences = [f"Sentence {number} says that the river rose by a hand's breadth overnight." for number in range(30)]
    assert texts(" ".join(sentences)) == sentences


def test_markdown_links_become_their_text():
    flat = cut("See [the Gazette](https://g.example/a?b=1) and [B](https://b.example/).\n", WORDS)
    assert flat.texts == ["See the Gazette and B."]
    assert [(flat.texts[0][span.start : span.end], span.url) for span in flat.spans[0]] == [
        ("the Gazette", "https://g.example/a?b=1"), ("B", "https://b.example/"),
    ]


@pytest.mark.parametrize("line", ["![](https://x.example/a.jpg)", "[![A dog](https://x.example/a.jpg)](https://x.example/)"])
def test_a_line_that_is_an_image_is_a_caption(line):
    flat = cut(f"A paragraph.\n\n{line}\n\nAnother.\n", WORDS)
    assert flat.fixed == {1: Label.CAPTION}


def test_an_image_within_a_sentence_is_no_caption():
    assert not cut("Look at ![this](https://x.example/a.jpg) picture.", WORDS).fixed


def test_the_only_first_level_heading_is_the_headline():
    assert cut("# Title\n\nText.\n\n## Part\n\nText.", WORDS).fixed == {0: Label.HEADLINE}
    assert not cut("# One\n\nText.\n\n# Two\n\nText.", WORDS).fixed
    assert not cut("# 1 in the charts\n\nText.", WORDS).fixed


def test_front_matter_states_its_labels():
    flat = cut("---\ntitle: A\ndate: 2020-01-02\nlayout: post\n---\nText.", WORDS)
    assert [str(flat.fixed[row]) for row in range(5)] == ["other", "headline", "dateline", "other", "other"]


@pytest.mark.parametrize("source", [
    "date 2024-11 The text.", " date: 2024-11-03 The text.", "\ufeff Published 2024-11 The text.",
])
def test_a_date_before_the_text_is_cut_off(source):
    flat = cut(source, WORDS)
    assert flat.texts[1] == "The text."
    assert flat.fixed == {0: Label.DATELINE}


@pytest.mark.parametrize("source", [
    "The date 2024-11 was set.", "Update 2024-11 is out.", "date 2024-11-03T10:00 is odd",
])
def test_a_date_in_the_text_stays(source):
    assert texts(source) == [source]
