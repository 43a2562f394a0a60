"""Groups: one working out an event for all, each member told once, in order, from where it joined."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from models.base import Sessions
from subscriptions import groups
from subscriptions.events import Record
from subscriptions.follower import Interrupted, ShuttingDown, SnapshotRequired
from subscriptions.groups import Group
from subscriptions.hub import Hub
from tests.subscriptions.following import everything
from tests.subscriptions.hearing import ONE, THREE, TWO, hear, until
from tests.subscriptions.writing import key


@dataclass(eq=False)
class Listener:
    after: int = 0
    told: list[str] = field(default_factory=list[str])
    failures: list[Exception] = field(default_factory=list[Exception])

    @property
    def outlet(self) -> "Listener":
        return self

    def put(self, what: Any) -> None:
        self.told.append(what)

    def end(self, failure: Exception) -> None:
        self.failures.append(failure)


@dataclass
class Working:
    """Tells each its event's key. `failing`: how often the database is away first."""

    failing: int = 0
    seen: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])  # and for how many
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def __call__(
        self, item: Record | SnapshotRequired, members: Sequence[Listener]
    ) -> list[tuple[Sequence[Listener], str]]:
        await self.gate.wait()
        if self.failing:
            self.failing -= 1
            raise OperationalError("asked", {}, Exception("away"))
        what = "anew" if isinstance(item, SnapshotRequired) else key(item)
        self.seen.append((what, len(members)))
        return [(members, what)]


def join(stack: ExitStack, hub: Hub, working: Working, listener: Listener) -> Group[Any]:
    group = hub.groups.hold("what is asked", everything, None, working)
    stack.callback(hub.groups.let_go, group)
    stack.callback(group.leave, listener)
    assert group.join(listener, hub.cursor(hub.head))
    return group


async def test_an_event_is_worked_out_once_and_told_to_each(hub: Hub) -> None:
    working, listeners = Working(), [Listener(), Listener(), Listener()]
    with ExitStack() as stack:
        for listener in listeners:
            join(stack, hub, working, listener)
        assert (len(hub.groups), hub.following) == (1, 3)
        hear(hub, ONE, TWO)
        await until(lambda: len(listeners[-1].told) == 2)
    assert working.seen == [(key(ONE), 3), (key(TWO), 3)]
    assert [listener.told for listener in listeners] == [[key(ONE), key(TWO)]] * 3
    assert hub.tally.deliveries == 6


async def test_with_the_last_who_leaves_nothing_of_a_group_is_left(hub: Hub) -> None:
    stacks, working = [ExitStack() for _ in range(100)], Working()
    for stack in stacks:
        join(stack, hub, working, Listener())
    for stack in stacks:
        stack.close()
    await until(lambda: not [task for task in asyncio.all_tasks() if task.get_name() == "group"])
    assert (len(hub.groups), hub.following) == (0, 0)
    hear(hub, ONE)
    assert working.seen == []


async def test_who_joins_while_an_event_is_worked_out_reads_it_and_gets_the_next(hub: Hub) -> None:
    working, first, second = Working(), Listener(), Listener()
    with ExitStack() as stack:
        group = join(stack, hub, working, first)
        before = hub.cursor(hub.head)
        working.gate.clear()
        hear(hub, ONE)
        await until(lambda: group.at.position == ONE.position)
        assert not group.join(second, before)  # it has to read it by itself
        assert group.join(second, hub.cursor(ONE.position))
        working.gate.set()
        hear(hub, TWO)
        await until(lambda: len(second.told) == 1)
        group.leave(second)
    assert (first.told, second.told) == ([key(ONE), key(TWO)], [key(TWO)])


async def test_those_who_come_back_go_through_the_past_side_by_side(hub: Hub) -> None:
    working, listeners = Working(), [Listener(), Listener()]
    group = hub.groups.hold("what is asked", everything, None, working)

    async def catch_up(listener: Listener) -> None:
        for record in (ONE, TWO):
            listener.told += await group.tell_one(record, listener)

    working.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        for listener in listeners:
            tasks.create_task(catch_up(listener))
        await asyncio.sleep(0)
        working.gate.set()
    hub.groups.let_go(group)
    assert [listener.told for listener in listeners] == [[key(ONE), key(TWO)]] * 2
    assert working.seen == [(key(ONE), 1), (key(ONE), 1), (key(TWO), 1), (key(TWO), 1)]


async def test_who_knows_more_than_the_group_is_not_told_twice(hub: Hub) -> None:
    working, first, second = Working(), Listener(), Listener()
    with ExitStack() as stack:
        group = join(stack, hub, working, first)
        working.gate.clear()
        hear(hub, ONE, TWO)  # the group has not got beyond the first
        await until(lambda: group.at.position == ONE.position)
        assert group.join(second, hub.cursor(TWO.position))
        working.gate.set()
        hear(hub, THREE)
        await until(lambda: len(first.told) == 3)
    assert second.told == [key(THREE)]


async def test_who_leaves_while_an_event_is_worked_out_is_not_told(hub: Hub) -> None:
    working, first, second = Working(), Listener(), Listener()
    with ExitStack() as stack:
        group = join(stack, hub, working, first)
        join(stack, hub, working, second)
        working.gate.clear()
        hear(hub, ONE)
        await until(lambda: group.at.position == ONE.position)
        group.leave(second)
        working.gate.set()
        await until(lambda: first.told == [key(ONE)])
    assert second.told == []


async def test_while_the_database_is_away_an_event_waits(hub: Hub) -> None:
    working, listener = Working(failing=3), Listener()
    with ExitStack() as stack:
        join(stack, hub, working, listener)
        hear(hub, ONE, TWO)
        await until(lambda: len(listener.told) == 2)
    assert (listener.told, listener.failures) == ([key(ONE), key(TWO)], [])


async def test_a_database_that_stays_away_interrupts_all(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_TRIES", 2)
    working, listener = Working(failing=2), Listener()
    with ExitStack() as stack:
        group = join(stack, hub, working, listener)
        hear(hub, ONE)
        await until(lambda: bool(listener.failures))
        assert isinstance(listener.failures[0], Interrupted)
        with pytest.raises(Interrupted):
            group.join(listener, hub.cursor(hub.head))
        assert join(stack, hub, working, Listener()) is not group  # the next who asks begins another
    assert listener.told == []


async def test_a_hub_that_ends_ends_its_groups(sessions: Sessions) -> None:
    listener, stack = Listener(), ExitStack()
    async with Hub(sessions) as hub:
        join(stack, hub, Working(), listener)
    assert isinstance(listener.failures[0], ShuttingDown)
    stack.close()
