"""What administrators are asked to look at, found in the ledger as it is kept."""

from datetime import timedelta

import pytest

from madang.collusion import FlagKind
from madang.errors import Forbidden, Invalid
from madang.rules.calendar import Month
from madang.rules.people import Role
from models.base import Sessions
from resolvers.bookkeeping import keep_books
from resolvers.flags import mileage_flags
from tests.builders import chart, context, employee
from tests.mileage.telling import FULL, NOON, Telling, department, person
from tests.mileage.writing import write

JULY, SEPTEMBER = Month(2014, 7), Month(2014, 9)
FARMER = person(90)


def told() -> Telling:
    """Forty honest people; one of them comments up to the day's limit, day after day, with nothing else."""
    tell = Telling()
    for day in range(30):
        tell.now = NOON + timedelta(days=day)
        asks, answers = person(day % 40), person((day * 7 + 3) % 40)
        request = tell.request(asks, of=department(day % 5))
        delivery, to = tell.sent(request, department(10 + day % 5)), department(10 + day % 5)
        tell.received(request, delivery, to)
        tell.assigned(request, delivery, to, [(answers, 100)])
        tell.rated(request, delivery, to, FULL, by=asks)
        for turn in range(6):
            root = tell.comment(request, person(turn), f"자료의 기준을 함께 정하면 좋겠습니다. {day}-{turn}")
            tell.comment(
                request, person(20 + turn), f"기준을 보내 드리겠습니다. {day}-{turn} 일입니다.", parent=root
            )
        others = [tell.request(person(30), of=department(1)) for _ in range(2)]
        for turn in range(6):
            tell.comment(others[turn // 3], FARMER, f"잘 보고 갑니다 {day}-{turn}")
    return tell


async def test_comments_at_the_limit_day_after_day_are_asked_about(sessions: Sessions) -> None:
    city = await chart(sessions)
    admin = await employee(city, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    await write(sessions, told())
    await keep_books(await context(city, None))
    ctx = await context(city, admin)
    farming = [
        one for one in await mileage_flags(ctx, JULY, SEPTEMBER) if one.kind is FlagKind.COMMENT_FARMING
    ]
    assert [one.people for one in farming] == [(FARMER,)]
    assert await mileage_flags(ctx, JULY, SEPTEMBER) == await mileage_flags(ctx, JULY, SEPTEMBER)
    assert await mileage_flags(ctx, Month(2015, 1), Month(2015, 12)) == ()


async def test_only_administrators_ask_and_of_a_year_at_most(sessions: Sessions) -> None:
    city = await chart(sessions)
    admin = await employee(city, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    other = await employee(city, "가", "총무과")
    with pytest.raises(Forbidden):
        await mileage_flags(await context(city, other), JULY, SEPTEMBER)
    ctx = await context(city, admin)
    for first, last in ((SEPTEMBER, JULY), (JULY, Month(2015, 7))):
        with pytest.raises(Invalid):
            await mileage_flags(ctx, first, last)
