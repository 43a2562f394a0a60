"""Importing a chart dates every fact, tells every change and never does half."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from madang.errors import Forbidden, Invalid
from madang.rules.lines import BadFile, Problem
from madang.rules.people import Actor, OrganisationKind, Role
from models import Department, DepartmentFact
from resolvers.chart import ChartImport, import_chart
from resolvers.context import Context
from resolvers.departments import name_on, present_successors
from subscriptions import log
from subscriptions.events import Event
from subscriptions.people_events import (
    DepartmentClosed,
    DepartmentKindChanged,
    DepartmentMoved,
    DepartmentOpened,
    DepartmentRenamed,
    DepartmentReopened,
)
from tests.people.conftest import CITY, Clock
from tests.people.files import chart_lines

FIRST_DAY, NEW_YEAR, MARCH = date(2014, 7, 1), date(2015, 1, 1), date(2015, 3, 1)


async def department(ctx: Context, code: str) -> Department:
    async with ctx.reads() as session:
        return (await session.scalars(select(Department).where(Department.code == code))).one()


async def facts(ctx: Context, code: str) -> list[tuple[date, date | None, str]]:
    async with ctx.reads() as session:
        found = await session.scalars(
            select(DepartmentFact)
            .join(DepartmentFact.department)
            .where(Department.code == code)
            .order_by(DepartmentFact.since)
        )
        return [(fact.since, fact.until, fact.name) for fact in found]


async def told(ctx: Context, code: str) -> list[Event]:
    subject = await department(ctx, code)
    async with ctx.reads() as session:
        entries = await log.history(session, subject_kind="department", subject_id=subject.id)
    assert [entry.version for entry in entries] == list(range(1, subject.version + 1))
    return [entry.event for entry in entries]


async def test_a_first_chart_opens_every_department(system: Context, city: ChartImport) -> None:
    assert city == ChartImport(opened=6)
    above, below = await department(system, "T"), await department(system, "T-1")
    assert (below.name, below.kind, below.parent_id) == (
        "버스정책과",
        OrganisationKind.HEADQUARTERS,
        above.id,
    )
    assert (below.opened_on, below.closed_on, below.is_sample) == (FIRST_DAY, None, False)
    assert await facts(system, "T-1") == [(FIRST_DAY, None, "버스정책과")]
    assert await told(system, "T-1") == [
        DepartmentOpened(
            on=FIRST_DAY,
            code="T-1",
            name="버스정책과",
            organisation_kind=OrganisationKind.HEADQUARTERS,
            parent_id=above.id,
        )
    ]


async def test_the_same_file_again_changes_and_tells_nothing(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = NEW_YEAR
    again = await import_chart(system, chart_lines(*CITY), on=NEW_YEAR, whole=True)
    assert again == ChartImport(unchanged=6)
    async with system.reads() as session:
        assert await session.scalar(select(func.count()).select_from(DepartmentFact)) == 6
        assert await session.scalar(select(func.max(Department.version))) == 1


async def test_a_rename_a_move_and_a_kind_are_new_facts_from_their_day(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = MARCH
    done = await import_chart(system, chart_lines("I-1,데이터센터,사업소,"), on=NEW_YEAR)
    assert done == ChartImport(renamed=1, moved=1, kind_changed=1)
    present = await department(system, "I-1")
    assert (present.name, present.kind, present.parent_id) == (
        "데이터센터",
        OrganisationKind.AFFILIATED_OFFICE,
        None,
    )
    assert await facts(system, "I-1") == [
        (FIRST_DAY, NEW_YEAR, "통계데이터담당관"),
        (NEW_YEAR, None, "데이터센터"),
    ]
    assert (await told(system, "I-1"))[1:] == [
        DepartmentRenamed(on=NEW_YEAR, name="데이터센터"),
        DepartmentKindChanged(on=NEW_YEAR, organisation_kind=OrganisationKind.AFFILIATED_OFFICE),
        DepartmentMoved(on=NEW_YEAR, parent_id=None),
    ]


async def test_a_move_to_a_department_that_opens_the_same_day_arrives(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,N", "N,교통실,본청,"), on=NEW_YEAR)
    assert (await department(system, "T-1")).parent_id == (await department(system, "N")).id


async def test_a_correction_on_the_same_day_leaves_one_fact(system: Context, city: ChartImport) -> None:
    await import_chart(system, chart_lines("T-1,버스과,본청,T"), on=FIRST_DAY)
    assert await facts(system, "T-1") == [(FIRST_DAY, None, "버스과")]


async def test_merged_departments_lead_to_their_present_successor(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = NEW_YEAR
    merging = ("T-1,버스정책과,본청,T,T-3", "T-2,택시물류과,본청,T,T-3", "T-3,대중교통과,본청,T")
    assert await import_chart(system, chart_lines(*merging), on=NEW_YEAR) == ChartImport(opened=1, closed=2)
    clock.day = MARCH
    again = ("T-3,대중교통과,본청,T,T",)
    assert await import_chart(system, chart_lines(*again), on=MARCH) == ChartImport(closed=1)
    top, bus = await department(system, "T"), await department(system, "T-1")
    ids = [(await department(system, code)).id for code in ("T-1", "T-2", "T-3", "T")]
    async with system.reads() as session:
        found = {origin: present for origin, present in await session.execute(present_successors(ids))}
    assert found == dict.fromkeys(ids[:3], top.id)
    assert (bus.closed_on, bus.successor_id) == (NEW_YEAR, (await department(system, "T-3")).id)
    assert await facts(system, "T-1") == [(FIRST_DAY, NEW_YEAR, "버스정책과")]
    assert (await told(system, "T-1"))[-1] == DepartmentClosed(on=NEW_YEAR, successor_id=bus.successor_id)


async def test_a_circle_of_successors_is_walked_a_bounded_time(system: Context, city: ChartImport) -> None:
    one, other = await department(system, "T-1"), await department(system, "T-2")
    async with system.change() as change:
        for origin, successor in ((one, other), (other, one)):
            row = await change.lock(Department, origin.id)
            assert row
            row.closed_on, row.successor_id = FIRST_DAY, successor.id
    async with system.reads() as session:
        assert (await session.execute(present_successors([one.id, other.id]))).all() == []


async def test_a_whole_chart_closes_what_it_leaves_out_and_a_later_one_opens_it_again(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = MARCH
    without_taxis = [record for record in CITY if not record.startswith("T-2")]
    closed = await import_chart(system, chart_lines(*without_taxis), on=NEW_YEAR, whole=True)
    assert closed == ChartImport(closed=1, unchanged=5)
    assert await facts(system, "T-2") == [(FIRST_DAY, NEW_YEAR, "택시물류과")]
    opened = await import_chart(system, chart_lines(*CITY), on=MARCH, whole=True)
    assert opened == ChartImport(reopened=1, unchanged=5)
    assert await facts(system, "T-2") == [
        (FIRST_DAY, NEW_YEAR, "택시물류과"),
        (MARCH, None, "택시물류과"),
    ]
    assert (await department(system, "T-2")).closed_on is None
    assert (await told(system, "T-2"))[1:] == [
        DepartmentClosed(on=NEW_YEAR, successor_id=None),
        DepartmentReopened(on=MARCH),
    ]


async def test_a_closing_taken_back_on_its_day_leaves_no_gap(
    system: Context, clock: Clock, city: ChartImport
) -> None:
    clock.day = NEW_YEAR
    without_taxis = [record for record in CITY if not record.startswith("T-2")]
    await import_chart(system, chart_lines(*without_taxis), on=NEW_YEAR, whole=True)
    await import_chart(system, chart_lines(*CITY), on=NEW_YEAR)
    assert await facts(system, "T-2") == [(FIRST_DAY, None, "택시물류과")]


async def test_a_bad_file_changes_nothing(system: Context, city: ChartImport) -> None:
    with pytest.raises(BadFile) as refused:
        await import_chart(system, chart_lines("T-1,노선버스과,본청,T", "N,새 부서,본청,X"), on=FIRST_DAY)
    assert refused.value.problems == (Problem(3, "상위 부서 'X'이(가) 파일에도 조직도에도 없습니다."),)
    assert (await department(system, "T-1")).name == "버스정책과"
    assert len(await told(system, "T-1")) == 1


async def test_a_chart_of_a_day_to_come_is_refused(system: Context) -> None:
    with pytest.raises(Invalid, match="2015-01-01은 아직 오지 않았습니다"):
        await import_chart(system, chart_lines(*CITY), on=NEW_YEAR)


@pytest.mark.parametrize("roles", [frozenset[Role](), frozenset({Role.HR_OFFICER})])
async def test_only_the_system_and_administrators_import(
    system: Context, city: ChartImport, roles: frozenset[Role]
) -> None:
    actor = Actor(
        id=uuid4(),
        department_id=uuid4(),
        department_name="버스정책과",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=frozenset(),
        roles=roles,
    )
    with pytest.raises(Forbidden):
        await import_chart(replace(system, visitor=actor), chart_lines("X,새 부서,본청,"), on=FIRST_DAY)
    async with system.reads() as session:
        assert await session.scalar(select(func.count()).select_from(Department)) == 6


async def test_two_imports_at_once_open_each_department_once(system: Context) -> None:
    both = await asyncio.gather(*(import_chart(system, chart_lines(*CITY), on=FIRST_DAY) for _ in range(2)))
    assert sorted(both, key=lambda done: done.opened) == [ChartImport(unchanged=6), ChartImport(opened=6)]


async def test_a_department_has_the_name_of_the_day(system: Context, clock: Clock, city: ChartImport) -> None:
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,노선버스과,본청,T"), on=NEW_YEAR)
    days = [date(2014, 6, 30), FIRST_DAY, date(2014, 12, 31), NEW_YEAR]
    async with system.reads() as session:
        names = [
            await session.scalar(select(name_on(Department.id, day)).where(Department.code == "T-1"))
            for day in days
        ]
    assert names == [None, "버스정책과", "버스정책과", "노선버스과"]
