"""Changes that are made, and taken back: to try what is allowed, from the state it needs, again and again."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from models.base import Sessions
from models.engine import engine_of


class Undone(async_sessionmaker[AsyncSession]):
    """Each transaction begins with the `ready` statements and is committed within one that is rolled back."""

    def __init__(self, sessions: Sessions, ready: Sequence[Executable]) -> None:
        super().__init__(**sessions.kw)
        self._engine, self._ready = engine_of(sessions), ready

    @asynccontextmanager
    async def _begin(self) -> AsyncGenerator[AsyncSession, None]:
        async with self._engine.connect() as connection, connection.begin() as around:
            for statement in self._ready:
                await connection.execute(statement)
            inside = self(bind=connection, join_transaction_mode="create_savepoint")
            async with inside as session, session.begin():
                yield session
            await around.rollback()

    def begin(self) -> Any:
        return self._begin()
