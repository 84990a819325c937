from cleaner import clean
from cleaner.cut.encoding import mend


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
