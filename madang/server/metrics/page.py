"""`GET /metrics`: for whoever operates the city, never for citizens.

With MADANG_METRICS_TOKEN, who shows it as a bearer token may read. Without, only a program of this very
machine that comes straight to us: what a proxy passes on comes from this machine, too, but carries headers
that say so, or a name of ours that is none of this machine.
"""

import asyncio
import ipaddress
import logging
import secrets
from collections.abc import Iterator
from http import HTTPStatus

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from madang.server.auth.demo import is_ourselves
from madang.server.auth.ways import bearer_of
from madang.server.health import PATIENCE_SECONDS
from madang.server.metrics import answering, elsewhere, mail, process, stream
from madang.server.metrics.families import MEDIA, Family, gauge, page
from madang.server.metrics.sources import Sources
from madang.server.opening import UNREACHABLE
from resolvers.newsletters.mail.standing import outbox_stands
from subscriptions.standing import Standing, standing

PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")

UP = "데이터베이스가 답하면 1"

log = logging.getLogger("madang.metrics")


class Metrics:
    """An ASGI application for one path."""

    def __init__(self, sources: Sources, *, token: str | None) -> None:
        self._sources, self._token = sources, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self._refusal(Request(scope)) or await self._page()
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        if self._token is not None:
            given = bearer_of(request, None) or ""
            if secrets.compare_digest(given.encode(), self._token.encode()):
                return None
            headers = {"www-authenticate": "Bearer"}
            return PlainTextResponse("MADANG_METRICS_TOKEN이 필요합니다.", HTTPStatus.UNAUTHORIZED, headers)
        if comes_straight_from_here(request):
            return None
        message = "이 컴퓨터에서만 볼 수 있습니다. 밖에서 보려면 MADANG_METRICS_TOKEN을 정하십시오."
        return PlainTextResponse(message, HTTPStatus.FORBIDDEN)

    async def _page(self) -> Response:
        hub = self._sources.live.hub
        after = hub.head
        log_stands = await self._standing(after)
        families = [*self._of_this_process(), gauge("madang_database_up", UP, int(log_stands is not None))]
        if log_stands is not None:
            families += stream.of_log(log_stands, asked_after=after, hub=hub)
            families += mail.of_outbox(await outbox_stands(self._sources.city.context()))
            families += await self._of_sources()
        return PlainTextResponse(page(families), media_type=MEDIA)

    def _of_this_process(self) -> Iterator[Family]:
        sources = self._sources
        yield from stream.of_sockets(sources.sockets)
        yield from stream.of_hub(sources.live.hub)
        yield from stream.of_presence(sources.live.presence)
        yield from stream.of_link(sources.live.broker.link)
        yield from stream.of_sequencer(sources.live.sequencer)
        yield from answering.of_requests(sources.http.tally)
        yield from answering.of_engine(sources.engine)
        yield from answering.of_pools(sources.city)
        if sources.post is not None:
            yield from mail.of_post(sources.post)
        yield from elsewhere.counted(sources)
        yield from process.of_process()

    async def _of_sources(self) -> list[Family]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await elsewhere.kept(self._sources.city.reads)
        except UNREACHABLE as failure:
            log.warning("the database does not answer: %s", failure)
            return []

    async def _standing(self, after: int) -> Standing | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._sources.city.reads() as session:
                return await standing(session, after=after)
        except UNREACHABLE as failure:
            log.warning("the database does not answer: %s", failure)
            return None


def comes_straight_from_here(connection: HTTPConnection) -> bool:
    """Whether a program of this machine has asked, and not on behalf of somebody elsewhere."""
    if connection.client is None or any(name in connection.headers for name in PASSED_ON):
        return False
    try:
        near = ipaddress.ip_address(connection.client.host).is_loopback
    except ValueError:
        return False
    return near and is_ourselves(connection)
