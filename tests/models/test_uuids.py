"""Identifiers tell the order in which rows were made."""

import time
from uuid import RFC_4122

from models.base import uuid7


def test_identifiers_rise_even_within_one_moment() -> None:
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_identifier_is_a_version_7_of_now() -> None:
    before, one, after = time.time_ns(), uuid7(), time.time_ns()
    assert (one.version, one.variant) == (7, RFC_4122)
    assert before // 1_000_000 <= one.int >> 80 <= after // 1_000_000 + 5
