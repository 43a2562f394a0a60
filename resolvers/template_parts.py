"""The departments of a template: what each is asked, dated by days, and brought up to today's chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import or_, select

from madang.errors import Invalid, Reason
from madang.rules.requests import PartnerRole
from madang.rules.templates import Adjustment, present_places
from models import Department
from resolvers.addressees import Addressee, Path, checked
from resolvers.context import Change
from resolvers.departments import present_successors

MOST_DAYS = 3650  # from the drafting to the due day


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One department to ask. Without days of its own, the request's due day holds."""

    department_id: UUID
    role: PartnerRole = PartnerRole.JOINT
    ask: str = ""
    offered_resource: str = ""
    due_in_days: int | None = None

    def on(self, day: date) -> Addressee:
        """As a draft of this day asks it."""
        return Addressee(
            department_id=self.department_id,
            role=self.role,
            ask=self.ask,
            offered_resource=self.offered_resource,
            due_on=day_after(day, self.due_in_days),
        )


def to_document(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return msgspec.to_builtins(parts)


def from_document(document: Sequence[dict[str, Any]]) -> tuple[Part, ...]:
    return msgspec.convert(document, tuple[Part, ...])


def day_after(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)


def days_between(day: date, due_on: date | None) -> int | None:
    return None if due_on is None else (due_on - day).days


def bounded(days: int | None, *, field: Path) -> int | None:
    """Raises Invalid for a day in the past or out of sight."""
    if days is not None and not 0 <= days <= MOST_DAYS:
        message = f"기한은 0일부터 {MOST_DAYS:,}일까지 적을 수 있습니다."
        raise Invalid(message, field=field, reason=Reason.OUT_OF_RANGE)
    return days


async def checked_parts(
    change: Change, parts: Sequence[Part], *, asking: UUID, most: int
) -> tuple[Part, ...]:
    """The same with clean texts. Raises Invalid for the first one that cannot be asked today."""
    field = ("input", "deliveries")
    undated = [replace(part, due_in_days=None).on(change.today) for part in parts]
    clean = await checked(change, undated, asking=asking, most=most, field=field)
    return tuple(
        replace(
            part,
            ask=one.ask,
            offered_resource=one.offered_resource,
            due_in_days=bounded(part.due_in_days, field=(*field, str(place), "dueInDays")),
        )
        for place, (part, one) in enumerate(zip(parts, clean, strict=True))
    )


async def up_to_date(
    change: Change, parts: Sequence[Part], *, asking: UUID
) -> tuple[tuple[Part, ...], tuple[Adjustment, ...]]:
    """Those that can be asked today, closed departments followed to their successors, and what changed."""
    ids = [part.department_id for part in parts]
    still_open = or_(Department.closed_on.is_(None), Department.closed_on > change.today)
    found = await change.session.scalars(select(Department.id).where(Department.id.in_(ids), still_open))
    open_ids = set(found)
    successors = {
        origin: present for origin, present in await change.session.execute(present_successors(ids))
    }
    closed = {id: successors.get(id) for id in ids if id not in open_ids}
    kept, adjustments = present_places(ids, closed, asking=asking)
    return tuple(replace(parts[place], department_id=present) for place, present in kept.items()), adjustments
