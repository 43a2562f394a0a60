"""Being present at a request: shown to those who see it, for as long as one sees it oneself."""

import logging
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from uuid import UUID

from madang.errors import NotFound
from madang.rules.access import seen_requests
from madang.rules.conditions import holds
from madang.rules.people import Actor
from madang.rules.presence import Crowd, Doing
from resolvers.context import Context
from resolvers.following import present_actor
from resolvers.rooms import Rooms
from subscriptions.pulse import pulse
from subscriptions.tasks import OUTAGES

logger = logging.getLogger(__name__)


async def attend(ctx: Context, request_id: UUID, doing: Doing | None) -> AsyncGenerator[Crowd, None]:
    """Who is there: at once, and whenever it is somebody else. Meanwhile the actor is there `doing` that;
    None: only looks.

    Raises NotFound as soon as the actor may not see the request. While the database is away nothing is shown.
    """
    rooms = rooms_of(ctx)
    actor = await _admitted(ctx, rooms, request_id)
    with ExitStack() as stack:
        watch = stack.enter_context(rooms.presence.watching(request_id))
        if doing is not None:
            there = rooms.presence.attending(request_id, actor.id, doing, now=ctx.clock(), client=pulse.get())
            stack.enter_context(there)
        shown: Crowd | None = None
        while True:
            crowd = rooms.presence.at(request_id)
            if crowd != shown:
                rooms.presence.pushes += 1
                shown = crowd
                yield crowd
            await watch.stirred()
            while not await _is_still_admitted(ctx, rooms, request_id):
                await watch.stirred()


def rooms_of(ctx: Context) -> Rooms:
    if ctx.rooms is None:
        raise RuntimeError("this context has no rooms: only a server has people who are present")
    return ctx.rooms


async def _admitted(ctx: Context, rooms: Rooms, request_id: UUID) -> Actor:
    actor = await present_actor(ctx)
    standing = await rooms.standings.ask(request_id)
    if standing is None or not holds(seen_requests(actor), standing):
        raise NotFound("협력 요청을 찾을 수 없습니다.", field=("id",))
    return actor


async def _is_still_admitted(ctx: Context, rooms: Rooms, request_id: UUID) -> bool:
    """False while nobody can say."""
    try:
        await _admitted(ctx, rooms, request_id)
    except OUTAGES as failure:
        logger.warning("nobody can say who may see a request: %s", failure)
        return False
    return True
