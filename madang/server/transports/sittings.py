"""Who sits at this process's long connections, so that a session that ends takes them along."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from contextlib import aclosing, contextmanager
from uuid import UUID

from sqlalchemy import select

from madang.server.auth.identity import Identity
from madang.server.auth.remembering import SECONDS
from models import Employee
from models.base import Sessions
from subscriptions.events import Record
from subscriptions.follower import SnapshotRequired
from subscriptions.hub import Hub

MOST_OF_ONE = 100  # long connections of one employee at one process: programs forget to close theirs
Recheck = Callable[[], None]


class TooMany(Exception):
    """The employee has as many connections as one may have here."""


class Sittings:
    def __init__(self, *, most: int = MOST_OF_ONE) -> None:
        self._most = most
        self._seats: defaultdict[str, set[Recheck]] = defaultdict(set)  # by employee number

    def __len__(self) -> int:
        return sum(len(seats) for seats in self._seats.values())

    @contextmanager
    def seated(self, identity: Identity | None, recheck: Recheck) -> Generator[None, None, None]:
        """As long as the connection stands. Otherwise like `sit_down`."""
        self.sit_down(identity, recheck)
        try:
            yield
        finally:
            self.stand_up(identity, recheck)

    def sit_down(self, identity: Identity | None, recheck: Recheck) -> None:
        """`recheck` asks whether the connection's session still holds; by it one stands up again.

        Raises TooMany. Strangers have no session that could end.
        """
        if identity is None:
            return
        if len(self._seats.get(identity.employee_number, ())) >= self._most:
            raise TooMany(identity.employee_number)
        self._seats[identity.employee_number].add(recheck)

    def stand_up(self, identity: Identity | None, recheck: Recheck) -> None:
        if identity is None or identity.employee_number not in self._seats:
            return
        seats = self._seats[identity.employee_number]
        seats.discard(recheck)
        if not seats:
            del self._seats[identity.employee_number]

    def recheck(self, numbers: Iterable[str]) -> None:
        for number in numbers:
            for recheck in list(self._seats.get(number, ())):
                recheck()

    def recheck_all(self) -> None:
        self.recheck(list(self._seats))


async def watch(sittings: Sittings, hub: Hub, reads: Sessions, *, delay: float = SECONDS + 0.5) -> None:
    """Rechecks those about whom the log tells something: a token revoked, a departure. Runs for ever.

    `delay`: seconds until a proof is no longer remembered (madang.server.auth.remembering).
    """
    sittings.recheck_all()  # what the log told before is not known
    changed: set[UUID | None] = set()
    told = asyncio.Event()

    async def collect() -> None:
        async with aclosing(hub.follow(after=None, wants=_about_employees, own=True)) as lines:
            async for line in lines:
                changed.add(None if isinstance(line, SnapshotRequired) else line.subject_id)
                told.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(collect())
        while True:
            await told.wait()
            await asyncio.sleep(delay)
            told.clear()
            ids = changed.copy()
            changed.clear()
            if None in ids:
                sittings.recheck_all()
            else:
                sittings.recheck(await _numbers(reads, {id for id in ids if id is not None}))


def _about_employees(record: Record) -> bool:
    return record.subject_kind == Employee.subject_kind


async def _numbers(reads: Sessions, ids: set[UUID]) -> list[str]:
    async with reads() as session:
        return list(await session.scalars(select(Employee.number).where(Employee.id.in_(ids))))
