"""Whom a comment calls: names found among employees and departments at the time of writing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Invalid
from madang.rules.labels import Labelled
from madang.text.mentions import Mention, MentionKind, find
from models import Department, Employee, Request
from resolvers.parties import employees_who_see, party_departments
from subscriptions.comment_events import Mentioned

Span = tuple[int, int]


class WhyUnresolved(Labelled):
    UNKNOWN = "UNKNOWN", "그런 직원이나 부서가 없습니다."
    AMBIGUOUS = "AMBIGUOUS", "같은 이름이 여럿입니다. 목록에서 골라 주십시오."
    UNSEEING = "UNSEEING", "열람이 제한된 요청이라 볼 수 없어 알리지 않았습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A call that reaches nobody."""

    name: str
    why: WhyUnresolved


@dataclass(slots=True)
class Resolution:
    """Who is called, and what to show in the place of each call."""

    labels: dict[Span, str] = field(default_factory=dict[Span, str])
    employees: set[UUID] = field(default_factory=set[UUID])
    departments: set[UUID] = field(default_factory=set[UUID])
    unresolved: list[Unresolved] = field(default_factory=list[Unresolved])

    @property
    def mentioned(self) -> Mentioned:
        return Mentioned(employees=tuple(sorted(self.employees)), departments=tuple(sorted(self.departments)))


@dataclass(frozen=True, slots=True)
class Candidate:
    kind: MentionKind
    id: UUID
    name: str
    sees: bool


@dataclass(slots=True)
class Directory:
    """Everybody whom the calls of one text could mean."""

    by_name: dict[str, list[Candidate]] = field(default_factory=dict[str, list[Candidate]])
    by_id: dict[tuple[MentionKind, UUID], Candidate] = field(
        default_factory=dict[tuple[MentionKind, UUID], Candidate]
    )

    def add(self, candidate: Candidate, *names: str) -> None:
        self.by_id[candidate.kind, candidate.id] = candidate
        for name in names:
            self.by_name.setdefault(name, []).append(candidate)

    def meant_by(self, call: Mention) -> tuple[Mention, list[Candidate]]:
        """The call, without the particles that follow a known name, and whom it may mean."""
        if call.kind is not None and call.id is not None:
            known = self.by_id.get((call.kind, call.id))
            return call, [] if known is None else [known]
        name = next((name for name in call.names() if name in self.by_name), None)
        return (call, []) if name is None else (call.called(name), self.by_name[name])


async def resolve(
    session: AsyncSession, request: Request, markdown: str, *, today: date, path: tuple[str, ...]
) -> Resolution:
    """At most four statements, however many calls. Raises Invalid for too many of them.

    Who may not see the request is not called: `request.deliveries` must be loaded.
    """
    resolution = Resolution()
    calls = _calls(markdown, path)
    if not calls:
        return resolution
    directory = await _directory(session, request, calls, today)
    for call in calls:
        _resolve(call, directory, resolution)
    return resolution


def _calls(markdown: str, path: tuple[str, ...]) -> list[Mention]:
    try:
        return find(markdown)
    except Invalid as refusal:
        raise Invalid(str(refusal), field=path, reason=refusal.reason) from None


def _resolve(call: Mention, directory: Directory, resolution: Resolution) -> None:
    exact, candidates = directory.meant_by(call)
    if len(candidates) != 1:
        why = WhyUnresolved.AMBIGUOUS if candidates else WhyUnresolved.UNKNOWN
        resolution.unresolved.append(Unresolved(name=exact.name, why=why))
        return
    (found,) = candidates
    if not found.sees:
        resolution.unresolved.append(Unresolved(name=found.name, why=WhyUnresolved.UNSEEING))
        return
    resolution.labels[exact.span] = found.name
    targets = resolution.employees if found.kind is MentionKind.EMPLOYEE else resolution.departments
    targets.add(found.id)


async def _directory(
    session: AsyncSession, request: Request, calls: Iterable[Mention], today: date
) -> Directory:
    names = {name for call in calls if call.id is None for name in call.names()}
    ids = {call.id for call in calls if call.id is not None}
    parties = frozenset[UUID]()
    if request.restriction is not None:
        parties = await party_departments(session, request)
    directory = Directory()
    people = select(
        Employee.id, Employee.name, employees_who_see(request, parties, today=today).label("sees")
    ).where(
        or_(Employee.left_on.is_(None), Employee.left_on > today),
        or_(Employee.name.in_(names), Employee.id.in_(ids)),
    )
    for id, name, sees in await session.execute(people):
        directory.add(Candidate(MentionKind.EMPLOYEE, id, name, bool(sees)), name)
    departments = select(Department.id, Department.name, Department.code).where(
        Department.closed_on.is_(None),
        or_(Department.name.in_(names), Department.code.in_(names), Department.id.in_(ids)),
    )
    for id, name, code in await session.execute(departments):
        sees = request.restriction is None or id in parties
        directory.add(Candidate(MentionKind.DEPARTMENT, id, name, sees), *{name, code})
    return directory
