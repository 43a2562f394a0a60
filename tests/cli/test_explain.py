"""`madang explain` says how a query is answered, what was read for it and how, and changes nothing."""

import asyncio
import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from madang.server.cli.app import app
from models import migrate
from models.engine import create_engine, write_sessions
from tests import builders

Run = Callable[..., tuple[int, str, str]]

LATER = builders.NOON + timedelta(hours=1)
BOARD = """query Board($first: Int = 20) {
  requests(first: $first) {
    nodes { title requester { name } deliveries { nodes { departmentName } } comments { totalCount } }
  }
}
"""


@pytest.fixture
def city(database_url: str) -> str:
    """Two requests to three departments, on tables that a migration could have made. 0001 has made them."""
    asyncio.run(fill(database_url))
    return database_url


async def fill(url: str) -> None:
    engine = create_engine(url, durable=False)
    sessions = write_sessions(engine)
    made = await builders.chart(sessions)
    person = await builders.employee(made, "김하늘", "버스정책과")
    await builders.published_request(made, person, "총무과", "서대문구", title="심야버스 노선 분석")
    await builders.published_request(made, person, "총무과", title="청사 안내", updated_at=LATER)
    await stamp(engine)
    await engine.dispose()


async def stamp(engine: AsyncEngine) -> None:
    (*_, newest) = await migrate.pending(engine)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest})


@pytest.fixture
def explain(city: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Explains a text; gives the exit code, the output and the errors. The database stays as it was."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MADANG_") or name.endswith("_URL")]:
        monkeypatch.delenv(name)

    def run(document: str, *options: str) -> tuple[int, str, str]:
        Path("query.graphql").write_text(document, encoding="utf-8")
        before = asyncio.run(rows(city))
        arguments = ["explain", "query.graphql", "--database-url", city, *options]
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert asyncio.run(rows(city)) == before
        return result.exit_code, result.stdout, result.stderr

    return run


async def rows(url: str) -> dict[str, int]:
    """How many each table holds."""
    engine = create_engine(url, durable=False)
    async with engine.connect() as connection:
        counted = await connection.run_sync(_counted)
    await engine.dispose()
    return counted


def _counted(connection: Connection) -> dict[str, int]:
    tables = MetaData()
    tables.reflect(connection)
    count = func.count()
    return {
        name: connection.scalar(select(count).select_from(one)) or 0 for name, one in tables.tables.items()
    }


def part(output: str, begins: str, ends: str) -> list[str]:
    """The lines from one that begins so to before one that begins so."""
    lines = output.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(begins))
    end = next(place for place, line in enumerate(lines) if place > start and line.startswith(ends))
    return [line for line in lines[start:end] if line]


def statements(output: str) -> list[str]:
    """The head of each statement, without its time."""
    return re.findall(r"^문장 (\d+ .+) · [\d.]+ms$", output, re.MULTILINE)


def test_the_plan_is_told_level_by_level(explain: Run) -> None:
    code, output, errors = explain(BOARD, "--as", "0001")
    assert (code, errors) == (0, "")
    assert output.splitlines()[0] == "query Board (버스정책과 직원의 눈으로)"
    assert part(output, "계획", "문장 1") == [
        "계획",
        "  requests: Request 목록 (RequestQuery.requests)",
        "    열: title",
        "    조인: requester_id → Employee: name",
        "    순서: updated_at 내림차순, id",
        "    쪽: 앞에서 20개",
        "    requests.nodes.deliveries: Delivery 목록 (Request.deliveries)",
        "      위의 행마다: request_id, 위의 행과 함께",
        "      열: department_name",
        "      순서: sent_at, id",
        "      쪽: 앞에서 20개",
        "    requests.nodes.comments: Comment 목록 (Request.comments)",
        "      위의 행마다: request_id, 위의 행과 함께",
        "      전체 수를 셈",
    ]


def test_each_statement_comes_with_its_level_its_rows_and_the_account_of_the_database(
    explain: Run, city: str
) -> None:
    _, output, _ = explain(BOARD, "--as", "0001", "--variables", '{"first": 1}')
    assert statements(output) == ["1 requests · 2행"]
    first = part(output, "문장 1", "답")
    own = r"\w+\.title( AS c0)?, \w+\.name( AS c1)?, \("
    assert re.search(rf"SELECT {own}", "\n".join(first[1:3]))
    assert [line for line in first if line.startswith("  [값] 1=")] != []
    account = "\n".join(line for line in first if line.startswith("  │ "))
    if city.startswith("sqlite"):
        assert re.search(r"│ +SEARCH employees_1 USING INDEX \w+ \(id=\?\)", account)
    else:
        assert re.search(r"  │ .*\(actual time=.* rows=2\D", account)
        assert "Execution Time: " in account
    assert re.search(r"^답 \d+바이트, 문장 1개, [\d.]+ms$", output, re.MULTILINE)
    assert "문장 찾음 0 만듦 1" in output.splitlines()[-1]


def test_the_code_of_a_plan_is_shown_when_it_is_asked_for(explain: Run) -> None:
    assert "def build" not in explain(BOARD, "--as", "0001")[1]
    _, output, _ = explain(BOARD, "--as", "0001", "--code")
    assert output.count("def build(run, items") == 3
    assert "return [{'departmentName': r[0]} for r in items]" in output


def test_what_a_resolver_and_a_finder_ask_is_recorded_in_its_place(explain: Run) -> None:
    query = """{ departments(first: 1) { nodes { was: nameOn(day: "2014-07-07") } }
      summary: evaluationSummary { count } }"""
    _, output, _ = explain(query, "--as", "0001")
    assert statements(output) == [
        "1 departments · 2행",
        "2 departments.nodes.was · 1행",
        "3 summary · 1행",
    ]
    assert "    departments.nodes.was: 한꺼번에 찾는 값 (Department.name_on)" in output
    assert "  summary: 리졸버 (EvaluationSummaryQuery.evaluation_summary)" in output
    assert len(re.findall("SCAN|SEARCH|Execution Time", output)) >= 3


def test_what_a_plan_does_not_cover_says_why_and_where(explain: Run) -> None:
    code, output, _ = explain("{ kinds: __schema { queryType { name } } viewer { readOnly } }")
    assert code == 0
    assert part(output, "계획", "답") == [
        "계획",
        "  물러남: Strawberry가 필드마다 답합니다. 세울 때 kinds에서: 스키마를 묻는 질의(introspection)",
    ]


def test_a_refusal_while_running_says_where_and_what_strawberry_answers(explain: Run) -> None:
    code, output, _ = explain('{ mine: requests(after: "x") { totalCount } }', "--as", "0001")
    assert code == 0
    assert "실행하다가 mine에서: 커서의 형식이 아닙니다.\n" in output
    assert "    실행하면 물러남: 커서의 형식이 아닙니다.\n" in output
    assert "ms · 오류 INVALID 커서의 형식이 아닙니다.\n" in output


def test_a_citizen_is_refused_as_the_server_would(explain: Run) -> None:
    _, output, _ = explain(BOARD)
    assert output.splitlines()[0] == "query Board (시민의 눈으로)"
    assert "실행하다가 requests에서: StaffOnly: 들어올 수 없는 사람" in output
    assert "오류 NOT_SIGNED_IN 직원 로그인이 필요합니다." in output
    assert statements(output) == []


MUTATION = 'mutation { deliveryReceive(id: "x") { delivery { state request { title } } } }'
SUBSCRIPTION = "subscription Live { boardEvents { ... on RequestChange { request { title } } } }"


@pytest.mark.parametrize("document", [MUTATION, SUBSCRIPTION])
def test_what_is_no_query_is_planned_and_not_run(explain: Run, document: str) -> None:
    code, output, _ = explain(document, "--as", "0001")
    assert (code, statements(output)) == (0, [])
    assert "실행 질의가 아니라서 계획만 세우고 실행하지 않았습니다.\n" in output
    assert "물러남" not in output


def test_one_of_several_operations_is_chosen_by_name(explain: Run) -> None:
    several = "query A { viewer { readOnly } } query B { requests { totalCount } }"
    assert explain(several)[::2] == (1, "오류 작업이 여럿입니다. --operation으로 고르십시오: A, B\n")
    assert explain(several, "--operation", "C")[::2] == (
        1,
        "오류 C(이)라는 작업이 없습니다. --operation으로 고르십시오: A, B\n",
    )
    _, output, _ = explain(several, "--operation", "B", "--as", "0001")
    assert statements(output) == ["1 requests · 1행"]
    _, output, _ = explain(several, "--operation", "B", "--operation", "A", "--as", "0001")
    assert re.findall("^query .", output, re.MULTILINE) == ["query B", "query A"]


@pytest.mark.parametrize(
    ("document", "options", "line"),
    [
        (BOARD, ("--as", "9999"), "사번 9999인 직원이 없거나 지금 소속이 없습니다."),
        ("query {", (), "질의를 읽을 수 없습니다: Syntax Error: Expected Name, found <EOF>. (1줄 8칸)"),
        (
            "{ nothing }",
            (),
            "질의가 스키마에 맞지 않습니다: Cannot query field 'nothing' on type 'Query'. (1줄 3칸)",
        ),
        (BOARD, ("--variables", "{"), "--variables: JSON이 아닙니다."),
        (BOARD, ("--variables", "[]"), "--variables: JSON 객체를 주십시오."),
        (BOARD, ("--variables", "@no.json"), "no.json을(를) 읽을 수 없습니다: No such file or directory"),
        (
            BOARD,
            ("--as", "0001", "--variables", '{"first": "x"}'),
            "입력값이 올바르지 않습니다. first: Int 형식의 값이 아닙니다.",
        ),
    ],
)
def test_what_cannot_be_explained_is_one_line(
    explain: Run, document: str, options: tuple[str, ...], line: str
) -> None:
    assert explain(document, *options) == (1, "", f"오류 {line}\n")


def test_variables_may_stand_in_a_file(explain: Run, tmp_path: Path) -> None:
    (tmp_path / "given.json").write_text('{"first": 1}')
    _, output, _ = explain(BOARD, "--as", "0001", "--variables", "@given.json")
    assert "    쪽: 앞에서 1개" in output


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MADANG_") or name.endswith("_URL")]:
        monkeypatch.delenv(name)
    return lambda *arguments, **given: CliRunner().invoke(
        app, ["explain", *arguments], catch_exceptions=False, **given
    )


def test_the_query_may_come_from_standard_input(command: Callable[..., Any], city: str) -> None:
    result = command("-", "--as", "0001", "--database-url", city, input=BOARD)
    assert (result.exit_code, len(statements(result.stdout))) == (0, 1)


def test_no_file_and_no_text_are_one_line(command: Callable[..., Any], tmp_path: Path) -> None:
    missing = command("없음.graphql")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert missing.stderr == "오류 없음.graphql을(를) 읽을 수 없습니다: No such file or directory\n"
    (tmp_path / "picture.graphql").write_bytes(b"\xff\xfe")
    other = command("picture.graphql")
    assert (other.exit_code, other.stderr) == (1, "오류 picture.graphql: UTF-8로 쓴 글이 아닙니다.\n")


def test_a_database_that_is_not_there_is_not_made(command: Callable[..., Any], tmp_path: Path) -> None:
    result = command("-", input=BOARD)
    assert (result.exit_code, result.stderr) == (
        1,
        "오류 데이터베이스 파일 madang-data/madang.db이(가) 없습니다. madang migrate를 먼저 실행하십시오.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_tables_of_an_older_version_stay_as_they_are(command: Callable[..., Any], database_url: str) -> None:
    result = command("-", "--database-url", database_url, input=BOARD)
    assert result.exit_code == 1
    assert result.stderr.endswith("있습니다. madang migrate를 먼저 실행하십시오.\n")
    assert "alembic_version" not in asyncio.run(rows(database_url))
