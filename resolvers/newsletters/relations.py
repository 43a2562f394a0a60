"""Newsletters on the subject of a request and of those who take part in it, and the other way round (N9)."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from madang.errors import Invalid, NotFound, Reason
from madang.rules.requests import RequestState
from madang.search import MOST_QUERY, compact
from madang.search.asking import Question, question
from madang.search.narrowing import Narrowing
from madang.search.query import words
from madang.search.relating import related
from models import Delivery, Newsletter, NewsletterIssue, Request
from models.search import requests_with, sought
from resolvers.access import readable, seen
from resolvers.context import Context
from resolvers.newsletters.search.library import readers_for
from resolvers.newsletters.titles import topics_of

MOST_RELATED = 20
MOST_LOOKED_AT = 200  # requests, the latest
OF_PUBLISHER = 0.3  # counts as much as three tenths of the words


@dataclass(frozen=True, slots=True)
class RelatedIssue:
    issue_id: UUID
    on_subject: bool
    of_partner: bool


async def issues_for(ctx: Context, request_id: UUID, *, first: int) -> list[RelatedIssue]:
    """Raises NotFound also for a request that the actor may not see."""
    most = _most(first)
    async with ctx.reads() as session:
        wanted = select(Request.title, Request.project, Request.requester_department_id)
        row = (
            await session.execute(wanted.where(Request.id == request_id, seen(Request, ctx.visitor)))
        ).one_or_none()
        if row is None:
            raise NotFound("협력 요청을 찾을 수 없습니다.", field=("requestId",))
        asked = select(Delivery.department_id).where(
            Delivery.request_id == request_id, seen(Delivery, ctx.visitor)
        )
        partners = {row.requester_department_id, *await session.scalars(asked)}
    readers = await readers_for(ctx)
    about = question(f"{row.title} {row.project}"[:MOST_QUERY])
    found = await to_thread(related, readers, about, Narrowing(publishers=partners), most=most)
    return [RelatedIssue(readers.library.cards[place].issue_id, *why) for place, *why in found]


async def requests_for(ctx: Context, issue_id: UUID, *, first: int) -> list[UUID]:
    """Identifiers, the nearest first. Raises NotFound also for an issue that the actor may not see."""
    most = _most(first)
    async with ctx.reads() as session:
        wanted = select(NewsletterIssue.heading, Newsletter.topics, Newsletter.department_id).join(
            Newsletter, Newsletter.id == NewsletterIssue.newsletter_id
        )
        issue = (
            await session.execute(
                wanted.where(NewsletterIssue.id == issue_id, seen(NewsletterIssue, ctx.visitor))
            )
        ).one_or_none()
        if issue is None:
            raise NotFound("호를 찾을 수 없습니다.", field=("issueId",))
        topics = topics_of(issue.topics)
        found = await session.execute(_candidates(ctx, issue.department_id, topics))
        rows = [(row.id, compact(row.title, row.project), bool(row.involved)) for row in found]
    about = question(" ".join([issue.heading, *topics])[:MOST_QUERY])
    return await to_thread(_nearest, about, rows, most)


def _candidates(ctx: Context, publisher_id: UUID, topics: Sequence[str]) -> Any:
    """The latest requests that the publisher takes part in, or that speak of a topic."""
    parts = select(Delivery.request_id).where(Delivery.department_id == publisher_id)
    involved = or_(Request.requester_department_id == publisher_id, Request.id.in_(parts))
    speak = [Request.id.in_(requests_with(sought(words(topic)))) for topic in topics if words(topic)]
    return (
        readable(Request, ctx.visitor)
        .with_only_columns(Request.id, Request.title, Request.project, involved.label("involved"))
        .where(Request.state != RequestState.DRAFT, or_(involved, *speak))
        .order_by(Request.updated_at.desc(), Request.id)
        .limit(MOST_LOOKED_AT)
    )


def _nearest(about: Question, rows: Sequence[tuple[UUID, str, bool]], most: int) -> list[UUID]:
    whole = sum(word.factor * len(word.text) for word in about.telling) or 1.0

    def nearness(row: tuple[UUID, str, bool]) -> float:
        _, text, involved = row
        said = sum(word.factor * len(word.text) for word in about.telling if word.text in text)
        return said / whole + OF_PUBLISHER * involved

    return [id for id, *_ in sorted(rows, key=nearness, reverse=True)[:most]]


def _most(first: int) -> int:
    if not 1 <= first <= MOST_RELATED:
        message = f"first는 1부터 {MOST_RELATED}까지입니다."
        raise Invalid(message, field=("first",), reason=Reason.OUT_OF_RANGE)
    return first
