"""Refusals are told, mistakes of ours are hidden and logged: in queries, mutations and streams alike."""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from madang.errors import Conflict, Invalid, Reason
from schema.operations import Operation, Result
from tests.transports.board import Feed, Visit, board, board_engine

HIDDEN = re.compile(r"서버에 문제가 생겼습니다\. 담당자에게 오류 번호 ([0-9a-f]{8})을\(를\) 알려 주세요\.")


async def run(query: str) -> Result:
    engine = board_engine()
    return await engine.execute(engine.prepare(Operation(query)), Visit())


async def follow(query: str, feed: Feed | None = None) -> AsyncGenerator[Result, None]:
    engine, number = board_engine(), iter(range(100))

    async def visit() -> Visit:
        return Visit(next(number), feed=feed)

    async with aclosing(engine.stream(engine.prepare(Operation(query)), visit)) as results:
        async for result in results:
            yield result


def codes(result: Result) -> list[str]:
    return [(error.extensions or {})["code"] for error in result.errors]


def incident(result: Result, log: pytest.LogCaptureFixture) -> str:
    """The cause that was logged under the number the client got."""
    (error,) = result.errors
    told = HIDDEN.fullmatch(error.message)
    assert told is not None
    assert error.extensions == {"code": "INTERNAL", "id": told[1]}
    (record,) = [r for r in log.records if r.name == "madang.incidents"]
    assert told[1] in record.getMessage()
    assert record.exc_info is not None
    return repr(record.exc_info[1])


async def test_a_refusal_keeps_its_message_code_and_path(caplog: pytest.LogCaptureFixture) -> None:
    result = await run("{ hello hidden }")
    assert result.data == {"hello": "안녕하세요 🌸", "hidden": None}
    assert [(error.message, error.path) for error in result.errors] == [("찾을 수 없습니다.", ["hidden"])]
    assert codes(result) == ["NOT_FOUND"]
    assert caplog.records == []


async def test_a_mistake_in_a_query_is_hidden_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    result = await run("{ item { broken } }")
    assert result.data == {"item": {"broken": None}}
    assert result.errors[0].path == ["item", "broken"]
    assert incident(result, caplog) == "RuntimeError('비밀번호는 1234')"


async def test_rows_that_fail_alike_are_one_incident(caplog: pytest.LogCaptureFixture) -> None:
    result = await run("{ item { a: broken b: broken siblings { broken } } tooBig { title } }")
    assert codes(result) == ["INTERNAL"] * 4
    numbers = {tuple(error.path or ())[-1]: (error.extensions or {})["id"] for error in result.errors}
    assert numbers["a"] == numbers["b"] == numbers["broken"] != numbers["tooBig"]
    assert [record.name for record in caplog.records].count("madang.incidents") == 2


async def test_a_mistake_in_a_mutation_is_hidden_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert codes(await run("mutation { refuse }")) == ["FORBIDDEN"]
    assert incident(await run("mutation { fail }"), caplog).startswith("RuntimeError('table requests")


async def test_a_null_we_should_not_have_given_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    result = await run("{ item { missing } }")
    assert "non-nullable" in incident(result, caplog)


async def test_a_value_that_does_not_fit_its_type_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    result = await run("{ wrongNumber }")
    assert codes(result) == ["INTERNAL"]
    assert "열둘" not in result.encode().decode()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_a_refused_subscription_was_not_executed() -> None:
    (result,) = [result async for result in follow("subscription { refused }")]
    assert (codes(result), result.executed) == (["NOT_SIGNED_IN"], False)


async def test_a_stream_that_breaks_says_so_once_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    first, last = [result async for result in follow("subscription { breaks { title } }")]
    assert first.data == {"breaks": {"title": "심야버스"}}
    assert last.errors[0].path == ["breaks"]
    assert incident(last, caplog) == "RuntimeError('redis://:secret@10.0.0.1')"


async def test_a_mistake_in_one_event_is_hidden_and_the_stream_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    (result,) = [r async for r in follow("subscription { visits(to: 1) { visit broken } }")]
    assert result.data == {"visits": {"visit": 1, "broken": None}}
    assert incident(result, caplog) == "RuntimeError('tables')"


async def test_a_refusal_names_the_input_and_the_reason() -> None:
    feed = Feed()
    refusal = Invalid("지난 날입니다.", field=("input", "dueOn"), reason=Reason.IN_THE_PAST)
    feed.queue.put_nowait(refusal)
    (result,) = [r async for r in follow("subscription { news }", feed)]
    (error,) = result.errors
    assert error.extensions == {"code": "INVALID", "input": ["input", "dueOn"], "reason": "in_the_past"}


async def test_a_refusal_in_a_stream_keeps_its_code() -> None:
    feed = Feed()
    feed.queue.put_nowait(Conflict("이미 접수되었습니다."))
    (result,) = [r async for r in follow("subscription { mine: news }", feed)]
    assert [(e.message, e.path) for e in result.errors] == [("이미 접수되었습니다.", ["mine"])]
    assert codes(result) == ["CONFLICT"]


async def test_each_event_gets_a_context_of_its_own() -> None:
    seen = [r.data async for r in follow("subscription { visits { visit } }")]
    assert seen == [{"visits": {"visit": number}} for number in (1, 2, 3)]


async def test_a_stream_left_early_releases_its_source() -> None:
    feed = Feed()
    feed.queue.put_nowait("첫 소식")
    async with aclosing(follow("subscription { news }", feed)) as results:
        assert (await anext(results)).data == {"news": "첫 소식"}
        assert feed.watching == 1
    assert feed.watching == 0


async def test_a_cancelled_stream_releases_its_source() -> None:
    feed = Feed()
    task = asyncio.ensure_future(anext(follow("subscription { news }", feed)))
    await feed.entered.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (task.cancelled(), feed.watching) == (True, 0)


async def test_queries_and_mutations_stream_one_result() -> None:
    assert [r.data async for r in follow("{ visit }")] == [{"visit": 0}]
    assert [codes(r) async for r in follow("mutation { refuse }")] == [["FORBIDDEN"]]


async def test_what_json_cannot_say_becomes_an_incident(caplog: pytest.LogCaptureFixture) -> None:
    answer = Result({"number": 2**70}).encode()
    assert b'"code":"INTERNAL"' in answer
    assert answer.startswith(b'{"data":null,')
    assert [record.name for record in caplog.records] == ["madang.incidents"]


def test_korean_goes_out_as_utf8() -> None:
    assert Result({"hello": "안녕 🌸"}).encode() == '{"data":{"hello":"안녕 🌸"}}'.encode()


async def test_the_schema_itself_presents_errors_the_same_way(caplog: pytest.LogCaptureFixture) -> None:
    result = await board.execute("{ hidden item { broken } }", context_value=Visit())
    assert result.errors is not None
    assert {(error.extensions or {})["code"] for error in result.errors} == {"NOT_FOUND", "INTERNAL"}
    assert "비밀번호" not in str(result.errors)
