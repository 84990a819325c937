"""Where the rule data lie and how they are read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError


@cache
def rules_dir() -> Path:
    """The shipped rules: `cleaner/rules` of an installed package, else `rules` of the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain values; callers must not change them. Raises RuleError with the file's name."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
