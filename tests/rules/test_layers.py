import pickle

from cleaner import Article, Block, Cleaner

from .conftest import PROSE, RULE, Write

TIP = "Got a tip? Write to the editors."
TEXT = "\n\n".join([PROSE[0], TIP, *PROSE[1:], "Advertisement", "Nearly the end of it all."])


def found(article: Article, start: str) -> Block:
    return next(block for block in article.blocks if block.text.startswith(start))


def test_a_rule_of_ones_own_decides_and_says_so(write: Write) -> None:
    block = found(Cleaner(rules=write(labels__mine=RULE)).clean(TEXT), "Got a tip")
    assert (block.kept, block.label, block.confidence) == (False, "other", 1.0)
    assert block.reasons[0].name == "mine.tip"
    assert block.reasons[0].evidence == "got a tip"


def test_ones_own_rule_replaces_the_shipped_one(write: Write) -> None:
    own = RULE.replace("mine.tip", "sponsor.marker")
    article = Cleaner(rules=write(labels__mine=own)).clean(TEXT)
    assert "sponsor.marker" not in {reason.name for reason in found(article, "Advertisement").reasons}
    assert "sponsor.marker" in {reason.name for reason in found(article, "Got a tip").reasons}


def test_ones_own_decision_wins_over_a_shipped_one(write: Write) -> None:
    own = RULE.replace("got a tip", "advertisement").replace('"remove"', '"keep"').replace('"other"', '"heading"')
    assert "sponsor.marker" in {reason.name for reason in found(Cleaner().clean(TEXT), "Advertisement").reasons}
    block = found(Cleaner(rules=write(labels__mine=own)).clean(TEXT), "Advertisement")
    assert (block.kept, block.label) == (True, "heading")


def test_keeping_wins_over_removing(write: Write) -> None:
    keep = RULE.replace("mine.tip", "mine.keep").replace('"remove"', '"keep"').replace('"other"', '"paragraph"')
    for rules in (RULE + keep, keep + RULE):
        block = found(Cleaner(rules=write(labels__mine=rules)).clean(TEXT), "Got a tip")
        assert (block.kept, block.label) == (True, "paragraph")


def test_rules_can_be_switched_off(write: Write) -> None:
    article = Cleaner(rules=write(labels__mine='disable = ["sponsor.marker"]')).clean(TEXT)
    assert "sponsor.marker" not in {reason.name for block in article.blocks for reason in block.reasons}


def test_points_move_the_score(write: Write) -> None:
    for points, kept in ((9.0, False), (-9.0, True)):
        rule = RULE.replace('decision = "remove"', f"points = {points}")
        block = found(Cleaner(rules=write(labels__mine=rule)).clean(TEXT), "Got a tip")
        assert block.kept is kept
        assert ("mine.tip", points) in {(reason.name, reason.points) for reason in block.reasons}


def test_phrases_are_added_and_dropped(write: Write) -> None:
    from cleaner.rulebook.book import layer_of
    from cleaner.rulebook.languages import language

    folder = write(languages__en='[related]\nline = ["zig zag"]\ndrop = ["Read also"]')
    layer = layer_of(folder)
    own, shipped = language("en", layer).phrases, language("en").phrases
    assert ("zig zag", "related", "line") in own
    assert any(phrase == "read also" and label == "related" for phrase, label, _ in shipped)
    assert not any(phrase == "read also" and label == "related" for phrase, label, _ in own)
    rule = RULE.replace('begins = ["got a tip"]', 'phrase = ["related.line"]').replace(TIP, "Zig zag")
    assert not found(Cleaner(rules=write(labels__mine=rule)).clean(TEXT + "\n\nZig zag!"), "Zig").kept


def test_an_edited_folder_is_read_again(write: Write) -> None:
    assert not found(Cleaner(rules=write(labels__mine=RULE)).clean(TEXT), "Got a tip").kept
    other = write(labels__mine=RULE.replace('"remove"', '"keep"').replace('"other"', '"list"'))
    assert found(Cleaner(rules=other).clean(TEXT), "Got a tip").label == "list"


def test_a_cleaner_goes_to_another_process(write: Write) -> None:
    cleaner = pickle.loads(pickle.dumps(Cleaner(rules=write(labels__mine=RULE))))
    assert not found(cleaner.clean(TEXT), "Got a tip").kept


HEAD = RULE.replace('decision = "remove"', "points = 9.0\nopens = true").replace('"other"', '"event"')
LIST = "\n\n".join(
    [*PROSE, "Got a tip?", "Choir in the barn", "Ferry at night", "Market day", " ".join(PROSE), "The end of it."]
)


def test_a_head_opens_a_run_up_to_a_strong_paragraph(write: Write) -> None:
    article = Cleaner(rules=write(labels__mine=HEAD)).clean(LIST)
    hit = [block.text for block in article.blocks if any(reason.name == "mine.tip" for reason in block.reasons)]
    assert hit == ["Got a tip?", "Choir in the barn", "Ferry at night", "Market day"]
    assert {block.label for block in article.blocks if block.text in hit} == {"event"}


def test_a_run_reaches_so_far(write: Write) -> None:
    article = Cleaner(rules=write(labels__mine=HEAD + "reach = 2")).clean(LIST)
    assert sum(any(reason.name == "mine.tip" for reason in block.reasons) for block in article.blocks) == 3


def test_the_end_of_the_article(write: Write) -> None:
    rule = RULE.replace('decision = "remove"', 'points = 9.0\nends = "article"')
    cleaner = Cleaner(rules=write(labels__mine=rule))
    article = cleaner.clean("\n\n".join([*PROSE, "Got a tip?", PROSE[0] + " Once more."]))
    assert article.text == "\n\n".join(PROSE)
    # above the prose it ends nothing
    assert PROSE[3] in cleaner.clean("\n\n".join(["Got a tip?", *PROSE])).text
