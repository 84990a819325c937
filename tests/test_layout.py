"""The package's order: imports point down, a third-party package has its room, words of pages stand in rules/."""

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from cleaner.data import load_toml, rules_dir
from cleaner.text.chars import fold

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cleaner"
FILES = sorted(PACKAGE.rglob("*.py"))
HOUSE = tomllib.loads((ROOT / "tests/layout.toml").read_text())
FLOOR = {room: level for level, rooms in enumerate(HOUSE["floors"]) for room in rooms}
SITE = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|co\.uk|de|dk|se|no|nl|fr|es|it|pl|pt|fi|eu)\b")
FOREIGN = re.compile(r"[^\W\d_a-zA-Z]{2}|[a-zA-Z][^\W\d_a-zA-Z]\w")
"""Letters of words that are not English; single signs such as those of CJK dates are marks."""
SIGNS = re.compile(r"\[[^\]]*\]")
SHORT_PHRASE = 10
"""Letters: shorter phrases may well be a key or a format's word."""

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def room(path):
    """The folder or module right below cleaner/ that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path):
    return ast.parse(path.read_text())


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from ([f"cleaner.{name.name}" for name in node.names] if node.module == "cleaner" else [node.module])
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def strings(path):
    """The string literals of a module that are no docstrings."""
    documented = {
        id(child.value)
        for node in ast.walk(tree(path)) if hasattr(node, "body") and isinstance(node.body, list)
        for child in node.body if isinstance(child, ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


@each_file
def test_imports_point_down(path):
    here = room(path)
    assert here in FLOOR, f"{here} has no floor in tests/layout.toml"
    for name in imports(path):
        first, _, rest = name.partition(".")
        there = rest.partition(".")[0]
        if first == "cleaner" and there in FLOOR and there != here:
            assert FLOOR[there] < FLOOR[here], f"{here} must not import {there}"


def test_no_circles():
    known = {".".join(("cleaner", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in FILES}
    todo = {name: {other for other in imports(path) if other in known} for name, path in known.items()}
    while todo:
        free = [name for name, needed in todo.items() if not needed & todo.keys()]
        assert free, f"modules that import each other: {sorted(todo)}"
        for name in free:
            del todo[name]


@each_file
def test_third_party_packages_stay_in_their_room(path):
    for name in imports(path):
        package = name.partition(".")[0]
        if package not in sys.stdlib_module_names and package not in {"cleaner", *HOUSE["shared"]}:
            assert room(path) in HOUSE["rooms"].get(package, ()), f"{package} is not for {room(path)}"


@cache
def phrases():
    """All phrases of the language files that are long enough to be told from other strings, folded."""
    found = set()
    for path in (rules_dir() / "languages").glob("*.toml"):
        for label in load_toml(path).values():
            if isinstance(label, dict):
                found |= {fold(text) for lists in label.values() for text in lists if isinstance(text, str)}
    return {phrase for phrase in found if " " in phrase and len(phrase) >= SHORT_PHRASE}


@each_file
def test_no_words_of_pages_in_code(path):
    allowed = HOUSE["allowed"]
    for text in strings(path):
        assert not FOREIGN.search(SIGNS.sub("", text)), f"foreign words in code: {text!r}"
        if not text.isidentifier():
            assert fold(text) not in phrases() - set(allowed["phrases"]), f"a phrase in code: {text!r}"
        assert not set(SITE.findall(text)) - set(allowed["sites"]), f"a site in code: {text!r}"


@each_file
def test_no_long_lists_in_code(path):
    for node in ast.walk(tree(path)):
        items = getattr(node, "keys" if isinstance(node, ast.Dict) else "elts", [])
        words = [item for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        assert len(words) <= HOUSE["allowed"]["longest_list"], f"{path.name}:{node.lineno}: belongs into rules/"
