"""Who is at a request now, as the people there see it, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from models import Request, RoleGrant
from models.base import Sessions
from models.recording import recording
from subscriptions.broker import MemoryBroker
from subscriptions.follower import ShuttingDown
from subscriptions.presence import TURNS, Presence
from tests import builders
from tests.requests.conftest import People, cast
from tests.requests.present import Server, serving
from tests.subscriptions.hearing import until

REQUESTER, HANDLER, BYSTANDER, ADMINISTRATOR = "김하늘", "박솔", "강산", "문샘"


@pytest.fixture
async def server(sessions: Sessions) -> AsyncIterator[Server]:
    async with serving(await builders.chart(sessions)) as server:
        yield server


@pytest.fixture
async def people(server: Server) -> People:
    return await cast(server.city)


@pytest.fixture
async def request_there(server: Server, people: People) -> Request:
    return await builders.published_request(server.city, people.requester, "통계데이터담당관")


async def test_whoever_looks_is_seen_by_those_who_look_themselves_among_them(
    server: Server, people: People, request_there: Request
) -> None:
    async with server.screen(people.requester, request_there) as first:
        assert await first.next() == [(REQUESTER, "VIEWING", 0)]
        server.city.clock.advance(timedelta(minutes=2))
        async with server.screen(people.handler, request_there) as second:
            both = [(REQUESTER, "VIEWING", 0), (HANDLER, "VIEWING", 2)]
            assert await second.next() == both
            assert await first.next() == both
            assert server.presence.present == 2
        assert await first.next() == both[:1]
    assert server.engine.by_fields == 0


async def test_another_request_has_other_people(
    server: Server, people: People, request_there: Request
) -> None:
    other = await builders.published_request(server.city, people.requester, "서울대공원")
    async with server.screen(people.requester, request_there) as here:
        await here.until(REQUESTER)
        async with server.screen(people.handler, other) as there:
            assert await there.next() == [(HANDLER, "VIEWING", 0)]
        async with server.screen(people.bystander, request_there):
            pass
        async with server.screen(people.second_handler, request_there) as second:
            await second.until(REQUESTER, "최들")
        await here.until(REQUESTER, "최들")


async def test_a_person_with_two_tabs_is_one_and_writes_if_one_of_them_writes(
    server: Server, people: People, request_there: Request
) -> None:
    async with server.screen(people.requester, request_there) as screen:
        await screen.until(REQUESTER)
        async with server.screen(people.handler, request_there) as reading:
            await reading.until(REQUESTER, HANDLER)
            assert (await screen.next())[1] == (HANDLER, "VIEWING", 0)
            server.city.clock.advance(timedelta(minutes=5))
            async with server.screen(people.handler, request_there, doing="WRITING") as writing:
                written = [(REQUESTER, "VIEWING", 0), (HANDLER, "WRITING", 0)]
                assert await writing.next() == await screen.next() == await reading.next() == written
            assert await screen.next() == await reading.next() == [written[0], (HANDLER, "VIEWING", 0)]


@pytest.mark.parametrize("old_first", [True, False])
async def test_whoever_subscribes_anew_to_write_is_never_away(
    server: Server, people: People, request_there: Request, *, old_first: bool
) -> None:
    async with server.screen(people.requester, request_there) as screen:
        await screen.until(REQUESTER)
        async with server.screen(people.handler, request_there) as before:
            await before.until(REQUESTER, HANDLER)
            await screen.until(REQUESTER, HANDLER)
            if old_first:
                await before.results.aclose()
            async with server.screen(people.handler, request_there, doing="WRITING") as after:
                shown = [(REQUESTER, "VIEWING", 0), (HANDLER, "WRITING", 0)]
                assert await after.next() == shown
                await before.results.aclose()
                assert await screen.next() == shown


async def test_who_comes_back_within_a_moment_was_never_away(
    server: Server, people: People, request_there: Request
) -> None:
    async with server.screen(people.requester, request_there) as screen:
        await screen.until(REQUESTER)
        for _ in range(2):
            server.city.clock.advance(timedelta(minutes=1))
            async with server.screen(people.handler, request_there) as other:
                assert await other.next() == [(REQUESTER, "VIEWING", 0), (HANDLER, "VIEWING", 1)]
        assert await screen.next() == [(REQUESTER, "VIEWING", 0), (HANDLER, "VIEWING", 1)]
        assert await screen.next() == [(REQUESTER, "VIEWING", 0)]


async def test_one_can_look_without_being_there(
    server: Server, people: People, request_there: Request
) -> None:
    async with server.screen(people.bystander, request_there, doing=None) as screen:
        assert await screen.next() == []
        async with server.screen(people.handler, request_there) as other:
            assert await other.next() == await screen.next() == [(HANDLER, "VIEWING", 0)]
            assert server.presence.present == 1


async def test_who_may_not_see_a_request_is_told_that_there_is_none_and_is_not_there(
    server: Server, people: People
) -> None:
    draft = await builders.draft(server.city, people.requester)
    closed = await builders.published_request(
        server.city, people.requester, "통계데이터담당관", restriction="개인정보"
    )
    for request in (draft, closed):
        for doing in ("VIEWING", "WRITING", None):
            async with server.screen(people.bystander, request, doing=doing) as refused:
                assert await refused.next() == ["NOT_FOUND"]
    assert server.presence.present == server.presence.pushes == 0
    async with server.screen(people.requester, draft) as own, server.screen(people.handler, closed) as party:
        assert await own.next() == [(REQUESTER, "VIEWING", 0)]
        assert await party.next() == [(HANDLER, "VIEWING", 0)]
    async with server.screen(None, draft) as strange:
        assert await strange.next() == ["NOT_SIGNED_IN"]


async def test_who_loses_sight_of_a_request_is_told_and_no_longer_there(
    server: Server, people: People, request_there: Request, sessions: Sessions
) -> None:
    async with (
        server.screen(people.administrator, request_there) as administrator,
        server.screen(people.bystander, request_there) as bystander,
        server.screen(people.requester, request_there) as screen,
    ):
        for one in (administrator, bystander):
            await one.next()
            server.city.clock.advance(timedelta(minutes=1))
        ends = [asyncio.create_task(one.end()) for one in (administrator, bystander)]
        await screen.until(ADMINISTRATOR, BYSTANDER, REQUESTER)
        async with sessions.begin() as session:
            await session.execute(update(Request).values(restriction="개인정보"))
        await screen.until(ADMINISTRATOR, REQUESTER)
        assert await ends[1] == ["NOT_FOUND"]
        async with sessions.begin() as session:
            await session.execute(delete(RoleGrant))
        await screen.until(REQUESTER)
        assert await ends[0] == ["NOT_FOUND"]


async def test_looks_that_show_nothing_new_cost_one_statement_for_all_who_look(
    people: People, request_there: Request, server: Server
) -> None:
    still = Server(server.city, Presence(MemoryBroker()), remembers=True)  # it looks when it is told
    async with (
        still.screen(people.requester, request_there) as one,
        still.screen(people.handler, request_there) as two,
        still.screen(people.bystander, request_there) as three,
    ):
        assert [len(await screen.next()) for screen in (one, two, three)] == [1, 2, 3]
        still.presence.look()
        assert [len(await screen.next()) for screen in (one, two)] == [3, 3]
        waiting = [asyncio.create_task(screen.next()) for screen in (one, two, three)]
        with recording(still.reads) as statements:
            for _ in range(TURNS):
                still.presence.look()
            await until(lambda: bool(statements) and still.rooms.standings.is_idle)
            assert len(statements) == 1
        assert [task.done() for task in waiting] == [False] * 3
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_people_of_two_requests_are_looked_up_together(
    people: People, request_there: Request, server: Server
) -> None:
    other = await builders.published_request(server.city, people.requester, "서울대공원")
    still = Server(server.city, Presence(MemoryBroker()), remembers=True)
    async with (
        still.screen(people.requester, request_there, doing=None) as here,
        still.screen(people.requester, other, doing=None) as there,
    ):
        assert [await screen.next() for screen in (here, there)] == [[], []]
        waiting = [asyncio.create_task(screen.next()) for screen in (here, there)]
        async with (
            still.screen(people.handler, request_there) as one,
            still.screen(people.handler, other) as two,
        ):
            assert await one.next() == await two.next() == [(HANDLER, "VIEWING", 0)]
            with recording(still.reads) as statements:
                still.presence.look()
                assert await asyncio.gather(*waiting) == [[(HANDLER, "VIEWING", 0)]] * 2
            assert len(statements) == 3  # about both requests, and a name for each screen


async def test_a_process_that_ends_sends_its_people_elsewhere(
    server: Server, people: People, request_there: Request
) -> None:
    async with server.screen(people.requester, request_there) as screen:
        await screen.next()
        waiting = asyncio.create_task(screen.next())
        await server.presence.__aexit__()
        with pytest.raises(ShuttingDown):
            await waiting
