"""The command line does what it says, and says in one Korean line what went wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from madang.rules.calendar import seoul_day
from madang.server.checkup import Health, examine, numbering
from madang.server.cli.app import app
from madang.server.opening import City
from madang.server.sample import CHART
from madang.server.settings import Settings, described
from models.engine import read_sessions, write_sessions
from resolvers.chart import import_chart
from tests.people.files import chart_lines

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def madang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder; gives the exit code, the output and the errors."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MADANG_") or name.endswith("_URL")]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        return result.exit_code, result.stdout, result.stderr

    return run


@pytest.fixture
def chart(tmp_path: Path) -> str:
    path = tmp_path / "chart.csv"
    path.write_bytes(CHART.read_bytes())
    return str(path)


def test_the_real_chart_is_imported_once_and_only_once(madang: Run, chart: str) -> None:
    assert madang("org", "import", chart, "--on", "2014-07-01") == (0, "신설 172\n", "")
    assert madang("org", "import", chart, "--whole") == (0, "그대로 172\n", "")


def test_employees_are_imported_into_it(madang: Run, chart: str, tmp_path: Path) -> None:
    madang("org", "import", chart, "--on", "2014-07-01")
    people = tmp_path / "people.csv"
    people.write_text("number,name,department,position\n100,김하늘,HQ-10-02,서무\n", encoding="cp949")
    assert madang("people", "import", str(people)) == (0, "새 직원 1\n", "")


def test_a_bad_file_is_refused_whole_with_its_lines(madang: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("code,name,kind,parent\nA,,본청,\nB,나,본청,\nC,다,본청,Z\n")
    assert madang("org", "import", str(bad)) == (
        1,
        "",
        "오류 파일을 가져오지 않았습니다. 고칠 곳이 2군데 있습니다.\n"
        "  2번째 줄: name: 비어 있습니다.\n"
        "  4번째 줄: 상위 부서 'Z'이(가) 파일에도 조직도에도 없습니다.\n",
    )
    assert madang("events", "--after", "0") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["org", "import", "없음.csv"], "없음.csv을(를) 읽을 수 없습니다: No such file or directory"),
        (["org", "import", "chart.csv", "--on", "어제"], "--on 어제: 날짜를 2014-07-01처럼 적어 주십시오."),
        (
            ["migrate", "--database-url", "mysql://x"],
            "MADANG_DATABASE_URL: sqlite:///파일 또는 postgresql://… 로 적어 주십시오.",
        ),
        (
            ["migrate", "--database-url", "nonsense"],
            "MADANG_DATABASE_URL: sqlite:///파일 또는 postgresql://… 로 적어 주십시오.",
        ),
        (
            ["migrate", "--database-url", "postgresql://u:secret@127.0.0.1:1/x"],
            "데이터베이스 postgresql+asyncpg://u:***@127.0.0.1:1/x에 연결할 수 없습니다: "
            "[Errno 111] Connect call failed ('127.0.0.1', 1)",
        ),
        (["events", "--after", "x"], "--after x: API가 준 cursor나 번호를 적어 주십시오."),
        (
            ["events", "--after", "A" * 32],
            "이 cursor는 다른 데이터베이스의 것입니다. --after 0으로 처음부터 보십시오.",
        ),
    ],
)
def test_a_mistake_is_one_line(madang: Run, chart: str, arguments: list[str], message: str) -> None:
    assert madang(*arguments) == (1, "", f"오류 {message}\n")


def test_events_are_shown_as_lines_of_json_behind_a_number(madang: Run, chart: str) -> None:
    madang("org", "import", chart, "--on", "2014-07-01")
    _, output, _ = madang("events", "--json", "--after", "171")
    (line,) = output.splitlines()
    event = json.loads(line)
    assert (event["position"], event["event"], event["data"]["name"]) == (
        172,
        "DepartmentOpened",
        "서울장학재단",
    )
    assert event["subject"]["version"] == 1
    assert len(madang("events")[1].splitlines()) == 20


def test_migrating_twice_is_migrating_once(madang: Run) -> None:
    code, output, _ = madang("migrate")
    assert (code, output.startswith("변경 ")) == (0, True)
    assert madang("migrate") == (0, "이미 최신입니다: sqlite:///madang-data/madang.db\n", "")


def test_the_doctor_says_what_to_do_and_ends_with_one_until_it_is_done(madang: Run, chart: str) -> None:
    code, output, _ = madang("doctor")
    assert code == 1
    assert "✗ 표: 적용하지 않은 변경이" in output
    assert "  → madang migrate를 실행하십시오.\n" in output
    madang("migrate")
    code, output, _ = madang("doctor")
    assert code == 0
    assert (
        "! 자료: 조직도가 비어 있습니다.\n  → madang org import 조직도.csv로 조직도를 가져오십시오.\n"
        in output
    )
    madang("org", "import", chart)
    code, output, _ = madang("doctor")
    assert (code, "✓ 자료: 조직도가 있습니다." in output) == (0, True)


def test_the_doctor_finds_a_redis_that_does_not_answer(madang: Run) -> None:
    madang("migrate")
    code, output, _ = madang("doctor", "--redis-url", "redis://127.0.0.1:1")
    assert (code, "✗ Redis: 연결할 수 없습니다" in output) == (1, True)


async def test_the_doctor_examines_a_city_with_postgresql_and_redis(
    postgres_database: URL, redis_url: str, tmp_path: Path
) -> None:
    address = postgres_database.render_as_string(hide_password=False)
    settings = Settings(database_url=address, redis_url=redis_url, data=tmp_path)
    findings = {finding.subject: finding async for finding in examine(settings)}
    assert findings["데이터베이스"].says.startswith("PostgreSQL ")
    assert [findings[name].health for name in ("데이터베이스", "시계", "Redis")] == [Health.GOOD] * 3


def test_the_installed_command_imports_the_chart(tmp_path: Path, chart: str) -> None:
    command = [str(Path(sys.executable).parent / "madang"), "org", "import", chart, "--on", "2014-07-01"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "신설 172\n", "")


def test_the_contract_is_exported_and_compared(madang: Run, tmp_path: Path) -> None:
    assert madang("schema", "export", "contract.graphql") == (0, "contract.graphql에 썼습니다.\n", "")
    published = tmp_path / "contract.graphql"
    assert madang("schema", "export")[1] == published.read_text(encoding="utf-8")
    assert madang("schema", "export", "--check", "contract.graphql") == (0, "계약과 같습니다.\n", "")
    published.write_text("type Query { nothing: Int }", encoding="utf-8")
    assert madang("schema", "export", "--check", "contract.graphql") == (
        1,
        "",
        "오류 contract.graphql이(가) 지금의 계약과 다릅니다. "
        "madang schema export contract.graphql로 다시 쓰십시오.\n",
    )


def test_serve_explains_every_setting(madang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    _, output, _ = madang("serve", "--help")
    for name, _, about in described():
        assert name in output
        assert about.split(".")[0] in output


def test_a_token_is_shown_once_listed_and_revoked(madang: Run, chart: str, tmp_path: Path) -> None:
    madang("org", "import", chart)
    people = tmp_path / "people.csv"
    people.write_text("number,name,department,position\n100,김하늘,HQ-10-02,서무\n")
    madang("people", "import", str(people))
    code, output, _ = madang("token", "create", "100", "--name", "통계", "--days", "7")
    text, id = output.splitlines()[0], output.split()[-1]
    assert (code, text.startswith("mdg_")) == (0, True)
    _, listed, _ = madang("token", "list")
    assert text not in listed
    assert f"…{text[-4:]}" in listed
    assert madang("token", "revoke", id) == (0, "거두었습니다.\n", "")
    assert madang("token", "revoke", id) == (1, "", "오류 이미 거둔 토큰입니다.\n")
    assert "거둠" in madang("token", "list")[1]


def test_a_token_is_made_for_somebody_the_city_knows(madang: Run) -> None:
    assert madang("token", "create", "999", "--name", "x") == (1, "", "오류 사번 999인 직원이 없습니다.\n")
    assert madang("token", "revoke", "x") == (1, "", "오류 x: madang token list의 번호를 적어 주십시오.\n")
    assert madang("token", "list")[0] == 0


@pytest.mark.parametrize(("waited", "late"), [(timedelta(0), False), (timedelta(minutes=1), True)])
async def test_the_doctor_finds_events_that_no_server_has_numbered(
    engine: AsyncEngine, waited: timedelta, late: bool
) -> None:
    city = City(engine=engine, reads=read_sessions(engine), writes=write_sessions(engine))
    lines = chart_lines("A,행정국,본청,", "B,재무국,본청,")
    then = datetime.now(UTC) - waited
    await import_chart(city.context(clock=lambda: then), lines, on=seoul_day(then))
    finding = await numbering(city)
    if late and engine.dialect.name == "postgresql":
        assert (finding.health, finding.says) == (Health.DOUBTFUL, "번호를 기다리는 사건이 2개 있습니다.")
    else:
        assert finding.health is Health.GOOD
