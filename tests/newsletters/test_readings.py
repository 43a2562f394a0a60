"""Read and starred, each for oneself; and how often issues are read, without telling by whom."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from madang.server.housekeeping import counting
from models import EventLine, NewsletterOpenings, NewsletterReading
from resolvers.newsletters.readings import Openings
from schema.identifiers import parse_global_id
from tests.newsletters.conftest import Press, codes
from tests.newsletters.site import Visitor

ALL = """query ($filter: NewsletterIssueFilter) { newsletterIssues(filter: $filter) { totalCount nodes {
  id readership { staff citizens viewerHasRead viewerHasStarred } } } }"""


async def out(press: Press, title: str, **given: Any) -> str:
    id = (await press.write(title, **given))["issue"]["id"]
    for act in ("Approve", "Publish"):
        assert (await press.act(act, id))["errors"] == []
    return id


async def read(press: Press, who: str | None, **filter: Any) -> list[tuple[Any, ...] | None]:
    nodes = (await press.ask(who, ALL, filter=filter))["newsletterIssues"]["nodes"]
    return [None if one["readership"] is None else tuple(one["readership"].values()) for one in nodes]


async def counted(press: Press, model: Any) -> int | None:
    async with press.city.sessions() as session:
        return await session.scalar(select(func.count()).select_from(model))


async def test_each_marks_for_oneself_and_all_staff_see_how_many_have_read(press: Press) -> None:
    id = await out(press, (await press.title())["newsletter"]["id"])
    lines = await counted(press, EventLine)
    for _ in range(2):
        assert (await press.act("MarkRead", id, "남"))["errors"] == []
    assert (await press.act("Star", id, "직원"))["errors"] == []
    assert await read(press, "남") == [(1, 0, True, False)]
    assert await read(press, "직원") == [(1, 0, False, True)]
    assert await read(press, None) == [None]
    assert [len(await read(press, who, viewerHasRead=True)) for who in ("남", "직원", None)] == [1, 0, 0]
    assert [len(await read(press, who, viewerHasStarred=False)) for who in ("남", "직원", None)] == [1, 0, 1]
    await press.act("MarkRead", id, "남", read=False)
    await press.act("Star", id, "직원", starred=False)
    assert await read(press, "남") == [(0, 0, False, False)]
    assert (await counted(press, EventLine), await counted(press, NewsletterReading)) == (lines, 2)


async def test_nobody_marks_what_is_not_out_or_not_theirs_to_see(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    draft = (await press.write(title))["issue"]["id"]
    for who in ("남", "직원"):
        assert codes(await press.act("MarkRead", draft, who)) == [("NOT_FOUND", None)]
    mark = "mutation ($id: ID!) { newsletterIssueMarkRead(id: $id) { version } }"
    assert await press.ask(None, mark, id=draft) == {"errors": ["NOT_SIGNED_IN"]}
    assert await counted(press, NewsletterReading) == 0


async def test_two_windows_that_mark_at_once_make_one_mark(press: Press) -> None:
    id = await out(press, (await press.title())["newsletter"]["id"])
    acts = [press.act(act, id, "남") for act in ("MarkRead", "Star") * 3]
    assert [one["errors"] for one in await asyncio.gather(*acts)] == [[]] * 6
    assert await read(press, "남") == [(1, 0, True, True)]
    assert await counted(press, NewsletterReading) == 1


async def test_openings_are_a_number_by_the_day(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    ids = [await out(press, title) for _ in range(2)]
    keys = [parse_global_id(id)[1] for id in ids]
    openings, context = Openings(), await press.board.context(None)
    assert await openings.keep(context) == 0
    for key in (*keys, keys[0]):
        openings.opened(UUID(str(key)))
    assert (await openings.keep(context), await openings.keep(context)) == (3, 0)
    openings.opened(UUID(str(keys[0])))
    await openings.keep(context)
    found = (await press.ask("남", ALL))["newsletterIssues"]["nodes"]
    assert {one["id"]: one["readership"]["citizens"] for one in found} == {ids[0]: 3, ids[1]: 1}
    assert await counted(press, NewsletterOpenings) == 2


async def test_what_could_not_be_kept_is_kept_later(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    id = await out(press, (await press.title())["newsletter"]["id"])
    openings, context = Openings(), await press.board.context(None)
    openings.opened(UUID(str(parse_global_id(id)[1])))

    async def fails(*_: object) -> None:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr("resolvers.newsletters.readings._add", fails)
        with pytest.raises(OSError, match="away"):
            await openings.keep(context)
    assert await openings.keep(context) == 1


async def test_a_server_keeps_what_it_has_counted_when_it_ends(press: Press) -> None:
    id = await out(press, (await press.title())["newsletter"]["id"])
    context = await press.board.context(None)
    async with counting(lambda: context) as openings:
        openings.opened(UUID(str(parse_global_id(id)[1])))
    assert await read(press, "남") == [(0, 1, False, False)]


async def test_the_citizens_page_counts_how_often_it_was_opened(press: Press) -> None:
    id = await out(press, (await press.title())["newsletter"]["id"])
    visitor = Visitor(press.city)
    for path, method in (("1", "GET"), ("1", "GET"), ("1", "HEAD"), ("2", "GET")):
        await visitor(f"/news/bus-news/{path}", method)
    await visitor.site.openings.keep(await press.board.context(None))
    assert [one["id"] for one in (await press.ask("남", ALL))["newsletterIssues"]["nodes"]] == [id]
    assert await read(press, "남") == [(0, 2, False, False)]
