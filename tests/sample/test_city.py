"""The sample city is whole, marked as a sample, and has somebody for every part to play."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from madang.rules.people import OrganisationKind, Position, Role
from madang.server.sample import CHART, found, is_empty
from models import Department, Employee, Membership
from models.base import Sessions
from models.engine import engine_of, read_sessions
from resolvers.context import Context
from resolvers.people import actor_for, personas
from subscriptions.hub import Hub


@pytest.fixture
async def city(sessions: Sessions) -> Context:
    ctx = Context(reads=read_sessions(engine_of(sessions)), writes=sessions, hub=Hub(sessions))
    assert await is_empty(ctx)
    await found(ctx)
    return ctx


async def test_the_chart_of_seoul_has_172_departments(city: Context) -> None:
    async with city.reads() as session:
        departments = list(await session.scalars(select(Department)))
    assert Counter(one.kind for one in departments) == {
        OrganisationKind.HEADQUARTERS: 117,
        OrganisationKind.AFFILIATED_OFFICE: 15,
        OrganisationKind.DISTRICT: 25,
        OrganisationKind.INVESTED_INSTITUTION: 15,
    }
    assert len(CHART.read_text(encoding="utf-8").splitlines()) == 173
    assert not await is_empty(city)


async def test_everything_is_marked_as_a_sample(city: Context) -> None:
    async with city.reads() as session:
        unmarked = select(Employee.name).where(~Employee.is_sample | Employee.name.not_like("%(예시)"))
        assert list(await session.scalars(unmarked)) == []
        assert await session.scalar(select(func.count()).where(~Department.is_sample)) == 0


async def test_every_department_has_one_head_and_one_clerk(city: Context) -> None:
    counted = (
        select(Membership.department_id, Membership.position, func.count())
        .where(Membership.position != Position.MEMBER)
        .group_by(Membership.department_id, Membership.position)
    )
    async with city.reads() as session:
        rows = (await session.execute(counted)).all()
    assert len(rows) == 2 * 172
    assert {count for _, _, count in rows} == {1}


async def test_every_role_but_none_else_has_a_persona(city: Context) -> None:
    async with city.reads() as session:
        everyone = await personas(session)
        assert {role for one in everyone for role in one.roles} == set(Role)
        assert {one.position for one in everyone} == set(Position)
        actors = [await actor_for(session, one.number, today=city.today) for one in everyone]
    assert None not in actors


async def test_founding_twice_is_founding_once(city: Context) -> None:
    async with city.reads() as session:
        before = await session.scalar(select(func.sum(Employee.version)))
    await found(city)
    async with city.reads() as session:
        assert await session.scalar(select(func.sum(Employee.version))) == before
