"""The lines in which `madang mileage simulate` says what other rules would have changed."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from rich.markup import escape
from rich.table import Table
from sqlalchemy import select

from madang.rules.calendar import Month
from madang.rules.mileage_points import told
from madang.rules.mileage_simulation import Likeness, MonthOutcome, Move, Seat, Simulation
from madang.server.cli.terminal import out
from madang.server.opening import City
from models import Employee

MOST = 20  # people who are shown
Names = dict[UUID, str]


async def show(city: City, simulation: Simulation) -> None:
    names = await _names(city, _people(simulation))
    out.print(_months(simulation, names))
    out.print()
    out.print(_rules(simulation))
    out.print()
    likeness = f"모두 더한 순위: {_alike(simulation.likeness)}"
    out.print(f"마일리지가 달라지는 사람 {simulation.moved:,}명. {likeness}", highlight=False)
    if simulation.moves:
        out.print(_moves(simulation.moves[:MOST], names))


async def _names(city: City, ids: Collection[UUID]) -> Names:
    async with city.reads() as session:
        rows = await session.execute(select(Employee.id, Employee.name).where(Employee.id.in_(ids)))
        return {id: name for id, name in rows}


def _people(simulation: Simulation) -> set[UUID]:
    people = {one.person_id for one in simulation.moves[:MOST]}
    for month in simulation.months:
        people |= {one.person_id for one in (*month.before, *month.after)}
        people |= {*month.tied_before, *month.tied_after}
    return people


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _months(simulation: Simulation, names: Names) -> Table:
    table = _table("달", "그때의 협력왕", "시험한 규칙의 협력왕", "새로", "빠짐", "순위")
    for month in simulation.months:
        table.add_row(*map(escape, _month(month, names)))
    return table


def _month(month: MonthOutcome, names: Names) -> tuple[str, ...]:
    return (
        Month.at(month.month).label,
        _seats(month.before, month.tied_before, names),
        _seats(month.after, month.tied_after, names),
        _named(month.entered, names),
        _named(month.left, names),
        _alike(month.likeness),
    )


def _seats(seats: Sequence[Seat], tied: Sequence[UUID], names: Names) -> str:
    won = [f"{_name(one.person_id, names)} {told(one.total)}" for one in seats]
    return ", ".join([*won, *([f"동점 {_named(tied, names)}"] if tied else [])]) or "-"


def _named(people: Sequence[UUID], names: Names) -> str:
    return "·".join(_name(id, names) for id in people) or "-"


def _name(id: UUID, names: Names) -> str:
    return names.get(id, str(id))


def _alike(likeness: Likeness) -> str:
    return f"{likeness.people:,}명 ρ {_coefficient(likeness.spearman)} τ {_coefficient(likeness.kendall)}"


def _coefficient(value: Decimal | None) -> str:
    return "-" if value is None else str(value)


def _rules(simulation: Simulation) -> Table:
    table = _table("규칙", "그때", "시험", "차이")
    for one in simulation.rules:
        table.add_row(one.rule.label, told(one.before), told(one.after), told(one.difference))
    return table


def _moves(moves: Sequence[Move], names: Names) -> Table:
    table = _table("직원", "그때", "시험", "그때 순위", "시험 순위", "까닭")
    for one in moves:
        ranks = (str(rank or "-") for rank in (one.rank_before, one.rank_after))
        cause = f"{one.cause.label} {told(next(r.difference for r in one.rules if r.rule is one.cause))}"
        table.add_row(escape(_name(one.person_id, names)), told(one.before), told(one.after), *ranks, cause)
    return table
