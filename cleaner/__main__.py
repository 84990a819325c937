"""The command `cleaner`."""

from __future__ import annotations

import sys
from importlib import import_module

from cleaner import __version__

COMMANDS = {"tune": "cleaner.tune.command", "rules": "cleaner.rules_command"}
"""Commands besides cleaning, each the click command `command` of a module. A file of such a name is `./tune`."""


def main() -> None:
    """Run the command with the process's arguments, and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        print(f"cleaner {__version__}")
        return
    # what follows is imported when it is needed: `--version` needn't wait for any of it
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in COMMANDS:
        import_module(COMMANDS[name]).command(sys.argv[2:], prog_name=f"cleaner {name}")
    else:
        import_module("cleaner.cli").command(prog_name="cleaner")


if __name__ == "__main__":
    main()
