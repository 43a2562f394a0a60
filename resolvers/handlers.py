"""담당자: who of a department does the work, and how its points will be shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal, or_, select

from madang.errors import Invalid, Reason
from madang.rules.sharing import equal_shares
from models import Employee, Membership
from resolvers.context import Change
from resolvers.departments import present_of
from subscriptions.request_events import HandlerShare

FIELD = ("input", "handlers")
MOST_HANDLERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """`share` in whole percents; if nobody has one, all share alike."""

    employee_id: UUID
    leads: bool = False
    share: int | None = None


async def checked_handlers(
    change: Change, department_id: UUID, handlers: Sequence[Handler]
) -> tuple[HandlerShare, ...]:
    """The handlers with shares that add up to 100 and exactly one lead. Raises Invalid."""
    if not handlers:
        raise Invalid("담당자를 한 명 이상 정해 주십시오.", field=FIELD, reason=Reason.REQUIRED)
    if len(handlers) > MOST_HANDLERS:
        raise Invalid(f"담당자는 {MOST_HANDLERS}명까지입니다.", field=FIELD, reason=Reason.TOO_MANY)
    if len({handler.employee_id for handler in handlers}) < len(handlers):
        raise Invalid("같은 사람이 두 번 들어 있습니다.", field=FIELD, reason=Reason.DUPLICATE)
    await _check_members(change, department_id, handlers)
    lead = _lead(handlers)
    shares = _shares(handlers)
    return tuple(
        HandlerShare(employee_id=one.employee_id, leads=one.employee_id == lead, share=share)
        for one, share in zip(handlers, shares, strict=True)
    )


async def _check_members(change: Change, department_id: UUID, handlers: Sequence[Handler]) -> None:
    today = change.today
    members = await change.session.scalars(
        select(Membership.employee_id)
        .join(Membership.employee)
        .where(
            present_of(Membership.department_id) == present_of(literal(department_id)),
            Membership.employee_id.in_([one.employee_id for one in handlers]),
            Membership.since <= today,
            or_(Membership.until.is_(None), Membership.until > today),
            or_(Employee.left_on.is_(None), Employee.left_on > today),
        )
    )
    present = set(members)
    for place, one in enumerate(handlers):
        if one.employee_id not in present:
            field = (*FIELD, str(place), "employeeId")
            message = "지금 이 부서에서 일하는 직원만 담당자가 될 수 있습니다."
            raise Invalid(message, field=field, reason=Reason.UNKNOWN)


def _lead(handlers: Sequence[Handler]) -> UUID:
    leads = [one.employee_id for one in handlers if one.leads]
    if len(leads) > 1:
        raise Invalid("주담당은 한 명입니다.", field=FIELD, reason=Reason.TOO_MANY)
    return leads[0] if leads else handlers[0].employee_id


def _shares(handlers: Sequence[Handler]) -> list[int]:
    given = [one.share for one in handlers if one.share is not None]
    if not given:
        return equal_shares(len(handlers))
    if len(given) < len(handlers) or sum(given) != 100 or not all(0 <= share <= 100 for share in given):
        message = "기여율은 모두에게 정하고, 더해서 100이 되어야 합니다."
        raise Invalid(message, field=FIELD, reason=Reason.OUT_OF_RANGE)
    return given
