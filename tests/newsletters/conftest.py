"""A city with newsletters, and the people who write, approve and read them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from madang.intake import Worker
from madang.rules.newsletters import Audience
from madang.rules.people import Position, Role
from models import Employee
from models.base import Sessions
from resolvers.sites import Sites
from subscriptions.hub import Hub
from tests.asking import Board
from tests.builders import City, chart, employee
from tests.newsletters.elsewhere import Desk, desk_of, reaching
from tests.newsletters.mailing import Room, room_of

ISSUE = """issue { id number issuedOn heading body bodyHtml bodyText audience state version
  author { name } editedAt approvedBy { name } publishedBy { name } archivedBy { name }
  viewerCanUpdate { allowed reason } viewerCanPublish { allowed reason } }"""
TITLE = "newsletter { id slug name publisherName audience period topics formats language status version }"
BUS = {
    "slug": "bus-news", "name": "버스 소식", "audience": "CITIZEN", "period": "MONTHLY",
    "topics": ["교통", " 심야  버스 ", "교통"],
}  # fmt: skip
TEXT = {"issuedOn": "2014-07-07", "heading": "올빼미버스", "body": "**심야**에도 다닙니다.<script>1</script>"}
Payload = dict[str, Any]


class Press:
    def __init__(self, city: City, people: dict[str, Employee]) -> None:
        self.city, self.people = city, people
        self.board = Board(city, Hub(city.sessions))

    async def title(self, who: str = "관리자", department: str = "버스정책과", **given: Any) -> Payload:
        input = {**BUS, "departmentId": self.board.department(department), **given}
        return await self.board.do(self.people[who], "newsletterCreate", TITLE, input=input)

    async def retitle(self, id: str, who: str = "관리자", **given: Any) -> Payload:
        version = given.pop("version", None)
        return await self.board.do(
            self.people[who], "newsletterUpdate", TITLE, id=id, input=given, version=version
        )

    async def write(self, title: str, who: str = "직원", **given: Any) -> Payload:
        input = {"newsletterId": title, **TEXT, **given}
        return await self.board.do(self.people[who], "newsletterIssueCreate", ISSUE, input=input)

    async def act(self, act: str, id: str, who: str = "부서장", **given: Any) -> Payload:
        return await self.board.do(self.people[who], f"newsletterIssue{act}", ISSUE, id=id, **given)

    async def ask(self, who: str | None, document: str, **variables: Any) -> Any:
        return await self.board.ask(self.people[who] if who else None, document, **variables)


@pytest.fixture
async def press(sessions: Sessions) -> Press:
    return await press_of(sessions)


async def press_of(sessions: Sessions) -> Press:
    city = await chart(sessions)
    return Press(
        city,
        {
            "직원": await employee(city, "직원", "버스정책과"),
            "동료": await employee(city, "동료", "버스정책과"),
            "부서장": await employee(city, "부서장", "버스정책과", position=Position.HEAD),
            "남": await employee(city, "남", "총무과", position=Position.HEAD),
            "관리자": await employee(city, "관리자", "사회혁신담당관", roles=[Role.ADMINISTRATOR]),
        },
    )


@pytest.fixture
async def room(press: Press) -> AsyncIterator[Room]:
    async with room_of(press.city, press.people) as room:
        for slug in ("bus", "night"):
            await room.title(slug)
        await room.title("inside", "총무과", audience=Audience.STAFF, topics=["살림"])
        yield room


def codes(payload: Payload) -> list[tuple[str, str | None]]:
    return [(one["code"], one["reason"]) for one in payload["errors"]]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as one:
        yield one


@pytest.fixture
def sites(worker: Worker) -> Iterator[Sites]:
    yield from reaching(worker)


@pytest.fixture
async def desk(press: Press, sites: Sites, tmp_path: Path) -> AsyncIterator[Desk]:
    """Home pages elsewhere, and whoever has them looked at."""
    async with desk_of(press, sites, tmp_path / "files") as one:
        yield one
