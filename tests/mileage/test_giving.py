"""What people give: thanks within a month's number, and points by hand that two administrators agree on."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from madang.errors import Conflict, Forbidden, Invalid, NotFound
from madang.rules.mileage import AdjustmentState
from madang.rules.people import Role
from models import Employee, MileageAdjustment, MileageEntry, Thanks
from models.base import Sessions
from resolvers import adjustments
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from resolvers.thanks import Allowance, allowance, give_thanks
from tests.builders import City, chart, context, employee
from tests.subscriptions.writing import number_all

NOWHERE = UUID(int=1)


class Scene:
    def __init__(self, city: City, people: dict[str, Employee]) -> None:
        self.city, self.people = city, people

    async def context(self, name: str) -> Context:
        return await context(self.city, self.people[name])

    async def thank(self, giver: str, receiver: str, **given: Any) -> Thanks:
        id = self.people[receiver].id
        return await give_thanks(await self.context(giver), id, message="덕분에 끝냈습니다.", **given)

    async def left(self, giver: str) -> int:
        return (await allowance(await self.context(giver))).left

    async def count(self, model: Any) -> int:
        async with self.city.sessions() as session:
            return await session.scalar(select(func.count()).select_from(model)) or 0

    async def ledger(self) -> list[tuple[UUID, int, str]]:
        await number_all(self.city.sessions)
        await keep_books(await context(self.city, None))
        async with self.city.sessions() as session:
            rows = await session.scalars(select(MileageEntry).order_by(MileageEntry.number))
            return [(row.person_id, row.amount, row.explanation) for row in rows]


@pytest.fixture
async def scene(sessions: Sessions) -> Scene:
    city = await chart(sessions)
    people = {name: await employee(city, name, "버스정책과") for name in ("가", "나")}
    people |= {name: await employee(city, name, "총무과") for name in ("다", "라", "마")}
    for name in ("관리", "둘째"):
        people[name] = await employee(city, name, "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    return Scene(city, people)


async def test_thanks_earn_the_thanked_a_point(scene: Scene) -> None:
    thanks = await scene.thank("가", "다")
    assert (thanks.month, thanks.version) == (201407, 1)
    assert await scene.ledger() == [(scene.people["다"].id, 100, "다른 부서 동료의 감사 = 1.00")]


async def test_what_is_left_of_a_month_lapses_with_it(scene: Scene) -> None:
    for name in ("다", "다", "라", "라", "마"):
        await scene.thank("가", name)
    assert await allowance(await scene.context("가")) == Allowance(
        month=201407, given=5, most=5, most_for_one=2
    )
    with pytest.raises(Conflict, match="모두 보냈습니다"):
        await scene.thank("가", "마")
    scene.city.clock.now = datetime(2014, 7, 31, 15, tzinfo=UTC)  # August in Seoul
    assert await scene.left("가") == 5
    await scene.thank("가", "다")
    assert (await scene.left("가"), await scene.count(Thanks)) == (4, 6)


async def test_one_person_is_thanked_twice_a_month(scene: Scene) -> None:
    await scene.thank("가", "다")
    await scene.thank("가", "다")
    with pytest.raises(Conflict, match="한 사람에게는 한 달에 2번까지"):
        await scene.thank("가", "다")
    assert (await scene.left("가"), await scene.count(Thanks)) == (3, 2)


async def test_neither_oneself_nor_the_own_department_is_thanked(scene: Scene) -> None:
    for name in ("가", "나"):
        with pytest.raises(Forbidden, match="다른 부서의 동료"):
            await scene.thank("가", name)
    with pytest.raises(NotFound):
        await give_thanks(await scene.context("가"), NOWHERE, message="고맙습니다.")
    with pytest.raises(Invalid):
        await give_thanks(await scene.context("가"), scene.people["다"].id, message=" ")
    assert await scene.count(Thanks) == 0


async def test_many_at_once_do_not_go_beyond_the_number(scene: Scene) -> None:
    tries = [scene.thank("가", name) for name in ("다", "라", "마") for _ in range(3)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Thanks) for one in results) == 5
    assert (await scene.left("가"), await scene.count(Thanks)) == (0, 5)


async def test_the_same_thanks_sent_twice_are_one(scene: Scene) -> None:
    id = uuid4()
    first, second = await scene.thank("가", "다", id=id), await scene.thank("가", "다", id=id)
    assert (first.id, second.id, await scene.count(Thanks)) == (id, id, 1)
    with pytest.raises(Conflict):
        await scene.thank("나", "다", id=id)


async def proposed(scene: Scene, whom: str = "가", amount: int = -250, **given: Any) -> MileageAdjustment:
    ctx = await scene.context("관리")
    return await adjustments.propose(ctx, scene.people[whom].id, amount=amount, reason="겹친 기록", **given)


async def test_an_adjustment_counts_once_a_second_administrator_agrees(scene: Scene) -> None:
    adjustment = await proposed(scene)
    assert await scene.ledger() == []
    for name in ("관리", "가"):
        with pytest.raises(Forbidden):
            await adjustments.confirm(await scene.context(name), adjustment.id)
    confirmed = await adjustments.confirm(await scene.context("둘째"), adjustment.id, version=1)
    assert (confirmed.state, confirmed.version) == (AdjustmentState.CONFIRMED, 2)
    assert await scene.ledger() == [(scene.people["가"].id, -250, "관리자 두 사람이 조정했습니다: 겹친 기록")]
    with pytest.raises(Conflict):
        await adjustments.confirm(await scene.context("둘째"), adjustment.id)


async def test_nobody_agrees_to_their_own_points(scene: Scene) -> None:
    adjustment = await proposed(scene, "둘째", 500)
    with pytest.raises(Forbidden):
        await adjustments.confirm(await scene.context("둘째"), adjustment.id)
    assert await scene.ledger() == []


async def test_an_adjustment_that_is_declined_never_counts(scene: Scene) -> None:
    adjustment = await proposed(scene)
    declined = await adjustments.decline(await scene.context("관리"), adjustment.id, reason="잘못 적음")
    assert (declined.state, declined.decision) == (AdjustmentState.DECLINED, "잘못 적음")
    with pytest.raises(Conflict):
        await adjustments.confirm(await scene.context("둘째"), adjustment.id)
    assert await scene.ledger() == []


@pytest.mark.parametrize("amount", [0, 1_000_001, -1_000_001])
async def test_an_adjustment_is_neither_nothing_nor_without_bounds(scene: Scene, amount: int) -> None:
    with pytest.raises(Invalid):
        await proposed(scene, amount=amount)
    assert await scene.count(MileageAdjustment) == 0


async def test_two_administrators_who_decide_at_once_decide_once(scene: Scene) -> None:
    adjustment = await proposed(scene)
    second, first = await scene.context("둘째"), await scene.context("관리")
    results = await asyncio.gather(
        adjustments.confirm(second, adjustment.id),
        adjustments.decline(first, adjustment.id, reason="잘못 적음"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Conflict) for one in results) == 1
    assert len(await scene.ledger()) == sum(
        isinstance(one, MileageAdjustment) and one.state is AdjustmentState.CONFIRMED for one in results
    )
