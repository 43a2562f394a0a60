"""Feed addresses of staff: made and revoked by each for oneself. A token in the address says whose it is."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.tokens import LONGEST_DAYS, MOST_FEEDS, TokenScope
from madang.text.normal import line
from models import ApiToken, Employee
from resolvers.context import Change, Context
from resolvers.tokens import issue
from subscriptions.people_events import TokenRevoked


async def create(ctx: Context, name: str) -> tuple[ApiToken, str, int]:
    """With the token, which is told here and never again, and the version of the employee's row."""
    own = line(name, field=("name",), most=100)
    async with ctx.change() as change:
        employee = await _oneself(ctx, change)
        living = select(func.count()).where(*_living(ctx))
        if (await change.session.scalar(living) or 0) >= MOST_FEEDS:
            message = f"피드 주소는 {MOST_FEEDS}개까지입니다. 쓰지 않는 것을 먼저 거두십시오."
            raise Invalid(message, field=("name",), reason=Reason.TOO_MANY)
        token, text = await issue(change, employee, own, days=LONGEST_DAYS, scope=TokenScope.FEED)
    return token, text, employee.version


async def revoke(ctx: Context, id: UUID) -> tuple[ApiToken, int]:
    """From now on its address shows nothing."""
    async with ctx.change() as change:
        employee = await _oneself(ctx, change)
        wanted = select(ApiToken).where(ApiToken.id == id, ApiToken.scope == TokenScope.FEED)
        token = await change.session.scalar(wanted.where(ApiToken.employee_id == employee.id))
        if token is None:
            raise NotFound("그런 피드 주소가 없습니다.", field=("id",))
        if token.revoked_at is not None:
            raise Conflict("이미 거둔 피드 주소입니다.", field=("id",), reason=Reason.ILLEGAL_STEP)
        token.revoked_at = change.now
        change.announce(employee, TokenRevoked(token_id=token.id))
    return token, employee.version


async def mine(ctx: Context) -> list[ApiToken]:
    """Those that still open something, newest first."""
    async with ctx.reads() as session:
        wanted = select(ApiToken).where(*_living(ctx)).order_by(ApiToken.id.desc())
        return list(await session.scalars(wanted))


def _living(ctx: Context) -> tuple[Any, ...]:
    row = ApiToken
    own = (row.employee_id == ctx.actor.id, row.scope == TokenScope.FEED)
    return (*own, row.revoked_at.is_(None), row.expires_at > ctx.clock())


async def _oneself(ctx: Context, change: Change) -> Employee:
    """Held, so that two made at once are counted one after the other."""
    employee = await change.lock(Employee, ctx.actor.id)
    assert employee is not None
    return employee
