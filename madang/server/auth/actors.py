"""Who the signed-in are today, remembered until the log tells of people or departments."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from madang.errors import NotSignedIn
from madang.rules.people import Actor
from madang.server.auth.identity import Identity
from models.base import Sessions
from resolvers.following import ABOUT_PEOPLE
from resolvers.people import actors_for
from subscriptions.hub import Hub

MOST = 20_000
AT_ONCE = 500  # read with one pair of statements
AsOf = tuple[date, int]  # the day, and how often the log has told of people or departments


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    as_of: AsOf


class Actors:
    """What decides an actor's rights changes only with an event (or at midnight): exact by the log's order.

    An event of another process counts from the moment this one's hub has heard it, as in live streams. Those
    asked for at the same moment, as all are after such an event, or while others are read, are read together.
    """

    def __init__(self, reads: Sessions, hub: Hub, today: Callable[[], date]) -> None:
        self._reads, self._hub, self._today = reads, hub, today
        self._known: OrderedDict[str, _Known] = OrderedDict()  # by employee number
        self._asked: dict[str, asyncio.Future[Actor | None]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def actor(self, identity: Identity) -> Actor:
        """Raises NotSignedIn for somebody who is no member of staff today."""
        known = self._known.get(identity.employee_number)
        if known is not None and known.as_of == self._now:
            actor = known.actor
        else:
            actor = await asyncio.shield(self._ask(identity.employee_number))
        if actor is None:
            raise NotSignedIn("이 사번으로 일하는 직원이 없습니다. 조직도를 맡은 사람에게 알려 주십시오.")
        return replace(actor, read_only=True) if identity.read_only else actor

    @property
    def _now(self) -> AsOf:
        return self._today(), self._hub.stirred(ABOUT_PEOPLE)

    def _ask(self, number: str) -> asyncio.Future[Actor | None]:
        asked = self._asked.get(number)
        if asked is None:
            asked = self._asked[number] = asyncio.get_running_loop().create_future()
            if self._reading is None:
                self._reading = asyncio.create_task(self._read_those_asked())
        return asked

    async def _read_those_asked(self) -> None:
        try:
            await asyncio.sleep(0)  # whoever else is about to ask
            while self._asked:
                piece = {number: self._asked.pop(number) for number in list(islice(self._asked, AT_ONCE))}
                try:
                    await self._read(piece)
                except Exception as failure:  # it is theirs who wait
                    for one in piece.values():
                        _fail(one, failure)
        finally:
            self._reading = None

    async def _read(self, asked: Mapping[str, asyncio.Future[Actor | None]]) -> None:
        as_of = self._now
        async with self._reads() as session:
            found = await actors_for(session, asked, today=as_of[0])
        for number, future in asked.items():
            actor = found.get(number)
            if actor is not None:
                self._keep(number, _Known(actor, as_of))
            if not future.done():
                future.set_result(actor)

    def _keep(self, number: str, known: _Known) -> None:
        self._known[number] = known
        self._known.move_to_end(number)
        if len(self._known) > MOST:
            self._known.popitem(last=False)


def _fail(asked: asyncio.Future[Actor | None], failure: Exception) -> None:
    if not asked.done():
        asked.set_exception(failure)
        asked.exception()  # whoever waited may have gone: nobody has to be told then
