"""Acts at the very same time: exactly one wins, the other is told, and no number is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from madang.errors import Conflict, Invalid, NotFound, Refused
from models import Request
from models.base import Sessions
from resolvers import comments, deliveries, drafts, leavings, requests
from resolvers.addressees import Addressee
from resolvers.handlers import Handler
from resolvers.moves import announce
from subscriptions.request_events import RequestRestricted
from tests.requests.stage import Stage, open_stage
from tests.waiting import until_somebody_waits_for_a_lock


@pytest.fixture
async def stage(sessions: Sessions) -> AsyncIterator[Stage]:
    stage = await open_stage(sessions)
    id = await stage.draft("통계데이터담당관")
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    yield stage
    await stage.check()


async def at_once(*acts: Awaitable[Any]) -> list[str]:
    """How each ended: its kind of refusal, or `done`. Anything unexpected is raised."""
    ended = await asyncio.gather(*acts, return_exceptions=True)
    for end in ended:
        if isinstance(end, BaseException) and not isinstance(end, Refused):
            raise end
    return [type(end).__name__ if isinstance(end, Refused) else "done" for end in ended]


async def part(stage: Stage) -> tuple[UUID, int]:
    id, delivery = await stage.delivery("통계데이터담당관")
    return id, delivery.version


async def given_out(stage: Stage) -> UUID:
    """In progress, in the hands of one handler."""
    id, _ = await part(stage)
    one = [Handler(employee_id=stage.people.handler.id)]
    await stage.act("clerk", partial(deliveries.receive, id=id))
    await stage.act("clerk", partial(deliveries.assign, id=id, handlers=one))
    await stage.act("handler", partial(deliveries.accept, id=id))
    return id


@pytest.mark.parametrize("sees_version", [True, False])
async def test_two_receive_at_once_and_one_wins(stage: Stage, sees_version: bool) -> None:
    id, version = await part(stage)
    known = version if sees_version else None
    clerk, head = stage.contexts["clerk"], stage.contexts["head"]
    ended = await at_once(
        deliveries.receive(clerk, id, version=known), deliveries.receive(head, id, version=known)
    )
    assert sorted(ended) == ["Conflict", "done"]
    assert (await stage.picture()).deliveries[id].state == "RECEIVED"


async def test_giving_out_and_returning_at_once_one_wins(stage: Stage) -> None:
    id, _ = await part(stage)
    await stage.act("clerk", partial(deliveries.receive, id=id))
    _, version = await part(stage)
    one = [Handler(employee_id=stage.people.handler.id)]
    ended = await at_once(
        deliveries.assign(stage.contexts["clerk"], id, handlers=one, version=version),
        leavings.return_(stage.contexts["head"], id, reason="저희 일이 아닙니다", version=version),
    )
    assert sorted(ended) == ["Conflict", "done"]
    state = (await stage.picture()).deliveries[id].state
    assert state == ("ASSIGNED" if ended[0] == "done" else "RETURNED")


async def test_cancelling_and_reporting_at_once_one_wins(stage: Stage) -> None:
    id = await given_out(stage)
    assert stage.request_id is not None
    _, version = await part(stage)
    ended = await at_once(
        deliveries.cancel(stage.contexts["requester"], id, reason="필요 없어졌습니다", version=version),
        deliveries.report(stage.contexts["handler"], id, result="9개 노선", version=version),
    )
    assert sorted(ended) == ["Conflict", "done"]
    state = (await stage.picture()).deliveries[id].state
    assert state == ("CANCELLED" if ended[0] == "done" else "REPORTED")


async def proposed(stage: Stage) -> UUID:
    """A return that waits for the head."""
    id, _ = await part(stage)
    await stage.act("clerk", partial(leavings.return_, id=id, reason="저희 일이 아닙니다"))
    return id


@pytest.mark.parametrize("sees_version", [True, False])
async def test_approving_and_withdrawing_at_once_one_wins(stage: Stage, sees_version: bool) -> None:
    id = await proposed(stage)
    _, version = await part(stage)
    known = version if sees_version else None
    ended = await at_once(
        leavings.approve(stage.contexts["head"], id, version=known),
        leavings.withdraw(stage.contexts["clerk"], id, version=known),
    )
    assert sorted(ended) == ["Conflict", "done"]
    delivery = (await stage.picture()).deliveries[id]
    assert (delivery.state, delivery.leaving) == ("RETURNED" if ended[0] == "done" else "SENT", None)


async def test_approving_while_the_requester_cancels_one_wins(stage: Stage) -> None:
    id = await proposed(stage)
    assert stage.request_id is not None
    cancel = requests.cancel(stage.contexts["requester"], stage.request_id, reason="사업 변경", version=None)
    ended = await at_once(leavings.approve(stage.contexts["head"], id), cancel)
    assert sorted(ended) == ["Conflict", "done"]
    picture = await stage.picture()
    ending = "RETURNED" if ended[0] == "done" else "CANCELLED"
    assert (picture.state, picture.deliveries[id].state) == (ending, ending)
    assert picture.deliveries[id].leaving is None


async def test_two_propose_at_once_and_one_waits(stage: Stage) -> None:
    id, _ = await part(stage)
    clerk, target = stage.contexts["clerk"], stage.department("서울대공원")
    ended = await at_once(
        leavings.return_(clerk, id, reason="바쁩니다"),
        leavings.transfer(clerk, id, department_id=target, reason="공원 일입니다"),
    )
    assert sorted(ended) == ["Conflict", "done"]
    leaving = (await stage.picture()).deliveries[id].leaving
    assert leaving is not None
    assert leaving.act == ("RETURN" if ended[0] == "done" else "TRANSFER")


async def test_twenty_publish_at_once_and_numbers_have_no_gap(stage: Stage) -> None:
    """Every fourth asks nobody and is refused: it takes no number."""
    asked = (Addressee(department_id=stage.department("서울대공원")),)
    ids: list[UUID] = []
    for number in range(20):
        content = drafts.RequestContent(
            title=f"요청 {number}", project="사업", body="함께", addressees=asked if number % 4 else ()
        )
        ids.append((await drafts.create(stage.contexts["requester"], content)).id)
    requester = stage.contexts["requester"]
    ended = await at_once(*(requests.publish(requester, id, version=None) for id in ids))
    assert ended == [Invalid.__name__ if number % 4 == 0 else "done" for number in range(20)]
    async with stage.city.sessions() as session:
        keys = (await session.scalars(select(Request.key).where(Request.key.is_not(None)))).all()
    assert sorted(key for key in keys if key) == [f"협업-2014-{number:04d}" for number in range(1, 17)]


async def test_the_same_draft_published_twice_at_once_gets_one_number(stage: Stage) -> None:
    id = await stage.draft("서울대공원")
    publish = partial(requests.publish, stage.contexts["requester"], id, version=None)
    assert sorted(await at_once(publish(), publish())) == [Conflict.__name__, "done"]
    assert (await stage.picture()).key == "협업-2014-0002"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_waits_while_a_request_is_restricted_is_told_that_there_is_none(stage: Stage) -> None:
    request_id = stage.request_id
    assert request_id is not None
    remark = comments.NewComment(request_id=request_id, body="저도 봅니다")
    async with stage.contexts["requester"].change() as change:
        request = await change.lock(Request, request_id)
        assert request is not None
        request.restriction = "개인정보"
        announce(change, request, RequestRestricted(reason="개인정보"))
        late = asyncio.create_task(comments.add(stage.contexts["bystander"], remark))
        await until_somebody_waits_for_a_lock(stage.city.sessions)
    before = await stage.look()
    with pytest.raises(NotFound):
        await late
    assert await stage.look() == before
