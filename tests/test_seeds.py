"""The three documents that the project started from, exactly."""

from functools import cache
from pathlib import Path

from cases import coarse, letters

from cleaner import clean

SEEDS = Path(__file__).parent.parent / "seeds"
LABELS = Path(__file__).parent / "seeds"


def source(number):
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


@cache
def seed(number):
    return clean(source(number))


def labelled(number):
    """(wanted label, text) of every line of a seed."""
    lines = (LABELS / f"{number}.labels.tsv").read_text("utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines]


def lines_of(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_002_text_is_lead_paragraphs_and_subheading():
    wanted = [" ".join(text.split()) for label, text in labelled("002") if label in ("lead", "paragraph", "heading")]
    assert len(wanted) == 9
    assert lines_of(seed("002").text) == wanted


def test_002_subheading_and_lead_are_told_from_paragraphs():
    labels = {block.text: block.label for block in seed("002").blocks}
    assert labels["Et nyt elbilselskab"] == "heading"
    assert labels["Volkswagen indgår elbil-samarbejde i Kina"] == "headline"
    assert labels["- KLZ"] == "byline"
    assert labels["12.09.2016"] == "dateline"


def test_002_metadata():
    found = seed("002").metadata
    assert found.title == "Volkswagen indgår elbil-samarbejde i Kina"
    assert found.date_published == "2016-09-12"
    assert found.site == "CSR.dk"
    assert found.authors == ("KLZ",)
    assert found.language == "da"


def test_002_is_the_same_without_blank_lines():
    lines = [line for line in source("002").splitlines() if line.strip()]
    assert lines_of(clean("\n".join(lines)).text) == lines_of(seed("002").text)


def test_002_read_also_lines_and_caption_are_out():
    for label, text in labelled("002"):
        if label in ("related", "caption"):
            assert text not in lines_of(seed("002").text)


def test_002_removed_blocks_are_typed():
    found = {(block.start, block.end): str(block.label) for block in seed("002").blocks}
    text, at, right, wanted = source("002"), 0, 0, labelled("002")
    for label, line in wanted:
        at = text.index(line, at)
        cover = next(found[span] for span in found if span[0] <= at < span[1])
        right += coarse(cover) == coarse(label)
        at += len(line)
    assert len(wanted) == 106
    assert right / len(wanted) >= 0.97


def test_002_whole_event_list_is_removed_as_events():
    blocks = seed("002").blocks
    first = next(n for n, block in enumerate(blocks) if block.text == "Events")
    assert {str(block.label) for block in blocks[first:]} == {"event"}


def test_000_loses_nothing():
    article = seed("000")
    for line in lines_of(source("000")):
        for piece in line.replace("](", " ]( ").split():
            if "](" not in piece and not piece.startswith(("[", "http")):
                assert piece in article.text
    assert not article.removed


def test_000_links_become_their_anchors_and_metadata():
    article = seed("000")
    assert "wie Gmünder Tagespost berichtete." in article.text
    assert "Wie Auto Motor und Sport anmerkte" in article.text
    assert "](" not in article.text and "http" not in article.text
    assert [(link.text, link.url.split("/")[2]) for link in article.metadata.links] == [
        ("Gmünder Tagespost", "www.gmuender-tagespost.de"), ("Auto Motor und Sport", "www.auto-motor-und-sport.de"),
    ]


def test_000_heading_and_language():
    labels = {block.text: block.label for block in seed("000").blocks}
    assert labels["Know-how-Zuwachs und zukünftige Kooperationen"] == "heading"
    assert seed("000").metadata.language == "de"


def test_003_date_prefix_is_no_text():
    article = seed("003")
    assert article.text.startswith("Die dort hergestellten Akkupacks")
    assert article.metadata.date_published == "2025-07"
    assert article.metadata.language == "de"


def test_003_keeps_every_paragraph():
    wanted = lines_of(source("003"))
    wanted[0] = wanted[0].removeprefix("date 2025-07 ")
    assert lines_of(seed("003").text) == wanted


def test_blocks_cover_the_seeds():
    for number in ("000", "002", "003"):
        text = source(number)
        assert "".join(letters(text[block.start : block.end]) for block in seed(number).blocks) == letters(text)
