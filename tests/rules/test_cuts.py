import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner

from .conftest import PROSE

CLEANER = Cleaner()
GLUED_END = [
    "Advertisement", "ADVERTISEMENT", "Read also: New ferry sails in spring", "Read more: The mayor's plan", "Anzeige",
]
GLUED_START = ["Advertisement", "ANZEIGE", "Publicidad"]


@pytest.mark.parametrize("glued", GLUED_END[:4])
def test_what_is_glued_to_the_end_goes(glued: str) -> None:
    text = "\n\n".join([PROSE[0], f"{PROSE[1]} {glued}", *PROSE[2:]])
    article = CLEANER.clean(text)
    assert article.text == "\n\n".join(PROSE)
    block = next(block for block in article.removed if block.text == glued)
    assert text[block.start:block.end] == glued
    assert any(reason.evidence == glued for reason in block.reasons)


def test_what_is_glued_to_the_start_goes() -> None:
    text = "\n\n".join([PROSE[0], f"Advertisement{PROSE[1]}", *PROSE[2:]])
    assert CLEANER.clean(text).text == "\n\n".join(PROSE)


def test_halves_that_stay_are_joined_again() -> None:
    cleaner = Cleaner(favor="recall")
    text = "\n\n".join(PROSE)
    assert cleaner.clean(text).text == text


def test_html_keeps_its_marks() -> None:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    page = (f"<html lang=en><body><article>{body}<p>It <a href=/a>ended</a> well, said the old ferryman on the shore. "
            "Read also: <a href=/b>New ferry sails in spring</a></p></article></body></html>")
    article = CLEANER.clean(page)
    first, second = article.blocks[-2:]
    assert second.text == "Read also: New ferry sails in spring"
    assert [(first.text[s.start:s.end], s.url) for s in first.spans] == [("ended", "/a")]
    assert [(second.text[s.start:s.end], s.url) for s in second.spans] == [("New ferry sails in spring", "/b")]


spaces = st.sampled_from([" ", "  ", "\t", "\u00a0", " \u200b", ""])
words = st.sampled_from([*PROSE, "Ångström sagde: “Nej!”", "e\u0301te\u0301", "人们说。", "x", "Read also:", "A. B."])


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        parts = draw(st.lists(words, min_size=1, max_size=4))
        line = draw(spaces).join(parts)
        if draw(st.booleans()):
            line = draw(st.sampled_from(GLUED_START)) + draw(spaces) + line
        if draw(st.booleans()):
            line += draw(spaces) + draw(st.sampled_from(GLUED_END))
        lines.append(line)
    return draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_kept_and_removed_blocks_are_the_input(text: str) -> None:
    article = CLEANER.clean(text, kind="text", language="en")
    assert "".join("".join(block.text.split()) for block in article.blocks) == "".join(text.split())
    end = 0
    for block in article.blocks:
        assert block.start is not None
        assert block.end is not None
        assert end <= block.start < block.end
        assert "".join(text[block.start:block.end].split()) == "".join(block.text.split())
        end = block.end
