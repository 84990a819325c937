from click.testing import CliRunner

from cleaner.rules_command import command

from .conftest import RULE, Write


def test_the_shipped_rules_hold() -> None:
    result = CliRunner().invoke(command, ["check"])
    assert result.exit_code == 0, result.output


def test_a_failing_proof_is_one_line(write: Write) -> None:
    folder = write(labels__mine=RULE.replace("He got a tip", "Got a tip"))
    result = CliRunner().invoke(command, ["check", str(folder)])
    assert result.exit_code == 1
    assert "mine.toml:2: rule 'mine.tip' does not spare 'Got a tip from a neighbour.'" in result.output
    assert result.output.count("\n") == 2


def test_a_bad_file_and_a_bad_selector(write: Write) -> None:
    folder = write(sites__example_com='remove = ["a[["]')
    result = CliRunner().invoke(command, ["check", str(folder)])
    assert result.exit_code == 1
    assert "no selector" in result.output
    result = CliRunner().invoke(command, ["check", str(write(labels__mine="[[rule]]\nid = 3"))])
    assert result.exit_code == 2
    assert "id: must be a text" in result.output
