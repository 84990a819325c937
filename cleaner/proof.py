"""Run the proof of rules: each must hit its hits and spare its misses. The same code judges them as on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cleaner.measure.words import measure_words
from cleaner.page import Page
from cleaner.rulebook.apply import apply
from cleaner.rulebook.cuts import cut_glued
from cleaner.rulebook.facts import Facts
from cleaner.rulebook.fields import Proof
from cleaner.rulebook.languages import Layer
from cleaner.rulebook.rule import Rule
from cleaner.rulebook.sheet import Sheet

UNSTATED = "en"
"""The language of a proof that states none, where the rule is for every language."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A proof that does not hold: the rule, the block's text, and whether the rule should have hit it."""

    rule: Rule
    text: str
    wanted: bool

    def __str__(self) -> str:
        fault = "does not hit" if self.wanted else "does not spare"
        return f"{self.rule.where}: rule {self.rule.id!r} {fault} {self.text!r}"


def failures(rules: Iterable[Rule], over: Layer | None = None) -> Iterator[Failure]:
    """The proofs of rules that do not hold; `over` is the folder of a user's phrase lists."""
    for rule in rules:
        for wanted, proofs in ((True, rule.hits), (False, rule.misses)):
            for proof in proofs:
                if hits(rule, proof, over) != wanted:
                    yield Failure(rule, proof.text, wanted)


def hits(rule: Rule, proof: Proof, over: Layer | None = None) -> bool:
    """Whether a rule's conditions on the text hold for a block; those on the page around it are taken as given."""
    text = " ".join(proof.text.split())
    language = proof.language or (rule.languages[0] if rule.languages else UNSTATED)
    words = measure_words([text], language, over)
    page = Page(kind="text", url=None, texts=[text], starts=[0], ends=[len(text)], gaps=[0], tags=[""], glue=["\n\n"],
                source=text)
    sheet = Sheet([rule.bare()], language, over)
    if rule.cut:
        return bool(cut_glued(page, sheet, words)[1])
    columns: dict[str, npt.NDArray[Any]] = {
        "words": words.words, "begin": words.first, "place": np.zeros(1), "end": np.zeros(1),
        "prose_before": np.ones(1),
    }
    return bool(apply(sheet, Facts(page, words, columns)).hits)
