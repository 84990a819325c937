import pytest

from cleaner.metadata.dates import find_dates
from cleaner.metadata.names import initials_at_end, name_shape, split_names
from cleaner.metadata.words import byline_end, words_of

PERSON = {"full", "signs"}


def names(text, language):
    words = words_of(language)
    found = split_names(text, words, find_dates(text, language))
    return [one.name for one in found if name_shape(one.name, words) in PERSON]


@pytest.mark.parametrize(("text", "language"), [
    ("Email the author", "en"), ("By staff", "en"), ("Redaktion", "de"), ("Von unserem Korrespondenten", "de"),
    ("https://paper.example/authors/anna", "en"), ("Reuters", "en"), ("Read more", "en"),
    ("Byron Bay floods again", "en"),
    ("By the time the storm had passed, all was lost", "en"), ("3 min read", "en"), ("@annaberg", "en"),
])
def test_nobody(text, language):
    assert names(text, language) == []


@pytest.mark.parametrize(("text", "language", "expected"), [
    ("By Anna Berg", "en", ["Anna Berg"]),
    ("ByAnna Berg", "en", ["Anna Berg"]),
    ("Von Anna Berg und Jan Holm", "de", ["Anna Berg", "Jan Holm"]),
    ("Par Anna Berg, Jan Holm et Eva Lind", "fr", ["Anna Berg", "Jan Holm", "Eva Lind"]),
    ("By Anna Berg, Jan Holm, and Eva Lind", "en", ["Anna Berg", "Jan Holm", "Eva Lind"]),
    ("Anna Berg, Senior Reporter", "en", ["Anna Berg"]),
    ("Anna Berg in Politics", "en", ["Anna Berg"]),
    ("Anna Berg Published Jul 17, 2024, 11:21am | Updated Jul 17, 2024, 6:39pm", "en", ["Anna Berg"]),
    ("12.09.2016 um 14:46 von Anna Berg", "de", ["Anna Berg"]),
    ("Dr. Anna Berg, PhD", "en", ["Anna Berg"]),
    ("Anna Berg (dpa)", "de", ["Anna Berg"]),
    ("Anna Berg anna.berg@paper.example", "en", ["Anna Berg"]),
    ("Anna Berg Anna Berg", "en", ["Anna Berg"]),
    ("Ursula von der Heide", "de", ["Ursula von der Heide"]),
    ("J. R. Berg", "en", ["J. R. Berg"]),
    ("Anna Berg-Holm", "da", ["Anna Berg-Holm"]),
])
def test_names(text, language, expected):
    assert names(text, language) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("- KLZ", ["KLZ"]), ("(dpa/mab)", ["dpa", "mab"]), ("/ritzau/", []), ("It ended well. (mab)", ["mab"]),
    ("The lowest price – ever", []), ("well-known", []), ("see above (and below it all)", []),
])
def test_initials(text, expected):
    assert [one for one in initials_at_end(text) if one != "ritzau"] == expected


def test_a_phrase_ends_where_the_name_begins():
    words = words_of("en")
    assert byline_end("Byron", words) == 0
    assert byline_end("By", words) == 2
    assert byline_end("Posted by Anna", words) == len("Posted by ")


def test_shapes_that_are_no_person():
    words = words_of("en")
    keys = frozenset({"the harbour post", "anna berg"})
    assert name_shape("The Harbour Post", words, keys) == "site"
    assert name_shape("Anna Berg", words, keys) == "own site"
    assert name_shape("Reuters", words) == "agency"
    assert name_shape("Culture Desk", words) == "desk"
    assert name_shape("Staff", words) == "unnamed"
