"""Look-alikes: what decides between two dates, two names, two rows of tags."""

import time

from selectolax.lexbor import LexborHTMLParser

from cleaner.cut.dom import walk
from cleaner.cut.head import read_head
from cleaner.metadata import Rows, metadata_of
from cleaner.metadata.dates import find_dates
from cleaner.metadata.layout import lay_out
from cleaner.metadata.names import Named, split_names
from cleaner.metadata.people import People
from cleaner.metadata.words import words_of
from cleaner.values import Block, Label

PROSE = ("The bridge over the river was opened on Monday after a year of repairs, and the first cars crossed it "
         "before noon while the mayor looked on.")


def rows(*pairs):
    return Rows.of([Block(text, Label(label)) for label, text in pairs])


def article(*above, below=()):
    prose = [("paragraph", f"{PROSE} Part {number}.") for number in range(4)]
    return rows(*above, *prose, *below)


def found(blocks, html="", url=None, language="en"):
    parser = LexborHTMLParser(html) if html else None
    head = read_head(parser, walk(parser).noted) if parser else None
    return metadata_of(head, blocks, url=url, language=language)


def test_the_date_below_the_headline_wins_over_a_list_of_teasers():
    page = article(("dateline", "08/02/2022"), ("related", "Ferry sinks"), ("dateline", "12/17/2025"),
                   ("related", "Tunnel opens"), ("dateline", "12/16/2025"), ("related", "Old mill sold"),
                   ("headline", "Bridge opens after a year"), ("dateline", "03/14/2017"))
    assert found(page).date_published == "2017-03-14"


def test_a_change_is_no_publication_however_plainly_it_is_shown():
    html = """<script type="application/ld+json">{"@type": "Article", "headline": "Bridge opens",
        "datePublished": "2024-02-27", "dateModified": "2025-12-04"}</script><h1>Bridge opens</h1>
        <meta property="article:published_time" content="2024-02-27">
        <time datetime="2025-12-04">Updated December 4, 2025</time>"""
    page = article(("headline", "Bridge opens"), ("dateline", "Updated December 4, 2025"))
    metadata = found(page, html)
    assert (metadata.date_published, metadata.date_modified) == ("2024-02-27", "2025-12-04")


def test_day_and_month_are_read_as_the_page_states_them_elsewhere():
    page = article(("headline", "Bridge opens"), ("dateline", "Published on 06/01/2026"))
    assert found(page, url="https://post.example.com/2026/01/06/bridge").date_published == "2026-01-06"
    assert found(page, url="https://post.example.com/2026/06/01/bridge").date_published == "2026-06-01"
    assert found(page, url="https://post.example.com/bridge").date_published == "2026-06-01"
    assert found(page, '<html lang="en-GB"><h1>Bridge opens</h1>').date_published == "2026-01-06"


def test_only_ambiguous_numbers_have_another_reading():
    swapped = {text: find_dates(text, "en")[0].swapped for text in (
        "3/4/2024", "3/14/2024", "4/4/2024", "2024-03-04", "March 4, 2024", "3/4/2024 10:30")}
    assert swapped == {"3/4/2024": "2024-04-03", "3/14/2024": "", "4/4/2024": "", "2024-03-04": "", "March 4, 2024": "",
                       "3/4/2024 10:30": "2024-04-03"}
    assert find_dates("3/4/2024 10:30", "en")[0].among({"2024-04-03"}).iso == "2024-04-03T10:30"


def test_a_month_is_made_exact_by_a_date_of_that_month():
    page = article(("headline", "Twelve books of May 2025"), below=[("widget", "May 2, 2025")])
    assert found(page).date_published == "2025-05-02"


def test_who_lent_a_hand_is_told_from_who_wrote():
    words = words_of("en")
    named = {one.name: one.helper for one in split_names("By Anna Berg | Reviewed by Jan Holm, Eva Lind", words)}
    assert named == {"Anna Berg": False, "Jan Holm": True, "Eva Lind": True}
    named = {one.name: one.helper for one in split_names("Photos by Jan Holm. By Anna Berg", words)}
    assert named == {"Jan Holm": True, "Anna Berg": False}
    assert not any(one.helper for one in split_names("Edith Photo and Foto Berg", words))


def test_words_that_the_article_writes_in_small_letters_are_no_name():
    people = People(words_of("en"), frozenset(), f" {PROSE} ")
    for name in ("River Year", "River Berg", "Anna Berg"):
        people.add(Named(name), "text:byline")
    assert [one for person in people.by_key.values() for one in person.evidence if "common" in one] == [
        "common words", "common word"]


def test_a_headline_that_begins_with_from_signs_nobody():
    page = article(("headline", "From Anna Berg to the river: how a bridge was built"))
    assert found(page).authors == ()


def test_tags_are_shown_without_the_words_before_them():
    page = article(("headline", "Bridge opens"), below=[("tags", "Filed under: Bridges, Traffic"), ("tags", "Topics")])
    assert found(page).tags == ("Bridges", "Traffic")
    assert found(page).sources["tags"] == "text:tags"
    html = '<meta property="article:tag" content="Rivers"><meta property="article:tag" content="1234567">'
    assert found(page, html).tags == ("Rivers",)


def test_the_headline_said_twice_is_no_lead():
    title = "Bridge opens after a year of repairs"
    page = article(("headline", title), ("lead", title))
    assert found(page).lead == f"{PROSE} Part 0."


def test_no_section_is_not_called_uncategorized():
    html = '<meta property="article:section" content="Uncategorized"><meta name="section" content="Traffic">'
    assert found(article(("headline", "Bridge opens")), html).section == "Traffic"


def test_the_headline_s_row():
    layout = lay_out(article(("headline", "Other news"), ("nav", "Home"), ("tags", "Bridge opens.")))
    assert layout.row_of("Bridge Opens") == 2
    assert layout.row_of("Something that is not shown") == 0


def test_hostile_pages_take_bounded_time():
    begin = time.perf_counter()
    metas = "".join(f'<meta name="author" content="Anna {n}"><meta name="tags" content="t{n}">' for n in range(10_000))
    script = '<script type="application/ld+json">' + '{"@type":"Article","author":[' * 200_000 + "</script>"
    marks = '<p class="author byline date">By Anna Berg, 3/4/2024</p>' * 20_000
    blocks = [("byline", f"By Anna Berg {n} (and others), 3/4/2024") for n in range(5_000)] * 4
    page = article(*blocks, below=blocks)
    metadata = found(page, f"<html><head>{metas}{script}</head><body>{marks}</body>", url="https://post.example.com/")
    assert metadata.hostname == "post.example.com"
    assert len(metadata.tags) <= 50
    assert time.perf_counter() - begin < 20
