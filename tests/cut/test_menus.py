"""What is set aside as a menu, and what only looks like one."""

import pickle
import time

import pytest

from cleaner import clean
from cleaner.cut.page import cut_page
from cleaner.values import Label

BODY = "<p>The bridge over the river was closed on Monday, and it stays closed until the spring of next year.</p>"
LINKS = "<li><a href=/a>Home</a></li><li><a href=/b>Sport and games</a></li><li><a href=/c>About us</a></li>"


def cut(html):
    """The page's blocks, and the entries set aside."""
    page = cut_page(f"<html><body>{html}</body></html>", url=None, kind="html")
    return page.texts, [text for _, entries in page.aside for text in entries]


@pytest.mark.parametrize("html", [
    f"<article>{BODY}<ul>{LINKS}</ul></article>",
    f"{BODY}<ul>{LINKS}</ul>",
    f"<main><div class=story><ul class=sources>{LINKS}</ul></div></main>",
    f"<header><h1>A headline</h1><p>By <a href=/x>Somebody</a></p></header>{BODY}",
    f"<article><header><ul>{LINKS}</ul></header>{BODY}</article>",
    f"<div class=menu><p>Today's menu: soup, bread and a glass of water.</p></div>{BODY}",
    f"<header><time>1 May 2021</time></header>{BODY}",
    f"<header><h2>A headline</h2>A lead</header>{BODY}",
    f"{BODY}<footer>Written by <a rel=author href=/x>Somebody</a></footer>",
    f"{BODY}<footer>Posted in the <span itemprop=articleSection>City</span> pages</footer>",
    f"<article>{BODY}<footer>Filed under bridges</footer></article>",
    f"<header>{BODY}{BODY}</header>",
    f"<nav>{BODY * 4}</nav>",
    f"<nav><main>{BODY}</main></nav>",
    f"<div role=navigation><article><h1>A headline</h1>{BODY}</article></div>",
    f"<body class=has-menu>{BODY}<ul>{LINKS}</ul></body>",
    f"<body role=navigation>{BODY}<ul>{LINKS}</ul></body>",
])
def test_look_alikes_are_blocks(html):
    assert cut(html)[1] == []


@pytest.mark.parametrize("html", [
    f"<nav><ul>{LINKS}</ul></nav>{BODY}",
    f"<div role=navigation>{LINKS}</div>{BODY}",
    f"<div class=main-navigation><ul>{LINKS}</ul></div>{BODY}",
    f"<header><ul>{LINKS}</ul></header>{BODY}",
    f"{BODY}<div class=footer><ul>{LINKS}</ul></div>",
    f"<article>{BODY}<nav>{LINKS}</nav></article>",
    f"<nav><style>.a{{color:red}}{'b' * 400}</style>{LINKS}</nav>{BODY}",
    f"<nav><nav>{LINKS}</nav></nav>{BODY}",
])
def test_menus_are_set_aside_entry_by_entry(html):
    texts, entries = cut(html)
    assert entries == ["Home", "Sport and games", "About us"]
    assert len(texts) == 1


def test_the_head_and_foot_of_a_page_are_set_aside():
    article = clean(
        f"<header><b>The Town Paper</b> <input> Log in</header>{BODY}<footer><p>The Town Paper, 1 Bridge Road"
        "<p>All rights reserved<p>Sign up for our newsletter<p>Newsletter</footer>", kind="html",
    )
    removed = [(block.text, block.label) for block in article.removed]
    assert removed == [
        ("The Town Paper Log in", Label.NAV), ("The Town Paper, 1 Bridge Road", Label.NAV),
        ("All rights reserved", Label.LEGAL), ("Sign up for our newsletter", Label.NEWSLETTER),
        ("Newsletter", Label.NAV),
    ]


def test_what_a_menu_holds_is_told_with_the_rest_in_its_order():
    article = clean(f"<h1>A headline</h1><nav>{LINKS}</nav>{BODY}<nav><a href=/d>Share</a></nav>", kind="html")
    texts = [block.text for block in article.blocks]
    assert texts[1:4] == ["Home", "Sport and games", "About us"]
    assert texts[-1] == "Share"
    assert {block.label for block in article.blocks[1:4]} == {Label.NAV}


def test_statements_inside_a_menu_are_read():
    found = cut_page(f"<nav><script type=application/ld+json>{{\"@type\": \"BreadcrumbList\", \"x\": \"{'y' * 400}\"}}"
                     f"</script>{LINKS}</nav>{BODY}", url=None, kind="html")
    assert found.head is not None
    assert "BreadcrumbList" in found.head.json_ld[0]


def test_entries_travel():
    article = clean(f"<nav>{LINKS}</nav>{BODY}", kind="html")
    assert pickle.loads(pickle.dumps(article)).blocks == article.blocks


def test_selectors_see_into_menus(tmp_path):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/example.com.toml").write_text('keep = ["nav .text"]\n')
    html = f"<nav><div class=text>Only these words.</div>{LINKS}</nav>{BODY}"
    article = clean(html, url="https://example.com/a", kind="html", rules=tmp_path)
    assert "Only these words." in article.text
    assert "Sport" not in article.text


@pytest.mark.parametrize("name", ["nav", "div class=menu", "header"])
def test_menus_inside_menus_take_no_longer(name):
    entries = "".join(f"<li>some words in an entry {number}</li>" for number in range(20_000))
    nested = f"<{name}>" * 200 + entries + "<p>" + "word " * 100 + "</p>" + f"</{name.split()[0]}>" * 200
    start = time.process_time()
    assert len(cut(nested)[0]) == 20_001
    assert time.process_time() - start < 1.5
