"""Importing employees dates memberships and roles, and tells what changed."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from madang.errors import Invalid
from madang.rules.lines import BadFile, Problem
from madang.rules.people import Position, Role
from models import Department, Employee, Membership, RoleGrant
from resolvers.context import Context
from resolvers.people_import import PeopleImport, import_people
from subscriptions import log
from subscriptions.events import Event
from subscriptions.people_events import (
    EmployeeCorrected,
    EmployeeJoined,
    EmployeeLeft,
    EmployeeMoved,
    Placement,
    RoleGranted,
    RoleRevoked,
)
from tests.people.conftest import Clock
from tests.people.files import people_lines

pytestmark = pytest.mark.usefixtures("city")
FIRST_DAY, NEW_YEAR, MARCH = date(2014, 7, 1), date(2015, 1, 1), date(2015, 3, 1)
STAFF = (
    "100,김하늘,T-1,MEMBER,1,,k@seoul.example",
    "101,이바다,T-1,CLERK,1,,",
    "102,박솔,I-1,HEAD,1,DATA_READER,",
    "102,박솔,T,MEMBER,0,,",
)


async def take(ctx: Context, *records: str, on: date = FIRST_DAY, whole: bool = False) -> PeopleImport:
    return await import_people(ctx, people_lines(*records), on=on, whole=whole)


async def employee(ctx: Context, number: str) -> Employee:
    async with ctx.reads() as session:
        return (await session.scalars(select(Employee).where(Employee.number == number))).one()


async def department_id(ctx: Context, code: str) -> UUID:
    async with ctx.reads() as session:
        return (await session.scalars(select(Department.id).where(Department.code == code))).one()


async def memberships(ctx: Context, number: str) -> list[tuple[str, Position, bool, date, date | None]]:
    statement = (
        select(Department.code, Membership)
        .join_from(Membership, Department)
        .join(Membership.employee)
        .where(Employee.number == number)
        .order_by(Membership.since, Department.code)
    )
    async with ctx.reads() as session:
        rows = await session.execute(statement)
        return [(code, one.position, one.is_main, one.since, one.until) for code, one in rows]


async def roles(ctx: Context, number: str) -> list[tuple[Role, date, date | None]]:
    statement = (
        select(RoleGrant)
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .where(Employee.number == number)
        .order_by(RoleGrant.since, RoleGrant.role)
    )
    async with ctx.reads() as session:
        return [(one.role, one.since, one.until) for one in await session.scalars(statement)]


async def told(ctx: Context, number: str) -> list[Event]:
    subject = await employee(ctx, number)
    async with ctx.reads() as session:
        entries = await log.history(session, subject_kind="employee", subject_id=subject.id)
    assert [entry.version for entry in entries] == list(range(1, subject.version + 1))
    return [entry.event for entry in entries]


async def test_a_first_file_places_everybody(system: Context) -> None:
    assert await take(system, *STAFF) == PeopleImport(joined=3, granted=1)
    assert await memberships(system, "102") == [
        ("I-1", Position.HEAD, True, FIRST_DAY, None),
        ("T", Position.MEMBER, False, FIRST_DAY, None),
    ]
    assert await roles(system, "102") == [(Role.DATA_READER, FIRST_DAY, None)]
    main, other = await department_id(system, "I-1"), await department_id(system, "T")
    assert await told(system, "102") == [
        EmployeeJoined(on=FIRST_DAY),
        EmployeeMoved(
            on=FIRST_DAY,
            placements=(
                Placement(department_id=main, position=Position.HEAD, is_main=True),
                Placement(department_id=other, position=Position.MEMBER, is_main=False),
            ),
        ),
        RoleGranted(role=Role.DATA_READER, since=FIRST_DAY, until=None),
    ]


async def test_the_same_file_again_changes_and_tells_nothing(system: Context, clock: Clock) -> None:
    await take(system, *STAFF)
    clock.day = NEW_YEAR
    assert await take(system, *STAFF, on=NEW_YEAR, whole=True) == PeopleImport(unchanged=3)
    async with system.reads() as session:
        assert await session.scalar(select(func.count()).select_from(Membership)) == 4
        assert await session.scalar(select(func.sum(Employee.version))) == 7


async def test_a_move_ends_the_old_membership_on_its_day(system: Context, clock: Clock) -> None:
    await take(system, *STAFF)
    clock.day = MARCH
    assert await take(system, "100,김하늘,I-1,CLERK", on=NEW_YEAR) == PeopleImport(moved=1)
    assert await memberships(system, "100") == [
        ("T-1", Position.MEMBER, True, FIRST_DAY, NEW_YEAR),
        ("I-1", Position.CLERK, True, NEW_YEAR, None),
    ]
    assert len(await told(system, "100")) == 3


async def test_a_new_position_in_the_same_department_is_a_move(system: Context, clock: Clock) -> None:
    await take(system, *STAFF)
    clock.day = NEW_YEAR
    await take(system, "100,김하늘,T-1,HEAD", on=NEW_YEAR)
    assert await memberships(system, "100") == [
        ("T-1", Position.MEMBER, True, FIRST_DAY, NEW_YEAR),
        ("T-1", Position.HEAD, True, NEW_YEAR, None),
    ]


async def test_a_correction_on_the_same_day_leaves_no_trace_in_the_history(system: Context) -> None:
    await take(system, *STAFF)
    await take(system, "100,김하늘,T-1,HEAD", "101,이바다,I-1,CLERK")
    assert await memberships(system, "100") == [("T-1", Position.HEAD, True, FIRST_DAY, None)]
    assert await memberships(system, "101") == [("I-1", Position.CLERK, True, FIRST_DAY, None)]


async def test_a_corrected_name_is_told_without_saying_it(system: Context) -> None:
    await take(system, *STAFF)
    corrected = await take(system, "100,김하눌,T-1,MEMBER,1,,new@seoul.example")
    assert corrected == PeopleImport(corrected=1)
    one = await employee(system, "100")
    assert (one.name, one.email) == ("김하눌", "new@seoul.example")
    assert (await told(system, "100"))[2:] == [EmployeeCorrected(fields=("name", "email"))]


async def test_what_a_file_has_no_column_for_stays(system: Context) -> None:
    await take(system, *STAFF)
    assert await take(system, "102,박솔,I-1,HEAD") == PeopleImport(moved=1)
    assert await roles(system, "102") == [(Role.DATA_READER, FIRST_DAY, None)]
    await take(system, "100,김하늘,T-1,MEMBER")
    assert (await employee(system, "100")).email == "k@seoul.example"


async def test_a_role_no_longer_in_the_file_ends(system: Context, clock: Clock) -> None:
    await take(system, *STAFF)
    clock.day = NEW_YEAR
    changed = await take(system, "102,박솔,I-1,HEAD,1,JUROR,", on=NEW_YEAR)
    assert (changed.granted, changed.revoked) == (1, 1)
    assert await roles(system, "102") == [
        (Role.DATA_READER, FIRST_DAY, NEW_YEAR),
        (Role.JUROR, NEW_YEAR, None),
    ]
    assert (await told(system, "102"))[-2:] == [
        RoleGranted(role=Role.JUROR, since=NEW_YEAR, until=None),
        RoleRevoked(role=Role.DATA_READER, on=NEW_YEAR),
    ]


async def test_whoever_a_whole_file_leaves_out_has_left_and_may_come_back(
    system: Context, clock: Clock
) -> None:
    await take(system, *STAFF)
    clock.day = MARCH
    assert await take(system, *STAFF[:2], on=NEW_YEAR, whole=True) == PeopleImport(left=1, unchanged=2)
    assert (await employee(system, "102")).left_on == NEW_YEAR
    assert await roles(system, "102") == [(Role.DATA_READER, FIRST_DAY, NEW_YEAR)]
    assert {until for *_, until in await memberships(system, "102")} == {NEW_YEAR}
    assert (await told(system, "102"))[-1] == EmployeeLeft(on=NEW_YEAR)
    assert (await take(system, "102,박솔,T,MEMBER", on=MARCH)).joined == 1
    assert (await employee(system, "102")).left_on is None


async def test_a_bad_file_changes_nobody(system: Context) -> None:
    await take(system, *STAFF)
    with pytest.raises(BadFile) as refused:
        await take(system, "100,김하늘,I-1,MEMBER", "200,새사람,X,MEMBER")
    assert [problem.line for problem in refused.value.problems] == [3]
    assert await memberships(system, "100") == [("T-1", Position.MEMBER, True, FIRST_DAY, None)]


async def test_memberships_do_not_end_before_they_began(system: Context, clock: Clock) -> None:
    clock.day = NEW_YEAR
    await take(system, *STAFF, on=NEW_YEAR)
    with pytest.raises(BadFile) as refused:
        await take(system, "100,김하늘,I-1,MEMBER", on=FIRST_DAY)
    assert refused.value.problems == (
        Problem(2, "'100'의 마지막 발령일은 2015-01-01입니다. 그날 또는 그 뒤의 날짜로 가져와 주십시오."),
    )


async def test_a_file_of_a_day_to_come_is_refused(system: Context) -> None:
    with pytest.raises(Invalid, match="아직 오지 않았습니다"):
        await take(system, *STAFF, on=NEW_YEAR)
