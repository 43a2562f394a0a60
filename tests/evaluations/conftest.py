"""A confirmed delivery with everybody around it; each act is checked against the log."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from madang.rules.evaluations import Marks, ReturnMarks
from madang.rules.people import Position, Role
from madang.rules.requests import DeliveryState
from models import (
    Delivery,
    DeliveryHandler,
    Employee,
    Evaluation,
    EvaluationAppeal,
    EvaluationNotice,
    Request,
    ReturnEvaluation,
)
from models.base import Sessions
from resolvers import evaluations
from resolvers.context import Context
from subscriptions import log
from subscriptions.entries import Entry
from subscriptions.events import Event, Wording
from subscriptions.folding_evaluations import Appealed, Noticed, Rated, RatedInReturn, Ratings, apply
from tests import builders

T = TypeVar("T")
DAY = timedelta(days=1)
GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)
POOR = Marks(importance=3, effectiveness=2, promptness=3, difficulty=3)
CLEAR = ReturnMarks(clarity=4, communication=5, timing=3)

PEOPLE: dict[str, tuple[str, Position, tuple[Role, ...]]] = {
    "김하늘": ("버스정책과", Position.MEMBER, ()),  # requester
    "박솔": ("버스정책과", Position.HEAD, ()),  # head of the asking department
    "도라지": ("버스정책과", Position.MEMBER, ()),  # colleague
    "이바다": ("통계데이터담당관", Position.MEMBER, ()),  # lead handler
    "은하수": ("통계데이터담당관", Position.MEMBER, ()),  # handler
    "민들레": ("통계데이터담당관", Position.CLERK, ()),
    "장미": ("통계데이터담당관", Position.HEAD, ()),
    "솔바람": ("통계데이터담당관", Position.MEMBER, ()),  # a colleague who had no part
    "한별": ("사회혁신담당관", Position.MEMBER, (Role.ADMINISTRATOR,)),
    "오솔길": ("총무과", Position.MEMBER, ()),  # any staff
}
SEES = {"김하늘", "박솔", "이바다", "은하수", "민들레", "장미", "한별"}  # marks, as parties or administrator


@dataclass(slots=True)
class Board:
    """A small city whose requests are rated, by whoever acts."""

    city: builders.City
    people: dict[str, Employee]

    @property
    def clock(self) -> builders.Clock:
        return self.city.clock

    async def ctx(self, name: str | None) -> Context:
        return await builders.context(self.city, None if name is None else self.people[name])

    async def confirmed(self, *asked: str, requester: str = "김하늘", **columns: Any) -> list[UUID]:
        """A request whose deliveries are confirmed now; the first one's handlers are 이바다 and 은하수."""
        asked = asked or ("통계데이터담당관",)
        request = await builders.published_request(self.city, self.people[requester], *asked, **columns)
        async with self.city.sessions.begin() as session:
            found = await session.scalars(
                update(Delivery)
                .where(Delivery.request_id == request.id)
                .values(state=DeliveryState.CONFIRMED, confirmed_at=self.clock())
                .returning(Delivery)
            )
            by_name = {delivery.department_name: delivery.id for delivery in found}
            first = by_name[asked[0]]
            lead, helper = self.people["이바다"].id, self.people["은하수"].id
            session.add(DeliveryHandler(delivery_id=first, employee_id=lead, leads=True, share=70))
            session.add(DeliveryHandler(delivery_id=first, employee_id=helper, leads=False, share=30))
        return [by_name[name] for name in asked]

    async def hand_to(self, delivery_id: UUID, name: str) -> None:
        """Now this person alone does the work."""
        async with self.city.sessions.begin() as session:
            await session.execute(delete(DeliveryHandler).where(DeliveryHandler.delivery_id == delivery_id))
            person = self.people[name].id
            session.add(DeliveryHandler(delivery_id=delivery_id, employee_id=person, leads=True, share=100))

    async def set(self, delivery_id: UUID, **columns: object) -> None:
        async with self.city.sessions.begin() as session:
            await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(**columns))

    async def submit(self, delivery_id: UUID, by: str = "김하늘", marks: Marks = GOOD) -> Evaluation:
        ctx = await self.ctx(by)
        return await self.checked(
            delivery_id, evaluations.submit(ctx, delivery_id, marks, comment="고맙습니다")
        )

    async def checked(self, delivery_id: UUID, act: Awaitable[T]) -> T:
        """After the act, folding the log gives what the tables say."""
        done = await act
        assert await self.stored(delivery_id) == folded(await self.entries(delivery_id))
        return done

    async def request_of(self, delivery_id: UUID) -> Request:
        async with self.city.sessions() as session:
            delivery = await session.get_one(Delivery, delivery_id)
            return await session.get_one(Request, delivery.request_id)

    async def entries(self, delivery_id: UUID) -> list[Entry]:
        request = await self.request_of(delivery_id)
        async with self.city.sessions() as session:
            return await log.history(session, subject_kind="request", subject_id=request.id)

    async def events(self, delivery_id: UUID) -> list[Event]:
        return [entry.event for entry in await self.entries(delivery_id)]

    async def stored(self, delivery_id: UUID) -> Ratings:
        request = await self.request_of(delivery_id)
        async with self.city.sessions() as session:
            given = (await session.scalars(select(Evaluation).filter_by(request_id=request.id))).all()
            ids = [row.id for row in given]
            appeals = select(EvaluationAppeal).where(EvaluationAppeal.evaluation_id.in_(ids))
            returns = select(ReturnEvaluation).filter_by(request_id=request.id)
            notices = select(EvaluationNotice).join(Delivery, Delivery.id == EvaluationNotice.delivery_id)
            notices = notices.where(Delivery.request_id == request.id)
            return Ratings(
                evaluations={row.id: rated(row) for row in given},
                appeals={row.id: appealed(row) for row in await session.scalars(appeals)},
                returns={row.id: returned(row) for row in await session.scalars(returns)},
                notices=frozenset(noticed(row) for row in await session.scalars(notices)),
            )


def folded(entries: list[Entry]) -> Ratings:
    state = Ratings()
    for entry in entries:
        state = apply(state, entry)
    return state


def rated(row: Evaluation) -> Rated:
    return Rated(
        id=row.id,
        delivery_id=row.delivery_id,
        author_id=row.author_id,
        marks=row.marks,
        comment=Wording.of(row.comment),
        submitted_at=row.submitted_at,
        edited_at=row.edited_at,
        reply=Wording.of(row.reply) if row.reply is not None else None,
        replied_by_id=row.replied_by_id,
        replied_at=row.replied_at,
        withdrawn_at=row.withdrawn_at,
        version=row.version,
    )


def appealed(row: EvaluationAppeal) -> Appealed:
    return Appealed(
        id=row.id,
        evaluation_id=row.evaluation_id,
        author_id=row.author_id,
        reason=Wording.of(row.reason),
        appealed_at=row.appealed_at,
        verdict=row.verdict,
        decision=Wording.of(row.decision) if row.decision is not None else None,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        version=row.version,
    )


def returned(row: ReturnEvaluation) -> RatedInReturn:
    return RatedInReturn(
        id=row.id,
        delivery_id=row.delivery_id,
        author_id=row.author_id,
        marks=row.marks,
        comment=Wording.of(row.comment),
        submitted_at=row.submitted_at,
        version=row.version,
    )


def noticed(row: EvaluationNotice) -> Noticed:
    return Noticed(
        delivery_id=row.delivery_id,
        confirmed_at=row.confirmed_at,
        kind=row.kind,
        number=row.number,
        given_at=row.given_at,
    )


async def populated(sessions: Sessions) -> Board:
    city = await builders.chart(sessions)
    people = {
        name: await builders.employee(city, name, department, position=position, roles=roles)
        for name, (department, position, roles) in PEOPLE.items()
    }
    return Board(city, people)


@pytest.fixture
async def board(sessions: Sessions) -> Board:
    return await populated(sessions)
