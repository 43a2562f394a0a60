"""Who somebody is today, after moves, mergers, deputies and roles."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, Refused
from madang.rules.people import Actor, OrganisationKind, Position, Role
from madang.server.auth import Identity, Via
from madang.server.auth.actors import Actors
from models import Department, Deputy, Employee, RoleGrant
from resolvers.chart import import_chart
from resolvers.context import Context
from resolvers.deputies import appoint_deputy, end_deputy
from resolvers.people import Persona, actor_for, personas
from resolvers.people_import import import_people
from resolvers.roles import grant_role, revoke_role
from subscriptions import log
from subscriptions.people_events import DeputyAppointed, DeputyEnded, RoleGranted, RoleRevoked
from tests.people.conftest import Clock
from tests.people.files import chart_lines, people_lines

FIRST_DAY, NEXT_DAY, NEW_YEAR = date(2014, 7, 1), date(2014, 7, 2), date(2015, 1, 1)
STAFF = (
    "100,김하늘,T-1,MEMBER,1,",
    "101,이바다,T-1,CLERK,1,",
    "102,박솔,T-1,HEAD,1,",
    "103,정들,T-2,HEAD,1,",
    "104,한별,I-1,MEMBER,1,ADMINISTRATOR",
)
MERGER = ("T-1,버스정책과,본청,T,T-2",)


@pytest.fixture(autouse=True)
async def staff(city: object, system: Context) -> None:
    await import_people(system, people_lines(*STAFF), on=FIRST_DAY)


async def signed_in(ctx: Context, number: str) -> Actor | None:
    async with ctx.reads() as session:
        return await actor_for(session, number, today=ctx.today)


async def actor(ctx: Context, number: str) -> Actor:
    found = await signed_in(ctx, number)
    assert found is not None
    return found


async def acting(ctx: Context, number: str) -> Context:
    return replace(ctx, visitor=await actor(ctx, number))


async def ids(ctx: Context, *codes: str) -> list[UUID]:
    async with ctx.reads() as session:
        found = {one.code: one.id for one in await session.scalars(select(Department))}
    return [found[code] for code in codes]


@contextmanager
def counted(engine: AsyncEngine) -> Generator[list[str], None, None]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "SELECT" in statement:
            statements.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def test_a_member_acts_for_the_department(system: Context) -> None:
    (buses,) = await ids(system, "T-1")
    clerk = await actor(system, "101")
    assert clerk == Actor(
        id=clerk.id,
        department_id=buses,
        department_name="버스정책과",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=frozenset({buses}),
        clerk_of=frozenset({buses}),
    )


async def test_an_actor_costs_two_statements(system: Context, engine: AsyncEngine) -> None:
    with counted(engine) as statements:
        await actor(system, "104")
    assert len(statements) == 2


@pytest.mark.parametrize("number", ["999", "", "100' OR 1=1 --"])
async def test_a_number_nobody_has_is_nobody(system: Context, number: str) -> None:
    assert await signed_in(system, number) is None


async def test_whoever_has_left_is_nobody(system: Context, clock: Clock) -> None:
    clock.day = NEXT_DAY
    await import_people(system, people_lines(*STAFF[1:]), on=NEXT_DAY, whole=True)
    assert await signed_in(system, "100") is None


async def test_a_member_of_a_department_closed_without_successor_is_nobody(
    system: Context, clock: Clock
) -> None:
    clock.day = NEXT_DAY
    rest = ("T,도시교통본부,본청,", "T-2,택시물류과,본청,T")
    await import_chart(system, chart_lines(*rest), on=NEXT_DAY, whole=True)
    assert await signed_in(system, "100") is None


async def test_after_a_merger_people_act_in_the_present_department_and_for_the_old_one(
    system: Context, clock: Clock
) -> None:
    clock.day = NEXT_DAY
    await import_chart(system, chart_lines(*MERGER), on=NEXT_DAY)
    buses, taxis = await ids(system, "T-1", "T-2")
    for number in ("100", "101", "102", "103"):
        one = await actor(system, number)
        assert (one.department_id, one.department_name) == (taxis, "택시물류과")
        assert one.departments == {buses, taxis}
    assert (await actor(system, "100")).clerk_of == frozenset()
    assert (await actor(system, "101")).clerk_of == {buses, taxis}


async def test_after_a_merger_the_old_head_is_a_clerk_beside_the_present_head(
    system: Context, clock: Clock
) -> None:
    clock.day = NEXT_DAY
    await import_chart(system, chart_lines(*MERGER), on=NEXT_DAY)
    buses, taxis = await ids(system, "T-1", "T-2")
    old, present = await actor(system, "102"), await actor(system, "103")
    assert (old.head_of, old.clerk_of) == (frozenset(), {buses, taxis})
    assert (present.head_of, present.clerk_of) == ({buses, taxis}, frozenset())


async def test_a_deputy_is_head_only_while_standing_in(system: Context, clock: Clock) -> None:
    own, taxis = await ids(system, "T-1", "T-2")
    head = await acting(system, "103")
    deputy = await actor(system, "101")
    await appoint_deputy(
        head, taxis, deputy_id=deputy.id, since=NEXT_DAY, until=date(2014, 7, 4), reason="출장"
    )
    for day, heads in ((1, set[UUID]()), (2, {taxis}), (3, {taxis}), (4, set[UUID]())):
        clock.day = date(2014, 7, day)
        one = await actor(system, "101")
        assert one.head_of == heads
        assert one.departments == {own} | heads
        assert (one.department_id, one.clerk_of) == (own, {own})


async def test_standing_in_ends_with_the_department(system: Context, clock: Clock) -> None:
    (buses,) = await ids(system, "T-1")
    deputy = await actor(system, "104")
    await appoint_deputy(
        await acting(system, "102"),
        buses,
        deputy_id=deputy.id,
        since=FIRST_DAY,
        until=NEW_YEAR,
        reason="교육",
    )
    assert (await actor(system, "104")).head_of == {buses}
    clock.day = NEXT_DAY
    await import_chart(system, chart_lines(*MERGER), on=NEXT_DAY)
    assert (await actor(system, "104")).head_of == frozenset()


async def test_appointing_and_ending_are_told_of_the_department(system: Context) -> None:
    (buses,) = await ids(system, "T-1")
    head, deputy = await acting(system, "102"), await actor(system, "101")
    appointed, version = await appoint_deputy(
        head, buses, deputy_id=deputy.id, since=FIRST_DAY, until=NEW_YEAR, reason=" 출장 "
    )
    assert (appointed.reason, appointed.appointed_by_id) == ("출장", head.actor.id)
    ended, ended_version = await end_deputy(await acting(system, "101"), appointed.id)
    again, same_version = await end_deputy(head, appointed.id)
    assert (ended.until, again.until) == (FIRST_DAY, FIRST_DAY)
    assert (version, ended_version, same_version) == (2, 3, 3)
    async with system.reads() as session:
        entries = await log.history(session, subject_kind="department", subject_id=buses)
    assert [entry.event for entry in entries][1:] == [
        DeputyAppointed(deputy_id=deputy.id, since=FIRST_DAY, until=NEW_YEAR),
        DeputyEnded(deputy_id=deputy.id, until=FIRST_DAY),
    ]
    assert (await actor(system, "101")).head_of == frozenset()


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        (date(2014, 6, 30), NEW_YEAR, "오늘부터"),
        (FIRST_DAY, FIRST_DAY, "시작하는 날보다 뒤"),
        (FIRST_DAY, date(2015, 7, 3), "1년까지"),
    ],
)
async def test_a_deputy_stands_in_for_a_year_at_most_and_not_in_the_past(
    system: Context, since: date, until: date, message: str
) -> None:
    (buses,) = await ids(system, "T-1")
    with pytest.raises(Invalid, match=message):
        await appoint_deputy(
            await acting(system, "102"),
            buses,
            deputy_id=(await actor(system, "101")).id,
            since=since,
            until=until,
            reason="출장",
        )
    assert await count_deputies(system) == 0


@pytest.mark.parametrize(
    ("appointing", "code", "deputy", "refusal"),
    [
        ("101", "T-1", "100", Forbidden),  # a clerk
        ("103", "T-1", "100", Forbidden),  # another department's head
        ("102", "T-1", "102", Invalid),  # oneself
        ("102", "T-1", "nobody", NotFound),
        ("104", "nowhere", "100", NotFound),
    ],
)
async def test_only_the_head_or_an_administrator_appoints_somebody_else(
    system: Context, appointing: str, code: str, deputy: str, refusal: type[Refused]
) -> None:
    department_id = uuid4() if code == "nowhere" else (await ids(system, code))[0]
    deputy_id = uuid4() if deputy == "nobody" else (await actor(system, deputy)).id
    with pytest.raises(refusal):
        await appoint_deputy(
            await acting(system, appointing),
            department_id,
            deputy_id=deputy_id,
            since=FIRST_DAY,
            until=NEW_YEAR,
            reason="출장",
        )
    assert await count_deputies(system) == 0


async def test_a_deputy_does_not_hand_the_seal_on_and_there_is_one_at_a_time(system: Context) -> None:
    (buses,) = await ids(system, "T-1")
    member, other = await actor(system, "100"), await actor(system, "101")

    async def appoint(number: str, deputy: Actor) -> None:
        ctx = await acting(system, number)
        await appoint_deputy(ctx, buses, deputy_id=deputy.id, since=FIRST_DAY, until=NEW_YEAR, reason="출장")

    await appoint("104", other)
    with pytest.raises(Forbidden):
        await appoint("101", member)
    with pytest.raises(Conflict, match="이미 대결자가 있습니다"):
        await appoint("102", member)
    with pytest.raises(Forbidden):
        await end_deputy(await acting(system, "103"), (await appointments(system))[0].id)
    assert [one.deputy_id for one in await appointments(system)] == [other.id]


async def test_a_closed_department_has_no_deputy(system: Context, clock: Clock) -> None:
    clock.day = NEXT_DAY
    await import_chart(system, chart_lines(*MERGER), on=NEXT_DAY)
    (buses,) = await ids(system, "T-1")
    with pytest.raises(Conflict, match="닫힌 부서"):
        await appoint_deputy(
            await acting(system, "104"),
            buses,
            deputy_id=(await actor(system, "100")).id,
            since=NEXT_DAY,
            until=NEW_YEAR,
            reason="출장",
        )


async def test_roles_count_while_they_are_held(system: Context, clock: Clock) -> None:
    administrator, member = await acting(system, "104"), await actor(system, "100")
    version = await grant_role(administrator, member.id, role=Role.JUROR, until=date(2014, 7, 3))
    assert version == 3
    assert await grant_role(administrator, member.id, role=Role.JUROR, until=date(2014, 7, 3)) == 3
    for day, roles in ((1, {Role.JUROR}), (2, {Role.JUROR}), (3, set[Role]())):
        clock.day = date(2014, 7, day)
        assert (await actor(system, "100")).roles == roles


async def test_a_role_is_revoked_from_today_on(system: Context, clock: Clock) -> None:
    administrator, member = await acting(system, "104"), await actor(system, "100")
    await grant_role(administrator, member.id, role=Role.JUROR)
    clock.day = NEXT_DAY
    await revoke_role(administrator, member.id, role=Role.JUROR)
    assert (await actor(system, "100")).roles == frozenset()
    async with system.reads() as session:
        entries = await log.history(session, subject_kind="employee", subject_id=member.id)
        grant = (await session.scalars(select(RoleGrant).where(RoleGrant.role == Role.JUROR))).one()
    assert (grant.since, grant.until) == (FIRST_DAY, NEXT_DAY)
    assert [entry.event for entry in entries][2:] == [
        RoleGranted(role=Role.JUROR, since=FIRST_DAY, until=None),
        RoleRevoked(role=Role.JUROR, on=NEXT_DAY),
    ]


@pytest.mark.parametrize(
    ("number", "role", "refusal"),
    [
        ("102", Role.JUROR, Forbidden),
        ("104", Role.JUROR, Conflict),  # not held
        ("104", Role.ADMINISTRATOR, Conflict),  # the last one
    ],
)
async def test_revoking_is_refused(system: Context, number: str, role: Role, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        await revoke_role(await acting(system, number), (await actor(system, "104")).id, role=role)
    assert (await actor(system, "104")).roles == {Role.ADMINISTRATOR}


async def test_a_role_is_not_granted_to_nobody_nor_into_the_past(system: Context) -> None:
    administrator, member = await acting(system, "104"), await actor(system, "100")
    with pytest.raises(NotFound):
        await grant_role(administrator, uuid4(), role=Role.JUROR)
    with pytest.raises(Invalid):
        await grant_role(administrator, member.id, role=Role.JUROR, until=FIRST_DAY)
    with pytest.raises(Forbidden):
        await grant_role(await acting(system, "100"), member.id, role=Role.ADMINISTRATOR)
    assert (await actor(system, "100")).roles == frozenset()


async def test_personas_are_the_sample_employees_one_can_sign_in_as(system: Context) -> None:
    sample = (
        "demo-clerk,이은정(예시),I-1,CLERK,1,",
        "demo-office,최가람(예시),T,HEAD,1,ADMINISTRATOR;JUROR",
        "s-1,보통사람(예시),T,MEMBER,1,",
    )
    await import_people(system, people_lines(*sample), on=FIRST_DAY, sample=True)
    await import_people(system, people_lines("demo-real,진짜,T,MEMBER,1,"), on=FIRST_DAY)
    async with system.reads() as session:
        assert await personas(session) == [
            Persona(
                number="demo-clerk",
                name="이은정(예시)",
                department="통계데이터담당관",
                position=Position.CLERK,
                roles=(),
            ),
            Persona(
                number="demo-office",
                name="최가람(예시)",
                department="도시교통본부",
                position=Position.HEAD,
                roles=(Role.ADMINISTRATOR, Role.JUROR),
            ),
        ]


async def count_deputies(ctx: Context) -> int:
    return len(await appointments(ctx))


async def appointments(ctx: Context) -> list[Deputy]:
    async with ctx.reads() as session:
        return list(await session.scalars(select(Deputy)))


async def test_those_asked_for_at_once_are_read_together_and_remembered(
    system: Context, engine: AsyncEngine
) -> None:
    actors = Actors(system.reads, system.hub, today=lambda: system.today)
    numbers = ["100", "101", "102", "103", "104"]
    people = [Identity(number, Via.PORTAL) for number in numbers]
    with counted(engine) as statements:
        found = await asyncio.gather(*(actors.actor(one) for one in [*people, *people]))
        assert len(statements) == 2
        assert await actors.actor(people[0]) is found[0]
        assert len(statements) == 2
        system.hub.committed([Employee.subject_kind])
        await actors.actor(people[0])
        assert len(statements) == 4
    assert found == [await actor(system, number) for number in numbers] * 2


async def test_who_is_no_member_of_staff_is_told_so_and_the_others_come_in(system: Context) -> None:
    actors = Actors(system.reads, system.hub, today=lambda: system.today)
    stranger, reader = Identity("999", Via.PORTAL), Identity("100", Via.TOKEN, read_only=True)
    told = await asyncio.gather(actors.actor(stranger), actors.actor(reader), return_exceptions=True)
    assert isinstance(told[0], NotSignedIn)
    assert told[1] == replace(await actor(system, "100"), read_only=True)
