"""Subscribing in pages without script, sign-in or cookie: only a button changes anything."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from madang.rules.newsletter_mail import Frequency
from madang.server.transports.access_log import WithoutTokens
from resolvers.context import Context
from tests.newsletters.mailing import Room
from tests.newsletters.site import Visitor

A = "a@example.com"
FORM = "application/x-www-form-urlencoded"


class Reader(Visitor):
    """A citizen's browser, which says where a form comes from."""

    def __init__(self, room: Room, context: Context) -> None:
        super().__init__(room.city, url="https://news.example")
        self.site.context = lambda: replace(context, loaders={})
        self.site.by_mail = context.post is not None

    async def send(
        self, path: str, origin: str | None = "https://news.example", **form: object
    ) -> httpx2.Response:
        headers = {"content-type": FORM} | ({"origin": origin} if origin else {})
        content = urlencode(form, doseq=True)
        return await self._client.request("POST", path, content=content, headers=headers)


@asynccontextmanager
async def reading(room: Room, *, mail: bool = True) -> AsyncGenerator[Reader]:
    ctx = await room.context()
    yield Reader(room, ctx if mail else replace(ctx, post=None))


async def test_from_the_form_to_the_mail_and_out_again(room: Room) -> None:
    async with reading(room) as visit:
        page = await visit.page("/news/subscribe?title=bus")
        titles = page.all("input", name="title")
        assert [(one["value"], "checked" in one) for one in titles] == [("bus", True), ("night", False)]
        asked = await visit.send("/news/subscribe", email=A, title="bus", frequency="DAILY")
        assert (asked.status_code, "확인 메일을 보냈습니다" in asked.text) == (200, True)
        await room.send()
        (token,) = room.links(A)
        looked = await visit(f"/news/subscriptions/{token}")
        assert (looked.status_code, "구독 확인" in looked.text, looked.headers["cache-control"]) == (
            200,
            True,
            "no-store",
        )
        assert await room.subscribers() == []
        confirmed = await visit.send(f"/news/subscriptions/{token}/confirm")
        assert confirmed.status_code == 303
        mine = confirmed.headers["location"].split("?")[0]
        assert await room.subscribers() == [(A, Frequency.DAILY)]
        own = await visit.page(mine)
        assert A in own.text
        changed = await visit.send(mine, topic="교통", frequency="WEEKLY")
        assert (changed.status_code, await room.subscribers()) == (303, [(A, Frequency.WEEKLY)])
        await visit(f"{mine}/leave")
        assert len(await room.subscribers()) == 1
        left = await visit.send(f"{mine}/leave")
        assert (left.status_code, await room.subscribers()) == (200, [])
        assert [answer.headers.get("set-cookie") for answer in (asked, looked, confirmed, left)] == [None] * 4


async def test_looking_changes_nothing(room: Room) -> None:
    """Scanners of mail open every link, and ask what one may do there."""
    mine = await room.subscribe(A, "bus")
    await room.sign_up("b@example.com", "bus")
    await room.send()
    (question,) = room.links("b@example.com")
    async with reading(room) as visit:
        for token in (mine, question):
            for path in ("", "/confirm", "/leave"):
                for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
                    await visit(f"/news/subscriptions/{token}{path}", method)
    assert await room.subscribers() == [(A, Frequency.IMMEDIATELY)]
    assert await room.confirm("b@example.com")


async def test_a_mail_program_ends_it_by_one_post(room: Room) -> None:
    """RFC 8058: the address of the header, this body, no cookie, and no page that it comes from."""
    await room.subscribe(A, "bus")
    await room.publish("bus")
    await room.send()
    (mail,) = room.server.to(A)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>").removeprefix("https://news.example")
    async with reading(room) as visit:
        for origin in (None, "https://mail.example"):
            ended = await visit.send(address, origin, **{"List-Unsubscribe": "One-Click"})
            assert ended.status_code == 200
    assert await room.subscribers() == []


async def test_a_page_elsewhere_asks_for_nobody(room: Room) -> None:
    mine = await room.subscribe(A, "bus")
    async with reading(room) as visit:
        for origin in ("https://evil.example", "null"):
            asked = await visit.send("/news/subscribe", origin, email="b@example.com", title="bus")
            changed = await visit.send(f"/news/subscriptions/{mine}", origin, topic="교통")
            assert (asked.status_code, changed.status_code) == (403, 403)
    await room.send()
    assert room.got() == []


@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"email": A}, 422, "하나는 골라"),
        ({"email": "nobody", "title": "bus"}, 422, "전자우편 주소를"),
        ({"email": A, "title": "inside"}, 422, "고를 수 없는 소식지"),
        ({"email": A, "topic": "살림"}, 422, "고를 수 없는 주제"),
        ({"email": A, "title": "bus", "frequency": "HOURLY"}, 422, "얼마나 자주"),
        ({"email": A, "title": ["bus"] * 600}, 422, "양식을 읽을 수 없습니다"),
        ({"email": A, "topic": "가" * 70_000}, 422, "너무 많습니다"),
    ],
)
async def test_what_is_wrong_is_said_beside_the_form(
    room: Room, form: dict[str, Any], status: int, told: str
) -> None:
    async with reading(room) as visit:
        answer = await visit.send("/news/subscribe", **form)
        assert (answer.status_code, told in answer.text) == (status, True)
        kept = 'value="a@example.com"' in answer.text
        assert kept is (form["email"] == A and status == 422 and "양식" not in told and "많습" not in told)


async def test_what_is_said_of_an_address_is_never_code(room: Room) -> None:
    async with reading(room) as visit:
        answer = await visit.send("/news/subscribe", email='"><script>1</script>', title="bus")
        assert "<script>" not in answer.text


async def test_tokens_that_open_nothing_look_alike(room: Room) -> None:
    left = await room.subscribe(A, "bus")
    async with reading(room) as visit:
        await visit.send(f"/news/subscriptions/{left}/leave")
        pages = [(await visit(f"/news/subscriptions/{one}")) for one in (left, "x", "x.y", "가" * 90)]
        assert [page.status_code for page in pages] == [404] * 4
        assert len({page.text.split("<main")[1] for page in pages}) == 1
        assert (await visit.send("/news/subscriptions/x.y/leave")).status_code == 404
        assert (await visit.send(f"/news/subscriptions/{left}/leave")).status_code == 200


async def test_an_employees_page_shows_outside_only_what_they_get_already(room: Room) -> None:
    await room.title("secret", "총무과", audience=room.titles["inside"].audience, topics=["비밀"])
    mine = await room.employ("남", "inside")
    async with reading(room) as visit:
        page = await visit.page(f"/news/subscriptions/{mine}")
        slugs = [one["value"] for one in page.all("input", name="title")]
        assert (slugs, "비밀" in page.text) == (["bus", "inside", "night"], False)
        kept = await visit.send(f"/news/subscriptions/{mine}", title=["inside", "bus"])
        assert kept.status_code == 303
        refused = await visit.send(f"/news/subscriptions/{mine}", title="secret")
        assert refused.status_code == 422


async def test_without_a_mail_server_there_are_no_such_pages(room: Room) -> None:
    async with reading(room, mail=False) as visit:
        assert "/news/subscribe" not in (await visit.page("/news")).links
        for path in ("/news/subscribe", "/news/subscriptions/x.y", "/news/subscriptions/x.y/leave"):
            assert (await visit(path)).status_code == 404
        assert (await visit.send("/news/subscribe", email=A, title="bus")).status_code == 404
    async with reading(room) as visit:
        assert "/news/subscribe" in (await visit.page("/news")).links


def test_the_access_log_holds_no_token() -> None:
    told = ("203.0.113.7:1", "POST", "/news/subscriptions/abc.def/leave?done=x", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', told, None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == '203.0.113.7:1 - "POST /news/subscriptions/…/leave?done=x HTTP/1.1" 200'
