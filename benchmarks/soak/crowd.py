"""Who follows what: people who stay, people who are moved, and people whose cursors mean nothing any more."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from random import Random
from uuid import UUID, uuid4

from benchmarks.soak.city import CLERK, HEAD, MOVER, Cast, Person
from benchmarks.soak.client import Client, Door, Stream
from benchmarks.soak.following import Follow, board, board_from, inbox, one
from benchmarks.soak.stage import Stage
from benchmarks.soak.writing import Case
from subscriptions.cursor import Cursor
from tests.cities import token

THROUGH_THE_LINE = 4  # one client in so many
LOST_PLACES = 3  # one client in so many, while there are such places
NOTICED_WITHIN = 0.1  # seconds until a stream that may be asked for anew is
PATIENCE = 30.0  # seconds for everybody to hear of something


@dataclass(frozen=True, slots=True)
class Listener:
    """`lost_place`: begins with a cursor that cannot be replayed, and must be told so once."""

    person: Person
    client: Client
    lost_place: bool = False


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody also follows `square`, an open request, as their first stream."""

    listeners: Sequence[Listener]
    square: Case
    luck: Random

    @property
    def clients(self) -> list[Client]:
        return [listener.client for listener in self.listeners]

    async def come_back(self) -> None:
        """Streams that the server has ended, on sockets that stand."""
        while True:
            await asyncio.sleep(NOTICED_WITHIN)
            for client in self.clients:
                await client.subscribe_anew()

    async def be_cut(self, cuts: Counter[str], *, every: float) -> None:
        while True:
            await asyncio.sleep(self.luck.expovariate(1 / every))
            cut(self.luck.choice(self.clients), cuts, self.luck)

    async def until_connected(self) -> None:
        async with asyncio.timeout(PATIENCE):
            for client in self.clients:
                await client.ready.wait()

    async def heard(self, version: int) -> float:
        """When the last one heard of this version of the square, or of a later one. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            return max([await client.streams[0].heard_of(version) for client in self.clients])


def cut(client: Client, cuts: Counter[str], luck: Random) -> None:
    by_reset = luck.random() < 0.5
    if client.cut(by_reset=by_reset):
        cuts["reset" if by_reset else "closed"] += 1


def gathered(
    stage: Stage, cases: Sequence[Case], square: Case, after: str, *, clients: int, luck: Random
) -> Crowd:
    """`after`: the cursor from which on everybody is to be told everything."""
    wishes = islice(_wishes(stage.cast, cases, luck), clients)
    lost = iter(_lost_places(Cursor.decode(after)))
    listeners: list[Listener] = []
    for number, (person, follow) in enumerate(wishes):
        place = next(lost, None) if number % LOST_PLACES == 0 else None
        streams = [_stream(one(square.uuid), after), _stream(follow, place or after)]
        client = Client(partial(token, person.number), _doors(stage, number), streams, luck)
        listeners.append(Listener(person, client, lost_place=place is not None))
    return Crowd(listeners, square, luck)


def _wishes(cast: Cast, cases: Sequence[Case], luck: Random) -> Iterator[tuple[Person, Follow]]:
    """Some of each kind first, then one request after the other."""
    offices = list(cast.offices.items())
    for department, office in offices:
        yield office[MOVER], board()
        yield office[MOVER], one(_restricted(cases, department))
        yield office[CLERK], inbox(department)
    yield cast.administrator, board()
    for department, office in offices[:4]:
        yield office[HEAD], board_from(department)
    for number in count():
        case = cases[number % len(cases)]
        parties = [office for department, office in offices if department in case.departments]
        wide = not case.restricted or number % 10 == 0  # some outsiders try their luck with restricted ones
        office = luck.choice([office for _, office in offices] if wide else parties)
        yield luck.choice(office[:MOVER]), one(case.uuid)


def _restricted(cases: Sequence[Case], department: UUID) -> UUID:
    return next(case.uuid for case in cases if case.restricted and department in case.departments)


def _lost_places(now: Cursor) -> Iterator[str]:
    """Of another epoch, of lines that are gone, and of a log longer than this one."""
    for cursor in (Cursor(uuid4(), now.position), Cursor(now.epoch, 1), Cursor(now.epoch, 1 << 40)):
        yield cursor.encode()


def _doors(stage: Stage, number: int) -> list[Door]:
    first, second = (partial(getattr, server, "port") for server in stage.servers)
    line = partial(getattr, stage.line, "port")
    if number % THROUGH_THE_LINE == 0:
        return [line, second]
    return [first, second] if number % 2 else [second, first]


def _stream(follow: Follow, after: str) -> Stream:
    return Stream(follow, cursor=after, start=Cursor.decode(after).position)
