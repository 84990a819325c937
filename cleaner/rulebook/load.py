"""Read rule files: labels/LABEL.toml and sites/HOST.toml of a folder."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.data import load_toml, rules_dir
from cleaner.errors import RuleError, RuleWarning
from cleaner.rulebook.fields import FaultError
from cleaner.rulebook.languages import check_language, spelled_phrases
from cleaner.rulebook.patterns import BadPatternError, Finder
from cleaner.rulebook.rule import Rule, read_rule
from cleaner.values import Label

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_RULE_LINE = re.compile(r"^\s*\[\[\s*rule\s*\]\]", re.M)
LABEL_KEYS = ("rule", "disable")
SITE_KEYS = ("rule", "disable", "keep", "remove")
USER = 2
"""The rank of a user's rules over the shipped ones."""


@dataclass(frozen=True, slots=True)
class Site:
    """The rules of one host and its subdomains."""

    host: str
    rules: tuple[Rule, ...]
    disabled: frozenset[str]


@dataclass(slots=True)
class Folder:
    """What a folder of rules says."""

    path: Path
    rank: int = 0
    rules: dict[str, Rule] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    sites: dict[str, Site] = field(default_factory=dict)


def load_folder(path: Path, *, lenient: bool = False, check: bool = True, rank: int = USER) -> Folder:
    """The rules of a folder.

    Args:
        path: a folder with any of labels/, languages/ and sites/.
        lenient: warn of a file that cannot be used, and read the others.
        check: compile every pattern and read the language files, so that a fault is met now and not on a page.
        rank: the rank of its rules; those of its sites rank one higher.

    Raises RuleError that names the file, the line and the rule.
    """
    if not path.is_dir():
        raise RuleError(f"{path}: is no folder of rules")
    folder = Folder(path, rank)
    known = {"labels": _add_labels, "sites": _add_site} | ({"languages": _add_language} if check else {})
    files = [(known[kind], file) for kind in known for file in sorted((path / kind).glob("*.toml"))]
    if check and not files:
        _complain(RuleError(f"{path}: has no rule files; they lie in labels/, languages/ and sites/ and end in .toml"),
                  lenient)
    for add, file in files:
        try:
            add(folder, file, check)
        except RuleError as error:
            _complain(error, lenient)
    return folder


def _complain(error: RuleError, lenient: bool) -> None:
    if not lenient:
        raise error
    warnings.warn(f"{error}; the file is left out", RuleWarning, stacklevel=2)


def _read(file: Path, keys: tuple[str, ...]) -> dict[str, Any]:
    # not from the cache of `load_toml`: a user edits a file and makes a new Cleaner in the same process
    table = load_toml.__wrapped__(file)
    for key in table:
        if key not in keys:
            raise RuleError(f"{file}: unknown key {key!r}; the keys are {', '.join(keys)}")
    for key in keys:
        listed = table.get(key, [])
        kind = dict if key == "rule" else str
        if not isinstance(listed, list) or not all(isinstance(item, kind) for item in listed):
            raise RuleError(f"{file}: {key} must be " + ("written [[rule]]" if key == "rule" else "a list of texts"))
    return table


def _rules(file: Path, table: dict[str, Any], label: Label | None, rank: int, check: bool) -> dict[str, Rule]:
    text = file.read_text(encoding="utf-8")
    lines = [text.count("\n", 0, found.end()) + 1 for found in _RULE_LINE.finditer(text)]
    rules: dict[str, Rule] = {}
    for number, stated in enumerate(table.get("rule", ())):
        where = f"{file}:{lines[number]}" if number < len(lines) else str(file)
        name = stated.get("id", f"number {number + 1}")
        try:
            rule = read_rule(stated, label, where, rank)
            if rule.id in rules:
                raise FaultError("duplicate id")
            if check:
                check_pattern(rule)
        except (FaultError, BadPatternError) as fault:
            raise RuleError(f"{where}: rule {name!r}: {fault}") from fault
        rules[rule.id] = rule
    return rules


def check_pattern(rule: Rule) -> None:
    """Raise BadPatternError or FaultError if a rule's pattern cannot be compiled, or names no phrase list."""
    if not rule.pattern:
        return

    def phrases(label: str, use: str) -> list[str]:
        found = spelled_phrases("en", label, use)
        if not found:
            raise FaultError(f"pattern: names no phrase list: {{{label}.{use}}}")
        return found

    Finder(rule.pattern, rule.scope, phrases).compile()


def _add_labels(folder: Folder, file: Path, check: bool) -> None:
    table = _read(file, LABEL_KEYS)
    label = Label(file.stem) if file.stem in set(Label) else None
    rules = _rules(file, table, label, folder.rank, check)
    for name, rule in rules.items():
        if name in folder.rules:
            raise RuleError(f"{rule.where}: rule {name!r}: duplicate id, also at {folder.rules[name].where}")
    folder.rules |= rules
    folder.disabled |= set(table.get("disable", ()))


def _add_site(folder: Folder, file: Path, check: bool) -> None:
    host = file.stem.lower()
    if not _HOST.fullmatch(host):
        raise RuleError(f"{file}: the name of a site's file is its host, as example.com.toml")
    table = _read(file, SITE_KEYS)
    rules = list(_rules(file, table, None, folder.rank + 1, check).values())
    for decision in ("remove", "keep"):
        rules += [
            Rule(id=f"{host}: {decision} {selector}", why=f"{decision}: a selector of {file.name}", where=str(file),
                 css=(selector,), decision=decision, rank=folder.rank + 1)
            for selector in table.get(decision, ())
        ]
    folder.sites[host] = Site(host, tuple(rules), frozenset(table.get("disable", ())))


def _add_language(folder: Folder, file: Path, check: bool) -> None:
    check_language(load_toml.__wrapped__(file), str(file))


@cache
def shipped_folder() -> Folder:
    """The rules that come with the program; the tests have compiled their patterns."""
    return load_folder(rules_dir(), check=False, rank=0)
