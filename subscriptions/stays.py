"""Who is at which request by the connections of this process. Times are seconds of one clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from madang.rules.presence import Crowd, Doing, Present, gathered


class Client(Protocol):
    """Whoever holds a seat."""

    @property
    def heard_at(self) -> float: ...

    def feel(self, now: float) -> None:
        """Have it say something, unless it has done so just now."""
        ...


@dataclass(slots=True, eq=False)
class Seat:
    """One subscription. `silent`: nothing was heard of its client for too long, though the line stands."""

    request_id: UUID
    employee_id: UUID
    doing: Doing
    client: Client | None = None  # None where nobody can tell whether it is still there
    silent: bool = False


@dataclass(slots=True)
class Stay:
    """One person at one request. `until`: when it ends unless the person comes back; None while seated."""

    since: datetime
    doing: Doing
    seats: set[Seat] = field(default_factory=set[Seat])
    until: float | None = None

    def settle(self) -> None:
        """What the person does follows from the seats; without any it stays as it was."""
        doing = {seat.doing for seat in self.seats if not seat.silent}
        if doing:
            self.doing = Doing.WRITING if Doing.WRITING in doing else Doing.VIEWING

    @property
    def is_shown(self) -> bool:
        return self.until is not None or self.is_seated

    @property
    def is_seated(self) -> bool:
        return any(not seat.silent for seat in self.seats)


class Stays:
    def __init__(self) -> None:
        self._rooms: dict[UUID, dict[UUID, Stay]] = {}

    @property
    def rooms(self) -> set[UUID]:
        """The requests where somebody is."""
        return set(self._rooms)

    @property
    def people(self) -> int:
        """Each as often as there are requests they are at."""
        return sum(stay.is_shown for room in self._rooms.values() for stay in room.values())

    def crowd(self, request_id: UUID) -> Crowd:
        room = self._rooms.get(request_id, {})
        return gathered(Present(id, stay.doing, stay.since) for id, stay in room.items() if stay.is_shown)

    def take(self, seat: Seat, *, since: datetime) -> None:
        room = self._rooms.setdefault(seat.request_id, {})
        stay = room.setdefault(seat.employee_id, Stay(since, seat.doing))
        stay.seats.add(seat)
        stay.until = None
        stay.settle()

    def give_up(self, seat: Seat, *, until: float) -> None:
        """The person is still shown `until` then, unless seated elsewhere or back before."""
        stay = self._rooms[seat.request_id][seat.employee_id]
        was_shown = stay.is_shown
        stay.seats.discard(seat)
        stay.settle()
        if was_shown and not stay.is_seated:
            stay.until = until

    def sweep(self, now: float, *, silence: float) -> set[UUID]:
        """Ends what is over, and hides whoever was silent for so long. Returns the requests it changed.

        Clients that say nothing are asked whether they are there.
        """
        changed: set[UUID] = set()
        for id, employee_id, stay in list(self._all()):
            over = stay.until is not None and stay.until <= now
            if _listen(stay, now, silence) or over:
                changed.add(id)
            if over:
                stay.until = None
            if not stay.seats and stay.until is None:
                self._forget(id, employee_id)
        return changed

    def _all(self) -> Iterator[tuple[UUID, UUID, Stay]]:
        for id, room in self._rooms.items():
            for employee_id, stay in room.items():
                yield id, employee_id, stay

    def _forget(self, id: UUID, employee_id: UUID) -> None:
        del self._rooms[id][employee_id]
        if not self._rooms[id]:
            del self._rooms[id]


def _listen(stay: Stay, now: float, silence: float) -> bool:
    """Whether a client fell silent or is heard again."""
    changed = False
    for seat in stay.seats:
        if seat.client is not None:
            seat.client.feel(now)
            silent = now - seat.client.heard_at > silence
            changed |= silent is not seat.silent
            seat.silent = silent
    if changed:
        stay.settle()
    return changed
