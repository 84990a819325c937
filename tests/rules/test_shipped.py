import pytest

from cleaner.data import rules_dir
from cleaner.proof import hits
from cleaner.rulebook.fields import Proof
from cleaner.rulebook.load import load_folder
from cleaner.rulebook.rule import Rule

FOLDER = load_folder(rules_dir())
RULES = list(FOLDER.rules.values())


def test_there_are_rules() -> None:
    assert len(RULES) > 20


HITS = [pytest.param(rule, proof, id=f"{rule.id}: {proof.text[:40]}") for rule in RULES for proof in rule.hits]
MISSES = [pytest.param(rule, proof, id=f"{rule.id}: {proof.text[:40]}") for rule in RULES for proof in rule.misses]


@pytest.mark.parametrize(("rule", "proof"), HITS)
def test_a_rule_hits(rule: Rule, proof: Proof) -> None:
    assert hits(rule, proof)


@pytest.mark.parametrize(("rule", "proof"), MISSES)
def test_a_rule_spares(rule: Rule, proof: Proof) -> None:
    assert not hits(rule, proof)


NEWS = [
    "The newsletter that brought down a mayor is written in a kitchen.",
    "The club's sponsor, a brewery, leaves after twelve years.",
    "Subscriptions to the theatre cost a tenth more next season.",
    "The event drew four thousand visitors to the harbour.",
    "Jobs in the yard are safe until the end of the year, the union says.",
    "Q: And who pays for the ferry?",
    "A: The towns on both banks do.",
    "“Nobody asked us,” said the ferryman.",
    "No.",
    "And I will wait, and I will wait / until the river runs again",
    "She read more: novels, letters, whatever the shelf held.",
    "The picture shows the bridge: half of it is gone.",
    "Copyright is the question that the court has to answer.",
    "Comments by the minister made things worse.",
]


@pytest.mark.parametrize("text", NEWS)
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.keeps < 0], ids=lambda rule: rule.id)
def test_news_about_such_things_is_spared(rule: Rule, text: str) -> None:
    assert not hits(rule, Proof(text, "en"))
