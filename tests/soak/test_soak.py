"""Two real servers, and everything between people and events fails in turn: all is told, once, in order."""

from pathlib import Path

import pytest

from benchmarks.soak.faults import all_faults
from benchmarks.soak.outcome import Outcome, table
from benchmarks.soak.run import Plan, soak

FAULTS = {
    "a third of all sockets reset",
    "Valkey killed",
    "Valkey frozen",
    "Valkey silent to server 1",
    "server 1 killed",
    "PostgreSQL killed",
    "clients hear nothing",
}
PLAN = Plan(
    events=150,
    clients=14,
    seconds=1,  # every fault once
    faults=[fault for fault in all_faults(scale=0.3) if fault.name in FAULTS],
    departments=3,
    cases=5,
    writers=3,
    rate=8,
    holders=1,
    longest=3,
    moving=2,
    cutting=1,
    calm=0.2,
    settling=15,
)


@pytest.fixture
async def outcome(tmp_path: Path) -> Outcome:
    return await soak(PLAN, tmp_path)


async def test_whatever_fails_everybody_is_told_everything_once_in_order_and_nobody_else(
    outcome: Outcome,
) -> None:
    assert outcome.problems == [], table(outcome)
    assert {timing.fault for timing in outcome.timings} == FAULTS
    assert outcome.events >= 150
    assert outcome.clients.resumes > outcome.clients.streams  # more often than once each
    assert outcome.clients.snapshots == 3  # of another log, of lines that are gone, of a longer log
    assert outcome.held > 0  # transactions that were committed seconds after their lines had their ids
    assert outcome.moved > 0
