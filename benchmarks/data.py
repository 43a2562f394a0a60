"""A city of any size in Madang's own tables, made by set-based SQL (data.sql): the same size, the same rows.

Search texts are left out: no question asks for them.
"""

import asyncio
from dataclasses import astuple, dataclass
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models import UnnumberedEvent, migrate
from models.engine import read_sessions, write_sessions
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from resolvers.kings import close_months
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live

FILLING = Path(__file__).with_name("data.sql")
FIFTH = 5  # a request's up to four departments and its requester lie a fifth of all departments apart
KNOWN_COMMENTS, NEWEST_COMMENTS = 60, 20
ASKED_BY = "b0"  # the employee who asks: 사번 of the first one, who handles a part of each known request
WHILE_NUMBERED = 0.05  # seconds
MOST_CHECKED = 1_000_000  # requests; of more, all references are not looked up, which takes half an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much there is. The oldest `known` requests have 60 comments and a history in the log; the `newest`
    have 20 comments; the other comments are spread evenly. Drafts come on top, one a hundred requests.
    """

    departments: int = 200
    employees: int = 20_000
    requests: int = 50_000
    comments: int = 300_000
    known: int = 1_000
    newest: int = 1_000

    def __post_init__(self) -> None:
        spare = self.comments - KNOWN_COMMENTS * self.known - NEWEST_COMMENTS * self.newest
        if self.departments % FIFTH or self.employees % self.departments:
            raise ValueError("departments come in fives, and each has the same number of employees")
        if spare < 0 or self.requests <= self.known + self.newest:
            raise ValueError("too few comments or requests for the known and the newest requests")

    @property
    def name(self) -> str:
        """Of a database of this size."""
        return "city_" + "_".join(str(number) for number in astuple(self))


async def fill(engine: AsyncEngine, sizes: Sizes) -> None:
    """Make the tables and fill them, all or nothing."""
    await migrate.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        if sizes.requests > MOST_CHECKED:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await _name_sizes(connection, sizes)
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(FILLING.read_text())
    await _keep_books(engine)
    async with engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await outside.execute(text("SET statement_timeout = 0"))
        await outside.execute(text("VACUUM ANALYZE"))


async def _keep_books(engine: AsyncEngine) -> None:
    """As in a city that has been served all the time: or the server would catch up while it is measured.

    Months that are over are closed, which writes lines, which are booked, too.
    """
    writes = write_sessions(engine)
    async with Live(writes, MemoryBroker()) as live:
        ctx = Context(reads=read_sessions(engine), writes=writes, hub=live.hub)
        left = 1
        while left:
            await asyncio.sleep(WHILE_NUMBERED)
            left = await close_months(ctx) + await keep_books(ctx) + await _unnumbered(ctx)


async def _unnumbered(ctx: Context) -> int:
    async with ctx.reads() as session:
        return await session.scalar(select(func.count()).select_from(UnnumberedEvent)) or 0


async def _name_sizes(connection: AsyncConnection, sizes: Sizes) -> None:
    names = ("departments", "employees", "requests", "comments", "known", "newest")
    columns = ", ".join(
        f"{value}::bigint AS {name}" for name, value in zip(names, astuple(sizes), strict=True)
    )
    await connection.execute(text(f"CREATE TEMPORARY TABLE size ON COMMIT DROP AS SELECT {columns}"))
