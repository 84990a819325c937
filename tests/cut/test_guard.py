"""Markup that a parser would work on for minutes, and markup that only looks like it."""

import contextlib
import time

import pytest

from cleaner.cut.guard import check_markup
from cleaner.errors import LimitError

LARGE = 20_000


@pytest.mark.parametrize("html", [
    "<div><p>one <b>two</b> <i>three</i><br></div>" * LARGE,
    "<p>one <a href=x>two</a>" * LARGE,
    "<ul>" + "<li>one" * LARGE + "</ul>",
    "<table>" + "<tr><td>one<td>two" * LARGE + "</table>",
    "<img src=x><input><hr><meta>" * LARGE,
    "<svg>" + "<path d='M0 0'/><circle r=1 />" * LARGE + "</svg>",
    "</div></b>" * LARGE,
    "<div>" * 300 + "<p>one</p>" * LARGE,
    "<b>" * 20 + "<p>one</p>" * LARGE,
    "a < b, 1<2 <3 <! <? " * LARGE,
    "<div data-state='" + "word " * 200_000 + "'>one</div>",
    "<p>" + "a long text without any tag " * 20_000,
    "<script>" + "if (a <b) c " * 3 + "x = 1; " * 3000 + "</script>",
    "ÆØÅ 橋 <p>𝄞</p>" * LARGE,
    "",
], ids=range(15))
def test_pages_that_are_only_large(html):
    check_markup(html.encode())


@pytest.mark.parametrize(("html", "said"), [
    ("<div>" * 100_000, "nested too deep"),
    ("<DIV CLASS='x'>" * 100_000, "nested too deep"),
    ("</p>" * 100_000 + "<ul><li>" * 50_000, "nested too deep"),
    ("<div>" * 10_000 + "<div></div>" * 100_000, "nested too deep"),
    ("".join(f"<font size={size}><p>" for size in range(4000)), "formatting elements"),
    ("".join(f"<b id={size}>" for size in range(2000)) + "<p>x</p>" * 1000, "formatting elements"),
    ("<p " + " ".join(f"a{number}=1" for number in range(30_000)) + ">", "attributes"),
    ("<p " + "a=1 " * 1_000_000, "attributes"),
], ids=range(8))
def test_pages_that_are_not_parsed(html, said):
    with pytest.raises(LimitError, match=said):
        check_markup(html.encode())


@pytest.mark.parametrize("piece", ["<a", "<", ">", "<a>", "<p x", "'", "<!--", "<div></div>"])
def test_the_check_itself_is_linear(piece):
    began = time.perf_counter()
    with contextlib.suppress(LimitError):
        check_markup(piece.encode() * (2_000_000 // len(piece)))
    assert time.perf_counter() - began < 5
