"""A small board with every kind of field and failure, for the tests of the doors."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any, NewType
from uuid import UUID

import strawberry
from strawberry import Info
from strawberry.schema.config import StrawberryConfig

from madang.errors import Forbidden, Invalid, NotFound, NotSignedIn
from madang.server.auth import Identity, SignIn, nobody
from madang.server.transports.door import Door
from schema.execution import Engine
from schema.refusals import ShowRefusals


@dataclass
class Visit:
    """The context of the board: made anew for each operation and each event."""

    number: int = 0
    who: str | None = None
    feed: "Feed | None" = None
    after: str | None = None


@dataclass
class Feed:
    """What the board's subscription gives; tests put in and watch how many are listening."""

    queue: asyncio.Queue[Any] = field(default_factory=asyncio.Queue[Any])
    watching: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


Ctx = Info[Visit, None]


@strawberry.enum
class Colour(Enum):
    RED = "red"
    BLUE = "blue"


def _korean_only(value: str) -> str:
    if not value or not "가" <= value[0] <= "힣":
        raise Invalid("한글로 시작해야 합니다.")
    return value


KoreanText = NewType("KoreanText", str)
SCALARS: dict[object, Any] = {
    KoreanText: strawberry.scalar(name="KoreanText", parse_value=_korean_only, serialize=str)
}


@strawberry.input
class AskInput:
    title: str
    departments: list[UUID]
    colour: Colour | None = None
    by: KoreanText | None = None


@strawberry.type
class Item:
    title: str = "심야버스"

    @strawberry.field
    def items(self, first: int = 20, last: int | None = None) -> "ItemConnection":
        return ItemConnection()

    @strawberry.field
    def siblings(self) -> list["Item"]:
        return [Item()]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("비밀번호는 1234")

    @strawberry.field
    def missing(self) -> str:
        return None  # pyright: ignore[reportReturnType]  # the mistake under test


@strawberry.type
class ItemConnection:
    @strawberry.field
    def nodes(self) -> list[Item]:
        return [Item()]


@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "안녕하세요 🌸"

    @strawberry.field
    def item(self) -> Item | None:
        return Item()

    @strawberry.field
    def items(self, first: int | None = None, last: int | None = None) -> ItemConnection:
        return ItemConnection()

    @strawberry.field
    def these(self, ids: list[strawberry.ID]) -> list[Item]:
        return [Item() for _ in ids]

    @strawberry.field
    def visit(self, info: Ctx) -> int:
        return info.context.number

    @strawberry.field
    def who(self, info: Ctx) -> str | None:
        return info.context.who

    @strawberry.field
    async def waiting(self, info: Ctx) -> int:
        return await wait(info.context)

    @strawberry.field
    async def hidden(self) -> str | None:
        raise NotFound("찾을 수 없습니다.")

    @strawberry.field
    def me(self) -> str:
        raise NotSignedIn("로그인이 필요합니다.")

    @strawberry.field
    def too_big(self) -> Item | None:
        raise OverflowError("0x7f3a secret")

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def wrong_number(self) -> int | None:
        return "열둘"  # pyright: ignore[reportReturnType]  # the mistake under test


@strawberry.type
class Mutation:
    @strawberry.mutation
    def ask(self, input: AskInput) -> str:
        return input.title

    @strawberry.mutation
    async def change(self, info: Ctx) -> int:
        return await wait(info.context)

    @strawberry.mutation
    def refuse(self) -> str | None:
        raise Forbidden("권한이 없습니다.")

    @strawberry.mutation
    def fail(self) -> str | None:
        raise RuntimeError("table requests does not exist")


@strawberry.type
class Seen:
    @strawberry.field
    def visit(self, info: Ctx) -> int:
        return info.context.number

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("tables")


@strawberry.type
class Marked:
    cursor: str


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, info: Ctx, to: int = 3) -> AsyncGenerator[int, None]:
        for number in range(to):
            yield number

    @strawberry.subscription
    async def visits(self, info: Ctx, to: int = 3) -> AsyncGenerator[Seen, None]:
        for _ in range(to):
            yield Seen()

    @strawberry.subscription
    async def news(self, info: Ctx) -> AsyncGenerator[str, None]:
        feed = info.context.feed
        assert feed is not None
        feed.watching += 1
        feed.entered.set()
        try:
            while True:
                yield _tell(await feed.queue.get())
        finally:
            feed.watching -= 1
            feed.released.set()

    @strawberry.subscription
    async def marked(self, info: Ctx, marks: list[str]) -> AsyncGenerator[Marked, None]:
        """Events with cursors, behind the one to resume after."""
        after = info.context.after
        for mark in marks[marks.index(after) + 1 if after else 0 :]:
            yield Marked(cursor=mark)

    @strawberry.subscription
    async def refused(self) -> AsyncGenerator[int, None]:
        raise NotSignedIn("로그인이 필요합니다.")
        yield 1

    @strawberry.subscription
    async def breaks(self) -> AsyncGenerator[Item, None]:
        yield Item()
        raise RuntimeError("redis://:secret@10.0.0.1")

    @strawberry.subscription
    async def flood(self, info: Ctx) -> AsyncGenerator[str, None]:
        try:
            while True:
                yield "가" * 100_000
        finally:
            if info.context.feed is not None:
                info.context.feed.released.set()


async def wait(visit: Visit) -> int:
    """Until it is released, and how many are waiting then."""
    assert visit.feed is not None
    visit.feed.watching += 1
    visit.feed.entered.set()
    try:
        await visit.feed.released.wait()
    finally:
        visit.feed.watching -= 1
        visit.feed.left.set()
    visit.feed.queue.put_nowait("done")
    return visit.feed.watching


def _tell(event: Any) -> str:
    if isinstance(event, Exception):
        raise event
    return str(event)


board = strawberry.Schema(
    Query, Mutation, Subscription, extensions=[ShowRefusals], config=StrawberryConfig(scalar_map=SCALARS)
)


def board_engine(**options: Any) -> Engine[Visit]:
    return Engine(board, **options)


def board_door(sign_in: SignIn = nobody, *, feed: Feed | None = None, **options: Any) -> Door[Visit]:
    """Counts the contexts it makes: `visit` is 0 for the first operation or event, then 1, 2 …"""
    numbers = count()

    async def visit(identity: Identity | None) -> Visit:
        return Visit(next(numbers), identity.employee_number if identity else None, feed)

    return Door(board_engine(**options), sign_in, visit)
