"""The command `cleaner`."""

from __future__ import annotations

import sys

from cleaner import __version__


def main() -> None:
    """Run the command with the process's arguments, and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        print(f"cleaner {__version__}")
        return
    from cleaner.cli import command  # noqa: PLC0415 - `--version` needn't wait for it

    command(prog_name="cleaner")


if __name__ == "__main__":
    main()
