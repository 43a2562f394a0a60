"""Who the signed-in are today, remembered until the log tells of people or departments."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from madang.errors import NotSignedIn
from madang.rules.people import Actor
from madang.server.auth.identity import Identity
from models.base import Sessions
from resolvers.following import ABOUT_PEOPLE
from resolvers.people import actor_for
from subscriptions.hub import Hub

MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    today: date
    stirred: int


class Actors:
    """What decides an actor's rights changes only with an event (or at midnight): exact by the log's order.

    An event of another process counts from the moment this one's hub has heard it, as in live streams.
    """

    def __init__(self, reads: Sessions, hub: Hub, today: Callable[[], date]) -> None:
        self._reads, self._hub, self._today = reads, hub, today
        self._known: OrderedDict[Identity, _Known] = OrderedDict()

    async def actor(self, identity: Identity) -> Actor:
        """Raises NotSignedIn for somebody who is no member of staff today."""
        today, stirred = self._today(), self._hub.stirred(ABOUT_PEOPLE)
        known = self._known.get(identity)
        if known is not None and known.stirred == stirred and known.today == today:
            return known.actor
        actor = await self._read(identity, today)
        self._known[identity] = _Known(actor, today, stirred)
        self._known.move_to_end(identity)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return actor

    async def _read(self, identity: Identity, today: date) -> Actor:
        async with self._reads() as session:
            actor = await actor_for(session, identity.employee_number, today=today)
        if actor is None:
            raise NotSignedIn("이 사번으로 일하는 직원이 없습니다. 조직도를 맡은 사람에게 알려 주십시오.")
        return replace(actor, read_only=identity.read_only)
