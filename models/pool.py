"""A pool of the PostgreSQL driver's connections that does nothing but lend them, and runs single statements.

asyncpg's own wraps each connection anew for each loan and resets it afterwards, which costs more than a small
statement. Here a connection comes back only from work that ended well; any other is thrown away.

A statement that waits for a connection is sent in the moment one is free, not when its turn comes in the
event loop: until then others would make their answers, and the database would have nothing to do.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy.ext.asyncio import AsyncEngine

from models.engine import SETTINGS

STATEMENTS = 1_000  # kept prepared by one connection
Connection = Any  # asyncpg.Connection, which is not typed
ENDS = ("FATAL", "PANIC")  # severities of what the server says before it closes the connection
Given = Connection | None  # None: there is room to make one
Turn = asyncio.Future[Given]


async def connect(engine: AsyncEngine, **settings: str) -> Connection:
    """To the engine's database, with the settings that its own connections have, and these."""
    _, given = engine.dialect.create_connect_args(engine.url)
    return await cast(Any, asyncpg).connect(
        **given,
        server_settings={**engine.get_execution_options()[SETTINGS], **settings},
        statement_cache_size=STATEMENTS,
        max_cached_statement_lifetime=0,
    )


def is_refusal(failure: BaseException) -> bool:
    """Of a statement alone; outside a transaction nothing is left of it."""
    return isinstance(failure, asyncpg.PostgresError) and cast(Any, failure).severity_en not in ENDS


class Pool:
    """At most `most` connections, made when they are first needed. Who comes first is served first."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], *, most: int) -> None:
        self._connect, self.most = connect, most
        self._idle: list[Connection] = []
        self._lent: set[Connection] = set()
        self._making = 0
        self._waiting: deque[Turn | Errand] = deque()

    def fetch(self, sql: str, *values: Any) -> Coroutine[Any, Any, list[Any]]:
        """The rows of one statement, which is a transaction of its own. It is sent before it is awaited."""
        errand = Errand(self, sql, values)
        if (connection := self._free()) is not None or self._has_room:
            self._give(errand, connection)
        else:
            self._waiting.append(errand)
        return errand.rows()

    async def take(self) -> Connection:
        connection = self._free()
        if connection is None:
            if self._has_room:
                self._making += 1
            else:
                connection = await self._turn()
        return connection or await self.make()

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
        """One that lies idle, lent."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                self._lent.add(connection)
                return connection
        return None

    async def make(self) -> Connection:
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
                self.pass_on(turn.result())
            raise

    def pass_on(self, connection: Connection | None) -> None:
        """Given to one who is gone."""
        if connection is not None:
            self.give_back(connection, usable=True)
            return
        self._making -= 1
        self._hand_on(None)

    def _hand_on(self, connection: Connection | None) -> None:
        """To who waits longest, or to those that lie idle."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                if connection is not None:
                    self._lent.add(connection)
                self._give(waiting, connection)
                return
        if connection is not None:
            self._idle.append(connection)

    def _give(self, to: "Turn | Errand", connection: Given) -> None:
        if connection is None:
            self._making += 1
        to.set_result(connection)


class Errand:
    """One statement. Whoever gives a connection back sends it, and gives it back in its turn."""

    __slots__ = ("_connection", "_outcome", "_pool", "_running", "_sql", "_values")

    def __init__(self, pool: Pool, sql: str, values: tuple[Any, ...]) -> None:
        self._pool, self._sql, self._values = pool, sql, values
        self._connection: Connection = None
        self._running: Coroutine[Any, Any, list[Any]] | None = None
        self._outcome: asyncio.Future[list[Any] | None] = asyncio.get_running_loop().create_future()

    async def rows(self) -> list[Any]:
        try:
            rows = await self._outcome
            if rows is None:
                self._outcome = asyncio.get_running_loop().create_future()
                self.set_result(await self._pool.make())
                rows = await self._outcome
            return rows or []
        except asyncio.CancelledError:
            self._leave()
            raise

    def done(self) -> bool:
        return self._outcome.done()

    def set_result(self, given: Given) -> None:
        """As of a future: this is what it has waited for."""
        if given is None:
            self._outcome.set_result(None)
            return
        self._connection = given
        self._running = given.fetch(self._sql, *self._values)
        self._go_on()

    def _go_on(self, _: object = None) -> None:
        """What a task of asyncio does, but at once: a task would begin behind all that is to be done now."""
        assert self._running is not None
        try:
            waits_for = self._running.send(None)
        except StopIteration as end:
            self._end(end.value, usable=True)
        except (Exception, asyncio.CancelledError) as failure:
            self._end(failure, usable=is_refusal(failure))
        else:
            if waits_for is None:  # for nothing but its turn
                self._outcome.get_loop().call_soon(self._go_on)
                return
            waits_for._asyncio_future_blocking = False
            waits_for.add_done_callback(self._go_on)

    def _end(self, outcome: list[Any] | BaseException, *, usable: bool) -> None:
        connection, self._connection = self._connection, None
        self._pool.give_back(connection, usable=usable)
        if self._outcome.done():
            return  # whoever asked has left
        if isinstance(outcome, BaseException):
            self._outcome.set_exception(outcome)
        else:
            self._outcome.set_result(outcome)

    def _leave(self) -> None:
        """A statement that is under way ends with its connection."""
        outcome = self._outcome
        if self._connection is not None:
            self._connection.terminate()
        elif outcome.done() and not (outcome.cancelled() or outcome.exception()) and outcome.result() is None:
            self._pool.pass_on(None)
