"""A pool of the PostgreSQL driver's connections that does nothing but lend them.

asyncpg's own wraps each connection anew for each loan and resets it afterwards, which costs more than a small
statement. Here a connection comes back only from work that ended well; any other is thrown away.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy.ext.asyncio import AsyncEngine

from models.engine import SETTINGS

STATEMENTS = 1_000  # kept prepared by one connection
Connection = Any  # asyncpg.Connection, which is not typed
HARMLESS = asyncpg.PostgresError  # a refused statement; outside a transaction nothing is left of it
Turn = asyncio.Future[Connection | None]  # None: there is room to make one


async def connect(engine: AsyncEngine, **settings: str) -> Connection:
    """To the engine's database, with the settings that its own connections have, and these."""
    _, given = engine.dialect.create_connect_args(engine.url)
    return await cast(Any, asyncpg).connect(
        **given,
        server_settings={**engine.get_execution_options()[SETTINGS], **settings},
        statement_cache_size=STATEMENTS,
        max_cached_statement_lifetime=0,
    )


class Pool:
    """At most `most` connections, made when they are first needed. Who comes first is served first."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], *, most: int) -> None:
        self._connect, self.most = connect, most
        self._idle: list[Connection] = []
        self._lent: set[Connection] = set()
        self._making = 0
        self._waiting: deque[Turn] = deque()

    def connection(self) -> "Loan":
        return Loan(self)

    async def take(self) -> Connection:
        connection = self._free()
        if connection is None:
            if self._has_room:
                self._making += 1
            else:
                connection = await self._turn()
        return connection or await self._make()

    def give_back(self, connection: Connection, *, usable: bool) -> None:
        self._lent.discard(connection)
        if not usable:
            connection.terminate()
        self._hand_on(connection if usable and not connection.is_closed() else None)

    def terminate(self) -> None:
        """Without waiting for the server. Work that is under way fails."""
        for connection in (*self._idle, *self._lent):
            connection.terminate()
        self._idle.clear()

    @property
    def lent(self) -> int:
        """Connections that somebody works with, or that are just being made for somebody."""
        return len(self._lent) + self._making

    @property
    def idle(self) -> int:
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many wait for a connection."""
        return sum(not turn.done() for turn in self._waiting)

    @property
    def _has_room(self) -> bool:
        return len(self._idle) + len(self._lent) + self._making < self.most

    def _free(self) -> Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                self._lent.add(connection)
                return connection
        return None

    async def _make(self) -> Connection:
        """Room for it has been set aside."""
        try:
            connection = await self._connect()
        except BaseException:
            self._making -= 1
            self._hand_on(None)
            raise
        self._making -= 1
        self._lent.add(connection)
        return connection

    async def _turn(self) -> Connection | None:
        turn: Turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on(turn.result())
            raise

    def _pass_on(self, connection: Connection | None) -> None:
        """Given to one who is gone."""
        if connection is not None:
            self.give_back(connection, usable=True)
            return
        self._making -= 1
        self._hand_on(None)

    def _hand_on(self, connection: Connection | None) -> None:
        """To who waits longest, or to those that lie idle."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                if connection is None:
                    self._making += 1
                else:
                    self._lent.add(connection)
                turn.set_result(connection)
                return
        if connection is not None:
            self._idle.append(connection)


class Loan:
    """A connection for the time of a block."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> Connection:
        self._connection = await self._pool.take()
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, *failure: object) -> None:
        usable = kind is None or issubclass(kind, HARMLESS)
        self._pool.give_back(self._connection, usable=usable)
