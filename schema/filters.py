"""Comparators that filters are made of, and how they become conditions (madang.rules.conditions)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

import strawberry
from strawberry import UNSET

from madang.errors import Invalid, Reason
from madang.rules.conditions import (
    NOTHING,
    Absent,
    Compare,
    Condition,
    Contains,
    Not,
    Operator,
    among,
    either,
    every,
)
from madang.rules.people import Actor
from madang.text.normal import line
from schema.identifiers import uuid_of

T = TypeVar("T")
MOST_VALUES = 100  # in one comparator
MOST_NESTING = 5  # of and, or and not
MOST_LETTERS = 200  # of a text to compare with


@strawberry.input(description="정해진 값 가운데에서 고르기")
class Choice(Generic[T]):
    eq: T | None = strawberry.field(default=None, description="같은 것")
    neq: T | None = strawberry.field(default=None, description="다른 것")
    in_: list[T] | None = strawberry.field(default=None, name="in", description="이 가운데 하나인 것")
    nin: list[T] | None = strawberry.field(default=None, description="이 가운데 없는 것")


@strawberry.input(description="글 비교")
class TextComparator:
    eq: str | None = strawberry.field(default=None, description="글자까지 같은 것")
    contains: str | None = strawberry.field(default=None, description="이 글이 들어 있는 것. 200자까지")


@strawberry.input(description="날짜 비교")
class DateComparator:
    eq: date | None = strawberry.field(default=None, description="그날")
    lt: date | None = strawberry.field(default=None, description="그날 전")
    lte: date | None = strawberry.field(default=None, description="그날까지")
    gt: date | None = strawberry.field(default=None, description="그날 뒤")
    gte: date | None = strawberry.field(default=None, description="그날부터")
    is_null: bool | None = strawberry.field(
        default=None, description="정해지지 않은 것(true), 정해진 것(false)"
    )


@strawberry.input(description="번호 비교")
class NumberComparator:
    eq: int | None = strawberry.field(default=None, description="그 번호")
    lt: int | None = strawberry.field(default=None, description="그 번호보다 앞")
    gt: int | None = strawberry.field(default=None, description="그 번호보다 뒤")


@strawberry.input(description="시각 비교")
class InstantComparator:
    lt: datetime | None = strawberry.field(default=None, description="그때 전")
    lte: datetime | None = strawberry.field(default=None, description="그때까지")
    gt: datetime | None = strawberry.field(default=None, description="그때 뒤")
    gte: datetime | None = strawberry.field(default=None, description="그때부터")


@strawberry.input(description="직원 고르기")
class EmployeeChoice:
    is_me: bool | None = strawberry.field(default=None, description="나(true), 내가 아닌 사람(false)")
    in_: list[strawberry.ID] | None = strawberry.field(
        default=None, name="in", description="이 직원 가운데 하나"
    )


@strawberry.input(description="부서 고르기")
class DepartmentChoice:
    my_department: bool | None = strawberry.field(default=None, description="내 부서(true), 다른 부서(false)")
    in_: list[strawberry.ID] | None = strawberry.field(
        default=None, name="in", description="이 부서 가운데 하나"
    )


OPERATORS = {
    "eq": Operator.EQUAL,
    "neq": Operator.UNEQUAL,
    "lt": Operator.LESS,
    "lte": Operator.LESS_OR_EQUAL,
    "gt": Operator.GREATER,
    "gte": Operator.GREATER_OR_EQUAL,
}


class Comparator(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


def compared(attribute: str, comparator: Comparator | None) -> Condition:
    """All that the comparator asks of the attribute. Nothing asked is fulfilled."""
    if comparator is None:
        return every()
    given = {name: getattr(comparator, name) for name in comparator.__dataclass_fields__}
    asked = {name: value for name, value in given.items() if value is not None and value is not UNSET}
    return every(*(_one(attribute, name, _readable(attribute, name, value)) for name, value in asked.items()))


def _readable(attribute: str, name: str, value: Any) -> Any:
    """Text as it is kept, so that the database can compare it. Nothing contains nothing."""
    if type(value) is not str:
        return value
    return line(value, field=("filter", attribute, name), most=MOST_LETTERS, least=int(name == "contains"))


def _one(attribute: str, name: str, value: Any) -> Condition:
    match name:
        case "in_":
            return among(attribute, bounded(value))
        case "nin":
            return Not(among(attribute, bounded(value)))
        case "contains":
            return Contains(attribute, value)
        case "is_null":
            return Absent(attribute) if value else Not(Absent(attribute))
        case _:
            return Compare(attribute, OPERATORS[name], value)


def chosen_employee(attribute: str, choice: EmployeeChoice | None, actor: Actor) -> Condition:
    if choice is None:
        return every()
    mine = among(attribute, {actor.id})
    return every(
        every() if choice.is_me is None else mine if choice.is_me else Not(mine),
        every() if choice.in_ is None else among(attribute, ids(choice.in_, "Employee")),
    )


def chosen_department(attribute: str, choice: DepartmentChoice | None, actor: Actor | None) -> Condition:
    if choice is None:
        return every()
    mine = NOTHING if actor is None else among(attribute, actor.departments)
    return every(
        every() if choice.my_department is None else mine if choice.my_department else Not(mine),
        every() if choice.in_ is None else among(attribute, ids(choice.in_, "Department")),
    )


def ids(values: list[strawberry.ID], type_name: str) -> set[UUID]:
    return {uuid_of(value, type_name, field=("filter",)) for value in bounded(values)}


def bounded(values: list[T]) -> list[T]:
    if len(values) > MOST_VALUES:
        message = f"한 조건에 값을 {MOST_VALUES}개까지 줄 수 있습니다."
        raise Invalid(message, field=("filter",), reason=Reason.TOO_MANY)
    return values


class Combinable(Protocol):
    """A filter input with `and`, `or` and `not` of its own kind."""

    and_: Any
    or_: Any
    not_: Any


F = TypeVar("F", bound=Combinable)


def combined(filter: F | None, own: Callable[[F], Condition], *, nesting: int = 0) -> Condition:
    """The filter's own conditions (by `own`) joined with its `and`, `or` and `not`."""
    if filter is None:
        return every()
    if nesting > MOST_NESTING:
        message = f"and, or, not은 {MOST_NESTING}겹까지입니다."
        raise Invalid(message, field=("filter",), reason=Reason.TOO_MANY)

    def inner(filters: Iterable[F] | None) -> list[Condition]:
        return [combined(one, own, nesting=nesting + 1) for one in bounded(list(filters or ()))]

    return every(
        own(filter),
        *inner(filter.and_),
        either(*inner(filter.or_)) if filter.or_ else every(),
        Not(combined(filter.not_, own, nesting=nesting + 1)) if filter.not_ is not None else every(),
    )
