"""One process visits sources for all; killed, stopped or late, it leaves out nothing and brings it once."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from models import Lease, NewsletterSource
from resolvers import leases
from resolvers.leases import LeaseLost
from resolvers.newsletters.intake.polling import WORK, keep_polling, poll
from resolvers.sites import Sites
from tests.fetching.sites import Asked, answer
from tests.newsletters.elsewhere import POSTS, QUICK, Desk, rss
from tests.newsletters.test_sources import LIST, OPEN, PAGE, later

PATIENCE = 30.0


class Gate:
    """Holds an answer back until it is opened."""

    def __init__(self, body: str) -> None:
        self.body, self.asked, self.opened = body, asyncio.Event(), asyncio.Event()

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.asked.set()
        await self.opened.wait()
        await answer(self.body)(asked, writer)

    async def reached(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.asked.wait()


async def expire(desk: Desk) -> None:
    """As if its holder had not been heard of for long."""
    async with desk.press.city.sessions() as session, session.begin():
        await session.execute(update(Lease).values(until=desk.press.city.clock()))


async def test_two_processes_that_find_something_due_visit_it_once(desk: Desk) -> None:
    gate = desk.home.answers["/rss"] = Gate(rss(*POSTS))
    await desk.add()
    first = asyncio.create_task(desk.poll())
    await gate.reached()
    assert await desk.poll() == 0
    gate.opened.set()
    assert await first == 2
    assert (len(desk.home.asked), len(await desk.told())) == (1, 2)


async def test_many_processes_keep_polling_and_each_post_comes_once(desk: Desk) -> None:
    for number in range(6):
        posts = [(f"{number}-{place}", f"{number}-{place}", "글") for place in range(5)]
        desk.home.put(f"/{number}", rss(*posts))
        host = f"{number}.seoul.kr"
        assert (await desk.add(url=desk.home.address(f"/{number}", host=host)))["errors"] == []
    ctx = await desk.system()
    tasks = [asyncio.create_task(keep_polling(lambda: ctx, pace=QUICK)) for _ in range(3)]
    try:
        async with asyncio.timeout(PATIENCE):
            while len(await desk.told()) < 30:  # noqa: ASYNC110 (rows tell nobody)
                await asyncio.sleep(0.05)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert len(desk.home.asked) == 6
    assert sorted(number for number, *_ in await desk.told()) == list(range(1, 31))


async def test_who_has_lost_the_lease_writes_nothing_down(desk: Desk) -> None:
    """It was stopped while a server answered, and goes on when another has done its work."""
    gate = desk.home.answers["/rss"] = Gate(rss(("old", "옛 글", "글")))
    await desk.add()
    stopped = asyncio.create_task(poll(await desk.system(), pace=QUICK))
    await gate.reached()
    await expire(desk)
    desk.home.put("/rss", rss(*POSTS))
    assert await desk.poll() == 2
    source = await desk.source()
    gate.opened.set()
    assert await stopped == 0
    assert [heading for _, heading, _ in await desk.told()] == ["심야버스", "정류소"]
    assert ((await desk.source()).visits, (await desk.source()).found) == (source.visits, 2)


async def test_a_change_by_people_wins_over_a_visit_that_is_under_way(desk: Desk) -> None:
    gate = desk.home.answers["/rss"] = Gate(rss(*POSTS))
    id = (await desk.add())["source"]["id"]
    visiting = asyncio.create_task(desk.poll())
    await gate.reached()
    await desk.do("Update", id=id, input={"url": desk.home.address("/other")})
    desk.home.put("/other", rss(POSTS[0]), etag='"other"')
    gate.opened.set()
    await visiting
    source = await desk.source()
    assert (source.url, source.etag) == (desk.home.address("/other"), '"other"')
    assert [one.target for one in desk.home.asked] == ["/rss", "/other"]


async def test_a_killed_process_is_followed_by_another_and_nothing_comes_twice(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    """It has taken two of four pages and is killed while it waits for the third."""
    desk.home.put("/list", LIST.format("".join(f"<a href='{n}'>{n}</a>" for n in range(4))))
    pages = [PAGE.format(f"<h1>{number}번</h1>{OPEN}") for number in range(4)]
    for number, page in enumerate(pages):
        desk.home.put(f"/{number}", page)
    gate = desk.home.answers["/1"] = Gate(pages[1])
    await desk.add("/list", kind="PAGE", linkSelector="#list a")
    command = (sys.executable, "-m", "tests.newsletters.polling", database_url, str(desk.folder))
    process = await asyncio.create_subprocess_exec(*command)
    await gate.reached()
    process.kill()
    await process.wait()
    assert [heading for _, heading, _ in await desk.told()] == ["3번", "2번"]
    assert await desk.poll() == 0  # its lease has not run out
    await expire(desk)
    desk.home.put("/1", pages[1])
    assert await desk.poll() == 2
    assert await desk.told() == [(n, f"{4 - n}번", "DRAFT") for n in (1, 2, 3, 4)]
    assert ((await desk.source()).visits, (await desk.source()).problem) == (1, None)
    asked = [one.target for one in desk.home.asked]
    assert [asked.count(f"/{n}") for n in range(4)] == [1, 2, 1, 1]


async def test_a_visit_that_fails_in_us_is_told_and_does_not_stop_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.home.put("/a", rss(*POSTS))
    desk.home.put("/b", rss(("9", "다른 글", "글")))
    await desk.add("/a")
    later(desk, timedelta(seconds=1))
    await desk.add("/b")
    read = desk.sites.read

    async def broken(self: Sites, content: bytes, name: str) -> object:
        if name.endswith("/a"):
            raise RuntimeError("a bug of ours")
        return await read(content, name)

    monkeypatch.setattr(type(desk.sites), "read", broken)
    assert await desk.poll() == 1
    assert "a bug of ours" in caplog.text
    async with desk.press.city.sessions() as session:
        rows = list(await session.scalars(select(NewsletterSource).order_by(NewsletterSource.url)))
    assert [(one.failures, one.problem is None) for one in rows] == [(1, False), (0, True)]


async def test_a_lease_has_one_holder_and_its_token_rises(desk: Desk) -> None:
    sessions, long, over = desk.press.city.sessions, timedelta(seconds=60), timedelta(seconds=-1)
    me, other = uuid4(), uuid4()
    async with sessions.begin() as session:
        assert await leases.take(session, WORK, holder=me, duration=long) == 1
        assert await leases.take(session, WORK, holder=other, duration=long) is None
        assert await leases.take(session, "something else", holder=other, duration=long) == 1
        await leases.renew(session, WORK, token=1, duration=over)
        assert await leases.take(session, WORK, holder=other, duration=long) == 2
        with pytest.raises(LeaseLost):
            await leases.fence(session, WORK, token=1)
        with pytest.raises(LeaseLost):
            await leases.renew(session, WORK, token=1, duration=long)
        await leases.release(session, WORK, token=1)
        assert await leases.take(session, WORK, holder=me, duration=long) is None
        await leases.fence(session, WORK, token=2)
        await leases.release(session, WORK, token=2)
        assert await leases.take(session, WORK, holder=me, duration=long) == 3
