import pytest

from cleaner import Cleaner, RuleError
from cleaner.errors import RuleWarning

from .conftest import RULE, Write

FAULTS = {
    "unknown key 'colour'": RULE + 'colour = "red"',
    "why is missing": RULE.replace("why =", "# why ="),
    "proof is missing": RULE.replace("misses =", "# misses ="),
    "hits: must be a list": RULE.replace('hits = ["Got a tip? Write to the editors."]', "hits = []"),
    "duplicate id": RULE + RULE,
    "bad pattern '(a'": RULE + "pattern = '(a'",
    "names no phrase list: {related.nowhere}": RULE + "pattern = '{related.nowhere}'",
    "phrase: names no phrase list: 'weather.line'": RULE + 'phrase = "weather.line"',
    "label: must be one of": RULE.replace('"other"', '"boring"'),
    "cannot remove a block as paragraph": RULE.replace('"other"', '"paragraph"'),
    "give points or a decision": RULE.replace("decision =", "# decision ="),
    "a decision overrides points": RULE + "points = 1.0",
    "words: must be [least, most]": RULE + "words = [5, 2]",
    "class: names no concept of markup.toml: 'teasers'": RULE + 'class = ["teasers"]',
    "never hold on kind": RULE + 'kind = "text"\ntag = ["p"]',
    "cut takes none of": RULE + "cut = true",
    "no condition on the block": RULE.replace("begins =", "# begins ="),
    "Invalid": "[[rule",
    "unknown key 'rules'": "[[rules]]\nid = 1",
}


@pytest.mark.parametrize(("fault", "text"), FAULTS.items(), ids=FAULTS)
def test_a_fault_names_file_and_rule(write: Write, fault: str, text: str) -> None:
    folder = write(labels__mine=text)
    with pytest.raises(RuleError) as caught:
        Cleaner(rules=folder)
    message = str(caught.value)
    assert str(folder / "labels" / "mine.toml") in message
    if "[[rule]]" in text and not message.count("unknown key 'rules'"):
        assert "mine.tip" in message or "number 1" in message
    assert fault == "Invalid" or fault in message


def test_the_line_is_named(write: Write) -> None:
    folder = write(labels__mine=RULE.replace("mine.tip", "mine.first") + RULE.replace("decision", "decisions"))
    with pytest.raises(RuleError, match=r"mine\.toml:11: rule 'mine\.tip'"):
        Cleaner(rules=folder)


def test_the_same_id_in_two_files(write: Write) -> None:
    with pytest.raises(RuleError, match="duplicate id, also at"):
        Cleaner(rules=write(labels__a=RULE, labels__b=RULE))


def test_a_bad_selector(write: Write) -> None:
    with pytest.raises(RuleError, match="no selector that can be used: 'div >>'"):
        Cleaner(rules=write(sites__example_com='remove = ["div >>"]'))


def test_a_file_that_is_no_host(write: Write) -> None:
    with pytest.raises(RuleError, match="the name of a site's file is its host"):
        Cleaner(rules=write(sites__example='remove = ["p"]'))


@pytest.mark.parametrize("text", ["[weather]\nline = ['a']", "[related]\nlines = ['a']", "[related]\nline = 'a'"])
def test_a_language_file_with_unknown_lists(write: Write, text: str) -> None:
    with pytest.raises(RuleError, match=r"languages/en\.toml|\[related\]"):
        Cleaner(rules=write(languages__en=text))


def test_an_empty_folder(tmp_path) -> None:
    with pytest.raises(RuleError, match="has no rule files"):
        Cleaner(rules=tmp_path)
    with pytest.raises(RuleError, match="is no folder"):
        Cleaner(rules=tmp_path / "nowhere")


def test_leniency_loads_the_other_files(write: Write) -> None:
    folder = write(labels__bad="[[rule]]\nid = 'x'", labels__good=RULE)
    with pytest.warns(RuleWarning, match=r"bad\.toml.*the file is left out"):
        cleaner = Cleaner(rules=folder, lenient=True)
    assert not cleaner.clean("Got a tip? Write to the editors.\n").text


def test_a_slow_pattern_is_reported_and_skipped(write: Write) -> None:
    slow = RULE.replace("mine.tip", "mine.slow").replace('begins = ["got a tip"]', "pattern = '(a|aa|aaa)+b'")
    folder = write(labels__mine=RULE + slow.replace("Got a tip? Write to the editors.", "aab"))
    cleaner = Cleaner(rules=folder)
    with pytest.warns(RuleWarning, match=r"'mine\.slow': its pattern was not done"):
        article = cleaner.clean("Got a tip? Write to the editors.\n\n" + "a" * 90 + "c\n\naab\n")
    ids = {reason.name for block in article.blocks for reason in block.reasons}
    assert "mine.tip" in ids
    assert "mine.slow" not in ids
