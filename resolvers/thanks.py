"""감사 (P9): a few a month for colleagues of other departments; what is left at the month's end lapses."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, Forbidden, Reason
from madang.rules.calendar import Month
from madang.rules.mileage_policy import MileagePolicy
from madang.text import text
from models import Employee, MileageState, Thanks
from models.base import uuid7
from models.mileage import THE_BOOKS
from resolvers.adjustments import whom
from resolvers.books_opening import policies_of
from resolvers.context import Change, Context
from resolvers.subjects import taken
from subscriptions.events import Wording
from subscriptions.mileage_books import BUILT_IN, holding
from subscriptions.mileage_events import ThanksGiven

MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many thanks somebody may still give in a month, and how many to one person in all."""

    month: int  # 201407
    given: int
    most: int
    most_for_one: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.given)


async def give_thanks(ctx: Context, receiver_id: UUID, *, message: str, id: UUID | None = None) -> Thanks:
    """Thank a colleague. The giver's row is held: no two at once go beyond the month's number.

    Raises NotFound, Forbidden (oneself, the own department), Conflict (none left) or Invalid.
    """
    message = text(message, field=("input", "message"), most=MOST_CHARACTERS, least=1)
    actor = ctx.actor
    async with ctx.change() as change:
        await change.lock(Employee, actor.id)
        if known := id and await change.session.get(Thanks, id):
            return _own(known, actor.id)
        receiver = await whom(change, receiver_id, field=("input", "receiverId"))
        if not actor.departments.isdisjoint(receiver.departments):
            raise Forbidden("다른 부서의 동료에게 보낼 수 있습니다.", field=("input", "receiverId"))
        await _demand_some_left(change, actor.id, receiver_id)
        thanks = Thanks(
            id=id or uuid7(),
            giver_id=actor.id,
            giver_department_id=actor.department_id,
            receiver_id=receiver_id,
            receiver_department_id=receiver.department_id,
            message=message,
            month=Month.of(change.now).number,
            given_at=change.now,
            version=0,
        )
        change.session.add(thanks)
        event = ThanksGiven(
            receiver_id=receiver_id,
            department_id=actor.department_id,
            receiver_department_id=receiver.department_id,
            message=Wording.of(message),
        )
        change.announce(thanks, event)
    return thanks


async def allowance(ctx: Context) -> Allowance:
    """The actor's, in the present month."""
    async with ctx.reads() as session:
        rules = await _rules(session, ctx)
        month = Month.of(ctx.clock()).number
        given = await _given(session, ctx.actor.id, month)
    return Allowance(
        month=month, given=given, most=rules.thanks_monthly_cap, most_for_one=rules.thanks_pair_cap
    )


async def _demand_some_left(change: Change, giver_id: UUID, receiver_id: UUID) -> None:
    rules, month = await _rules(change.session, change), Month.of(change.now).number
    if not rules.thanks_monthly_cap:
        raise Conflict("지금은 감사를 보내지 않습니다.", reason=Reason.ILLEGAL_STEP)
    if await _given(change.session, giver_id, month) >= rules.thanks_monthly_cap:
        used_up = f"이달에 보낼 수 있는 감사 {rules.thanks_monthly_cap}번을 모두 보냈습니다."
        raise Conflict(used_up, reason=Reason.TOO_MANY)
    if await _given(change.session, giver_id, month, to=receiver_id) >= rules.thanks_pair_cap:
        enough = f"한 사람에게는 한 달에 {rules.thanks_pair_cap}번까지 보낼 수 있습니다."
        raise Conflict(enough, field=("input", "receiverId"), reason=Reason.TOO_MANY)


async def _rules(session: AsyncSession, at: Context | Change) -> MileagePolicy:
    state = await session.get(MileageState, THE_BOOKS)
    return holding(policies_of(state) if state else (BUILT_IN,), at.today).policy


async def _given(session: AsyncSession, giver_id: UUID, month: int, *, to: UUID | None = None) -> int:
    counted = select(func.count()).where(Thanks.giver_id == giver_id, Thanks.month == month)
    counted = counted if to is None else counted.where(Thanks.receiver_id == to)
    return await session.scalar(counted) or 0


def _own(known: Thanks, giver_id: UUID) -> Thanks:
    if known.giver_id != giver_id:
        raise taken()
    return known
