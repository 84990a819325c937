from collections.abc import Callable
from pathlib import Path

import pytest

RULE = """
[[rule]]
id = "mine.tip"
why = "how to reach the editors"
begins = ["got a tip"]
label = "other"
decision = "remove"
hits = ["Got a tip? Write to the editors."]
misses = ["He got a tip from a neighbour."]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files of a folder of rules by their names, with `/` for folders; returns the folder."""

    def written(**files: str) -> Path:
        for name, text in files.items():
            kind, _, stem = name.partition("__")
            path = tmp_path / kind / f"{stem.replace('_', '.')}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return written


PROSE = [
    "The council decided on Monday to close the old bridge for three months, officials said after a long meeting.",
    "Steel for the new arches comes from a yard up the river, which has built every bridge in the valley since 1911.",
    "Until the work is done, cyclists have to cross by the ferry, and drivers have to go round by the northern road.",
    "Shopkeepers near the bridge fear for their trade, while the neighbours look forward to a quiet spring for once.",
]
