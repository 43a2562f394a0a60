"""A month is closed once and has at most three winners; what the chain leaves equal waits for a decision."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from madang.errors import Conflict, Invalid
from madang.rules.calendar import Month
from madang.rules.mileage import MonthState
from madang.rules.mileage_kings import Place, Standing, choose
from madang.rules.people import Role
from models import Employee, MileageMonth, MonthlyKing
from models.base import Sessions
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from resolvers.kings import SETTLING, close_months, decide_tie, record_incentive
from tests.builders import City, chart, context, employee
from tests.mileage.telling import NOON, Telling
from tests.mileage.writing import write
from tests.subscriptions.writing import number_all

JULY = Month(2014, 7)
AUGUST_OPENS = JULY.ends + SETTLING
Crown = tuple[Place, str, int]


class Scene:
    """People of two departments, an administrator, and a log that earns them points."""

    def __init__(self, city: City, people: dict[str, Employee], system: Context, admin: Context) -> None:
        self.city, self.people, self.system, self.admin = city, people, system, admin
        self.tell, self.written = Telling(), 0

    def gives(self, name: str, amount: int) -> None:
        self.tell.adjusted(self.people[name].id, amount, of=self.city.departments["버스정책과"].id)

    async def book(self) -> None:
        part = Telling(entries=self.tell.entries[self.written :])
        self.written = len(self.tell.entries)
        await write(self.city.sessions, part)
        await keep_books(self.system)

    async def close(self, at: datetime = AUGUST_OPENS) -> int:
        self.city.clock.now = at
        closed = await close_months(self.system)
        await number_all(self.city.sessions)
        await keep_books(self.system)
        await number_all(self.city.sessions)
        await keep_books(self.system)
        return closed

    async def month(self, month: Month = JULY) -> MileageMonth:
        async with self.city.sessions() as session:
            found = await session.scalar(select(MileageMonth).where(MileageMonth.month == month.number))
        assert found is not None
        return found

    async def kings(self) -> list[Crown]:
        async with self.city.sessions() as session:
            rows = await session.execute(
                select(MonthlyKing, Employee.name)
                .join(Employee, Employee.id == MonthlyKing.person_id)
                .order_by(MonthlyKing.month, MonthlyKing.rank)
            )
            return [(king.place, name, king.total) for king, name in rows]


@pytest.fixture
async def scene(sessions: Sessions) -> Scene:
    city = await chart(sessions)
    people = {name: await employee(city, name, "버스정책과") for name in "가나다라마"}
    admin = await employee(city, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    return Scene(city, people, await context(city, None), await context(city, admin))


async def test_three_win_in_the_order_of_their_mileage(scene: Scene) -> None:
    for name, amount in zip("가나다라", (100, 400, 200, 300), strict=True):
        scene.gives(name, amount)
    await scene.book()
    assert await scene.close(AUGUST_OPENS - timedelta(microseconds=1)) == 0
    assert await scene.close() == 1
    assert await scene.kings() == [
        (Place.GRAND, "나", 400),
        (Place.EXCELLENCE, "라", 300),
        (Place.ENCOURAGEMENT, "다", 200),
    ]
    month = await scene.month()
    assert (month.state, month.people, month.entries) == (MonthState.CLOSED, 4, 4)


async def test_fewer_with_points_are_fewer_winners(scene: Scene) -> None:
    scene.gives("가", 100)
    scene.gives("나", -100)
    await scene.book()
    await scene.close()
    assert await scene.kings() == [(Place.GRAND, "가", 100)]
    assert (await scene.month()).people == 1


async def test_what_comes_after_the_closing_counts_in_the_next_month_and_moves_nobody(scene: Scene) -> None:
    scene.gives("가", 100)
    await scene.book()
    await scene.close()
    scene.tell.now = JULY.ends - timedelta(seconds=1)
    scene.gives("나", 900)
    await scene.book()
    assert await scene.close(Month(2014, 8).ends + SETTLING) == 1
    assert await scene.kings() == [(Place.GRAND, "가", 100), (Place.GRAND, "나", 900)]


async def test_months_that_were_missed_are_closed_in_their_order(scene: Scene) -> None:
    for month in (7, 8, 10):
        scene.tell.now = datetime(2014, month, 10, tzinfo=UTC)
        scene.gives("가", month)
    await scene.book()
    assert await scene.close(datetime(2014, 11, 3, tzinfo=UTC)) == 4
    assert await scene.kings() == [(Place.GRAND, "가", 7), (Place.GRAND, "가", 8), (Place.GRAND, "가", 10)]
    assert (await scene.month(Month(2014, 9))).people == 0


async def test_two_processes_close_a_month_once(scene: Scene) -> None:
    scene.gives("가", 100)
    await scene.book()
    scene.city.clock.now = AUGUST_OPENS
    closed = await asyncio.gather(*(close_months(scene.system) for _ in range(4)))
    await number_all(scene.city.sessions)
    await asyncio.gather(*(keep_books(scene.system) for _ in range(4)))
    await keep_books(scene.system)
    assert (sum(closed), await scene.kings()) == (1, [(Place.GRAND, "가", 100)])


async def test_equal_people_wait_for_an_administrator_who_gives_a_reason(scene: Scene) -> None:
    scene.gives("가", 500)
    scene.tell.now = NOON + timedelta(days=1)
    for name in "나다라":
        scene.tell.now = NOON + timedelta(days=1)
        scene.gives(name, 300)
    await scene.book()
    await scene.close()
    month = await scene.month()
    tied = {scene.people[name].id for name in "나다라"}
    assert (month.state, {UUID(id) for id in month.tied}, await scene.kings()) == (
        MonthState.UNDECIDED,
        tied,
        [],
    )
    order = [scene.people[name].id for name in "라나다"]
    for wrong in (order[:2], [*order, order[0]], [*order[:2], scene.people["가"].id]):
        with pytest.raises(Invalid):
            await decide_tie(scene.admin, JULY, wrong, "협력한 부서의 종류")
    await decide_tie(scene.admin, JULY, order, "협력한 부서의 종류")
    assert await scene.kings() == [
        (Place.GRAND, "가", 500),
        (Place.EXCELLENCE, "라", 300),
        (Place.ENCOURAGEMENT, "나", 300),
    ]
    with pytest.raises(Conflict):
        await decide_tie(scene.admin, JULY, order, "한 번 더")


async def test_who_is_hidden_wins_only_if_they_agreed(scene: Scene) -> None:
    for name, amount in zip("가나다", (300, 200, 100), strict=True):
        scene.gives(name, amount)
    scene.tell.hidden(scene.people["가"].id)
    scene.tell.hidden(scene.people["나"].id, wins=True)
    await scene.book()
    await scene.close()
    assert await scene.kings() == [(Place.GRAND, "나", 200), (Place.EXCELLENCE, "다", 100)]


async def test_a_winner_rests_as_many_months_as_the_policy_says(scene: Scene) -> None:
    scene.tell.policy(2, datetime(2014, 8, 1, tzinfo=UTC).date(), king_rest_months=1)
    for month in (7, 8, 9):
        scene.tell.now = datetime(2014, month, 10, tzinfo=UTC)
        scene.gives("가", 300)
        scene.gives("나", 200)
    await scene.book()
    await scene.close(datetime(2014, 10, 3, tzinfo=UTC))
    assert await scene.kings() == [
        (Place.GRAND, "가", 300),
        (Place.EXCELLENCE, "나", 200),
        (Place.GRAND, "가", 300),
        (Place.EXCELLENCE, "나", 200),
    ]  # in August both rest


async def test_what_a_winner_was_given_is_recorded_and_can_be_corrected(scene: Scene) -> None:
    scene.gives("가", 100)
    await scene.book()
    await scene.close()
    ctx = scene.admin
    await record_incentive(ctx, JULY, Place.GRAND, incentive="문화상품권", amount=100_000, note="")
    king = await record_incentive(ctx, JULY, Place.GRAND, incentive="표창", amount=None, note="상금 없음")
    assert (king.incentive, king.incentive_amount, king.incentive_note) == ("표창", None, "상금 없음")


@pytest.mark.parametrize("seed", range(50))
def test_there_are_never_two_or_four_winners(seed: int) -> None:
    random = Random(seed)
    standings = [
        Standing(
            person_id=uuid4(),
            total=random.choice([0, 100, 200]),
            mean=random.choice([0, 4_000_000]),
            helped=random.choice([0, 1]),
            earliness=-random.choice([1, 2]),
        )
        for _ in range(random.choice([0, 1, 2, 3, 5, 30]))
    ]
    able = sum(one.total > 0 for one in standings)
    decided: list[UUID] = []
    while not (choice := choose(standings, decided=decided)).is_final:
        assert len(choice.winners) < 3
        decided += [one.person_id for one in choice.tied]
    assert len(choice.winners) == min(3, able)
    standards = [one.standard for one in choice.winners]
    assert standards == sorted(standards, reverse=True)
    left = [one for one in standings if one not in choice.winners]
    assert all(one.standard <= standards[-1] for one in left if one.total > 0)
