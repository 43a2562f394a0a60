"""Where people are present, and what decides who may see it: asked for all who ask in one moment at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from madang.rules.requests import RequestState
from models import Delivery, Request
from models.base import Sessions
from models.valuelists import among
from subscriptions.presence import Presence

V = TypeVar("V")
Find = Callable[[set[UUID]], Awaitable[dict[UUID, V]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A department's part in a request."""

    department_id: UUID


@dataclass(slots=True)
class Standing:
    """A request as madang.rules.access.seen_requests asks of it. Only a restricted one has its deliveries."""

    requester_id: UUID
    requester_department_id: UUID
    state: RequestState
    restriction: str | None
    deliveries: list[Asked]


class Together(Generic[V]):
    """Questions that are asked in the same moment are one statement."""

    def __init__(self, find: Find[V]) -> None:
        self._find = find
        self._ids: set[UUID] = set()
        self._answering: asyncio.Task[dict[UUID, V]] | None = None

    @property
    def is_idle(self) -> bool:
        return self._answering is None

    async def ask(self, id: UUID) -> V | None:
        self._ids.add(id)
        if self._answering is None:
            self._answering = asyncio.create_task(self._answer())
        return (await asyncio.shield(self._answering)).get(id)  # whoever gives up leaves the others theirs

    async def _answer(self) -> dict[UUID, V]:
        await asyncio.sleep(0)
        ids, self._ids, self._answering = self._ids, set(), None
        return await self._find(ids)


class Rooms:
    """Of one process."""

    def __init__(self, presence: Presence, reads: Sessions) -> None:
        self.presence = presence
        self.standings = Together(partial(_standings, reads))


STANDINGS = (
    select(
        Request.id,
        Request.requester_id,
        Request.requester_department_id,
        Request.state,
        Request.restriction,
        Delivery.department_id,
    )
    .outerjoin(Delivery, (Delivery.request_id == Request.id) & Request.restriction.is_not(None))
    .where(among(Request.id, lambda type_: bindparam("ids", type_=type_)))
)


async def _standings(reads: Sessions, ids: set[UUID]) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = {}
    async with reads() as session:
        for row in await session.execute(STANDINGS, {"ids": list(ids)}):
            standing = found.setdefault(row.id, _standing(row))
            if row.department_id is not None:
                standing.deliveries.append(Asked(row.department_id))
    return found


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    return Standing(row.requester_id, row.requester_department_id, row.state, row.restriction, [])
