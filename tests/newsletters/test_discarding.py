"""Drafts are thrown away by whoever may write them; what is or was out never is."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from models import EventLine, NewsletterDiscard, NewsletterIssue
from tests.newsletters.conftest import Press, codes
from tests.newsletters.test_publishing import kinds
from tests.newsletters.test_scheduling import another, approved, schedule


async def discard(press: Press, id: str, who: str = "직원", **given: Any) -> Any:
    return await press.board.do(press.people[who], "newsletterIssueDiscard", "id", id=id, **given)


async def numbers(press: Press) -> list[int]:
    async with press.city.sessions() as session:
        return list(await session.scalars(select(NewsletterIssue.number).order_by(NewsletterIssue.number)))


async def test_a_draft_is_gone_and_its_number_is_free_again(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    id = (await press.write(title))["issue"]["id"]
    assert await discard(press, id, version=1) == {"errors": [], "version": 2, "id": id}
    assert (await numbers(press), (await kinds(press))[-1]) == ([], "NewsletterIssueDiscarded")
    async with press.city.sessions() as session:
        (line,) = await session.scalars(select(EventLine).where(EventLine.kind == "NewsletterIssueDiscarded"))
        assert (await session.scalars(select(NewsletterDiscard))).all() == []  # it was written here
    assert (line.actor_id, line.version) == (press.people["직원"].id, 2)
    assert codes(await discard(press, id)) == [("NOT_FOUND", None)]
    assert (await press.write(title))["issue"]["number"] == 1


async def test_what_is_scheduled_can_be_discarded_and_goes_out_no_more(press: Press) -> None:
    _, id = await approved(press)
    await schedule(press, id)
    seen = "query ($id: ID!) { newsletterIssue(id: $id) { viewerCanDiscard { allowed } } }"
    assert (await press.ask("동료", seen, id=id))["newsletterIssue"]["viewerCanDiscard"]["allowed"] is True
    assert codes(await discard(press, id, version=2)) == [("CONFLICT", "STALE")]
    assert (await discard(press, id, "동료", version=3))["errors"] == []
    assert await numbers(press) == []


async def test_what_is_out_stays_whoever_asks(press: Press) -> None:
    title, id = await approved(press)
    await press.act("Publish", id)
    other = await another(press, title)
    for act in ("Publish", "Archive"):
        await press.act(act, other)
    for who in ("직원", "부서장", "관리자"):
        for issue in (id, other):
            assert codes(await discard(press, issue, who)) == [("CONFLICT", "ILLEGAL_STEP")]
    assert codes(await discard(press, id, "남")) == [("FORBIDDEN", None)]
    assert await numbers(press) == [1, 2]


async def test_a_stranger_finds_nothing_to_discard(press: Press) -> None:
    _, id = await approved(press)
    assert codes(await discard(press, id, "남")) == [("NOT_FOUND", None)]
    assert await numbers(press) == [1]
    assert (await discard(press, id, "관리자"))["errors"] == []


async def test_a_sending_that_comes_late_does_not_bring_it_back(press: Press) -> None:
    title, key = (await press.title())["newsletter"]["id"], str(uuid4())
    id = (await press.write(title, id=key))["issue"]["id"]
    await discard(press, id)
    assert codes(await press.write(title, id=key)) == [("CONFLICT", "DUPLICATE")]
    assert await numbers(press) == []
