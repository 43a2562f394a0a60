"""Answers are compared for what they say, not for how a server writes it; unequal ones are not timed."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from benchmarks.same import Unequal, compare, difference, normal
from schema.identifiers import global_id

ID = UUID("019f0b13-2300-77c1-84cb-441aab50e681")


def test_identifiers_and_instants_are_read_as_every_server_writes_them() -> None:
    ours = {"id": global_id("Request", ID), "updatedAt": "2014-07-01T00:00:00.123456+00:00"}
    theirs = {"id": str(ID), "updatedAt": "2014-07-01T00:00:00.123Z"}
    expected = {"id": ID, "updatedAt": datetime(2014, 7, 1, microsecond=123_000, tzinfo=UTC)}
    assert normal({"nodes": [ours]}) == normal({"nodes": [theirs]}) == {"nodes": [expected]}


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"a": [1, 2]}, ""),
        ({"a": [1, 3]}, ".a[1]: 2 and 3"),
        ({"a": [1]}, ".a[1]: 2 and nothing"),
        ({"a": [1, 2], "b": None}, ".b: nothing and None"),
        ({"a": []}, ".a[0]: 1 and nothing"),
        (None, ".a[0]: 1 and nothing"),
    ],
)
def test_the_first_difference_is_named(other: Any, where: str) -> None:
    assert difference({"a": [1, 2]}, other) == where


def test_unequal_answers_are_refused() -> None:
    compare("tiny", {"one": {"data": {"a": 1}}, "other": {"data": {"a": 1}}})
    with pytest.raises(Unequal, match=r"^tiny: one and other differ at \.data\.a: 1 and 2$"):
        compare("tiny", {"one": {"data": {"a": 1}}, "other": {"data": {"a": 2}}})


@pytest.mark.parametrize("answer", [{"data": None, "errors": []}, {"data": {"request": None}}])
def test_errors_and_nothing_are_no_answers_however_equal(answer: Any) -> None:
    with pytest.raises(Unequal, match=r"^tiny: one answers"):
        compare("tiny", {"one": answer, "other": answer})


def changed(version: int) -> Any:
    return {"data": {"deliveryProgress": {"delivery": {"version": version}, "errors": []}}}


def test_a_mutation_counts_the_version_on_from_server_to_server() -> None:
    compare("mutation", {"one": changed(7), "two": changed(8), "three": changed(9)})
    with pytest.raises(Unequal, match=r"version: 7 and 6$"):
        compare("mutation", {"one": changed(7), "two": changed(7)})
