"""Which files of employees can be taken: one line a membership, every line that cannot be taken named."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from madang.rules.labels import Labelled
from madang.rules.lines import BadFile, Cells, Line, Problem
from madang.rules.people import Position, Role

REQUIRED = ("number", "name", "department", "position")
OPTIONAL = ("main", "roles", "email")
NUMBER = re.compile(r"[\w.-]+")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_NUMBER, LONGEST_NAME, LONGEST_ADDRESS = 40, 60, 254
LONGEST_WORD, LONGEST_LIST = 40, 400
MAIN = {
    "1": True,
    "true": True,
    "예": True,
    "주": True,
    "0": False,
    "false": False,
    "아니오": False,
    "겸": False,
}

L = TypeVar("L", bound=Labelled)


@dataclass(frozen=True, slots=True)
class Place:
    """A membership as a file says it: the department by its code."""

    department: str
    position: Position
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An employee as a file says: all memberships; roles and address where the file has such columns."""

    line: int
    number: str
    name: str
    places: frozenset[Place]
    roles: frozenset[Role] | None
    email: str | None
    has_email: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    line: int
    number: str
    name: str
    department: str
    position: Position
    main: bool | None
    roles: frozenset[Role] | None
    email: str | None
    has_email: bool


def read_people(lines: Sequence[Line], departments: Collection[str]) -> list[Person]:
    """The people of a file; `departments` are the codes that are open. Raises BadFile with every problem."""
    problems: list[Problem] = []
    read = [_read_row(Cells(line, problems), departments) for line in lines]
    rows_of: dict[str, list[PersonRow]] = defaultdict(list)
    for row in read:
        if row is not None:
            rows_of[row.number].append(row)
    for rows in rows_of.values():
        problems += _contradictions(rows)
    if problems:
        raise BadFile(problems)
    return [_person(rows) for rows in rows_of.values()]


def _read_row(cells: Cells, departments: Collection[str]) -> PersonRow | None:
    number = cells.required("number", most=LONGEST_NUMBER)
    if number is not None and not NUMBER.fullmatch(number):
        cells.refuse(f"number '{number}'에는 글자, 숫자, '-', '_', '.'만 쓸 수 있습니다.")
    name = cells.required("name", most=LONGEST_NAME)
    department = cells.required("department", most=LONGEST_WORD)
    if department is not None and department not in departments:
        cells.refuse(
            f"부서 '{department}'이(가) 조직도에 없거나 닫힌 부서입니다. 조직도를 먼저 가져오십시오."
        )
    position = _read_position(cells)
    main = _read_main(cells)
    roles = _read_roles(cells)
    email = _read_email(cells)
    if number is None or name is None or department is None or position is None:
        return None
    return PersonRow(
        line=cells.line.number,
        number=number,
        name=name,
        department=department,
        position=position,
        main=main,
        roles=roles,
        email=email,
        has_email="email" in cells.line.cells,
    )


def _read_position(cells: Cells) -> Position | None:
    word = cells.required("position", most=LONGEST_WORD)
    return _member(Position, word, cells, "직위") if word else None


def _read_main(cells: Cells) -> bool | None:
    word = cells.text("main", most=LONGEST_WORD)
    if word is None:
        return None
    if word.lower() not in MAIN:
        cells.refuse(f"main '{word}'은(는) 모르는 값입니다. 1(주 소속)이나 0(겸직)을 적어 주십시오.")
    return MAIN.get(word.lower())


def _read_roles(cells: Cells) -> frozenset[Role] | None:
    if "roles" not in cells.line.cells:
        return None
    words = (cells.text("roles", most=LONGEST_LIST) or "").split(";")
    found = [_member(Role, word.strip(), cells, "역할") for word in words if word.strip()]
    return frozenset(role for role in found if role is not None)


def _read_email(cells: Cells) -> str | None:
    address = cells.text("email", most=LONGEST_ADDRESS)
    if address is not None and not ADDRESS.fullmatch(address):
        cells.refuse(f"email '{address}'은(는) 전자우편 주소가 아닙니다.")
    return address


def _member(kind: type[L], word: str, cells: Cells, called: str) -> L | None:
    for member in kind:
        if word in (member.value, member.label, member.label.split("(")[0]):
            return member
    choices = ", ".join(f"{member.value}({member.label})" for member in kind)
    cells.refuse(f"모르는 {called} '{word}'입니다. 쓸 수 있는 {called}: {choices}")
    return None


def _contradictions(rows: Sequence[PersonRow]) -> Iterator[Problem]:
    """What several lines of one person may not say."""
    first, *others = rows
    for row in others:
        if row.name != first.name:
            yield _contradiction(row, first, f"이름이 '{first.name}'")
        if row.email != first.email:
            yield _contradiction(row, first, f"email이 '{first.email or ''}'")
    yield from _doubled(rows, lambda row: row.department, "이 부서에 이미 넣었습니다")
    yield from _doubled([row for row in rows if row.main], lambda row: row.main, "이미 주 소속을 적었습니다")
    if others and not any(row.main for row in rows):
        yield Problem(
            first.line, f"'{first.number}'의 줄이 여럿입니다. 주 소속인 줄의 main에 1을 적어 주십시오."
        )
    if not others and first.main is False:
        yield Problem(first.line, f"'{first.number}'에게 주 소속이 없습니다. main에 1을 적어 주십시오.")


def _contradiction(row: PersonRow, first: PersonRow, what: str) -> Problem:
    return Problem(row.line, f"'{row.number}': {first.line}번째 줄에는 {what}입니다.")


def _doubled(rows: Iterable[PersonRow], key: Callable[[PersonRow], object], why: str) -> Iterator[Problem]:
    seen: dict[object, PersonRow] = {}
    for row in rows:
        first = seen.setdefault(key(row), row)
        if first is not row:
            yield Problem(row.line, f"'{row.number}': {first.line}번째 줄에서 {why}.")


def _person(rows: Sequence[PersonRow]) -> Person:
    first = rows[0]
    alone = len(rows) == 1
    roles = None if first.roles is None else frozenset(role for row in rows for role in row.roles or ())
    return Person(
        line=first.line,
        number=first.number,
        name=first.name,
        places=frozenset(Place(row.department, row.position, alone or bool(row.main)) for row in rows),
        roles=roles,
        email=first.email,
        has_email=first.has_email,
    )
