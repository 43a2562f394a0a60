"""Home pages of departments on a real server, and a desk whose people have them looked at."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from madang.fetching import Bounds, Fetcher, Reach, networks
from madang.fetching.dialing import resolve
from madang.files import FolderStorage
from madang.intake import Worker
from models import EventLine, NewsletterIssue, NewsletterSource
from resolvers.context import Context
from resolvers.newsletters.intake.polling import Pace, poll
from resolvers.sites import Sites
from tests.fetching.sites import Site, site

if TYPE_CHECKING:
    from tests.newsletters.conftest import Payload, Press

EVERY_PORT = frozenset(range(1, 65_536))
REACH = Reach(inside=networks(["127.0.0.0/8"]), ports=EVERY_PORT)
QUICK = Pace(look=0.02, lease=5.0, renewal=0.5, between=0.0)
SOURCE = """source { id kind url partSelector linkSelector release state problem failures found nextAt
  lastFetchedAt lastFoundAt version addedBy { name } releasedBy { name } newsletter { name }
  viewerCanChange { allowed reason } viewerCanFetch { allowed reason } } found"""
Post = tuple[str, str, str]  # what it is called, heading, text


def rss(*posts: Post, day: int = 1) -> str:
    """The newest above, as sites do it."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{escape(heading)}</title>"
        f"<description>{escape(text)}</description><link>/view?id={name}</link>"
        f"<pubDate>Tue, {day + place:02} Jul 2014 03:00:00 GMT</pubDate></item>"
        for place, (name, heading, text) in reversed(list(enumerate(posts)))
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>소식</title>{items}</channel></rss>'


POSTS: tuple[Post, ...] = (
    ("1", "심야버스", "<p>심야에도 다닙니다.</p>"),
    ("2", "정류소", "<p>정류소를 옮깁니다.<img src='http://t.example/p.gif'></p>"),
)


@dataclass
class Desk:
    """The people of 버스정책과, the sample title, and what is asked for them."""

    press: "Press"
    home: Site
    sites: Sites
    folder: Path
    title: str = ""
    made: dict[str, Any] = field(default_factory=dict[str, Any])

    async def begin(self) -> None:
        given = {"sites": self.sites, "storage": FolderStorage(self.folder)}
        self.press.board.given |= given
        self.title = (await self.press.title())["newsletter"]["id"]

    async def do(self, act: str, who: str = "직원", **given: Any) -> "Payload":
        return await self.press.board.do(self.press.people[who], f"newsletterSource{act}", SOURCE, **given)

    async def add(self, target: str = "/rss", who: str = "직원", **given: Any) -> "Payload":
        about = {"newsletterId": self.title, "kind": "FEED", "url": self.home.address(target), **given}
        return await self.do("Add", who, input=about)

    async def system(self) -> Context:
        return await self.press.board.context(None)

    async def poll(self) -> int:
        return await poll(await self.system(), pace=QUICK)

    async def source(self) -> NewsletterSource:
        async with self.press.city.sessions() as session:
            return (await session.scalars(select(NewsletterSource))).one()

    async def issues(self) -> list[NewsletterIssue]:
        async with self.press.city.sessions() as session:
            return list(await session.scalars(select(NewsletterIssue).order_by(NewsletterIssue.number)))

    async def told(self) -> list[tuple[int, str, str]]:
        return [(one.number, one.heading, one.state.value) for one in await self.issues()]

    async def kinds(self) -> list[str]:
        wanted = select(EventLine.kind).where(EventLine.subject_kind == "newsletter_source")
        async with self.press.city.sessions() as session:
            return list(await session.scalars(wanted.order_by(EventLine.id)))


class Awake(Sites):
    """Its worker is used by the next test, too."""

    async def rest(self) -> None:
        pass


async def here(host: str, port: int) -> Sequence[str]:
    """All sites of the city are our one."""
    return ["127.0.0.1"] if host.endswith(".seoul.kr") else await resolve(host, port)


def reaching(worker: Worker) -> Iterator[Sites]:
    fetcher = Fetcher(REACH, bounds=Bounds(seconds=2.0, size=1 << 20), resolve=here)
    sites = Awake(fetcher, worker=worker)
    yield sites
    sites._turns.shutdown()  # pyright: ignore[reportPrivateUsage]


@asynccontextmanager
async def desk_of(press: "Press", sites: Sites, folder: Path) -> AsyncGenerator[Desk]:
    async with site() as home:
        desk = Desk(press, home, sites, folder)
        await desk.begin()
        yield desk
