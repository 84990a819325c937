"""What the writers make of an article. Cases that must come out as they are stand first."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.values import Block, Label, Reason, Span
from cleaner.write import write_labels, write_markdown, write_text, write_why
from cleaner.write.tables import rows_of


@dataclass
class Made:
    """As much of an article as the writers look at."""

    blocks: tuple[Block, ...]

    @property
    def kept(self):
        return tuple(block for block in self.blocks if block.kept)

    seam: str = "\n\n"

    @property
    def text(self):
        return self.seam.join(block.text for block in self.kept)


def article(*blocks, **more):
    return Made(blocks, **more)


def markdown(*blocks):
    return write_markdown(article(*blocks))


def p(text, **more):
    return Block(text, Label.PARAGRAPH, **more)


@pytest.mark.parametrize("text", [
    "Plain words, a snake_case name and 3 - 2 = 1.",
    "5-year-old wins; #metoo trends; -5 degrees; +45 12 34",
    "2016 was dry. 10. juli was wet. a) first",
    "R&D at AT&T & sons > others",
    "A dash – and “quotes” stay",
])
def test_plain_text_is_not_escaped(text):
    assert markdown(p(text)) == text + "\n"


@pytest.mark.parametrize(("text", "written"), [
    ("*starred*", r"\*starred\*"),
    ("_under_ score", r"\_under\_ score"),
    ("see [1] and `code`", r"see \[1\] and \`code\`"),
    ("a <b> tag", r"a \<b> tag"),
    ("&amp; as written", r"\&amp; as written"),
    ("# not a heading", r"\# not a heading"),
    ("- not an item", r"\- not an item"),
    ("> not a quotation", r"\> not a quotation"),
    ("1. not an item", r"1\. not an item"),
    ("---", r"\---"),
])
def test_marks_in_the_text_are_escaped(text, written):
    assert markdown(p(text)) == written + "\n"


def test_markdown_in_a_text_input_is_left_there():
    text = "as the [Tagespost](https://example.org/a) writes, *briefly*"
    assert markdown(p(text, start=0, end=len(text))) == text + "\n"


def test_nothing_kept_is_nothing_written():
    empty = article(Block("Menu", Label.NAV))
    assert write_text(empty) == write_markdown(empty) == ""


def test_headings_lists_and_quotes():
    assert markdown(
        Block("Intro", Label.LEAD),
        Block("Part", Label.HEADING, tag="h3"),
        Block("Other", Label.HEADING),
        Block("one", Label.LIST, tag="li"),
        Block("two", Label.LIST, tag="li"),
        Block("Said", Label.QUOTE),
        Block("More", Label.QUOTE),
        p("End"),
    ) == "Intro\n\n### Part\n\n## Other\n\n- one\n- two\n\n> Said\n>\n> More\n\nEnd\n"


def test_blocks_of_one_paragraph_stay_in_it():
    blocks = (p("One."), p("Two."), Block("Menu", Label.NAV), p("- three"))
    assert write_markdown(article(*blocks, seam=" ")) == "One. Two. - three\n"
    assert write_markdown(article(*blocks, seam="\n")) == "One.\\\nTwo.\\\n\\- three\n"


def test_bullets_of_a_text_input_are_not_doubled():
    texts = ("- one", "• two", "3. three", "-four")
    assert markdown(*(Block(text, Label.LIST, start=0, end=9) for text in texts)) == "- one\n- two\n3. three\n- -four\n"


def test_links_and_emphasis():
    spans = (Span(4, 8, "link", "https://example.org/x_(y)"), Span(9, 15, "strong"), Span(10, 12, "em"))
    written = "see [here](<https://example.org/x_(y)>) **b*ol*der** end\n"
    assert markdown(p("see here bolder end", spans=spans)) == written


@pytest.mark.parametrize("spans", [
    (Span(3, 3, "strong"),),
    (Span(0, 3, "link", None),),
    (Span(3, 4, "em"),),
    (Span(0, 3, "underline"),),
])
def test_spans_that_cannot_be_written_leave_the_text(spans):
    assert markdown(p("one two", spans=spans)) == "one two\n"


def test_a_span_is_trimmed_to_its_words():
    assert markdown(p("one two three", spans=(Span(3, 8, "strong"),))) == "one **two** three\n"


def test_crossing_spans_keep_the_first():
    assert markdown(p("one two three", spans=(Span(0, 7, "strong"), Span(4, 13, "em")))) == "**one two** three\n"


def cells(*tags_and_texts):
    return [Block(text, Label.TABLE, tag=tag) for tag, text in tags_and_texts]


def test_tables_that_do_not_tell_their_rows():
    assert rows_of(cells(("td", "a"), ("td", "b"))) is None
    assert rows_of(cells(("th", "a"), ("th", "b"), ("td", "1"))) is None
    assert rows_of(cells(("", "one row"))) is None
    assert markdown(*cells(("td", "a"), ("td", "b"))) == "a\n\nb\n"


def test_tables():
    headed = cells(("th", "Name"), ("th", "Votes"), ("td", "A|B"), ("td", "12"))
    assert markdown(*headed) == "| Name | Votes |\n| --- | --- |\n| A\\|B | 12 |\n"
    assert rows_of(cells(("th", "a"), ("td", "1"), ("th", "b"), ("td", "2"))) == [["a", "1"], ["b", "2"]]
    assert rows_of(cells(("", "a\tb"), ("", "1\t2\t3"))) == [["a", "b", ""], ["1", "2", "3"]]


def test_labels_are_one_line_a_block():
    assert write_labels(article(p("Two\nlines\tand tabs"), Block("Menu", Label.NAV))) == (
        "paragraph\tTwo lines and tabs\nnav\tMenu\n")


def test_why_names_the_reasons_with_the_most_points_first():
    reasons = (Reason("short", "nav", 0.5), Reason("phrase.menu", "nav", 3.25, "Menu"))
    assert write_why(article(Block("Menu", Label.NAV, confidence=0.9, reasons=reasons))) == (
        "- nav 0.90\tMenu\n     +3.25 nav\tphrase.menu\tMenu\n     +0.50 nav\tshort\n")


BLOCKS = st.builds(
    Block, st.text(min_size=1), st.sampled_from(list(Label)), confidence=st.floats(0, 1),
    tag=st.sampled_from(["", "p", "h2", "td", "th", "li"]),
    spans=st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 20), st.sampled_from(["link", "strong", "em"]),
                             st.sampled_from([None, "https://example.org/a b"])), max_size=4).map(tuple))


@given(st.lists(BLOCKS, max_size=6))
def test_every_block_is_in_the_labels_and_no_word_is_lost_in_markdown(blocks):
    made = article(*blocks)
    assert write_labels(made).count("\n") == len(blocks)
    assert write_why(made).count("\n") == len(blocks)
    for block in made.kept:
        for word in block.text.split():
            if word.isalnum() and not block.spans:
                assert word in write_markdown(made)
