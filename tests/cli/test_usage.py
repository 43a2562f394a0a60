"""Help comes at once and in Korean, and so does what was typed wrong: one line that says what to type."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from madang.server.cli.app import app

HELP = """import sys
from madang.server.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
NEEDLESS = {
    "alembic",
    "asyncio",
    "graphql",
    "models",
    "pydantic",
    "redis",
    "resolvers",
    "schema",
    "sqlalchemy",
    "starlette",
    "strawberry",
    "subscriptions",
    "uvicorn",
}
COMMANDS = [
    "",
    "demo",
    "serve",
    "org import",
    "people import",
    "token create",
    "token revoke",
    "token list",
    "events",
    "explain",
    "newsletters read",
    "newsletters import",
    "newsletters sources list",
    "newsletters sources fetch",
    "migrate",
    "doctor",
    "schema export",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_needs_neither_the_schema_nor_the_database(command: str) -> None:
    arguments = [sys.executable, "-c", HELP, *command.split(), "--help"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, any("가" <= letter <= "힣" for letter in done.stdout)) == (0, True)
    assert {name for name in done.stderr.split() if name.partition(".")[0] in NEEDLESS} == set()


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("srve", "srve: 없는 명령입니다. serve 아닙니까? 쓰는 법: madang --help"),
        ("zzz", "zzz: 없는 명령입니다. 쓰는 법: madang --help"),
        ("org imprt x.csv", "imprt: 없는 명령입니다. import 아닙니까? 쓰는 법: madang org --help"),
        ("--liv", "--liv: 없는 옵션입니다. 쓰는 법: madang --help"),
        ("serve --prot 1", "--prot: 없는 옵션입니다. --port 아닙니까? 쓰는 법: madang serve --help"),
        ("events -x", "-x: 없는 옵션입니다. 쓰는 법: madang events --help"),
        ("org import", "FILE.csv을(를) 적어 주십시오. 쓰는 법: madang org import --help"),
        ("token create --name x", "사번을(를) 적어 주십시오. 쓰는 법: madang token create --help"),
        ("token create 100", "--name을(를) 적어 주십시오. 쓰는 법: madang token create --help"),
        ("demo --port", "--port 뒤에 값을 적어 주십시오. 쓰는 법: madang demo --help"),
        ("demo --live=1", "--live에는 값을 적지 않습니다. 쓰는 법: madang demo --help"),
        (
            "demo --speed fast",
            "--speed에는 1에서 100,000까지의 수를 적어 주십시오. 쓰는 법: madang demo --help",
        ),
        (
            "demo --speed 0",
            "--speed에는 1에서 100,000까지의 수를 적어 주십시오. 쓰는 법: madang demo --help",
        ),
        (
            "token create 100 --name x --days 1.5",
            "--days에는 정수를 적어 주십시오. 쓰는 법: madang token create --help",
        ),
        ("migrate now please", "더 적은 것이 있습니다: now please. 쓰는 법: madang migrate --help"),
    ],
)
def test_what_is_typed_wrong_is_one_korean_line(command: str, line: str) -> None:
    result = CliRunner().invoke(app, command.split(), prog_name="madang")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"오류 {line}\n")


def test_what_a_terminal_would_obey_is_not_repeated_to_it() -> None:
    result = CliRunner().invoke(app, ["events", "--\x1b[31m"], prog_name="madang")
    assert result.stderr == "오류 --\\x1b[31m: 없는 옵션입니다. 쓰는 법: madang events --help\n"


def test_a_group_without_a_command_shows_its_help() -> None:
    result = CliRunner().invoke(app, ["org"], prog_name="madang")
    assert (result.exit_code, result.stderr) == (2, "")
    assert "조직도를 가져옵니다." in result.stdout
