"""Madang's own search on its own tables: the same modules, and for whole answers the same GraphQL engine."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import insert

from benchmarks.search_figures import FIRST
from benchmarks.search_files import Document
from benchmarks.search_rivals import Ask
from madang.rules.newsletters import Audience, IssueState, Language, Period, TitleStatus
from madang.rules.people import OrganisationKind
from models import Base, Department, Newsletter, NewsletterIssue
from models.base import Sessions, uuid7
from models.engine import create_engine, read_sessions, write_sessions
from resolvers.context import Context
from resolvers.newsletters.search.finding import search
from resolvers.newsletters.search.library import readers_for
from schema import schema
from schema.execution import Engine
from schema.identifiers import parse_global_id
from schema.operations import Operation
from subscriptions.hub import Hub

NOBODYS = "소식"  # the newsletter of documents that name none
NOBODY_SAID = date(2014, 7, 1)
NOW = datetime(2014, 12, 7, 3, tzinfo=UTC)
AT_ONCE = 1_000
MOST_HEADING = 200
PAGE = """query ($query: String!) { newsletterSearch(query: $query, first: 10) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { score heading { text marked } snippet { text marked }
    node { id number issuedOn newsletter { slug name } } }
  facets { newsletters { value label count } publishers { value label count } topics { value label count }
    years { value label count } audiences { value label count } periods { value label count } } } }"""


class Ours:
    """A database full of issues, asked by a citizen. `ready`: seconds until the first search was answered."""

    def __init__(self, ctx: Context, names: dict[UUID, str], ready: float) -> None:
        self.ctx, self.names, self.ready = ctx, names, ready
        self._engine: Engine[Context] = Engine(schema)

    async def resolver(self, query: str) -> list[str]:
        page = await search(self.ctx, query, first=FIRST)
        return [self.names[hit.issue_id] for hit in page.hits]

    async def graphql(self, query: str) -> list[str]:
        """The whole answer as it goes out: ten issues with their snippets, and all facets."""
        answer = await self.ask(PAGE, query=query)
        edges: list[dict[str, Any]] = answer["newsletterSearch"]["edges"]
        return [self.names[parse_global_id(edge["node"]["id"])[1]] for edge in edges]

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Raises RuntimeError for an answer with errors."""
        prepared = self._engine.prepare(Operation(document, variables))
        answer = orjson.loads((await self._engine.execute(prepared, self.ctx)).encode())
        if "errors" in answer:
            raise RuntimeError(str(answer["errors"]))
        return answer["data"]


@asynccontextmanager
async def ours(documents: Sequence[Document], url: str) -> AsyncGenerator[Ours, None]:
    engine = create_engine(url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = write_sessions(engine)
    names = await _fill(sessions, documents)
    ctx = Context(reads=read_sessions(engine), writes=sessions, hub=Hub(sessions))
    begun = time.perf_counter()
    await readers_for(ctx)
    yield Ours(ctx, names, time.perf_counter() - begun)
    await engine.dispose()


async def _fill(sessions: Sessions, documents: Sequence[Document]) -> dict[UUID, str]:
    """Each newsletter the documents name is a title; those that name none share one."""
    titles = {one.newsletter or NOBODYS: uuid7() for one in documents}
    issues = [
        _issue(one, number, titles[one.newsletter or NOBODYS])
        for number, one in enumerate(documents, start=1)
    ]
    async with sessions.begin() as session:
        department = Department(
            code="B", name="시험", kind=OrganisationKind.HEADQUARTERS, opened_on=NOBODY_SAID
        )
        session.add(department)
        await session.flush()
        by = department.id
        rows = [_title(id, name, n, by) for n, (name, id) in enumerate(titles.items())]
        await session.execute(insert(Newsletter), rows)
        for start in range(0, len(issues), AT_ONCE):
            await session.execute(insert(NewsletterIssue), issues[start : start + AT_ONCE])
    return {row["id"]: one.id for row, one in zip(issues, documents, strict=True)}


def _title(id: UUID, name: str, number: int, department: UUID) -> dict[str, Any]:
    return {
        "id": id,
        "slug": f"t{number}",
        "name": name,
        "department_id": department,
        "audience": Audience.CITIZEN,
        "period": Period.MONTHLY,
        "topics": "",
        "language": Language.KO,
        "status": TitleStatus.ACTIVE,
        "created_at": NOW,
        "updated_at": NOW,
        "version": 1,
    }


def _issue(one: Document, number: int, title: UUID) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "newsletter_id": title,
        "number": number,
        "issued_on": one.day or NOBODY_SAID,
        "heading": one.title[:MOST_HEADING],
        "body": "",
        "html": "",
        "plain": f"{one.title[MOST_HEADING:]}\n{one.body}".strip(),  # of a heading that is too long, the rest
        "audience": Audience.CITIZEN,
        "state": IssueState.PUBLISHED,
        "created_at": NOW,
        "version": 1,
    }


def asks(of: Ours) -> dict[str, Ask]:
    return {"search": of.resolver, "whole GraphQL answer": of.graphql}
