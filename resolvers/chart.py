"""Take in an organisation chart: one file, one day, one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from madang.errors import Invalid, Reason
from madang.rules.chart import (
    Chart,
    ChartChange,
    Closed,
    KindChanged,
    Moved,
    Opened,
    Renamed,
    Reopened,
    Standing,
)
from madang.rules.chart_file import changes_of
from madang.rules.lines import Line
from models import Department, DepartmentFact
from models.base import uuid7
from resolvers.context import Change, Context
from resolvers.imports import by_system_or_administrator, one_import_at_a_time
from subscriptions.events import Event
from subscriptions.people_events import (
    DepartmentClosed,
    DepartmentKindChanged,
    DepartmentMoved,
    DepartmentOpened,
    DepartmentRenamed,
    DepartmentReopened,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartImport:
    """How many departments an import touched, by what happened; one may be renamed and moved at once."""

    opened: int = 0
    reopened: int = 0
    renamed: int = 0
    moved: int = 0
    kind_changed: int = 0
    closed: int = 0
    unchanged: int = 0


async def import_chart(
    ctx: Context, lines: Sequence[Line], *, on: date, whole: bool = False, sample: bool = False
) -> ChartImport:
    """Make the chart say from `on` what the file says; `whole` closes what it leaves out.

    Raises BadFile with every bad line, Invalid for a day to come; then nothing has changed.
    """
    by_system_or_administrator(ctx)
    if on > ctx.today:
        raise Invalid(
            f"{on}은 아직 오지 않았습니다. 조직도는 시행일이 된 뒤에 가져와 주십시오.",
            field=("on",),
            reason=Reason.OUT_OF_RANGE,
        )
    async with ctx.change() as change:
        await one_import_at_a_time(change.session)
        book = await _open_book(change, on, sample)
        changes = changes_of(lines, book.chart(), on=on, whole=whole)
        await book.apply(changes)
    return _summary(changes, lines)


def _summary(changes: Sequence[ChartChange], lines: Sequence[Line]) -> ChartImport:
    kinds = Counter(type(change) for change in changes)
    changed = {change.code for change in changes}
    return ChartImport(
        opened=kinds[Opened],
        reopened=kinds[Reopened],
        renamed=kinds[Renamed],
        moved=kinds[Moved],
        kind_changed=kinds[KindChanged],
        closed=kinds[Closed],
        unchanged=sum(line.value("code") not in changed for line in lines),
    )


async def _open_book(change: Change, on: date, sample: bool) -> "ChartBook":
    departments = await change.session.scalars(
        select(Department).order_by(Department.id).with_for_update(key_share=True)
    )
    facts = await change.session.scalars(_newest_facts())
    return ChartBook(
        change=change,
        on=on,
        sample=sample,
        departments={one.code: one for one in departments},
        facts={fact.department_id: fact for fact in facts},
    )


def _newest_facts() -> Select[DepartmentFact]:
    later = aliased(DepartmentFact)
    newest = select(func.max(later.since)).where(later.department_id == DepartmentFact.department_id)
    return select(DepartmentFact).where(DepartmentFact.since == newest.scalar_subquery())


@dataclass(slots=True, kw_only=True)
class ChartBook:
    """All departments and the newest fact of each, held while a file is written into them."""

    change: Change
    on: date
    sample: bool
    departments: dict[str, Department]
    facts: dict[UUID, DepartmentFact]
    touched: dict[str, Department] = field(default_factory=dict[str, Department])

    def chart(self) -> Chart:
        codes = {one.id: code for code, one in self.departments.items()}
        return {code: self._standing(one, codes) for code, one in self.departments.items()}

    async def apply(self, changes: Sequence[ChartChange]) -> None:
        for change in changes:
            if isinstance(change, Opened):
                self._open(change)
        await self.change.session.flush()  # what follows may point at departments just opened
        for change in changes:
            if not isinstance(change, Opened):
                department = self.touched[change.code] = self.departments[change.code]
                self.change.announce(department, self._alter(department, change))
        for department in self.touched.values():
            self._date(department)

    def _standing(self, department: Department, codes: dict[UUID, str]) -> Standing:
        newest = self.facts[department.id].since
        return Standing(
            code=department.code,
            name=department.name,
            kind=department.kind,
            parent=codes[department.parent_id] if department.parent_id else None,
            opened_on=department.opened_on,
            changed_on=max(newest, department.closed_on or newest),
            closed=department.closed_on is not None,
            successor=codes[department.successor_id] if department.successor_id else None,
        )

    def _open(self, change: Opened) -> None:
        row = change.row
        department = Department(
            id=uuid7(),
            version=0,
            code=row.code,
            name=row.name,
            kind=row.kind,
            parent_id=self._id(row.parent),
            opened_on=self.on,
            is_sample=self.sample,
        )
        self.departments[row.code] = self.touched[row.code] = department
        self.change.session.add(department)
        self.change.announce(
            department,
            DepartmentOpened(
                on=self.on,
                code=row.code,
                name=row.name,
                organisation_kind=row.kind,
                parent_id=department.parent_id,
            ),
        )

    def _alter(self, department: Department, change: ChartChange) -> Event:
        """Change the department's present state; returns what to announce."""
        match change:
            case Reopened():
                department.closed_on = department.successor_id = None
                return DepartmentReopened(on=self.on)
            case Renamed(_, name):
                department.name = name
                return DepartmentRenamed(on=self.on, name=name)
            case Moved(_, parent):
                department.parent_id = self._id(parent)
                return DepartmentMoved(on=self.on, parent_id=department.parent_id)
            case KindChanged(_, kind):
                department.kind = kind
                return DepartmentKindChanged(on=self.on, organisation_kind=kind)
            case Closed(_, successor):
                day = department.closed_on = department.closed_on or self.on
                department.successor_id = self._id(successor)
                return DepartmentClosed(on=day, successor_id=department.successor_id)
            case Opened():
                raise AssertionError("departments are opened before they are altered")

    def _id(self, code: str | None) -> UUID | None:
        return self.departments[code].id if code else None

    def _date(self, department: Department) -> None:
        """Bring the dated facts in step with the department's present state."""
        newest = self.facts.get(department.id)
        if department.closed_on:
            assert newest, "what closes was open"
            newest.until = department.closed_on
        elif newest and newest.since == self.on:  # the same day once more: a correction
            _write(newest, department)
        elif newest and newest.until in (None, self.on) and _says(newest, department):
            newest.until = None
        else:
            if newest and newest.until is None:
                newest.until = self.on
            self._add_fact(department)

    def _add_fact(self, department: Department) -> None:
        fact = DepartmentFact(department_id=department.id, since=self.on)
        _write(fact, department)
        self.change.session.add(fact)


def _says(fact: DepartmentFact, department: Department) -> bool:
    return (fact.name, fact.kind, fact.parent_id) == (department.name, department.kind, department.parent_id)


def _write(fact: DepartmentFact, department: Department) -> None:
    fact.name, fact.kind, fact.parent_id = department.name, department.kind, department.parent_id
    fact.until = None
