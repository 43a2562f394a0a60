"""Operators under contract (민간위탁기관) write for citizens; the department that supervises them answers."""

from typing import Any

import orjson
import pytest

from madang.rules.access import NOBODY
from madang.rules.newsletters import Audience
from madang.rules.people import OrganisationKind, Position
from models import Department, DepartmentFact
from resolvers.sights import sight_of
from schema import schema
from schema.execution import Engine
from schema.identifiers import parse_global_id
from schema.operations import Operation
from subscriptions.events import Record, Wording
from subscriptions.newsletter_events import NewsletterIssueDrafted
from tests.builders import NOON, OPENING, actor, employee
from tests.newsletters.conftest import Press, codes
from tests.newsletters.elsewhere import POSTS, Desk, rss

ALL = "{ newsletterIssues { nodes { id state heading } } }"
WITHOUT = (
    "{ departmentsWithoutNewsletter { totalCount nodes { name viewerCanStartNewsletter { allowed } } } }"
)
START = """newsletter { id slug name audience status publisherName }
  issue { id number state heading body issuedOn viewerCanUpdate { allowed } viewerCanApprove { allowed } }"""


@pytest.fixture
async def centre(press: Press) -> Press:
    """청소년센터, run for 버스정책과 by an operator."""
    parent = press.city.departments["버스정책과"]
    centre = Department(
        code="EO-1 청소년", name="청소년센터", kind=OrganisationKind.ENTRUSTED_OPERATOR,
        parent_id=parent.id, opened_on=OPENING,
    )  # fmt: skip
    async with press.city.sessions() as session, session.begin():
        session.add(centre)
        await session.flush()
        session.add(
            DepartmentFact(department_id=centre.id, since=OPENING, name=centre.name, kind=centre.kind)
        )
    press.city.departments["청소년센터"] = centre
    press.people["센터 직원"] = await employee(press.city, "센터 직원", "청소년센터")
    press.people["센터장"] = await employee(press.city, "센터장", "청소년센터", position=Position.HEAD)
    return press


async def title(centre: Press, **given: Any) -> str:
    made = await centre.title(department="청소년센터", **given)
    assert made["errors"] == []
    return made["newsletter"]["id"]


async def ids(centre: Press, who: str | None) -> set[str]:
    return {one["id"] for one in (await centre.ask(who, ALL))["newsletterIssues"]["nodes"]}


async def test_an_operator_writes_and_the_supervising_head_answers(centre: Press) -> None:
    id = (await centre.write(await title(centre), "센터 직원"))["issue"]["id"]
    for who in ("센터 직원", "센터장", "동료"):
        refused = await centre.act("Approve", id, who)
        assert codes(refused) == [("FORBIDDEN", None)]
        assert "감독하는 부서" in refused["errors"][0]["message"]
    assert codes(await centre.act("Update", id, "부서장", input={"heading": "바꿈"})) == [("FORBIDDEN", None)]
    for act in ("Approve", "Publish"):
        assert (await centre.act(act, id, "부서장"))["errors"] == []
    assert await ids(centre, None) == {id}


async def test_drafts_of_an_operator_are_seen_by_it_and_by_those_who_supervise_it(centre: Press) -> None:
    id = (await centre.write(await title(centre), "센터 직원"))["issue"]["id"]
    seen = {who: await ids(centre, who) for who in ("센터 직원", "동료", "관리자", "남", None)}
    assert seen == {"센터 직원": {id}, "동료": {id}, "관리자": {id}, "남": set(), None: set()}


@pytest.mark.parametrize("plans", [True, False])
async def test_the_supervising_head_is_told_that_they_may_answer(centre: Press, plans: bool) -> None:
    id = (await centre.write(await title(centre), "센터 직원"))["issue"]["id"]
    fields = "viewerCanApprove { allowed } viewerCanUpdate { allowed }"
    asked = f'{{ newsletterIssue(id: "{id}") {{ {fields} }} }}'
    engine: Engine[Any] = Engine(schema, plans=plans)
    may: dict[str, list[bool]] = {}
    for who in ("부서장", "센터장", "센터 직원"):
        context = await centre.board.context(centre.people[who])
        result = await engine.execute(engine.prepare(Operation(asked)), context)
        found = orjson.loads(result.encode())["data"]["newsletterIssue"]
        may[who] = [found["viewerCanApprove"]["allowed"], found["viewerCanUpdate"]["allowed"]]
    assert may == {"부서장": [True, False], "센터장": [False, True], "센터 직원": [False, True]}


async def test_news_of_an_operators_drafts_is_for_it_and_for_those_who_supervise_it(centre: Press) -> None:
    made = (await centre.write(await title(centre), "센터 직원"))["issue"]["id"]
    drafted = NewsletterIssueDrafted(
        newsletter_id=NOBODY, number=1, issued_on=OPENING, audience=Audience.CITIZEN, text=Wording.of("글")
    )
    about = Record(
        position=1, subject_kind="newsletter_issue", subject_id=parse_global_id(made)[1], version=1,
        actor_id=None, occurred_at=NOON, event=drafted,
    )  # fmt: skip
    sight = await sight_of(await centre.board.context(None), about)
    people = centre.people.items()
    hear = {name for name, one in people if sight.is_for(await actor(centre.city, one))}
    assert hear == {"센터 직원", "센터장", "직원", "동료", "부서장", "관리자"}


async def test_an_operator_publishes_for_citizens_alone(centre: Press) -> None:
    refused = await centre.title(department="청소년센터", audience="STAFF")
    assert codes(refused) == [("INVALID", "OUT_OF_RANGE")]
    staff = (await centre.title(audience="STAFF"))["newsletter"]["id"]
    moved = await centre.retitle(staff, departmentId=centre.board.department("청소년센터"))
    assert codes(moved) == [("INVALID", "OUT_OF_RANGE")]
    assert codes(await centre.write(staff, "센터 직원")) == [("NOT_FOUND", None)]


async def test_who_is_no_city_staff_reads_what_is_for_citizens_and_ones_own(centre: Press) -> None:
    staff = (await centre.title(slug="in", name="직원 소식", audience="STAFF"))["newsletter"]["id"]
    inside = (await centre.write(staff))["issue"]["id"]
    city = (await centre.title())["newsletter"]["id"]
    narrowed, out = [(await centre.write(city))["issue"]["id"] for _ in range(2)]
    for id in (inside, narrowed, out):
        for act in ("Approve", "Publish"):
            assert (await centre.act(act, id))["errors"] == []
    await centre.act("Narrow", narrowed)
    own = (await centre.write(await title(centre, slug="eo", name="센터 소식"), "센터 직원"))["issue"]["id"]
    assert await ids(centre, "센터 직원") == {out, own}
    assert await ids(centre, "남") == {inside, narrowed, out}
    titles = (await centre.ask("센터장", "{ newsletters { totalCount nodes { audience } } }"))["newsletters"]
    assert titles == {"totalCount": 2, "nodes": [{"audience": "CITIZEN"}] * 2}


async def start(centre: Press, who: str, **given: Any) -> dict[str, Any]:
    input = {
        "departmentId": centre.board.department("청소년센터"), "name": "청소년센터 소식", "period": "MONTHLY",
        "issuedOn": "2014-07-21", "topics": ["청소년"], **given,
    }  # fmt: skip
    return await centre.board.do(centre.people[who], "newsletterStart", START, input=input)


async def without(centre: Press, who: str) -> list[tuple[str, bool]]:
    found = (await centre.ask(who, WITHOUT))["departmentsWithoutNewsletter"]
    assert found["totalCount"] == len(found["nodes"])
    return [(one["name"], one["viewerCanStartNewsletter"]["allowed"]) for one in found["nodes"]]


async def test_who_meets_citizens_without_a_newsletter_begins_one_in_a_minute(centre: Press) -> None:
    assert await without(centre, "센터 직원") == [("서울대공원", False), ("청소년센터", True)]
    assert await without(centre, "부서장") == [("서울대공원", False), ("청소년센터", True)]
    begun = await start(centre, "센터 직원")
    assert begun["errors"] == []
    assert begun["newsletter"] == {
        "id": begun["newsletter"]["id"], "slug": "eo-1", "name": "청소년센터 소식",
        "audience": "CITIZEN", "status": "ACTIVE", "publisherName": "청소년센터",
    }  # fmt: skip
    issue = begun["issue"]
    assert (issue["number"], issue["state"], issue["issuedOn"]) == (1, "DRAFT", "2014-07-21")
    assert issue["heading"] == "청소년센터 소식 첫 호를 냅니다"
    assert issue["body"].startswith("안녕하십니까, 청소년센터입니다. 이제부터 매월 소식을 전합니다.")
    assert (issue["viewerCanUpdate"]["allowed"], issue["viewerCanApprove"]["allowed"]) == (True, False)
    assert await without(centre, "센터 직원") == [("서울대공원", False)]
    assert codes(await start(centre, "센터장", name="또")) == [("CONFLICT", "ILLEGAL_STEP")]


async def test_sent_twice_begins_one_newsletter(centre: Press) -> None:
    own = "0190a0a0-0000-7000-8000-000000000001"
    first, second = [await start(centre, "센터 직원", id=own) for _ in range(2)]
    assert first == second
    assert codes(await start(centre, "센터장", id=own)) == [("CONFLICT", "DUPLICATE")]


async def test_only_those_whose_it_is_begin_one(centre: Press) -> None:
    for who in ("남", "동료"):
        assert codes(await start(centre, who)) == [("FORBIDDEN", None)]
    assert await without(centre, "남") == [("서울대공원", False), ("청소년센터", False)]
    park = centre.board.department("서울대공원")
    assert codes(await start(centre, "부서장", departmentId=park)) == [("FORBIDDEN", None)]
    begun = await start(centre, "관리자", departmentId=park, name="공원 소식")
    assert begun["newsletter"]["slug"] == "ao-1"
    ended = (await start(centre, "센터장"))["newsletter"]["id"]
    await centre.retitle(ended, status="CLOSED")
    again = await start(centre, "센터장", name="다시")
    assert (again["errors"], again["newsletter"]["slug"]) == ([], "eo-1-2")


async def sourced(desk: Desk) -> str:
    made = await title(desk.press, slug="eo", name="센터 소식")
    desk.title = made
    return (await desk.add(who="센터 직원"))["source"]["id"]


async def test_the_supervising_head_lets_an_operators_posts_out_and_the_operator_does_not(
    desk: Desk, centre: Press
) -> None:
    id = await sourced(desk)
    for who in ("센터 직원", "센터장"):
        refused = await desk.do("Update", who, id=id, input={"release": "PUBLISH"})
        assert codes(refused) == [("FORBIDDEN", None)]
        assert "감독하는 부서" in refused["errors"][0]["message"]
    released = await desk.do("Update", "부서장", id=id, input={"release": "PUBLISH"})
    assert (released["errors"], released["source"]["releasedBy"]) == ([], {"name": "부서장"})
    for who in ("센터 직원", "센터장"):
        moved = await desk.do("Update", who, id=id, input={"url": desk.home.address("/other")})
        assert codes(moved) == [("FORBIDDEN", None)]
    desk.home.put("/rss", rss(POSTS[0]))
    await desk.poll()
    assert [state for *_, state in await desk.told()] == ["ARCHIVED"]
    for act, who in (("Pause", "부서장"), ("Resume", "센터 직원"), ("Remove", "부서장")):
        assert (await desk.do(act, who, id=id))["errors"] == []


async def test_those_who_supervise_an_operator_see_its_sources_and_its_head_may_add_some(
    desk: Desk, centre: Press
) -> None:
    id = await sourced(desk)
    one = f'{{ node(id: "{id}") {{ ... on NewsletterSource {{ url viewerCanChange {{ allowed }} }} }} }}'
    may: dict[str, bool | None] = {}
    for who in ("센터 직원", "부서장", "동료", "관리자", "남"):
        node = (await desk.press.ask(who, one))["node"]
        may[who] = node and node["viewerCanChange"]["allowed"]
    assert may == {"센터 직원": True, "부서장": True, "동료": False, "관리자": True, "남": None}
    assert codes(await desk.do("Pause", "동료", id=id)) == [("FORBIDDEN", None)]
    assert codes(await desk.add("/second", "동료")) == [("FORBIDDEN", None)]
    assert (await desk.add("/second", "부서장", release="PUBLISH"))["errors"] == []


MARK = "department { name meetsCitizens }"


async def mark(centre: Press, who: str, department: str, meets: bool | None) -> dict[str, Any]:
    act, id = "departmentMarkMeetingCitizens", centre.board.department(department)
    return await centre.board.do(centre.people[who], act, MARK, id=id, meetsCitizens=meets)


async def test_an_administrator_says_who_meets_citizens_whatever_the_kind(centre: Press) -> None:
    marked = await mark(centre, "관리자", "서울대공원", False)
    assert (marked["errors"], marked["department"]) == ([], {"name": "서울대공원", "meetsCitizens": False})
    await mark(centre, "관리자", "총무과", True)
    assert [name for name, _ in await without(centre, "직원")] == ["청소년센터", "총무과"]
    by_kind = "{ found: departmentsWithoutNewsletter(kinds: [AFFILIATED_OFFICE]) { nodes { name } } }"
    assert (await centre.ask("직원", by_kind))["found"]["nodes"] == [{"name": "서울대공원"}]
    for who in ("부서장", "센터장"):
        assert codes(await mark(centre, who, "서울대공원", None)) == [("FORBIDDEN", None)]
    assert "서울대공원" not in [name for name, _ in await without(centre, "직원")]
    for name in ("서울대공원", "총무과"):
        await mark(centre, "관리자", name, None)
    assert [name for name, _ in await without(centre, "직원")] == ["서울대공원", "청소년센터"]
