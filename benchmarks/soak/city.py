"""A small city for the soak: departments of four, an administrator, and requests between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from madang.rules.lines import Line
from models import Department, Employee
from resolvers.chart import import_chart
from resolvers.context import Context
from resolvers.people_import import import_people

SINCE = date(2020, 1, 1)
POSITIONS = ("HEAD", "CLERK", "MEMBER", "MEMBER")
HEAD, CLERK, WORKER, MOVER = range(4)
BUREAU, ADMINISTRATOR = "SK", "soak-admin"
CHART_COLUMNS = ("code", "name", "kind", "parent")
PEOPLE_COLUMNS = ("number", "name", "department", "position", "roles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`department_id`: where they are when the soak begins."""

    id: UUID
    number: str
    department_id: UUID
    is_administrator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """`offices`: each with its people in the order of `POSITIONS`."""

    offices: dict[UUID, list[Person]]
    administrator: Person
    codes: dict[UUID, str]

    @property
    def departments(self) -> list[UUID]:
        return list(self.offices)

    @property
    def people(self) -> list[Person]:
        return [*(person for office in self.offices.values() for person in office), self.administrator]

    @property
    def movers(self) -> list[Person]:
        return [office[MOVER] for office in self.offices.values()]


async def founded(ctx: Context, *, departments: int) -> Cast:
    """In an empty city."""
    codes = [f"{BUREAU}-{number:02}" for number in range(1, departments + 1)]
    chart = [(BUREAU, "시험국", "HEADQUARTERS", "")]
    chart += [(code, f"시험 {code}과", "HEADQUARTERS", BUREAU) for code in codes]
    people = [(ADMINISTRATOR, "관리자", BUREAU, "MEMBER", "ADMINISTRATOR")]
    people += [
        (_number(code, place), f"직원 {code} {place}", code, position, "")
        for code in codes
        for place, position in enumerate(POSITIONS)
    ]
    await import_chart(ctx, _lines(CHART_COLUMNS, chart), on=SINCE, sample=True)
    await import_people(ctx, _lines(PEOPLE_COLUMNS, people), on=SINCE, sample=True)
    return await _read(ctx, codes)


async def move(ctx: Context, person: Person, *, code: str) -> None:
    """As an office does it with a file, from today on."""
    line = (person.number, "옮긴 직원", code, "MEMBER", "")
    await import_people(ctx, _lines(PEOPLE_COLUMNS, [line]), on=ctx.today, sample=True)


async def _read(ctx: Context, codes: list[str]) -> Cast:
    async with ctx.reads() as session:
        departments = {code: id for code, id in await session.execute(select(Department.code, Department.id))}
        employees = {number: id for number, id in await session.execute(select(Employee.number, Employee.id))}

    def person(number: str, code: str) -> Person:
        administers = number == ADMINISTRATOR
        return Person(
            id=employees[number],
            number=number,
            department_id=departments[code],
            is_administrator=administers,
        )

    return Cast(
        offices={
            departments[code]: [person(_number(code, place), code) for place in range(len(POSITIONS))]
            for code in codes
        },
        administrator=person(ADMINISTRATOR, BUREAU),
        codes={departments[code]: code for code in codes},
    )


def _number(code: str, place: int) -> str:
    return f"{code}-{place}"


def _lines(columns: tuple[str, ...], records: Iterable[tuple[str, ...]]) -> list[Line]:
    return [Line(number, dict(zip(columns, record, strict=True))) for number, record in enumerate(records, 2)]
