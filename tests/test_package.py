"""What an installed package holds: the rules, its types, its command."""

import importlib.util
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel of the checkout, built by the build backend itself."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_rules_are_told_to_the_build_backend():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert build["force-include"] == {"rules": "cleaner/rules"}
    assert (ROOT / "rules").is_dir()


def test_a_wheel_holds_all_rules_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"cleaner/{path.relative_to(ROOT)}" for path in (ROOT / "rules").rglob("*.toml")}
    assert rules <= names
    assert "cleaner/py.typed" in names


def test_an_installed_package_finds_its_rules(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import sys; from cleaner import clean; from cleaner.data import rules_dir;"
        "print(rules_dir()); print(clean(sys.stdin.read()).text)"
    )
    seed = (ROOT / "seeds/000_a3af7357bdf967bf.txt").read_bytes()
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, input=seed, capture_output=True, check=True,
                          env={"PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"})
    where, _, text = done.stdout.decode().partition("\n")
    assert Path(where) == tmp_path / "site/cleaner/rules"
    assert "CATL" in text
