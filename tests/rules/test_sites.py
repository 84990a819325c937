from cleaner import Cleaner

from .conftest import PROSE, RULE, Write

BODY = "".join(f"<p>{text}</p>" for text in PROSE)
PAGE = (
    "<html lang=en><head><title>The bridge</title>{head}</head><body><article><h1>The bridge</h1>" + BODY +
    "<p>He paid <span class=ad>NEW SHOES</span> for it all.</p><div class=promo><p>" + PROSE[0] + " Again.</p></div>"
    "<div id=verdict><p>ok</p></div><p>Got a tip? Write to the editors.</p></article></body></html>"
)
SITE = 'remove = [".promo", "span.ad"]\nkeep = ["#verdict"]\n' + RULE


def test_a_site_file_holds_on_its_host_and_subdomains(write: Write) -> None:
    cleaner = Cleaner(rules=write(sites__example_com=SITE))
    for url in ("https://example.com/a", "http://WWW.Example.com/a", "https://sport.example.com:8080/a"):
        text = cleaner.clean(PAGE, url=url).text
        assert "Again." not in text
        assert "NEW SHOES" not in text
        assert "Got a tip" not in text
        assert "\nok" in text
    for url in (None, "https://badexample.com/a", "https://example.com.evil.org/a", "not a url", "http://[bad"):
        article = cleaner.clean(PAGE, url=url)
        assert not {r.name for b in article.blocks for r in b.reasons} & {"mine.tip", "example.com: remove .promo"}


def test_the_page_names_its_host_itself(write: Write) -> None:
    cleaner = Cleaner(rules=write(sites__example_com=SITE))
    head = '<link rel="canonical" href="https://www.example.com/bridge">'
    assert "Again." not in cleaner.clean(PAGE.format(head=head)).text


def test_flattened_text_has_sites_too(write: Write) -> None:
    cleaner = Cleaner(rules=write(sites__example_com=SITE))
    text = "\n\n".join([*PROSE, "Got a tip? Write to the editors."])
    names = {r.name for b in cleaner.clean(text, url="https://example.com/a").blocks for r in b.reasons}
    assert "mine.tip" in names


def test_a_selector_says_why(write: Write) -> None:
    article = Cleaner(rules=write(sites__example_com=SITE)).clean(PAGE, url="https://example.com/")
    block = next(block for block in article.blocks if block.text == "NEW SHOES")
    assert (block.reasons[0].name, block.reasons[0].evidence) == ("example.com: remove span.ad", "span.ad")


def test_a_site_switches_rules_off(write: Write) -> None:
    page = PAGE.replace("<h1>", "<p>Advertisement</p><h1>")
    cleaner = Cleaner(rules=write(sites__example_com='disable = ["sponsor.marker"]'))
    for url, hit in (("https://example.com/", False), ("https://example.org/", True)):
        names = {r.name for b in cleaner.clean(page, url=url).blocks for r in b.reasons}
        assert ("sponsor.marker" in names) is hit


def test_the_nearest_site_wins(write: Write) -> None:
    folder = write(sites__example_com=RULE, sites__sport_example_com='disable = ["mine.tip"]')
    cleaner = Cleaner(rules=folder)
    for host, hit in (("example.com", True), ("a.example.com", True), ("sport.example.com", False)):
        names = {r.name for b in cleaner.clean(PAGE, url=f"https://{host}/").blocks for r in b.reasons}
        assert ("mine.tip" in names) is hit


MARKUP = """
[[rule]]
id = "mine.box"
why = "a box"
{condition}
label = "widget"
decision = "remove"
"""


def test_conditions_on_the_markup(write: Write) -> None:
    conditions = {
        'class = [".promo"]': {PROSE[0] + " Again."}, 'tag = ["h1"]': {"The bridge"}, 'css = ["#verdict > p"]': {"ok"},
        'link_share = [0.9, 1.0]\ntag = ["p"]': {"A link"},
    }
    page = PAGE.replace("<h1>", "<p><a href=/x>A link</a></p><h1>")
    for condition, expected in conditions.items():
        article = Cleaner(rules=write(labels__mine=MARKUP.format(condition=condition))).clean(page)
        hit = {b.text for b in article.blocks if any(r.name == "mine.box" for r in b.reasons)}
        assert hit == expected
