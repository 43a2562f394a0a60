"""Put the parts together: one ASGI application for settings and a schema."""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from madang.files import FolderStorage
from madang.rules.calendar import Month, seoul_day
from madang.rules.people import Actor
from madang.rules.policy import BoardPolicy
from madang.server import health, site, static
from madang.server.attachments import AttachmentsOverHTTP
from madang.server.auth import Identity, SignIn
from madang.server.auth.actors import Actors
from madang.server.auth.demo import Demo, check_allowed
from madang.server.auth.portal import Portal
from madang.server.auth.remembering import Remembering
from madang.server.auth.sessions import BrowserSessions, kept_secret
from madang.server.auth.tokens import ApiTokens
from madang.server.auth.ways import first_of
from madang.server.headers import SecurityHeaders
from madang.server.housekeeping import counting, housekeeping
from madang.server.mail import post
from madang.server.metrics import Metrics
from madang.server.metrics import Sources as Figures
from madang.server.newsletter_files import NewsletterFilesOverHTTP
from madang.server.opening import City, opened
from madang.server.reaching import reaching
from madang.server.settings import Settings
from madang.server.thumbnails import Thumbnails
from madang.server.transports import Door, GraphQLOverHTTP, GraphQLOverWebSocket, HttpLimits, SocketLimits
from madang.server.transports.access_log import AccessLog
from madang.server.transports.clients import CLIENT
from madang.server.transports.sittings import watch
from resolvers.attachments import sweep
from resolvers.bookkeeping import keep_up
from resolvers.context import Clock, Context, utc_now
from resolvers.kings import keep_closing
from resolvers.live_boards import Boards
from resolvers.newsletters.intake.polling import keep_polling
from resolvers.newsletters.mail.sending import keep_mailing
from resolvers.newsletters.readings import Openings
from resolvers.newsletters.search.library import keep_in
from resolvers.people import Persona, personas
from resolvers.post import Post
from resolvers.rooms import Rooms
from resolvers.sites import Sites
from schema.execution import Engine
from schema.limits import Limits
from subscriptions.broker import MemoryBroker
from subscriptions.hub import Hub
from subscriptions.ledger import Ledger
from subscriptions.live import Live
from subscriptions.redis_broker import RedisBroker
from subscriptions.tasks import running

log = logging.getLogger("madang.newsletters")

Beside = Callable[[Context], Awaitable[None]]


def create_app(
    settings: Settings,
    schema: Schema,
    *,
    demo: bool = False,
    beside: Beside | None = None,
    clock: Clock = utc_now,
) -> Starlette:
    """`demo`: let newcomers in as somebody of the sample city. `beside`: runs as long as the server does.

    Raises Invalid for settings that do not fit together. The city is opened when the server starts.
    """
    engine = _engine(settings, schema)
    demo_way = _demo(settings, clock) if demo else None
    sign_in = _ways(settings, demo_way, clock)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[dict[str, Any], None]:
        async with _reached(settings) as (city, live, sites):
            rooms, ledger, mail = Rooms(live.presence, city.reads), Ledger(), post(settings)
            contexts = Contexts(
                settings, city, live.hub, clock, rooms=rooms, ledger=ledger, post=mail, sites=sites
            )
            door, access = Door(engine, sign_in, contexts), AccessLog()
            await sweep(contexts.of_nobody())
            async with (
                housekeeping(contexts.of_nobody),
                counting(contexts.of_nobody) as openings,
                running(partial(watch, door.sittings, live.hub, city.reads), name="sittings"),
                _bookkeeping(contexts.of_nobody, ledger),
                _mailing(contexts.of_nobody, mail),
                _polling(settings, contexts.of_nobody),
                _running(beside, contexts.of_nobody),
            ):
                pages = _pages(settings, city, contexts, openings, clock)
                with _doors(settings, city, live, door, mail, sites) as doors:
                    yield {"city": city, "live": live, "access": access, **pages, **doors}
            access.flush()

    return Starlette(routes=_routes(demo_way), lifespan=lifespan, middleware=[Middleware(SecurityHeaders)])


def _engine(settings: Settings, schema: Schema) -> Engine[Context]:
    return Engine(
        schema,
        document_limits(settings),
        suggestions=settings.suggestions,
        introspection=settings.introspection,
    )


@asynccontextmanager
async def _reached(settings: Settings) -> AsyncGenerator[tuple[City, Live, Sites], None]:
    """The database, the log that is followed in it, and the servers elsewhere."""
    with reaching(settings) as sites:
        async with opened(settings.database) as city, Live(city.writes, _broker(settings)) as live:
            keep_in(city.reads, settings.data / "search")
            yield city, live, sites


def _routes(demo: Demo | None) -> list[BaseRoute]:
    return [
        Route("/graphql", Opened("http")),
        WebSocketRoute("/graphql", Opened("socket")),
        Route("/attachments/{id}", Opened("attachments")),
        Route("/newsletter-files/{id}", Opened("newsletter_files")),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", Opened("metrics"), methods=["GET"]),
        static.assets(),
        *site.routes(),
        *(demo.routes() if demo else ()),
        static.App(),
    ]


class Opened:
    """Hands over to the application that the lifespan has opened under this name."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["state"][self._name](scope, receive, send)


class Contexts:
    """Makes the context of one operation or event: who is asking is asked anew each time."""

    def __init__(
        self,
        settings: Settings,
        city: City,
        hub: Hub,
        clock: Clock,
        *,
        rooms: Rooms | None = None,
        ledger: Ledger | None = None,
        post: Post | None = None,
        sites: Sites | None = None,
    ) -> None:
        self._city, self._hub, self._clock = city, hub, clock
        self._rooms, self._ledger, self._post, self._sites = rooms, ledger, post, sites
        self._boards = Boards(ledger, city.reads, lambda: Month.of(clock())) if ledger else None
        self._actors = Actors(city.reads, hub, today=lambda: seoul_day(clock()))
        self._policy = BoardPolicy(
            attachment_bytes=settings.attachment_megabytes << 20,
            head_approves_leaving=settings.head_approves_leaving,
        )
        self._storage = FolderStorage(settings.data / "attachments")

    async def __call__(self, identity: Identity | None) -> Context:
        async def who() -> Actor | None:
            return await self._actors.actor(identity) if identity else None

        return self._context(await who(), who)

    def of_nobody(self) -> Context:
        """For strangers, and for what the city does by itself."""
        return self._context(None, None)

    def _context(self, visitor: Actor | None, who: Callable[[], Awaitable[Actor | None]] | None) -> Context:
        return Context(
            reads=self._city.reads,
            writes=self._city.writes,
            hub=self._hub,
            rooms=self._rooms,
            ledger=self._ledger,
            boards=self._boards,
            post=self._post,
            client=CLIENT.get(),
            sites=self._sites,
            visitor=visitor,
            who=who,
            clock=self._clock,
            policy=self._policy,
            storage=self._storage,
        )


@asynccontextmanager
async def _bookkeeping(system: Callable[[], Context], ledger: Ledger) -> AsyncGenerator[None, None]:
    """Mileage is booked and months are closed while inside; then whoever waits for more is let go."""
    async with (
        running(partial(keep_up, system), name="bookkeeping"),
        running(partial(keep_closing, system), name="closing"),
    ):
        yield
        ledger.close()


def _polling(settings: Settings, system: Callable[[], Context]) -> AbstractAsyncContextManager[None]:
    if not settings.feed_polling:
        return nullcontext()
    return running(partial(keep_polling, system), name="newsletter sources")


@asynccontextmanager
async def _mailing(system: Callable[[], Context], mail: Post | None) -> AsyncGenerator[None, None]:
    """Without a mail server nothing is queued that would never go out."""
    if mail is None:
        log.info("no mail server (MADANG_SMTP_HOST): newsletters are not sent by mail")
    work = running(partial(keep_mailing, system), name="newsletters by mail") if mail else nullcontext()
    async with work:
        yield


@asynccontextmanager
async def _running(beside: Beside | None, system: Callable[[], Context]) -> AsyncGenerator[None, None]:
    async def work() -> None:
        if beside:
            await beside(system())

    async with running(work, name="beside") if beside else nullcontext():
        yield


def _demo(settings: Settings, clock: Clock) -> Demo:
    check_allowed(settings)
    secret = settings.secret or kept_secret(settings.data)
    lasting = timedelta(hours=settings.session_hours)
    return Demo(BrowserSessions(secret, lasting=lasting, clock=clock), _sample_people)


async def _sample_people(connection: HTTPConnection) -> list[Persona]:
    city: City = connection.state.city
    async with city.reads() as session:
        return await personas(session)


def _ways(settings: Settings, demo: Demo | None, clock: Clock) -> SignIn:
    portal = [Portal(settings, clock=clock)] if settings.has_portal else []
    return Remembering(first_of(ApiTokens(clock=clock), *portal, *([demo] if demo else [])))


def _broker(settings: Settings) -> MemoryBroker | RedisBroker:
    return RedisBroker(settings.redis_url) if settings.redis_url else MemoryBroker()


def document_limits(settings: Settings) -> Limits:
    return Limits(
        characters=settings.document_characters, depth=settings.document_depth, nodes=settings.query_items
    )


def _pages(
    settings: Settings, city: City, contexts: Contexts, openings: Openings, clock: Clock
) -> dict[str, Any]:
    by_mail = settings.smtp_host is not None
    return {
        "site": site.Site(contexts.of_nobody, openings, url=settings.site_url, by_mail=by_mail),
        "feed_owners": site.Owners(city, contexts, clock=clock),
    }


@contextmanager
def _doors(
    settings: Settings, city: City, live: Live, door: Door[Context], mail: Post | None, sites: Sites
) -> Generator[dict[str, Any], None, None]:
    http, socket = _http(settings, door), _socket(settings, door)
    sources = Figures(
        city=city, live=live, engine=door.engine, http=http, sockets=socket, post=mail, sites=sites
    )
    with Thumbnails() as thumbnails:
        yield {
            "http": http,
            "socket": socket,
            "attachments": AttachmentsOverHTTP(door),
            "newsletter_files": NewsletterFilesOverHTTP(door, thumbnails),
            "metrics": Metrics(sources, token=settings.metrics_token),
        }


def _http(settings: Settings, door: Door[Context]) -> GraphQLOverHTTP:
    page = static.graphiql if settings.graphiql else None
    return GraphQLOverHTTP(door, limits=HttpLimits(body_bytes=settings.body_bytes), page=page)


def _socket(settings: Settings, door: Door[Context]) -> GraphQLOverWebSocket:
    limits = SocketLimits(
        ping_seconds=settings.ping_seconds,
        message_bytes=settings.socket_message_bytes,
        operations=settings.socket_operations,
    )
    return GraphQLOverWebSocket(door, limits=limits, allowed_origins=settings.allowed_origins)
