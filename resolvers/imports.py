"""What all imports of files share: who may, and that they happen one after the other."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Forbidden
from models.engine import dialect_of
from resolvers.context import Context

LOCK = 2014_07_01  # any number that means this lock in the whole database


def by_system_or_administrator(ctx: Context) -> None:
    """The command line acts as the system; the schema's guards keep strangers out before."""
    if ctx.visitor is not None and not ctx.visitor.is_administrator:
        raise Forbidden("관리자만 할 수 있습니다. 사회혁신담당관에 부탁해 주십시오.")


async def one_import_at_a_time(session: AsyncSession) -> None:
    """Waits for another import until this transaction's end. SQLite has one writer anyway."""
    if dialect_of(session) == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
