"""`cleaner rules check [FOLDER]`: read a folder of rules and run every proof in it."""

from __future__ import annotations

import warnings
from pathlib import Path

import click

from cleaner.cut.select import is_selector
from cleaner.data import rules_dir
from cleaner.errors import RuleError
from cleaner.proof import failures
from cleaner.rulebook.book import layer_of
from cleaner.rulebook.load import load_folder


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Work on rules."""


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Read the rules in FOLDER (the shipped ones if none is named) and run every proof.

    Prints one line for each fault. Exit code: 0 all hold, 1 a proof fails, 2 a file can't be used.
    """
    path = folder or rules_dir()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = load_folder(path)
    except RuleError as error:
        raise SystemExit(_complain(str(error), 2)) from error
    rules = [*found.rules.values(), *(rule for site in found.sites.values() for rule in site.rules)]
    faults = [f"{rule.where}: rule {rule.id!r}: css: no selector that can be used: {selector!r}"
              for rule in rules for selector in rule.css if not is_selector(selector)]
    faults += map(str, failures(rules, layer_of(path) if folder else None))
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(f"{len(rules)} rules, {sum(len(r.hits) + len(r.misses) for r in rules)} proofs, {len(faults)} faults",
               err=True)
    raise SystemExit(1 if faults else 0)


def _complain(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code
