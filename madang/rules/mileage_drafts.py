"""Who may draft rules of mileage, and who puts them in force: two administrators, and a try before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from madang.errors import Invalid, Reason
from madang.rules.calendar import Month
from madang.rules.mileage import PolicyState
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely

MOST_MONTHS = 24  # of one try


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """What decides what may be done with a set of rules."""

    state: PolicyState
    drafted_by_id: UUID | None
    edited_by_id: UUID | None
    simulated_at: datetime | None  # as it is now


def may_draft(actor: Actor) -> Permission:
    """Draft one, or try numbers that are no draft yet."""
    return ALLOWED if actor.is_administrator else _administrators_only()


def may_change(actor: Actor, facts: PolicyFacts) -> Permission:
    """Edit, discard, or try on past months."""
    if not actor.is_administrator:
        return _administrators_only()
    if facts.state is not PolicyState.DRAFT:
        return untimely("초안이 아닙니다. 확정하거나 버린 규칙은 바뀌지 않습니다.")
    return ALLOWED


def may_activate(actor: Actor, facts: PolicyFacts) -> Permission:
    changeable = may_change(actor, facts)
    if not changeable.allowed:
        return changeable
    if actor.id in (facts.drafted_by_id, facts.edited_by_id):
        return forbidden("초안을 쓰거나 마지막으로 고친 사람이 아닌 다른 관리자가 확정합니다.")
    if facts.simulated_at is None:
        return untimely("이 초안 그대로를 지난달의 기록으로 시험한 뒤에 확정할 수 있습니다.")
    return ALLOWED


def check_begin(effective_from: date, *, today: date) -> None:
    """Raises Invalid unless it is a day after today: nothing that has happened is counted anew."""
    if effective_from <= today:
        message = "시행일은 내일부터 고를 수 있습니다."
        raise Invalid(message, field=("effectiveFrom",), reason=Reason.IN_THE_PAST)


def months_of(first: Month, last: Month, *, now: Month) -> list[Month]:
    """The months of a try, in order. Raises Invalid for none, too many, or one that has not begun."""
    if last < first:
        message = "마지막 달이 첫 달보다 앞섭니다."
        raise Invalid(message, field=("lastMonth",), reason=Reason.OUT_OF_RANGE)
    if last > now:
        message = f"{now.label}까지 시험할 수 있습니다."
        raise Invalid(message, field=("lastMonth",), reason=Reason.OUT_OF_RANGE)
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        message = f"한 번에 {MOST_MONTHS}달까지 시험할 수 있습니다."
        raise Invalid(message, field=("lastMonth",), reason=Reason.TOO_MANY)
    months = [first]
    while months[-1] < last:
        months.append(months[-1].next)
    return months


def _administrators_only() -> Permission:
    return forbidden("마일리지 규칙은 사회혁신담당관(관리자)이 정합니다.")
