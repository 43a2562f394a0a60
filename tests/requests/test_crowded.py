"""When thousands come back at the same moment, and all connections to the database are taken."""

from contextlib import aclosing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from models.base import Sessions
from models.engine import read_sessions, write_sessions
from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.operations import Operation
from subscriptions.cursor import Cursor
from subscriptions.follower import Interrupted
from subscriptions.hub import Hub
from tests import builders

ELSEWHERE = Cursor(uuid4(), 1).encode()  # whether it can be replayed has to be asked
FOLLOW = "subscription { boardEvents { __typename } }"
ASK = "{ requests(first: 1) { nodes { id } } }"


async def test_a_stream_that_gets_no_connection_can_be_resumed(sessions: Sessions, database_url: str) -> None:
    city = await builders.chart(sessions)
    person = await builders.employee(city, "김서울", "총무과")
    narrow = create_async_engine(database_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    async with Hub(write_sessions(narrow)) as hub:
        context = replace(await builders.context(city, person), hub=hub)

        async def contexts() -> Context:
            return context

        async with narrow.connect():
            engine = Engine[Context](schema)
            prepared = engine.prepare(Operation(FOLLOW))
            async with aclosing(engine.stream(prepared, contexts, after=ELSEWHERE)) as stream:
                with pytest.raises(Interrupted):
                    await anext(stream)
    await narrow.dispose()


async def test_a_question_that_gets_no_connection_may_be_asked_again(
    sessions: Sessions, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    city = await builders.chart(sessions)
    person = await builders.employee(city, "김서울", "총무과")
    narrow = create_async_engine(database_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    context = replace(await builders.context(city, person), reads=read_sessions(narrow))
    async with narrow.connect():
        engine = Engine[Context](schema)
        result = await engine.execute(engine.prepare(Operation(ASK)), context)
    await narrow.dispose()
    (error,) = result.errors
    assert (error.message, error.extensions) == (
        "서버가 바쁩니다. 잠시 뒤에 다시 해 주십시오.",
        {"code": "UNAVAILABLE"},
    )
    assert [record.levelname for record in caplog.records if record.name == "madang.incidents"] == ["WARNING"]
