"""API tokens: made and revoked by operators, used by programs."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import contains_eager

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.tokens import FOR_PROGRAMS, LONGEST_DAYS, TokenScope
from madang.text.normal import line
from models import ApiToken, Employee
from models.base import Sessions
from resolvers.context import Change, Context
from subscriptions.people_events import TokenIssued, TokenRevoked

MARK = "mdg_"  # tells a token of ours from the portal's, and lets scanners find leaked ones
BYTES = 32


async def create_token(
    ctx: Context, number: str, *, name: str, days: int, scope: TokenScope = TokenScope.READ
) -> tuple[ApiToken, str]:
    """For the employee with this number, for `days`. The text is returned here and never again."""
    if not 1 <= days <= LONGEST_DAYS:
        message = f"기간은 1일에서 {LONGEST_DAYS}일까지입니다."
        raise Invalid(message, field=("days",), reason=Reason.OUT_OF_RANGE)
    async with ctx.change() as change:
        employee = await _employee(change, number)
        return await issue(change, employee, line(name, field=("name",), most=100), days=days, scope=scope)


async def issue(
    change: Change, employee: Employee, name: str, *, days: int, scope: TokenScope
) -> tuple[ApiToken, str]:
    """For an employee who is held. Only here is the text known."""
    text = MARK + secrets.token_urlsafe(BYTES)
    token = ApiToken(
        employee_id=employee.id,
        name=name,
        scope=scope,
        digest=_digest(text),
        hint=text[-4:],
        created_at=change.now,
        expires_at=change.now + timedelta(days=days),
    )
    change.session.add(token)
    await change.session.flush()
    change.announce(employee, TokenIssued(token_id=token.id, scope=scope, expires_at=token.expires_at))
    return token, text


async def revoke_token(ctx: Context, id: UUID) -> None:
    """From now on it opens nothing."""
    async with ctx.change() as change:
        token = await change.session.get(ApiToken, id)
        if token is None:
            raise NotFound("그런 토큰이 없습니다. madang token list로 찾아보십시오.", field=("id",))
        employee = await change.lock(Employee, token.employee_id)
        await change.session.refresh(token, with_for_update={"key_share": True})
        if token.revoked_at is not None or employee is None:
            raise Conflict("이미 거둔 토큰입니다.", field=("id",), reason=Reason.ILLEGAL_STEP)
        token.revoked_at = change.now
        change.announce(employee, TokenRevoked(token_id=token.id))


async def tokens(ctx: Context) -> list[ApiToken]:
    """All that were ever made, newest first, each with its `employee`."""
    statement = select(ApiToken).join(ApiToken.employee).options(contains_eager(ApiToken.employee))
    async with ctx.reads() as session:
        return list(await session.scalars(statement.order_by(ApiToken.id.desc())))


async def token_used(
    reads: Sessions,
    writes: Sessions,
    text: str,
    *,
    now: datetime,
    today: date,
    scopes: Collection[TokenScope] = FOR_PROGRAMS,
) -> ApiToken | None:
    """The valid token this text is, with its `employee`; None for any other. The day of use is kept."""
    statement = (
        select(ApiToken)
        .join(ApiToken.employee)
        .options(contains_eager(ApiToken.employee))
        .where(ApiToken.digest == _digest(text), ApiToken.scope.in_(scopes))
        .where(ApiToken.revoked_at.is_(None), ApiToken.expires_at > now)
    )
    async with reads() as session:
        token = await session.scalar(statement)
    if token is not None and token.last_used_on != today:
        await _note_use(writes, token.id, today)
    return token


async def _note_use(writes: Sessions, id: UUID, today: date) -> None:
    """Once a day: a write for every request would make readers wait for each other."""
    earlier = or_(ApiToken.last_used_on.is_(None), ApiToken.last_used_on < today)
    async with writes.begin() as session:
        await session.execute(update(ApiToken).where(ApiToken.id == id, earlier).values(last_used_on=today))


async def _employee(change: Change, number: str) -> Employee:
    found = await change.session.scalar(select(Employee.id).where(Employee.number == number))
    employee = await change.lock(Employee, found) if found else None
    if employee is None or (employee.left_on is not None and employee.left_on <= change.today):
        raise NotFound(f"사번 {number}인 직원이 없습니다.", field=("number",), reason=Reason.UNKNOWN)
    return employee


def _digest(text: str) -> str:
    """Without salt or stretching: 256 random bits cannot be guessed, and it has to be found by it."""
    return hashlib.sha256(text.encode()).hexdigest()
