"""Acts that hold no lock while they decide: of two at once one wins, and a crowd is served one by one."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select, text

from madang.errors import Conflict, Forbidden, NotFound
from models import EventLine, Request
from models.base import Sessions
from resolvers import deciding, deliveries, requests
from resolvers.context import Context
from resolvers.handlers import Handler
from resolvers.swaps import Held
from schema import schema
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation
from tests.requests.stage import Stage, open_stage
from tests.requests.test_races import at_once, part
from tests.servers import PostgresServer
from tests.waiting import until_somebody_waits_for_a_lock

CROWD = 8
progress = partial(deliveries.progress, health=None, note="")


@pytest.fixture
async def stage(sessions: Sessions) -> AsyncIterator[Stage]:
    stage = await open_stage(sessions)
    id = await stage.draft("통계데이터담당관", "서울대공원")
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    yield stage
    await stage.check()
    assert await event_ids(stage) == sorted(await event_ids(stage))


async def event_ids(stage: Stage) -> list[int]:
    """Of the request's lines, in the order of their versions."""
    found = select(EventLine.id).where(EventLine.subject_id == stage.request_id).order_by(EventLine.version)
    async with stage.city.sessions() as session:
        return list(await session.scalars(found))


async def assigned(stage: Stage) -> UUID:
    """Given out to two handlers."""
    id, _ = await part(stage)
    both = [Handler(employee_id=one.id) for one in (stage.people.handler, stage.people.second_handler)]
    await stage.act("clerk", partial(deliveries.receive, id=id))
    await stage.act("clerk", partial(deliveries.assign, id=id, handlers=both))
    return id


async def working(stage: Stage) -> UUID:
    id = await assigned(stage)
    await stage.act("handler", partial(deliveries.accept, id=id))
    return id


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The deliveries whose request has been locked for an act."""
    taken: list[UUID] = []
    hold = deciding.hold

    @asynccontextmanager
    async def counted(ctx: Context, id: UUID) -> AsyncGenerator[Held, None]:
        async with hold(ctx, id) as held:
            taken.append(id)
            yield held

    monkeypatch.setattr(deciding, "hold", counted)
    return taken


@pytest.mark.parametrize("most_tries", [3, 0])
async def test_of_two_who_accept_at_once_one_wins(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, most_tries: int
) -> None:
    monkeypatch.setattr(deciding, "MOST_TRIES", most_tries)
    id = await assigned(stage)
    ended = await at_once(
        deliveries.accept(stage.contexts["handler"], id),
        deliveries.accept(stage.contexts["second_handler"], id),
    )
    assert sorted(ended) == [Conflict.__name__, "done"]
    assert (await stage.picture()).deliveries[id].state == "IN_PROGRESS"


async def test_two_departments_end_at_once_and_the_request_follows_both(stage: Stage) -> None:
    bus, _ = await stage.delivery("통계데이터담당관")
    park, _ = await stage.delivery("서울대공원")
    cancel = partial(deliveries.cancel, stage.contexts["requester"], reason="사업 변경")
    assert await at_once(cancel(bus), cancel(park)) == ["done", "done"]
    assert (await stage.picture()).state == "CANCELLED"


async def test_a_crowd_on_one_request_is_served_to_the_last(stage: Stage, locks: list[UUID]) -> None:
    id = await working(stage)
    before = len(await event_ids(stage))
    ctx = stage.contexts["handler"]
    changed = await asyncio.gather(*(progress(ctx, id, percent=percent) for percent in range(CROWD)))
    assert sorted(one.version for one in changed) == [before + nth for nth in range(1, CROWD + 1)]
    assert len(await event_ids(stage)) == before + CROWD
    assert set(locks) <= {id}


async def test_who_loses_every_race_takes_the_lock(
    stage: Stage, locks: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await working(stage)
    tried: list[int] = []

    async def lost(ctx: Context, decision: deciding.Decision) -> bool:
        tried.append(decision.seen)
        return False

    monkeypatch.setattr(deciding, "swap", lost)
    before = len(await event_ids(stage))
    changed = await progress(stage.contexts["handler"], id, percent=40)
    assert (tried, locks, changed.version) == ([before] * 3, [id], before + 1)
    assert (await stage.picture()).deliveries[id].progress == 40


async def test_what_was_decided_on_an_older_request_changes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another act comes between reading and writing, every time but the last."""
    id, request_id = await working(stage), stage.request_id
    assert request_id is not None
    asking, swap, seen = stage.contexts["requester"], deciding.swap, list[int]()

    async def late(ctx: Context, decision: deciding.Decision) -> bool:
        seen.append(decision.seen)
        if len(seen) == 1:
            await requests.restrict(asking, request_id, reason="개인정보", version=None)
        if len(seen) == 2:
            await requests.open_to_all(asking, request_id, version=None)
        return await swap(ctx, decision)

    monkeypatch.setattr(deciding, "swap", late)
    before = len(await event_ids(stage))
    changed = await progress(stage.contexts["handler"], id, percent=60)
    assert (seen, changed.version) == ([before, before + 1, before + 2], before + 3)


async def test_who_may_only_look_changes_nothing(stage: Stage) -> None:
    id = await working(stage)
    ctx = stage.contexts["handler"]
    looker = replace(ctx, visitor=replace(ctx.actor, read_only=True))
    before = await stage.look()
    with pytest.raises(Forbidden, match=r"^읽기 전용으로 로그인했습니다"):
        await progress(looker, id, percent=40)
    assert await stage.look() == before


async def test_what_the_actor_may_not_see_is_not_there(stage: Stage) -> None:
    id, request_id = await working(stage), stage.request_id
    assert request_id is not None
    restrict = partial(requests.restrict, id=request_id, reason="개인정보", version=None)
    await stage.act("requester", restrict)
    before = await stage.look()
    with pytest.raises(NotFound, match=r"^협력 요청을 찾을 수 없습니다"):
        await progress(stage.contexts["bystander"], id, percent=40)
    with pytest.raises(NotFound):
        await progress(stage.contexts["handler"], UUID(int=1), percent=40)
    assert await stage.look() == before
    await stage.act("handler", partial(progress, id=id, percent=40))


async def transactions_left_open(sessions: Sessions) -> int:
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
        " AND datname = current_database()"
    )
    async with sessions() as session:
        return await session.scalar(asked) or 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("most_tries", [3, 0])
async def test_an_act_broken_off_while_it_waits_leaves_nothing_behind(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, most_tries: int
) -> None:
    monkeypatch.setattr(deciding, "MOST_TRIES", most_tries)
    id, sessions = await working(stage), stage.city.sessions
    before = await stage.look()
    async with sessions.begin() as other:
        await other.get_one(Request, stage.request_id, with_for_update=True)
        act = asyncio.create_task(progress(stage.contexts["handler"], id, percent=40))
        await until_somebody_waits_for_a_lock(sessions)
        act.cancel()
        with pytest.raises(asyncio.CancelledError):
            await act
    assert await transactions_left_open(sessions) == 0
    assert await stage.look() == before
    await stage.act("handler", partial(progress, id=id, percent=80))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_while_the_database_is_away_every_act_says_so_and_goes_on_after(
    stage: Stage, postgres: PostgresServer
) -> None:
    id, engine = await working(stage), Engine[Context](schema)
    gid, ctx = global_id("Delivery", id), stage.contexts["handler"]
    acts = (
        f'deliveryProgress(id: "{gid}", input: {{percent: 40}})',
        f'deliveryReturn(id: "{gid}", reason: "바쁩니다")',  # in a session, as ever
    )
    postgres.kill()
    for act in acts:
        prepared = engine.prepare(Operation(f"mutation {{ {act} {{ version }} }}"))
        (shown,) = (await engine.execute(prepared, replace(ctx, loaders={}, outcomes={}))).errors
        assert shown.extensions is not None
        told = (shown.extensions["code"], shown.message.split(". ")[0])
        assert told in {("INTERNAL", "서버에 문제가 생겼습니다"), ("UNAVAILABLE", "서버가 바쁩니다")}
    postgres.start()
    await stage.act("handler", partial(progress, id=id, percent=40))
