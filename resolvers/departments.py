"""Departments as SELECTs: which one took over, what one was called on a day, and finding them by name."""

from collections.abc import Collection
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, ScalarSelect, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from madang.rules.conditions import EVERYTHING, Condition, Matches, either, equal
from madang.text import line
from madang.text.hangul import name_pattern
from models import Department, DepartmentFact

Id = ColumnElement[UUID] | InstrumentedAttribute[UUID]

LONGEST_QUERY = 100
MOST_MERGERS = 20  # in a row; bounds the walk even if the rows should form a circle


@cache
def mergers() -> CTE:
    """`(origin_id, present_id)` of every closed department that lives on in an open one."""
    steps = (
        select(Department.id.label("origin_id"), Department.successor_id, literal(1).label("step"))
        .where(Department.successor_id.is_not(None))
        .cte("steps", recursive=True)
    )
    later = aliased(Department)
    steps = steps.union_all(
        select(steps.c.origin_id, later.successor_id, steps.c.step + 1)
        .join(later, later.id == steps.c.successor_id)
        .where(later.successor_id.is_not(None), steps.c.step < MOST_MERGERS)
    )
    present = aliased(Department)
    return (
        select(steps.c.origin_id, present.id.label("present_id"))
        .join(present, present.id == steps.c.successor_id)
        .where(present.closed_on.is_(None))
        .cte("mergers")
    )


def present_successors(ids: Collection[UUID]) -> Select[UUID, UUID]:
    """`(closed department, the open one it has become part of)`. Without one: no row."""
    merged = mergers()
    return select(merged.c.origin_id, merged.c.present_id).where(merged.c.origin_id.in_(ids))


def successor_of(department_id: Id) -> ScalarSelect[UUID]:
    """The open department that a closed one has become part of; null for others.

    Of the row that `department_id` belongs to, however deep inside an expression this stands.
    """
    merged = mergers().alias()
    present = select(merged.c.present_id).where(merged.c.origin_id == department_id)
    return present.correlate_except(merged).scalar_subquery()


def present_of(department_id: Id) -> ColumnElement[UUID]:
    """The department that does its work today: itself, or the open one it has become part of."""
    return func.coalesce(successor_of(department_id), department_id)


def name_on(department_id: Id, day: ColumnElement[date] | date) -> ScalarSelect[str]:
    """What a department was called on a day; after its closing, its last name; before its opening, null."""
    return (
        select(DepartmentFact.name)
        .where(DepartmentFact.department_id == department_id, DepartmentFact.since <= day)
        .order_by(DepartmentFact.since.desc())
        .limit(1)
        .scalar_subquery()
    )


def found_by(query: str, *, code: str) -> Condition:
    """Rows whose `name` has the query in it, initial consonants counting, or whose `code` attribute is it."""
    if not query.strip():
        return EVERYTHING
    readable = line(query, field=("filter", "search"), most=LONGEST_QUERY)
    return either(Matches("name", name_pattern(readable)), equal(code, readable))
