"""What the documents tell an operator to type exists."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from madang.rules import chart_file, people_file
from madang.server.cli.app import app
from madang.server.settings import described

OPERATING = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`madang ((?:[a-z]+ )*[a-z]+)", OPERATING)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_guide_exists(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert (result.exit_code, f"madang {command}" in result.stdout) == (0, True)


def test_every_setting_of_the_guide_exists() -> None:
    assert set(re.findall(r"MADANG_[A-Z_]+", OPERATING)) <= {name for name, _, _ in described()}


def test_the_guide_names_every_column() -> None:
    columns = {*chart_file.REQUIRED, *chart_file.OPTIONAL, *people_file.REQUIRED, *people_file.OPTIONAL}
    assert columns <= set(re.findall(r"^\| `([a-z]+)`", OPERATING, re.MULTILINE))
