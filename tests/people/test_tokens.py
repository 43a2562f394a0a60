"""API tokens: shown once, kept as a digest, good until they expire or are revoked."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from madang.errors import Conflict, Invalid, NotFound, Refused
from madang.rules.tokens import TokenScope
from models import ApiToken, Employee
from resolvers.context import Context
from resolvers.people_import import import_people
from resolvers.tokens import MARK, create_token, revoke_token, token_used, tokens
from subscriptions import log
from subscriptions.events import Event
from subscriptions.people_events import TokenIssued, TokenRevoked
from tests.people.conftest import Clock
from tests.people.files import people_lines

FIRST_DAY, NEXT_DAY = date(2014, 7, 1), date(2014, 7, 2)


@pytest.fixture(autouse=True)
async def staff(city: object, system: Context) -> None:
    await import_people(system, people_lines("100,김하늘,T-1,MEMBER,1,"), on=FIRST_DAY)


async def used(ctx: Context, text: str) -> ApiToken | None:
    return await token_used(ctx.reads, ctx.writes, text, now=ctx.clock(), today=ctx.today)


async def told(ctx: Context) -> list[Event]:
    """What the log tells of the employee's tokens."""
    async with ctx.reads() as session:
        employee = (await session.scalars(select(Employee).where(Employee.number == "100"))).one()
        records = await log.history(session, subject_kind="employee", subject_id=employee.id)
    return [one.event for one in records if isinstance(one.event, TokenIssued | TokenRevoked)]


async def test_a_token_opens_in_the_name_of_its_employee(system: Context) -> None:
    token, text = await create_token(system, "100", name="  탐색기 ", days=30)
    assert text.startswith(MARK)
    assert len(text) == len(MARK) + 43
    opened = await used(system, text)
    assert opened is not None
    assert (opened.id, opened.employee.number, opened.scope) == (token.id, "100", TokenScope.READ)
    assert (opened.name, opened.hint) == ("탐색기", text[-4:])
    assert opened.expires_at == system.clock() + timedelta(days=30)
    assert await told(system) == [
        TokenIssued(token_id=token.id, scope=TokenScope.READ, expires_at=token.expires_at)
    ]


async def test_the_text_is_kept_nowhere(system: Context) -> None:
    token, text = await create_token(system, "100", name="탐색기", days=30)
    kept = [str(value) for name, value in vars(token).items() if not name.startswith("_")]
    assert [value for value in kept if text in value or text.removeprefix(MARK) in value] == []


async def test_other_texts_open_nothing(system: Context) -> None:
    _, text = await create_token(system, "100", name="탐색기", days=30)
    for other in ("", MARK, text[:-1], text + "x", text.upper(), text.removeprefix(MARK)):
        assert await used(system, other) is None


async def test_a_token_ends_on_its_day(system: Context, clock: Clock) -> None:
    _, text = await create_token(system, "100", name="탐색기", days=1)
    clock.day = NEXT_DAY
    assert await used(system, text) is None


async def test_a_revoked_token_opens_nothing_and_cannot_be_revoked_again(system: Context) -> None:
    token, text = await create_token(system, "100", name="탐색기", days=30)
    await revoke_token(system, token.id)
    assert await used(system, text) is None
    with pytest.raises(Conflict):
        await revoke_token(system, token.id)
    assert (await told(system))[1:] == [TokenRevoked(token_id=token.id)]


async def test_the_day_of_use_is_kept(system: Context, clock: Clock) -> None:
    _, text = await create_token(system, "100", name="탐색기", days=30)
    assert [one.last_used_on for one in await tokens(system)] == [None]
    for day in (FIRST_DAY, NEXT_DAY):
        clock.day = day
        await used(system, text)
        await used(system, text)
        assert [one.last_used_on for one in await tokens(system)] == [day]


async def test_tokens_are_listed_newest_first_with_their_employees(system: Context) -> None:
    for name in ("하나", "둘"):
        await create_token(system, "100", name=name, days=30)
    assert [(one.name, one.employee.name) for one in await tokens(system)] == [
        ("둘", "김하늘"),
        ("하나", "김하늘"),
    ]


@pytest.mark.parametrize(
    ("number", "options", "kind", "field"),
    [
        ("999", {}, NotFound, ("number",)),
        ("100", {"days": 0}, Invalid, ("days",)),
        ("100", {"days": 366}, Invalid, ("days",)),
        ("100", {"name": " "}, Invalid, ("name",)),
        ("100", {"name": "x" * 101}, Invalid, ("name",)),
    ],
)
async def test_a_token_that_cannot_be_made_leaves_nothing(
    system: Context, number: str, options: dict[str, Any], kind: type[Refused], field: tuple[str, ...]
) -> None:
    wanted: dict[str, Any] = {"name": "탐색기", "days": 30, **options}
    with pytest.raises(kind) as raised:
        await create_token(system, number, **wanted)
    assert raised.value.field == field
    async with system.reads() as session:
        assert await session.scalar(select(func.count()).select_from(ApiToken)) == 0
    assert await told(system) == []


async def test_who_has_left_gets_no_token(system: Context, clock: Clock) -> None:
    clock.day = NEXT_DAY
    await import_people(system, people_lines("101,이바다,T-1,MEMBER,1,"), on=NEXT_DAY, whole=True)
    with pytest.raises(NotFound):
        await create_token(system, "100", name="탐색기", days=30)


async def test_an_unknown_token_cannot_be_revoked(system: Context) -> None:
    with pytest.raises(NotFound):
        await revoke_token(system, uuid4())
