"""A clerk's return or transfer waits for the head of the department, and everybody sees it wait."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from madang.errors import Conflict, Forbidden, Invalid, NotFound
from madang.rules.calendar import seoul_day
from madang.rules.policy import BoardPolicy
from models import Department, Deputy, Employee, Membership
from models.base import Base, Sessions
from resolvers import deliveries, leavings, requests
from resolvers.addressees import Addressee
from resolvers.following import concerns
from resolvers.handlers import Handler
from subscriptions.request_events import DeliveryLeavingProposed
from tests import builders
from tests.asking import Board
from tests.builders import NOON
from tests.requests.conftest import People
from tests.requests.stage import Stage, open_stage
from tests.requests.test_story import published

DAY = timedelta(days=1)
LEAVING = """delivery {
  id version state reason departmentName sentAt dueOn receivedAt
  leaving { act reason target { name } proposedBy { name } }
  viewerNeedsApproval
  viewerCanReturn { allowed reason }
  viewerCanApproveLeaving { allowed reason }
  viewerCanDeclineLeaving { allowed }
  viewerCanWithdrawLeaving { allowed reason }
} request { state }"""
STORY = """query ($id: ID!) { request(id: $id) { timeline { nodes {
  __typename actor { name }
  ... on DeliveryLeavingEvent { act department { name } }
  ... on DeliveryLeavingProposedEvent { reason target { name } }
  ... on DeliveryLeavingDeclinedEvent { reason }
  ... on DeliveryMovedEvent { act reason stateBefore stateAfter department { name } }
  ... on DeliveryTransferredEvent { reason }
} } } }"""
INBOX = "{ inbox(filter: {waitsForMyApproval: true}) { totalCount nodes { id leaving { act } } } }"
NEWS = """subscription ($after: String) {
  boardEvents(after: $after, filter: {deliveries: {waitsForMyApproval: true}}) {
  ... on RequestChange { matches event { __typename ... on DeliveryLeavingEvent { act } } } } }"""
Act = Callable[..., Awaitable[Any]]


@pytest.fixture
async def stage(sessions: Sessions) -> Stage:
    """One request to a department that has a head, and one that has none."""
    stage = await open_stage(sessions)
    id = await stage.draft("통계데이터담당관", "서울대공원")
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    return stage


async def add(stage: Stage, *rows: Base) -> None:
    async with stage.city.sessions.begin() as session:
        session.add_all(rows)


async def part(stage: Stage, department: str = "통계데이터담당관") -> UUID:
    return (await stage.delivery(department))[0]


async def returned(
    stage: Stage, who: str = "clerk", department: str = "통계데이터담당관"
) -> tuple[UUID, str]:
    """The part that this person has returned, and where it is now."""
    id = await part(stage, department)
    await stage.act(who, partial(leavings.return_, id=id, reason="저희 일이 아닙니다"))
    return id, (await stage.picture()).deliveries[id].state


async def kinds(stage: Stage) -> list[str]:
    return [line.event.kind for line in await stage.lines()]


async def test_a_clerks_return_waits_for_the_head_and_everybody_reads_why(
    board: Board, people: People
) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    sent = await board.do(people.clerk, "deliveryReturn", LEAVING, id=id, reason="저희 일이 아닙니다")
    delivery = sent["delivery"]
    assert (delivery["state"], sent["request"]["state"]) == ("SENT", "SENT")
    assert delivery["leaving"] == {
        "act": "RETURN",
        "reason": "저희 일이 아닙니다",
        "target": None,
        "proposedBy": {"name": "이바다"},
    }
    assert delivery["viewerNeedsApproval"] is True
    assert delivery["viewerCanWithdrawLeaving"] == {"allowed": True, "reason": None}
    assert delivery["viewerCanReturn"] == {
        "allowed": False,
        "reason": "이미 부서장의 승인을 기다리고 있습니다: 반려. 먼저 거두십시오.",
    }
    assert delivery["viewerCanApproveLeaving"] == {
        "allowed": False,
        "reason": "협력부서장·대결만 할 수 있습니다: 반려·이송 승인.",
    }


async def test_the_head_approves_and_the_trail_names_both(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    sent = await board.do(people.clerk, "deliveryReturn", LEAVING, id=id, reason="저희 일이 아닙니다")
    known = {"id": id, "version": sent["delivery"]["version"]}
    done = await board.do(people.head, "deliveryLeavingApprove", LEAVING, **known)
    assert (done["errors"], done["request"]["state"]) == ([], "RETURNED")
    assert (done["delivery"]["state"], done["delivery"]["reason"]) == ("RETURNED", "저희 일이 아닙니다")
    assert done["delivery"]["leaving"] is None
    told = (await board.ask(people.bystander, STORY, id=request["id"]))["request"]["timeline"]["nodes"]
    about = {"act": "RETURN", "department": {"name": "통계데이터담당관"}}
    assert told[-4:-1] == [
        {
            "__typename": "DeliveryLeavingProposedEvent",
            "actor": {"name": "이바다"},
            **about,
            "reason": "저희 일이 아닙니다",
            "target": None,
        },
        {"__typename": "DeliveryLeavingApprovedEvent", "actor": {"name": "정강"}, **about},
        {
            "__typename": "DeliveryMovedEvent",
            "actor": {"name": "정강"},
            **about,
            "reason": "저희 일이 아닙니다",
            "stateBefore": "SENT",
            "stateAfter": "RETURNED",
        },
    ]


async def test_an_approved_transfer_keeps_the_clock_and_the_trail(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    before = await board.do(people.clerk, "deliveryReceive", LEAVING, id=id)
    park = board.department("서울대공원")
    arguments = {"id": id, "departmentId": park, "reason": "공원 일입니다"}
    waits = await board.do(people.clerk, "deliveryTransfer", LEAVING, **arguments)
    assert waits["delivery"]["leaving"]["target"] == {"name": "서울대공원"}
    assert (waits["delivery"]["state"], waits["delivery"]["departmentName"]) == (
        "RECEIVED",
        "통계데이터담당관",
    )
    board.city.clock.advance(DAY)
    done = await board.do(people.head, "deliveryLeavingApprove", LEAVING, id=id)
    moved, known = done["delivery"], before["delivery"]
    assert (moved["state"], moved["departmentName"], moved["reason"]) == (
        "SENT",
        "서울대공원",
        "공원 일입니다",
    )
    assert (moved["sentAt"], moved["dueOn"]) == (known["sentAt"], known["dueOn"])
    assert (moved["receivedAt"], moved["leaving"]) == (None, None)
    told = (await board.ask(people.bystander, STORY, id=request["id"]))["request"]["timeline"]["nodes"]
    assert [one["__typename"] for one in told][-4:-1] == [
        "DeliveryLeavingProposedEvent",
        "DeliveryLeavingApprovedEvent",
        "DeliveryTransferredEvent",
    ]


async def test_a_declined_one_stays_and_the_clerk_reads_why(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    await board.do(people.clerk, "deliveryReturn", LEAVING, id=id, reason="바쁩니다")
    unexplained = await board.do(people.head, "deliveryLeavingDecline", LEAVING, id=id, reason=" ")
    assert [(one["code"], one["field"]) for one in unexplained["errors"]] == [("INVALID", ["reason"])]
    kept = await board.do(people.head, "deliveryLeavingDecline", LEAVING, id=id, reason="우리가 맡읍시다")
    assert (kept["delivery"]["state"], kept["delivery"]["leaving"]) == ("SENT", None)
    told = (await board.ask(people.clerk, STORY, id=request["id"]))["request"]["timeline"]["nodes"]
    assert told[-1] == {
        "__typename": "DeliveryLeavingDeclinedEvent",
        "actor": {"name": "정강"},
        "act": "RETURN",
        "department": {"name": "통계데이터담당관"},
        "reason": "우리가 맡읍시다",
    }


async def test_the_head_finds_what_waits_and_hears_of_it(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관", "서울대공원")
    first, second = (one["id"] for one in request["deliveries"]["nodes"])
    nothing: dict[str, Any] = {"inbox": {"totalCount": 0, "nodes": []}}
    after = (await board.ask(people.head, "{ liveCursor }"))["liveCursor"]
    assert await board.ask(people.head, INBOX) == nothing
    async with board.watch(people.head, NEWS, after=after) as news:
        for who, id in ((people.clerk, first), (people.park_clerk, second)):
            await board.do(who, "deliveryReturn", LEAVING, id=id, reason="저희 일이 아닙니다")
        heard = await _next(news, "DeliveryLeavingProposedEvent")
    assert heard == {
        "matches": True,
        "event": {"__typename": "DeliveryLeavingProposedEvent", "act": "RETURN"},
    }
    waits: dict[str, Any] = {
        "inbox": {"totalCount": 1, "nodes": [{"id": first, "leaving": {"act": "RETURN"}}]}
    }
    assert await board.ask(people.head, INBOX) == waits
    for who in (people.clerk, people.park_clerk, people.bystander, people.administrator):
        assert await board.ask(who, INBOX) == nothing


async def _next(news: AsyncIterator[dict[str, Any]], kind: str) -> dict[str, Any]:
    async with asyncio.timeout(20):
        return await anext(one async for one in news if one["event"]["__typename"] == kind)


async def test_what_was_seen_before_is_not_approved_after(board: Board, people: People) -> None:
    """The clerk has proposed something else since: the head is told to look again."""
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    seen = (await board.do(people.clerk, "deliveryReturn", LEAVING, id=id, reason="바쁩니다"))["delivery"]
    await board.do(people.clerk, "deliveryLeavingWithdraw", LEAVING, id=id)
    target = {"departmentId": board.department("서울대공원"), "reason": "공원 일입니다"}
    await board.do(people.clerk, "deliveryTransfer", LEAVING, id=id, **target)
    late = await board.do(people.head, "deliveryLeavingApprove", LEAVING, id=id, version=seen["version"])
    assert [(one["code"], one["reason"]) for one in late["errors"]] == [("CONFLICT", "STALE")]
    look = "query ($id: ID!) { node(id: $id) { ... on Delivery { leaving { act } } } }"
    assert (await board.ask(people.head, look, id=id))["node"] == {"leaving": {"act": "TRANSFER"}}


async def test_a_head_a_department_without_one_and_an_easier_policy_wait_for_nobody(stage: Stage) -> None:
    assert (await returned(stage, "park_clerk", "서울대공원"))[1] == "RETURNED"
    easy = replace(stage.contexts["clerk"], policy=BoardPolicy(head_approves_leaving=False))
    id = await part(stage)
    target = stage.department("서대문구")
    await leavings.transfer(easy, id, department_id=target, reason="구의 일입니다")
    moved = (await stage.picture()).deliveries[id]
    assert (moved.department_id, moved.leaving) == (target, None)
    await stage.check()
    again = [Addressee(department_id=stage.department("통계데이터담당관"))]
    assert stage.request_id is not None
    asked = partial(requests.add_departments, id=stage.request_id, addressees=again, version=None)
    await stage.act("requester", asked)
    assert (await returned(stage, "head"))[1] == "RETURNED"
    assert not [kind for kind in await kinds(stage) if "Leaving" in kind]


@pytest.mark.parametrize(("since", "state"), [(0, "SENT"), (1, "RETURNED"), (-2, "RETURNED")])
async def test_a_deputy_is_asked_on_the_days_of_standing_in(stage: Stage, since: int, state: str) -> None:
    """서울대공원 has no head; the deputy stands in for two days from `since`."""
    today = seoul_day(stage.city.clock())
    deputy = Deputy(
        department_id=stage.department("서울대공원"),
        deputy_id=stage.people.park_handler.id,
        since=today + since * DAY,
        until=today + (since + 2) * DAY,
        reason="출장",
        created_at=NOON,
    )
    await add(stage, deputy)
    id, now = await returned(stage, "park_clerk", "서울대공원")
    assert now == state
    if state == "SENT":
        acting = await builders.context(stage.city, stage.people.park_handler)
        stage.contexts["park_handler"] = acting
        await stage.act("park_handler", partial(leavings.approve, id=id))
        assert (await stage.picture()).deliveries[id].state == "RETURNED"


@pytest.mark.parametrize("gone", ["left the city", "moved on", "comes tomorrow"])
async def test_a_head_of_another_day_is_not_asked(stage: Stage, gone: str) -> None:
    today = seoul_day(stage.city.clock())
    async with stage.city.sessions.begin() as session:
        head = await session.get_one(Employee, stage.people.head.id)
        membership = (
            await session.scalars(select(Membership).where(Membership.employee_id == head.id))
        ).one()
        if gone == "left the city":
            head.left_on = today
        elif gone == "moved on":
            membership.until = today
        else:
            membership.since = today + DAY
    assert (await returned(stage))[1] == "RETURNED"


async def begin_work(stage: Stage, id: UUID) -> None:
    one = [Handler(employee_id=stage.people.handler.id)]
    await stage.act("clerk", partial(deliveries.receive, id=id))
    await stage.act("clerk", partial(deliveries.assign, id=id, handlers=one))
    assert (await stage.picture()).deliveries[id].leaving is not None  # it may leave from here, too
    await stage.act("handler", partial(deliveries.accept, id=id))


async def put_on_hold(stage: Stage, id: UUID) -> None:
    await stage.act("clerk", partial(deliveries.receive, id=id))
    await stage.act("clerk", partial(deliveries.hold, id=id, reason="감사 기간"))


async def call_off_the_part(stage: Stage, id: UUID) -> None:
    await stage.act("requester", partial(deliveries.cancel, id=id, reason="필요 없어졌습니다"))


async def call_off_the_whole(stage: Stage, id: UUID) -> None:
    assert stage.request_id is not None
    cancel = partial(requests.cancel, id=stage.request_id, reason="사업이 바뀌었습니다", version=None)
    await stage.act("requester", cancel)


async def transfer_by_the_head(stage: Stage, id: UUID) -> None:
    target = stage.department("서대문구")
    await stage.act("head", partial(leavings.transfer, id=id, department_id=target, reason="구의 일입니다"))


@pytest.mark.parametrize(
    "other", [begin_work, put_on_hold, call_off_the_part, call_off_the_whole, transfer_by_the_head]
)
async def test_another_act_leaves_nothing_to_decide(stage: Stage, other: Act) -> None:
    id, _ = await returned(stage)
    await other(stage, id)
    delivery = (await stage.picture()).deliveries[id]
    assert delivery.leaving is None
    assert (await kinds(stage)).count("DeliveryLeavingVoided") == 1
    assert delivery.state != "RETURNED"
    with pytest.raises((Conflict, Forbidden)):
        await stage.act("head", partial(leavings.approve, id=id))


async def test_a_due_day_that_changes_leaves_it_waiting(stage: Stage) -> None:
    id, _ = await returned(stage)
    await stage.act("requester", partial(deliveries.change_due, id=id, due_on=date(2014, 9, 1)))
    leaving = (await stage.picture()).deliveries[id].leaving
    assert leaving is not None
    assert (leaving.act, leaving.by_id) == ("RETURN", stage.people.clerk.id)


async def test_a_transfer_that_has_become_impossible_is_not_approved_and_goes_on_waiting(
    stage: Stage,
) -> None:
    id = await part(stage)
    target = stage.department("서대문구")
    move = partial(leavings.transfer, id=id, department_id=target, reason="구의 일입니다")
    await stage.act("clerk", move)
    async with stage.city.sessions.begin() as session:
        (await session.get_one(Department, target)).closed_on = date(2014, 7, 1)
    with pytest.raises(Invalid):
        await stage.act("head", partial(leavings.approve, id=id))
    async with stage.city.sessions.begin() as session:
        (await session.get_one(Department, target)).closed_on = None
    assert stage.request_id is not None
    joins = [Addressee(department_id=target)]
    asked = partial(requests.add_departments, id=stage.request_id, addressees=joins, version=None)
    await stage.act("requester", asked)
    with pytest.raises(Conflict):
        await stage.act("head", partial(leavings.approve, id=id))
    leaving = (await stage.picture()).deliveries[id].leaving
    assert leaving is not None
    assert leaving.target_id == target


@pytest.mark.parametrize("target", ["통계데이터담당관", "서울대공원", "버스정책과", "없는 부서"])
async def test_what_could_not_be_transferred_is_not_proposed(stage: Stage, target: str) -> None:
    known = stage.city.departments.get(target)
    department_id = known.id if known else UUID(int=0)
    move = partial(leavings.transfer, id=await part(stage), department_id=department_id, reason="맞는 부서")
    with pytest.raises((Conflict, Invalid, NotFound)):
        await stage.act("clerk", move)


async def test_a_restricted_proposal_is_seen_by_the_parties_alone(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    await board.do(people.requester, "requestRestrict", "request { id }", id=request["id"], reason="개인정보")
    await board.do(people.clerk, "deliveryReturn", LEAVING, id=id, reason="바쁩니다")
    hidden = await board.do(people.park_clerk, "deliveryLeavingApprove", LEAVING, id=id)
    assert [one["code"] for one in hidden["errors"]] == ["NOT_FOUND"]
    look = "query ($id: ID!) { node(id: $id) { ... on Delivery { leaving { act } } } }"
    assert (await board.ask(people.bystander, look, id=id))["node"] is None
    assert (await board.ask(people.head, look, id=id))["node"] == {"leaving": {"act": "RETURN"}}


async def test_nothing_has_come_to_a_department_that_is_only_proposed(stage: Stage) -> None:
    here, there = stage.department("통계데이터담당관"), stage.department("서대문구")
    move = partial(leavings.transfer, department_id=there, reason="구의 일입니다")
    await stage.act("clerk", partial(move, id=await part(stage)))
    proposed = (await stage.lines())[-1].event
    assert isinstance(proposed, DeliveryLeavingProposed)
    assert (concerns(proposed, frozenset({here})), concerns(proposed, frozenset({there}))) == (True, False)
