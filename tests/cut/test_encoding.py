import pytest

from cleaner import clean
from cleaner.cut.encoding import decode, mend
from cleaner.errors import InputError


def shown(page):
    return [block.text for block in clean(page, kind="html").blocks]


def test_what_was_encoded_once_is_left():
    for text in ("café’s – “Anna”", "Ã© is how é looks when it is read wrongly.", "â, ê, î, ô, û"):
        assert shown(f"<p>{text}</p>") == [text]


def test_what_was_encoded_twice_is_mended():
    text = "The café’s owner – “Anna” – said: “À bientôt.”"
    twice = f"<p>{text}</p>".encode().decode("latin-1").encode()
    assert shown(twice) == [text]


def test_only_what_can_be_read_again_is_changed():
    assert mend("â\x80\x99 and Ã next to Â".encode()) == "’ and Ã next to Â".encode()


UTF8 = b"<meta charset=utf-8><title>Council</title>"


@pytest.mark.parametrize("page", [
    "<p>Der Fluss stieg über zwei Meter, sagte Jürgen Müller.</p>".encode("cp1252"),
    "<p>Река поднялась на два метра, сообщили жители посёлка у моста.</p>".encode("cp1251") * 9,
    "<p>The café’s owner \ufffd said so.</p>".encode(),
    "<p>caf\u00e9 \u2013 stra\u00dfe</p>".encode(),
    b"<p>caf\xc3\xa9 \xff and so on</p>",
    b"<p>nothing but ASCII</p>",
    b"<p>a zero \x00 byte</p>",
], ids=["cp1252", "cp1251", "replacement", "utf-8", "one-bad-byte", "ascii", "zero"])
def test_a_page_that_says_utf8_is_read_as_its_bytes_are(page):
    source = UTF8 + page
    assert shown(source) == shown(decode(source).replace("\x00", "\ufffd"))


def test_a_binary_document_that_says_utf8_is_refused():
    with pytest.raises(InputError, match="binary"):
        clean(UTF8 + bytes(range(1, 9)) * 400, kind="html")
