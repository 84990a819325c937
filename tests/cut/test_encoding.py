from cleaner.cut.encoding import mend


def test_what_was_encoded_twice_is_mended():
    page = "<p>The café’s owner – “Anna” – said: “À bientôt.”</p>"
    twice = page.encode().decode("latin-1").encode()
    assert mend(twice) == page.encode()


def test_what_was_encoded_once_is_left():
    for page in ("<p>café’s – “Anna”</p>", "<p>Ã© is how é looks when it is read wrongly.</p>", "<p>â, ê, î, ô, û</p>"):
        assert mend(page.encode()) == page.encode()
    spoilt = "â\x80\x99 and Ã next to Â"  # only what can be read again as UTF-8 is changed
    assert mend(spoilt.encode()) == "’ and Ã next to Â".encode()
