"""Servers are only timed that give the same answers: same rows, same fields, in the same order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import orjson

from benchmarks.contenders import Running
from benchmarks.ground import Known
from benchmarks.questions import MUTATION, PERCENTS, bodies, uuid_in

CHECKED = 10  # bodies a question
INSTANTS = {"createdAt", "updatedAt"}
ABSENT = "nothing"


class Unequal(Exception):
    """Names the question, the servers and the first place where their answers differ."""


def check(servers: Sequence[Running], question: str, known: Sequence[Known]) -> dict[str, float]:
    """The mean length of each server's answers in bytes. Raises Unequal."""
    asked = {one.name: _some(bodies(question, one.contender.dialect, known)) for one in servers}
    sizes = dict.fromkeys(asked, 0)
    count = min(map(len, asked.values()))
    for index in range(count):
        answers = {one.name: one.ask(asked[one.name][index]) for one in servers}
        sizes = {name: sizes[name] + len(answers[name]) for name in sizes}
        compare(question, {name: normal(orjson.loads(answer)) for name, answer in answers.items()})
    return {name: size / count for name, size in sizes.items()}


def compare(question: str, answers: Mapping[str, Any]) -> None:
    """Of a mutation, one server after the other has counted the same request's version up by one."""
    (first, expected), *others = answers.items()
    if "errors" in expected or any(value is None for value in expected["data"].values()):
        raise Unequal(f"{question}: {first} answers {str(expected)[:500]}")
    for place, (name, answer) in enumerate(others, start=1):
        if question == MUTATION and "errors" not in answer:
            answer["data"]["deliveryProgress"]["delivery"]["version"] -= place
        if where := difference(expected, answer):
            raise Unequal(f"{question}: {first} and {name} differ at {where}")


def normal(value: Any, key: str = "") -> Any:
    """Identifiers as UUIDs and instants in whole milliseconds, however a server writes them."""
    if isinstance(value, dict):
        return {name: normal(inner, name) for name, inner in cast(dict[str, Any], value).items()}
    if isinstance(value, list):
        return [normal(item, key) for item in cast(list[Any], value)]
    if key == "id":
        return uuid_in(value)
    if key in INSTANTS:
        at = datetime.fromisoformat(value)
        return at - timedelta(microseconds=at.microsecond % 1000)
    return value


def difference(one: Any, other: Any) -> str:
    """Where two answers differ first, with both values; empty for equal ones."""
    left, right = dict(_leaves(one)), dict(_leaves(other))
    for path in [*left, *right]:
        if left.get(path, ABSENT) != right.get(path, ABSENT):
            return f"{path}: {left.get(path, ABSENT)!s:.200} and {right.get(path, ABSENT)!s:.200}"
    return ""


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that holds no other, by its path; an empty list or object is one, too."""
    inner: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inner = [(f".{name}", item) for name, item in cast(dict[str, Any], value).items()]
    elif isinstance(value, list):
        inner = [(f"[{place}]", item) for place, item in enumerate(cast(list[Any], value))]
    if not inner:
        yield path, value
    for step, item in inner:
        yield from _leaves(item, path + step)


def _some(all_bodies: list[bytes]) -> list[bytes]:
    """Spread over all; of a mutation, with another percentage each time."""
    step = max(1, len(all_bodies) // CHECKED)
    return all_bodies[:: step + (step % len(PERCENTS) == 0)]
