"""Apply rules to a measured page: which of them hold for which blocks, and what follows."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleaner.errors import RuleWarning
from cleaner.page import Markup, Page
from cleaner.rulebook.facts import Columns, Facts
from cleaner.rulebook.languages import USES
from cleaner.rulebook.patterns import TIME_LIMIT, SlowPatternError
from cleaner.rulebook.rule import Rule
from cleaner.rulebook.sheet import Ints, Pairs, Sheet, keys_of
from cleaner.rulebook.texts import holds
from cleaner.rulebook.verdict import Hit, Verdict
from cleaner.text.chars import compose

Bools = npt.NDArray[np.bool_]

STRONG = 40
"""Words: a paragraph this long that ends like a sentence ends a run that a head has opened."""
NAME = 6
SHORT = 8
"""Words of a line above a head that may belong to it: of a name, whatever its end, and of one that is no sentence."""
FEW_LINKS = 0.4
"""Link share above which a long block is a teaser, no paragraph."""
MOST_ABOVE = 0.5
"""Share of the page's prose that stands above the end of an article at least."""
_HEAD = USES.index("head") + 1


def apply(sheet: Sheet, facts: Facts, given: Sequence[Hit] = ()) -> Verdict:
    """Apply a sheet's rules to a page; `given` are hits that are known already, of the rules that cut."""
    lines = facts.words.lines
    verdict = Verdict(np.zeros(len(lines), np.float32), lines, sheet.phrases)
    hits = [*given, *_hits(sheet, facts)]
    stops: Bools | None = None
    for hit in hits:
        verdict.add(hit)
        if hit.rule.opens:
            stops = _stops(hits, facts) if stops is None else stops
            for row in [*_above(hit, stops, facts), *_run(hit, stops, facts.page.markup)]:
                verdict.add(Hit(hit.rule, row, hit.found, hit.evidence))
        if hit.rule.ends and facts.columns["prose_before"][hit.row] >= MOST_ABOVE:
            for row in range(hit.row + 1, len(lines)):
                verdict.add(Hit(hit.rule, row, hit.found, hit.evidence, True))
    return verdict


def _hits(sheet: Sheet, facts: Facts) -> list[Hit]:
    columns, words = facts.columns, facts.words
    keys = keys_of(columns["words"], columns["place"], columns["begin"])
    literal = sheet.literals.found(words.lines, words.vocabulary, words.word_ids, words.word_blocks, sheet.unspaced)
    pairs = sheet.pairs(words.levels, keys, literal)
    if sheet.selectors and facts.page.markup is not None:
        pairs = _with_selected(sheet, facts.page.markup, pairs, words.levels, keys)
    rules, rows = pairs
    if sheet.limits is not None:
        sizes = words.words[rows]
        fits = (sizes >= sheet.limits[rules, 0]) & (sizes <= sheet.limits[rules, 1])
        rules, rows = rules[fits], rows[fits]
    hits: list[Hit] = []
    slow: list[Rule] = []
    for number, row in zip(rules.tolist(), rows.tolist(), strict=True):
        rule = sheet.rules[number]
        if rule in slow:
            continue
        try:
            hit = _look(sheet, number, row, facts)
        except SlowPatternError:
            slow.append(rule)
            warn_of_slow(rule)
            continue
        if hit is not None:
            hits.append(hit)
    return [hit for hit in hits if hit.rule not in slow] if slow else hits


def warn_of_slow(rule: Rule) -> None:
    """Warn that a rule's pattern takes too long and the rule is left out."""
    warnings.warn(f"rule {rule.id!r}: its pattern was not done after {TIME_LIMIT:g} seconds; the rule is left out on "
                  "this page", RuleWarning, stacklevel=2)


def _look(sheet: Sheet, number: int, row: int, facts: Facts) -> Hit | None:
    """Whether the rest of a rule's conditions hold for a block."""
    rule = sheet.rules[number]
    if rule.needs_markup and not _in_markup(rule, row, facts.page, facts.columns):
        return None
    evidence = ", ".join(rule.css) or None
    for how, texts in sheet.texts[number]:
        evidence = next((text for text in texts if holds(how, text, facts.words.lines[row])), None)
        if evidence is None:
            return None
    finder = sheet.finders[number]
    if finder is not None:
        evidence = finder.evidence(compose(facts.page.texts[row]))
        if evidence is None:
            return None
    return Hit(rule, row, row, evidence)


def _in_markup(rule: Rule, row: int, page: Page, columns: Columns) -> bool:
    """Whether the conditions on the markup hold, those of CSS selectors apart."""
    if rule.tag and page.tags[row] not in rule.tag:
        return False
    if rule.link_share and not rule.link_share[0] <= columns["link_share"][row] <= rule.link_share[1]:
        return False
    if not (rule.concepts or rule.classes):
        return True
    if any(columns[f"class_{name}"][row] > 0 for name in rule.concepts):
        return True
    return bool(rule.classes) and page.markup is not None and _has_class(page.markup, row, rule.classes)


def _has_class(markup: Markup, row: int, names: Sequence[str]) -> bool:
    element = markup.owner[row]
    while element >= 0:
        if any(name in markup.kinds[markup.kind[element]][1].split() for name in names):
            return True
        element = markup.parent[element]
    return False


def _with_selected(sheet: Sheet, markup: Markup, pairs: Pairs, levels: npt.NDArray[np.uint8], keys: Ints) -> Pairs:
    """The pairs, and those of rules that name CSS selectors with the blocks that these select."""
    rules, rows = [pairs.rules], [pairs.rows]
    for number, rule in enumerate(sheet.rules):
        if not rule.css:
            continue
        found = {row for selector in rule.css for element in markup.selected.get(selector, ())
                 for row in range(markup.first[element], markup.last[element])}
        chosen = np.array(sorted(found), np.int64)
        chosen = chosen[sheet.allowed[number, keys[chosen]]]
        if rule.phrase:
            asked = [levels[chosen, label] == level if level else levels[chosen, label] > 0
                     for label, level in rule.phrase]
            chosen = chosen[np.any(asked, axis=0)]
        rows.append(chosen)
        rules.append(np.full(len(chosen), number, np.int64))
    return Pairs(np.concatenate(rules), np.concatenate(rows))


def _stops(hits: Sequence[Hit], facts: Facts) -> Bools:
    """Where a run ends that a head has opened: at strong paragraphs and at other heads."""
    columns = facts.columns
    strong: Bools = (columns["words"] >= STRONG) & (columns["end"] == 1)
    if "link_share" in columns:
        strong &= columns["link_share"] < FEW_LINKS
    stops: Bools = strong | (facts.words.levels == _HEAD).any(1)
    stops[[hit.row for hit in hits if hit.rule.opens]] = True
    return stops


def _above(hit: Hit, stops: Bools, facts: Facts) -> range:
    """The short rows directly above a head that its rule takes too: a teaser's date and advertiser."""
    first = hit.row
    words = facts.columns["words"]
    short = (words <= NAME) | ((words <= SHORT) & (facts.columns["end"] != 1))
    while hit.row - first < hit.rule.above and first and short[first - 1] and not stops[first - 1]:
        first -= 1
    return range(first, hit.row)


def _run(hit: Hit, stops: Bools, markup: Markup | None) -> range:
    """The rows below a head that belong to it; in HTML, those in the nearest element that holds more than the head."""
    start = hit.row + 1
    ahead = np.flatnonzero(stops[start:])
    end = start + int(ahead[0]) if len(ahead) else len(stops)
    if markup is not None:
        element = markup.owner[hit.row]
        while markup.parent[element] >= 0 and markup.last[element] <= start:
            element = markup.parent[element]
        end = min(end, markup.last[element])
    if hit.rule.reach:
        end = min(end, start + hit.rule.reach)
    return range(start, end)
