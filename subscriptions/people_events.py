"""What happens to departments and employees. The subject is the department or the employee.

Names of persons stay in their table, where they can be erased; events carry identifiers.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from madang.rules.people import OrganisationKind, Position, Role
from madang.rules.tokens import TokenScope
from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentOpened(Event):
    on: date
    code: str
    name: str
    organisation_kind: OrganisationKind
    parent_id: UUID | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentReopened(Event):
    on: date


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRenamed(Event):
    on: date
    name: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentMoved(Event):
    on: date
    parent_id: UUID | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentMarked(Event):
    """Whether citizens come there; None: as its kind tells."""

    meets_citizens: bool | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentKindChanged(Event):
    on: date
    organisation_kind: OrganisationKind


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentClosed(Event):
    """With a successor: merged into it. Told again when a successor is found later."""

    on: date
    successor_id: UUID | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyAppointed(Event):
    """Subject: the department whose head is stood in for from `since` until the day before `until`."""

    deputy_id: UUID
    since: date
    until: date


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyEnded(Event):
    deputy_id: UUID
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    department_id: UUID
    position: Position
    is_main: bool


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeJoined(Event):
    """A number the city did not know, or one who had left and is back."""

    on: date


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeMoved(Event):
    """All memberships from this day on."""

    on: date
    placements: tuple[Placement, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeCorrected(Event):
    """Name or address; which of them, not what it says."""

    fields: tuple[str, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeLeft(Event):
    on: date


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    role: Role
    since: date
    until: date | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRevoked(Event):
    role: Role
    on: date


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """A program may now act in the employee's name."""

    token_id: UUID
    scope: TokenScope
    expires_at: datetime


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    token_id: UUID
