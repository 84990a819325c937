"""What holds for every document: nothing is lost, nothing depends on spelling, order, threads or the kind of string."""

import json
import os
import pickle
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from cases import cases, cleaned, cleaner, letters, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, InputError, clean

CASES = cases()
TEXTS = [case for case in CASES if case.kind == "text"]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_text = pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Documents made of pieces that pages are made of: lines of the cases, marks, odd spaces, single characters.
LINES = sorted({text for case in CASES for _, text in case.labels[::5]})
piece = st.one_of(
    st.sampled_from(LINES), st.text(max_size=30),
    st.sampled_from(["", " ", "\t", "\u00a0", "\u200b", "\r\n", "\f", "\u2028", "- ", "# ", "[a](https://x.example/)"]),
)
document = st.lists(piece, max_size=40).flatmap(
    lambda pieces: st.sampled_from(["\n", "\n\n", " ", "\r\n", ""]).map(lambda glue: glue.join(pieces))
)


def inside(source):
    """The article, or None where the document is refused."""
    try:
        return cleaner().clean(source, kind="text")
    except InputError:
        return None


@quick
@given(document)
def test_text_blocks_cover_the_source_once_and_in_order(source):
    article = inside(source)
    if article is None:
        return
    at = 0
    for block in article.blocks:
        assert not source[at : block.start].strip()
        assert block.start < block.end
        assert source[block.start : block.end] == source[block.start : block.end].strip()
        at = block.end
    assert not source[at:].strip()


@quick
@given(document)
def test_kept_and_removed_are_the_blocks(source):
    article = inside(source)
    if article is None:
        return
    assert sorted(article.kept + article.removed, key=lambda block: block.start) == list(article.blocks)
    assert letters(article.text) == "".join(letters(block.text) for block in article.kept)
    assert article.blocks == cleaner().clean(source, kind="text").blocks


# Trees of elements, with the text that a reader sees of them.
SHOWN = ["div", "p", "span", "a", "li", "ul", "h2", "b", "em", "td", "table", "section", "blockquote", "br", "aside"]
UNSEEN = ["script", "style", "template", "noscript"]
word = st.text(st.sampled_from("abcdeföüæ漢字жз"), min_size=1, max_size=8)
sentence = st.lists(word, min_size=1, max_size=12).map(" ".join)


def element(children):
    """(markup, what is seen of it) of an element of children like these."""
    inner = st.lists(children, max_size=5)
    shown = st.tuples(st.sampled_from(SHOWN), inner).map(lambda pair: wrapped(*pair))
    unseen = st.tuples(st.sampled_from(UNSEEN), word).map(lambda pair: (f"<{pair[0]}>{pair[1]}</{pair[0]}>", ""))
    return st.one_of(shown, unseen)


def wrapped(tag, parts):
    markup, seen = ("".join(part[side] for part in parts) for side in (0, 1))
    return (f"<{tag}>{markup}</{tag}>" if tag != "br" else f"<br>{markup}"), seen


tree = st.recursive(sentence.map(lambda text: (f" {text} ", text)), element, max_leaves=30)


@quick
@given(tree)
def test_every_visible_word_of_html_is_in_one_block(page):
    markup, seen = page
    try:
        article = cleaner().clean(f"<!doctype html><body>{markup}</body>", kind="html")
    except InputError:
        assert not seen.strip()
        return
    # a table without rows moves text out of itself, so order is compared without tables only
    found, wanted = "".join(letters(block.text) for block in article.blocks), letters(seen)
    assert sorted(found) == sorted(wanted)
    if "<t" not in markup:
        assert found == wanted


def same(case, source):
    """Whether a changed source gives the blocks' words and labels of the case."""
    found = cleaner().clean(source, kind=case.kind, url=case.metadata.get("url"))
    wanted = [(words(block.text), block.label) for block in cleaned(case).blocks]
    return [(words(block.text), block.label) for block in found.blocks] == wanted


def decoded(case):
    return cleaner_decode(case.source)


@cache
def cleaner_decode(raw):
    from cleaner.cut.encoding import decode

    return decode(raw)


def seam(text, at):
    """The text with invisible characters between some of its words and letters."""
    return text.replace(" ", f" {at}", 40)


@each_case
def test_bytes_and_str_are_alike(case):
    assert same(case, decoded(case))


@each_text
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "  ", "\u3000"], ids=ascii)
def test_odd_spaces_change_nothing(case, space):
    assert same(case, decoded(case).replace(" ", space))


@each_text
@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\ufeff"], ids=ascii)
def test_invisible_characters_change_nothing(case, mark):
    changed = cleaner().clean(seam(decoded(case), mark), kind=case.kind)
    assert [block.label for block in changed.blocks] == [block.label for block in cleaned(case).blocks]


@each_case
def test_unicode_forms_change_nothing(case):
    text = unicodedata.normalize("NFC", decoded(case))
    composed, decomposed = (
        cleaner().clean(form, kind=case.kind).blocks for form in (text, unicodedata.normalize("NFD", text))
    )
    assert [block.label for block in composed] == [block.label for block in decomposed]


@each_text
def test_line_ends_change_nothing(case):
    assert same(case, decoded(case).replace("\n", "\r\n"))


def test_a_cleaner_and_an_article_can_be_pickled():
    case = CASES[0]
    copy = pickle.loads(pickle.dumps(Cleaner()))
    article = pickle.loads(pickle.dumps(copy.clean(case.source, kind=case.kind)))
    own = Cleaner().clean(case.source, kind=case.kind)
    assert article.blocks == own.blocks
    assert article.metadata == own.metadata
    assert [tuple(block.reasons) for block in article.blocks] == [tuple(block.reasons) for block in own.blocks]


def test_threads_share_a_cleaner():
    shared = Cleaner()
    some = CASES[::6] * 6
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda case: shared.clean(case.source, kind=case.kind).text, some))
    assert found == [shared.clean(case.source, kind=case.kind).text for case in some]


def test_a_label_has_reasons():
    article = clean(CASES[0].source, kind=CASES[0].kind)
    assert all(len(block.reasons) for block in article.blocks)


@pytest.mark.parametrize("source", ["", "   \n\t", b"", b"\x00\x01\x02\x03" * 50])
def test_empty_and_binary_documents_are_errors(source):
    with pytest.raises(InputError):
        clean(source)


def test_favor_moves_the_border():
    sizes = {
        favor: sum(len(Cleaner(favor=favor).clean(case.source, kind=case.kind).kept) for case in CASES[::4])
        for favor in ("precision", "balanced", "recall")
    }
    assert sizes["precision"] < sizes["balanced"] < sizes["recall"]


EQUAL = "\n\n".join(["menu aux au pas", "og for det den som", "le de la het een van", "und que per los"] * 3)
CLEAN_ALL = """
import json, sys
from cleaner import Cleaner
from cleaner.rulebook.languages import codes, guess, language
shared = sorted({word for code in codes() for word in language(code).function_words})
pieces = [shared[at : at + size] for size in (2, 5, 11) for at in range(0, len(shared) - size, size)]
found = [Cleaner().clean(source).to_dict() for source in json.load(sys.stdin)]
print(json.dumps([found, [guess(piece) for piece in pieces]]))
"""


def test_the_order_of_sets_changes_nothing():
    sources = json.dumps([EQUAL, *(case.source.decode("latin-1") for case in CASES[::6])]).encode()

    def outcome(seed):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(Path(__file__).parent.parent)}
        call = [sys.executable, "-c", CLEAN_ALL]
        return subprocess.run(call, input=sources, capture_output=True, check=True, env=environment).stdout

    assert outcome(1) == outcome(2) == outcome(3)
