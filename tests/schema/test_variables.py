"""Wrong variables are told in Korean, each by its path."""

from typing import Any

import pytest

from schema.operations import Operation, Result
from tests.transports.board import Visit, board_engine

ASK = "mutation ($input: AskInput!) { ask(input: $input) }"
ID = "00000000-0000-0000-0000-000000000000"


async def run(query: str, **variables: Any) -> Result:
    engine = board_engine()
    return await engine.execute(engine.prepare(Operation(query, variables)), Visit())


async def faults(query: str, **variables: Any) -> list[tuple[Any, str]]:
    result = await run(query, **variables)
    assert (result.executed, result.data) == (False, None)
    assert {(error.extensions or {})["code"] for error in result.errors} == {"BAD_INPUT"}
    return [((error.extensions or {})["input"], error.message) for error in result.errors]


async def test_right_variables_are_taken() -> None:
    result = await run(
        ASK, input={"title": "심야버스", "departments": [ID], "colour": "RED", "by": "도시교통"}
    )
    assert (result.data, result.errors) == ({"ask": "심야버스"}, [])


WRONG: list[tuple[Any, list[str | int], str]] = [
    (None, ["input"], "값이 필요합니다."),
    ([], ["input"], "여러 항목을 가진 객체여야 합니다."),
    ({"departments": []}, ["input", "title"], "값이 필요합니다."),
    ({"title": None, "departments": []}, ["input", "title"], "값이 필요합니다."),
    ({"title": 5, "departments": []}, ["input", "title"], "String 형식의 값이 아닙니다."),
    ({"title": "t", "departments": [ID, "x"]}, ["input", "departments", 1], "UUID 형식의 값이 아닙니다."),
    ({"title": "t", "departments": [None]}, ["input", "departments", 0], "값이 필요합니다."),
    ({"title": "t", "departments": {"a": 1}}, ["input", "departments"], "UUID 형식의 값이 아닙니다."),
    ({"title": "t", "departments": [], "x": 1}, ["input", "x"], "이런 항목은 없습니다."),
    ({"title": "t", "departments": [], "by": "me"}, ["input", "by"], "한글로 시작해야 합니다."),
    (
        {"title": "t", "departments": [], "colour": "GREEN"},
        ["input", "colour"],
        "다음 가운데 하나여야 합니다: RED, BLUE.",
    ),
]


@pytest.mark.parametrize(("value", "path", "reason"), WRONG)
async def test_a_wrong_value_is_named_by_its_path(value: Any, path: list[str | int], reason: str) -> None:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)[1:]
    assert await faults(ASK, input=value) == [(path, f"입력값이 올바르지 않습니다. {place}: {reason}")]


async def test_a_missing_variable_is_named() -> None:
    assert await faults(ASK) == [(["input"], "입력값이 올바르지 않습니다. input: 값이 필요합니다.")]


async def test_every_fault_is_told_up_to_twenty() -> None:
    some = await faults(ASK, input={"title": 1, "departments": ["x"], "by": "z"})
    assert [path for path, _ in some] == [["input", "title"], ["input", "departments", 0], ["input", "by"]]
    assert len(await faults(ASK, input={"title": "t", "departments": ["x"] * 50})) == 20


async def test_numbers_must_fit_their_type() -> None:
    query = "query ($n: Int) { items(first: $n) { nodes { title } } }"
    for wrong in [2**31, 1.5, "1", True]:
        assert await faults(query, n=wrong) == [
            (["n"], "입력값이 올바르지 않습니다. n: Int 형식의 값이 아닙니다.")
        ]


async def test_no_python_value_is_repeated() -> None:
    result = await run(ASK, input={"title": {"비밀": True}, "departments": []})
    assert "True" not in result.encode().decode()


async def test_a_null_where_a_default_was_given_is_told() -> None:
    result = await run("query ($n: Int = 3) { item { items(first: $n) { nodes { title } } } }", n=None)
    assert result.data == {"item": None}
    assert [(error.extensions or {})["code"] for error in result.errors] == ["BAD_INPUT"]
