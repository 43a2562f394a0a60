"""What other processes say of who is where. It is believed for a while, and counted from when it was said."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.presence import Crowd
from subscriptions.attendance import Attendance

FORGOTTEN = 60.0  # seconds after which a process that says nothing was never there
DRIFT = 0.001  # at most, of one machine's clock against another's


@dataclass(slots=True)
class _Speaker:
    """`offset`: our clock minus theirs, and the shortest way that a message has taken."""

    offset: float
    heard_at: float
    said_at: float

    def lateness(self, said_at: float, now: float) -> float:
        """Seconds that this message has waited on its way: a Redis that was frozen lets out old ones."""
        least = self.offset + (now - self.heard_at) * DRIFT
        self.offset = min(least, now - said_at)
        self.heard_at, self.said_at = now, max(self.said_at, said_at)
        return now - said_at - self.offset


class Hearsay:
    """`patience`: seconds that something said is believed."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._speakers: dict[UUID, _Speaker] = {}
        self._rooms: dict[UUID, dict[UUID, tuple[Crowd, float]]] = {}  # by request, by process; until when

    def crowds(self, request_id: UUID) -> list[Crowd]:
        return [crowd for crowd, _ in self._rooms.get(request_id, {}).values()]

    def hear(self, said: Attendance, now: float) -> set[UUID]:
        """Returns the requests it changed. What comes late or after something newer is not believed."""
        speaker = self._speakers.setdefault(said.process, _Speaker(now - said.at, now, said.at))
        outdated = said.at < speaker.said_at
        until = now - speaker.lateness(said.at, now) + self._patience
        if outdated or until <= now:
            return set()
        return {id for id, crowd in said.crowds.items() if self._note(id, said.process, crowd, until)}

    def forget(self, now: float) -> set[UUID]:
        """What was not said again in time. Returns the requests it changed."""
        changed: set[UUID] = set()
        for id, room in list(self._rooms.items()):
            for process in [process for process, (_, until) in room.items() if until <= now]:
                self._drop(id, process)
                changed.add(id)
        for process in [one for one, it in self._speakers.items() if it.heard_at + FORGOTTEN < now]:
            del self._speakers[process]
        return changed

    def _note(self, id: UUID, process: UUID, crowd: Crowd, until: float) -> bool:
        known = self._rooms.get(id, {}).get(process)
        if crowd.total:
            self._rooms.setdefault(id, {})[process] = crowd, until
        elif known:
            self._drop(id, process)
        return crowd != known[0] if known else bool(crowd.total)

    def _drop(self, id: UUID, process: UUID) -> None:
        del self._rooms[id][process]
        if not self._rooms[id]:
            del self._rooms[id]
