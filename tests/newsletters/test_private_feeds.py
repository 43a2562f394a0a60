"""Staff read both audiences in their feed reader, as long as the address lives and its owner works here."""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from madang.rules.newsletters import Audience, IssueState
from madang.rules.tokens import FOR_FEEDS, FOR_PROGRAMS, MOST_FEEDS
from madang.server.asgi import Contexts
from madang.server.opening import City
from madang.server.serving import uvicorn_config
from madang.server.settings import Settings
from madang.server.site import Owners
from models import Employee
from models.engine import engine_of
from resolvers.tokens import create_token, token_used
from subscriptions.hub import Hub
from tests.builders import OPENING
from tests.newsletters.conftest import Press, codes
from tests.newsletters.site import Visitor, issue_row, keep, title_row

MADE = "feed { id name hint expiresAt lastUsedOn } path"
FORMS = ("rss", "atom", "json")


async def made(press: Press, who: str = "남", name: str = "내 폰") -> dict[str, Any]:
    return await press.board.do(press.people[who], "newsletterFeedCreate", MADE, name=name)


async def revoked(press: Press, who: str, id: str) -> dict[str, Any]:
    return await press.board.do(press.people[who], "newsletterFeedRevoke", MADE, id=id)


@pytest.fixture
async def visit(press: Press) -> Visitor:
    """A title for citizens with one issue narrowed, one for staff, and drafts of both."""
    out, inside = title_row(press, "out"), title_row(press, "in", audience=Audience.STAFF, topics="\n조직\n")
    await keep(
        press,
        issue_row(press, out, 1),
        issue_row(press, out, 2, audience=Audience.STAFF, issued_on=OPENING + timedelta(days=1)),
        issue_row(press, out, 3, state=IssueState.DRAFT),
        issue_row(press, inside, 1, issued_on=OPENING + timedelta(days=2)),
        issue_row(press, inside, 2, state=IssueState.APPROVED),
    )
    visitor = Visitor(press.city)
    reads, writes = visitor.site.context().reads, press.city.sessions
    city = City(engine=engine_of(writes), reads=reads, writes=writes)
    contexts = Contexts(Settings(), city, Hub(writes), press.city.clock)
    visitor.state["feed_owners"] = Owners(city, contexts, clock=press.city.clock)
    return visitor


async def told(visit: Visitor, path: str) -> list[str]:
    answer = await visit(path, host="madang.seoul.test")
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["cache-control"] == "private, no-store"
    assert "access-control-allow-origin" not in answer.headers
    return [
        one["url"].removeprefix("http://madang.seoul.test/newsletters/")
        for one in json.loads(answer.text)["items"]
    ]


async def test_staff_read_what_is_out_for_both_audiences_and_no_draft(visit: Visitor, press: Press) -> None:
    for who in ("남", "직원", "관리자"):
        place = (await made(press, who))["path"].removesuffix("/all.atom")
        assert await told(visit, f"{place}/all.json") == ["in/1", "out/2", "out/1"]
        assert await told(visit, f"{place}/titles/in.json") == ["in/1"]
        assert await told(visit, f"{place}/topics/조직.json") == ["in/1"]
        by = f"{place}/departments/버스정책과"
        assert await told(visit, f"{by}.json") == ["in/1", "out/2", "out/1"]
        for form in FORMS:
            assert (await visit(f"{place}/all.{form}")).status_code == 200
    for path in (
        "titles/none.atom",
        "topics/none.atom",
        "departments/none.atom",
        "departments/총무과.atom",
        "all.xml",
        "none",
    ):
        assert (await visit(f"{place}/{path}")).status_code == 404


async def test_a_token_is_shown_once_and_opens_nothing_but_feeds(visit: Visitor, press: Press) -> None:
    feed = await made(press)
    token = feed["path"].split("/")[2]
    assert feed["feed"]["hint"] == token[-4:]
    listed = await press.ask("남", "{ newsletterFeeds { id name hint } }")
    assert listed == {"newsletterFeeds": [{key: feed["feed"][key] for key in ("id", "name", "hint")}]}
    assert (await press.ask("직원", "{ newsletterFeeds { id } }")) == {"newsletterFeeds": []}
    now = press.city.clock()
    sessions = press.city.sessions
    for scopes, opens in ((FOR_FEEDS, True), (FOR_PROGRAMS, False)):
        used = await token_used(sessions, sessions, token, now=now, today=now.date(), scopes=scopes)
        assert (used is not None) is opens
    _, other = await create_token(
        await press.board.context(None), press.people["남"].number, name="프로그램", days=1
    )
    assert (await visit(f"/feeds/{other}/all.atom")).status_code == 404


async def test_an_address_ends_when_revoked_or_expired_or_its_owner_leaves(
    visit: Visitor, press: Press
) -> None:
    nowhere = (await visit("/feeds/none/all.atom")).content
    feed = await made(press)
    path, id = feed["path"], feed["feed"]["id"]
    assert codes(await revoked(press, "직원", id)) == [("NOT_FOUND", None)]
    assert codes(await revoked(press, "남", str(uuid4()))) == [("NOT_FOUND", None)]
    assert (await visit(path)).status_code == 200
    assert (await revoked(press, "남", id))["errors"] == []
    assert codes(await revoked(press, "남", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    leaving, ending = (await made(press, "동료"))["path"], (await made(press))["path"]
    async with press.city.sessions() as session, session.begin():
        gone = update(Employee).where(Employee.id == press.people["동료"].id)
        await session.execute(gone.values(left_on=press.city.clock().date()))
    press.city.clock.advance(timedelta(days=1))
    assert (await visit(ending)).status_code == 200
    press.city.clock.advance(timedelta(days=365))
    for one in (path, leaving, ending):
        answer = await visit(one)
        assert (answer.status_code, answer.content) == (404, nowhere)


async def test_one_has_a_few_addresses_at_most(press: Press) -> None:
    for _ in range(MOST_FEEDS):
        assert (await made(press))["errors"] == []
    assert codes(await made(press)) == [("INVALID", "TOO_MANY")]
    assert codes(await made(press, "직원", name=" ")) == [("INVALID", "REQUIRED")]


def test_no_token_stands_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    async def nothing(*_: object) -> None: ...

    config = uvicorn_config(Settings(), nothing)
    config.configure_logging()
    log = logging.getLogger("uvicorn.access")
    for path in ("/feeds/mdg_secret/all.atom", "/feeds/mdg_secret?x", "/news/feed.rss"):
        log.info('%s - "%s %s HTTP/%s" %d', "1.2.3.4:5", "GET", path, "1.1", 200)
    said = capsys.readouterr().out
    assert "secret" not in said
    assert said.count("/feeds/…") == 2
    assert "/news/feed.rss" in said
