"""A small city in rows, for tests that begin where a request is already published."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madang.rules.calendar import seoul_day
from madang.rules.people import Actor, OrganisationKind, Position, Role
from madang.rules.requests import PartnerRole, RequestState, Scale, request_key
from models import Delivery, Department, DepartmentFact, Employee, Membership, Request, RoleGrant
from models.base import Base, Sessions
from models.engine import engine_of, read_sessions
from resolvers.context import Context
from resolvers.people import actor_for
from subscriptions.hub import Hub

OPENING = date(2014, 7, 1)
NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)  # Monday, 12:00 in Seoul

DEPARTMENTS = {
    "버스정책과": ("HQ-1", OrganisationKind.HEADQUARTERS),
    "통계데이터담당관": ("HQ-2", OrganisationKind.HEADQUARTERS),
    "사회혁신담당관": ("HQ-3", OrganisationKind.HEADQUARTERS),
    "총무과": ("HQ-4", OrganisationKind.HEADQUARTERS),
    "서울대공원": ("AO-1", OrganisationKind.AFFILIATED_OFFICE),
    "서대문구": ("D-1", OrganisationKind.DISTRICT),
}


@dataclass(slots=True)
class Clock:
    """Noon of a Monday in July 2014, until the test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


@dataclass(slots=True)
class Numbers:
    """The next 사번 and the next request number of this test's database."""

    employee: int = 0
    request: int = 0


@dataclass(slots=True)
class City:
    """Departments by name in a database of their own, and people made on the way."""

    sessions: Sessions
    departments: dict[str, Department]
    clock: Clock = field(default_factory=Clock)
    numbers: Numbers = field(default_factory=Numbers)
    reads: Sessions = field(init=False)  # the same for all contexts, as a server has them

    def __post_init__(self) -> None:
        self.reads = read_sessions(engine_of(self.sessions))


async def chart(sessions: Sessions, names: Collection[str] = tuple(DEPARTMENTS)) -> City:
    """Departments, open since the first day."""
    rows = {name: _department(name) for name in names}
    await _add(sessions, *rows.values())
    await _add(
        sessions,
        *(DepartmentFact(department_id=d.id, since=OPENING, name=d.name, kind=d.kind) for d in rows.values()),
    )
    return City(sessions, rows)


async def employee(
    city: City,
    name: str,
    department: str,
    *,
    position: Position = Position.MEMBER,
    roles: Collection[Role] = (),
) -> Employee:
    """A member of one department since the first day."""
    city.numbers.employee += 1
    person = Employee(number=f"{city.numbers.employee:04}", name=name)
    await _add(city.sessions, person)
    membership = Membership(
        employee_id=person.id,
        department_id=city.departments[department].id,
        position=position,
        since=OPENING,
    )
    grants = [RoleGrant(employee_id=person.id, role=role, since=OPENING) for role in roles]
    await _add(city.sessions, membership, *grants)
    return person


async def actor(city: City, person: Employee) -> Actor:
    async with city.sessions() as session:
        found = await actor_for(session, person.number, today=seoul_day(city.clock()))
    assert found is not None
    return found


async def context(city: City, person: Employee | None, **changed: Any) -> Context:
    """What resolvers get when this person asks; None is a stranger."""
    return Context(
        reads=city.reads,
        writes=city.sessions,
        hub=Hub(city.sessions),
        visitor=None if person is None else await actor(city, person),
        clock=city.clock,
        **changed,
    )


async def published_request(
    city: City, requester: Employee, *asked: str, title: str = "심야버스 노선 분석", **columns: Any
) -> Request:
    """A request that departments have just been asked by; `columns` replace the request's own."""
    asking = await actor(city, requester)
    city.numbers.request += 1
    request = Request(
        **{
            "key": request_key(2014, city.numbers.request),
            "title": title,
            "project": "심야 올빼미버스",
            "scale": Scale.CITYWIDE,
            "body": "휴대전화 통화량으로 심야의 발길을 알고 싶습니다.",
            "state": RequestState.SENT,
            "requester_id": requester.id,
            "requester_department_id": asking.department_id,
            "requester_department_name": asking.department_name,
            "created_at": city.clock(),
            "updated_at": city.clock(),
            "published_at": city.clock(),
        }
        | columns
    )
    await _add(city.sessions, request)
    await _add(city.sessions, *(_delivery(city, request, name) for name in asked))
    return request


async def draft(city: City, requester: Employee, **columns: Any) -> Request:
    unpublished: dict[str, Any] = {"key": None, "state": RequestState.DRAFT, "published_at": None}
    return await published_request(city, requester, **unpublished | columns)


def _department(name: str) -> Department:
    code, kind = DEPARTMENTS.get(name, (f"X-{uuid4().hex[:8]}", OrganisationKind.HEADQUARTERS))
    return Department(code=code, name=name, kind=kind, opened_on=OPENING)


def _delivery(city: City, request: Request, name: str) -> Delivery:
    return Delivery(
        request_id=request.id,
        department_id=city.departments[name].id,
        department_name=name,
        role=PartnerRole.CONSULT,
        sent_at=city.clock(),
        state_since=city.clock(),
    )


async def _add(sessions: Sessions, *rows: Base) -> None:
    async with sessions.begin() as session:
        session.add_all(rows)
