"""What the README shows is true: its code runs, its rules load, its files exist."""

import re
from pathlib import Path

import pytest

from cleaner import Cleaner

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LIBRARY = (ROOT / "docs/library.md").read_text("utf-8")


def examples(language, page=README):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.S | re.M)


@pytest.mark.parametrize("code", [*examples("python"), *examples("python", LIBRARY)])
def test_code_runs(code):
    exec(compile(code, "README.md", "exec"), {})


def test_own_rules_load(tmp_path):
    for example in examples("toml"):
        path = tmp_path / re.match(r"# (\S+)", example)[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example, "utf-8")
    own = Cleaner(rules=tmp_path / "myrules")
    page = "<p>Der Stadtrat hat am Montag den Bau beschlossen.</p><p>Dossier: Alles zum Stadionbau</p>"
    assert "Dossier" not in own.clean(page).text


def test_begins_with_two_commands():
    assert re.findall(r"^    (make \w+)", README, re.M)[:2] == ["make demo", "make test"]


def test_named_files_exist():
    for name in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / name).exists(), name
