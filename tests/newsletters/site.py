"""The citizens' site on the city of a test, asked as a browser would ask it."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx2
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from madang.rules.newsletters import Audience, FileRole, IssueState, Language, Period, TitleStatus
from madang.server import site
from models import Newsletter, NewsletterFile, NewsletterIssue
from models.engine import engine_of, read_sessions
from resolvers.context import Context
from resolvers.newsletters.readings import Openings
from subscriptions.hub import Hub
from tests.builders import NOON, OPENING, City
from tests.newsletters.conftest import Press

URL = "https://news.seoul.test"


class Visitor:
    """Asks for pages; `url` is what the operator has set."""

    def __init__(self, city: City, *, url: str | None = URL) -> None:
        self.site = site.Site(of_nobody(city), Openings(), url=url)
        self.state: dict[str, Any] = {"site": self.site}
        self._app = Starlette(routes=site.routes())
        transport = httpx2.ASGITransport(app=self._with_site)
        self._client = httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    async def __call__(self, path: str, method: str = "GET", **headers: str) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.request(method, path, headers=named)

    async def page(self, path: str) -> "Page":
        answer = await self(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return Page(answer.text)

    async def _with_site(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app({**scope, "state": self.state}, receive, send)


def of_nobody(city: City) -> Callable[[], Context]:
    hub, reads = Hub(city.sessions), read_sessions(engine_of(city.sessions))
    return lambda: Context(reads=reads, writes=city.sessions, hub=hub, clock=city.clock)


class Page(HTMLParser):
    """What a page links to, loads, and says in its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.links, self.loads = text, list[str](), list[str]()
        self.tags, self.headings, self._heading = (
            list[tuple[str, dict[str, str | None]]](),
            list[str](),
            False,
        )
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in {"img", "script", "iframe", "source", "video", "audio", "embed"} and given.get("src"):
            self.loads.append(given["src"] or "")
        if tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.loads.append(given["href"] or "")
        if tag in {"h1", "h2", "h3", "h4"}:
            self._heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h1", "h2", "h3", "h4"}:
            self._heading = False

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.headings[-1] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            given
            for name, given in self.tags
            if name == tag and all(given.get(key) == value for key, value in attributes.items())
        ]


def title_row(press: Press, slug: str, **given: Any) -> Newsletter:
    usual: dict[str, Any] = {
        "name": f"소식 {slug}", "audience": Audience.CITIZEN, "period": Period.MONTHLY, "topics": "\n교통\n",
        "language": Language.KO, "status": TitleStatus.ACTIVE, "created_at": NOON, "updated_at": NOON,
        "department_id": press.city.departments["버스정책과"].id,
    }  # fmt: skip
    return Newsletter(**{"slug": slug, **usual, **given})


def issue_row(press: Press, title: Newsletter, number: int, **given: Any) -> NewsletterIssue:
    heading = given.get("heading", f"{title.slug} {number}호 제목")
    usual: dict[str, Any] = {
        "issued_on": OPENING, "heading": heading, "body": heading, "html": f"<p>{heading}</p>",
        "plain": heading,
        "audience": title.audience, "state": IssueState.PUBLISHED,
        "author_id": press.people["직원"].id, "created_at": NOON,
        "published_at": NOON,
    }  # fmt: skip
    return NewsletterIssue(**{"newsletter": title, "number": number, **usual, **given})


def file_row(issue: NewsletterIssue, role: FileRole, **given: Any) -> NewsletterFile:
    usual: dict[str, Any] = {
        "id": uuid4(), "name": f"{role.value}.pdf", "media_type": "application/pdf", "size": 1_300,
        "sha256": "0" * 64, "storage_key": "k", "created_at": NOON,
    }  # fmt: skip
    return NewsletterFile(issue=issue, role=role, **{**usual, **given})


async def keep(press: Press, *rows: Newsletter | NewsletterIssue | NewsletterFile) -> None:
    async with press.city.sessions() as session, session.begin():
        session.add_all(rows)
