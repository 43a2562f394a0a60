"""`madang mileage` tries rules on past months and proves the ledger, and writes nothing."""

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from typer.testing import CliRunner

from madang.rules.mileage_policy import MileagePolicy
from madang.rules.people import Role
from madang.server.cli.app import app
from models import MileageEntry, MileagePolicyVersion, migrate
from models.base import Sessions
from models.engine import create_engine, write_sessions
from resolvers.bookkeeping import keep_books
from resolvers.mileage_policies import draft
from schema.identifiers import global_id
from tests import builders
from tests.mileage.telling import Telling
from tests.mileage.writing import write

Run = Callable[..., tuple[int, str, str]]
JULY = ("--from", "2014-07", "--to", "2014-07")


@pytest.fixture
def city(database_url: str) -> str:
    """가 and 나 have been given points, 다 has written three comments, and one set of rules is drafted."""
    asyncio.run(fill(database_url))
    return database_url


async def fill(url: str) -> None:
    engine = create_engine(url, durable=False)
    sessions = write_sessions(engine)
    made = await builders.chart(sessions)
    people = [await builders.employee(made, name, "버스정책과") for name in "가나다라"]
    department, tell = made.departments["버스정책과"].id, Telling()
    for person, amount in zip((people[0], people[1], people[3]), (1000, 900, 800), strict=True):
        tell.adjusted(person.id, amount, of=department)
    for number in range(3):
        request = tell.request(people[2].id, of=department)
        tell.comment(request, people[2].id, f"함께 하면 더 빠릅니다 {number}", of=department)
        tell.now += timedelta(hours=1)
    await write(sessions, tell)
    await keep_books(await builders.context(made, None))
    admin = await builders.employee(made, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    await draft(await builders.context(made, admin), MileagePolicy(comment_points=400), note="더")
    (*_, newest) = await migrate.pending(engine)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest})
    await engine.dispose()


@pytest.fixture
def madang(city: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `madang mileage …` on the city; gives the exit code, the output and the errors."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MADANG_") or name.endswith("_URL")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "150")

    def run(*arguments: str) -> tuple[int, str, str]:
        given = ["mileage", *arguments, "--database-url", city]
        result = CliRunner().invoke(app, given, catch_exceptions=False)
        return result.exit_code, result.stdout, result.stderr

    return run


def cells(output: str) -> list[list[str]]:
    """The lines, parted where there are two blanks or more."""
    lines = [line.split("  ") for line in output.splitlines() if line.strip()]
    return [[cell.strip() for cell in line if cell.strip()] for line in lines]


TOLD = [
    ["달", "그때의 협력왕", "시험한 규칙의 협력왕", "새로", "빠짐", "순위"],
    [
        "2014년 7월",
        "가 10.00, 나 9.00, 라 8.00",
        "다 12.00, 가 10.00, 나 9.00",
        "다",
        "라",
        "4명 ρ -0.2000 τ 0.0000",
    ],
    ["규칙", "그때", "시험", "차이"],
    ["협력 요청", "0.00", "0.00", "0.00"],
    ["응답 만족도", "0.00", "0.00", "0.00"],
    ["댓글", "3.00", "12.00", "9.00"],
    ["감사", "0.00", "0.00", "0.00"],
    ["조정", "27.00", "27.00", "0.00"],
    ["마일리지가 달라지는 사람 1명. 모두 더한 순위: 4명 ρ -0.2000 τ 0.0000"],
    ["직원", "그때", "시험", "그때 순위", "시험 순위", "까닭"],
    ["다", "3.00", "12.00", "4", "1", "댓글 9.00"],
]


def test_rules_of_a_file_are_tried_on_past_months(madang: Run) -> None:
    Path("rules.json").write_text('{"comment_points": 4.00}', encoding="utf-8")
    code, output, errors = madang("simulate", "--policy", "rules.json", *JULY)
    assert (code, cells(output), errors.strip()) == (0, TOLD, "")


def test_rules_are_tried_by_their_identifier_or_number(madang: Run, city: str) -> None:
    code, output, _ = madang("simulate", "--policy", asyncio.run(drafted(city)), *JULY)
    assert (code, cells(output)) == (0, TOLD)
    code, output, _ = madang("simulate", "--policy", "1", *JULY)
    assert (code, cells(output)[-1]) == (
        0,
        ["마일리지가 달라지는 사람 0명. 모두 더한 순위: 4명 ρ 1.0000 τ 1.0000"],
    )


async def drafted(url: str) -> str:
    engine = create_engine(url, durable=False)
    row = MileagePolicyVersion
    async with write_sessions(engine)() as session:
        id = await session.scalar(select(row.id).where(row.number.is_(None)))
    await engine.dispose()
    assert id is not None
    return global_id("MileagePolicy", id)


@pytest.mark.parametrize(
    ("written", "months", "told"),
    [
        ("{", JULY, "rules.json: JSON이 아닙니다."),
        ("[1]", JULY, 'rules.json: {"comment_points": 2.5}처럼 이름과 수를 적어 주십시오.'),
        (
            '{"comment_points": true}',
            JULY,
            'rules.json: {"comment_points": 2.5}처럼 이름과 수를 적어 주십시오.',
        ),
        ('{"luck": 1}', JULY, "luck: 이런 수는 없습니다."),
        ('{"comment_points": 101}', JULY, "댓글 하나: 0.00부터 100.00까지 적을 수 있습니다."),
        ("{}", ("--from", "2014-7", "--to", "2014-07"), "--from 2014-7: 달을 2014-07처럼 적어 주십시오."),
        ("{}", ("--from", "2014-07", "--to", "2014-13"), "--to 2014-13: 달을 2014-07처럼 적어 주십시오."),
        ("{}", ("--from", "2014-07", "--to", "2016-07"), "한 번에 24달까지 시험할 수 있습니다."),
    ],
)
def test_what_cannot_be_tried_is_told_in_one_line(
    madang: Run, written: str, months: tuple[str, ...], told: str
) -> None:
    Path("rules.json").write_text(written, encoding="utf-8")
    code, output, errors = madang("simulate", "--policy", "rules.json", *months)
    assert (code, output, errors.strip()) == (1, "", f"오류 {told}")


@pytest.mark.parametrize("policy", ["none.json", "99", "TWlsZWFnZQ"])
def test_rules_that_are_nowhere_are_told(madang: Run, policy: str) -> None:
    code, output, errors = madang("simulate", "--policy", policy, *JULY)
    assert (code, output) == (1, "")
    assert errors.strip() == f"오류 {policy}: 이런 파일도, 이런 마일리지 규칙도 없습니다."


def test_a_ledger_is_proven(madang: Run) -> None:
    code, output, errors = madang("verify")
    assert (code, output, errors.strip()) == (
        0,
        "기록과 같습니다. 사건 9 · 장부 6 · 순위표 20 · 마감 0\n",
        "",
    )


def test_the_first_difference_is_told_and_ends_with_one(madang: Run, city: str) -> None:
    asyncio.run(tamper(city))
    code, output, errors = madang("verify")
    assert (code, output) == (1, "")
    assert errors.strip() == "오류 장부 2번째 줄: amount: 900이어야 하는데 901입니다."


async def tamper(url: str) -> None:
    engine = create_engine(url, durable=False)
    sessions: Sessions = write_sessions(engine)
    async with sessions.begin() as session:
        await session.execute(update(MileageEntry).where(MileageEntry.number == 2).values(amount=901))
        assert await session.scalar(select(func.count()).select_from(MileageEntry)) == 6
    await engine.dispose()
