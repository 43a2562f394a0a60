"""A request with its parties, and everybody who acts on its comments; each act is checked against the log."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.comments import digest
from madang.rules.people import Position, Role
from models import (
    Comment,
    CommentMention,
    CommentReaction,
    CommentReport,
    CommentRevision,
    Delivery,
    Employee,
    Request,
)
from models.base import Sessions
from resolvers.comments import Commented, NewComment, add
from resolvers.context import Context
from subscriptions import log
from subscriptions.broker import MemoryBroker
from subscriptions.comment_events import Mentioned
from subscriptions.entries import Entry
from subscriptions.events import Event
from subscriptions.folding_comments import FoldedComment, FoldedComments, apply
from subscriptions.live import Live
from tests import builders
from tests.asking import Board

PEOPLE = {
    "김하늘": "버스정책과",  # requester
    "박솔": "버스정책과",
    "이바다": "통계데이터담당관",  # asked
    "정들": "서대문구",  # asked
    "한별": "사회혁신담당관",  # administrator
    "오솔길": "총무과",  # any staff
}


@dataclass(slots=True)
class Thread:
    """One request's comments, by whoever acts."""

    city: builders.City
    people: dict[str, Employee]
    request: Request

    async def ctx(self, name: str) -> Context:
        return await builders.context(self.city, self.people[name])

    async def add(self, name: str, body: str, **more: Any) -> Comment:
        return (await self.written(name, body, **more)).comment

    async def written(self, name: str, body: str, **more: Any) -> Commented:
        new = NewComment(request_id=self.request.id, body=body, **more)
        return await self.checked(add(await self.ctx(name), new))

    async def checked(self, act: Awaitable[Commented]) -> Commented:
        """After the act, folding the log gives what the tables say."""
        done = await act
        entries = await self.entries()
        assert await self.stored() == folded(entries)
        assert done.version == len(entries)
        return done

    async def entries(self) -> list[Entry]:
        async with self.city.sessions() as session:
            return await log.history(session, subject_kind="request", subject_id=self.request.id)

    async def events(self) -> list[Event]:
        return [entry.event for entry in await self.entries()]

    async def delivery(self, department: str) -> Delivery:
        async with self.city.sessions() as session:
            same = select(Delivery).filter_by(request_id=self.request.id, department_name=department)
            return (await session.scalars(same)).one()

    async def stored(self) -> FoldedComments:
        async with self.city.sessions() as session:
            comments = select(Comment).where(Comment.request_id == self.request.id)
            rows = (await session.scalars(comments)).all()
            return {row.id: state(row, await attached(session, row.id)) for row in rows}


Attached = tuple[list[CommentMention], list[CommentReaction], list[CommentReport], int]


async def attached(session: AsyncSession, id: UUID) -> Attached:
    revisions = await session.scalars(select(CommentRevision).filter_by(comment_id=id))
    return (
        list(await session.scalars(select(CommentMention).filter_by(comment_id=id))),
        list(await session.scalars(select(CommentReaction).filter_by(comment_id=id))),
        list(await session.scalars(select(CommentReport).filter_by(comment_id=id))),
        len(list(revisions)),
    )


def state(row: Comment, beside: Attached) -> FoldedComment:
    calls, reactions, reports, edits = beside
    return FoldedComment(
        author_id=row.author_id,
        parent_id=row.parent_id,
        delivery_id=row.delivery_id,
        quoted_id=row.quoted_id,
        length=len(row.plain.strip()),
        digest=digest(row.plain),
        mentioned=Mentioned(
            employees=tuple(sorted(call.employee_id for call in calls if call.employee_id)),
            departments=tuple(sorted(call.department_id for call in calls if call.department_id)),
        ),
        version=row.version,
        follow_up=row.follow_up,
        answer_id=row.answer_id,
        edits=edits,
        is_deleted=row.deleted_at is not None,
        is_resolved=row.resolved_at is not None,
        hidden_reason=row.hidden_reason,
        reactions=frozenset((one.employee_id, one.kind) for one in reactions),
        reporters=frozenset(one.reporter_id for one in reports),
    )


def folded(entries: list[Entry]) -> FoldedComments:
    comments: FoldedComments = {}
    for entry in entries:
        comments = apply(comments, entry)
    return comments


@pytest.fixture
async def city(sessions: Sessions) -> builders.City:
    return await builders.chart(sessions)


@pytest.fixture
async def people(city: builders.City) -> dict[str, Employee]:
    roles = {"한별": [Role.ADMINISTRATOR]}
    positions = {"이바다": Position.CLERK}
    return {
        name: await builders.employee(
            city,
            name,
            department,
            position=positions.get(name, Position.MEMBER),
            roles=roles.get(name, []),
        )
        for name, department in PEOPLE.items()
    }


@pytest.fixture
async def thread(city: builders.City, people: dict[str, Employee]) -> Thread:
    request = await builders.published_request(city, people["김하늘"], "통계데이터담당관", "서대문구")
    return Thread(city, people, request)


@pytest.fixture
async def restricted(city: builders.City, people: dict[str, Employee]) -> Thread:
    request = await builders.published_request(
        city, people["김하늘"], "통계데이터담당관", restriction="개인정보가 들어 있습니다."
    )
    return Thread(city, people, request)


@pytest.fixture
async def board(city: builders.City) -> AsyncIterator[Board]:
    """The same city through GraphQL, with live events."""
    async with Live(city.sessions, MemoryBroker()) as live:
        yield Board(city, live.hub)
