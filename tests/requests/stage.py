"""One request and everybody who acts on it, checked against its log after every act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from madang.errors import Refused
from madang.rules.requests import GONE, DeliveryState, Scale
from models import EventLine, EventPosition
from models.base import Sessions
from models.events import UnnumberedEvent
from resolvers import deliveries, drafts, requests
from resolvers.addressees import Addressee
from resolvers.context import Context
from resolvers.handlers import Handler
from subscriptions import log
from subscriptions.entries import Entry
from subscriptions.events import Event
from subscriptions.folding import RequestPicture, fold
from subscriptions.folding_deliveries import FoldedDelivery
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryLeavingApproved,
    DeliveryLeavingDeclined,
    DeliveryLeavingProposed,
    DeliveryLeavingVoided,
    DeliveryLeavingWithdrawn,
    DeliveryMoved,
    DeliveryTransferred,
)
from tests import builders
from tests.builders import City
from tests.fresh_requests import fresh_picture
from tests.requests import model
from tests.requests.conftest import People, cast
from tests.shelf import Shelf

DEPARTMENTS = ("통계데이터담당관", "서울대공원", "서대문구")
DECISIONS = (
    DeliveryLeavingApproved | DeliveryLeavingDeclined | DeliveryLeavingWithdrawn | DeliveryLeavingVoided
)
NAMES = tuple(People.__slots__)
Act = Callable[[Context], Awaitable[Any]]


@dataclass(slots=True)
class Stage:
    """`contexts` by the name of the part; `request_id` is the request that is played."""

    city: City
    people: People
    contexts: dict[str, Context]
    request_id: UUID | None = None
    other_id: UUID | None = None  # a request that the played one may be related to

    def department(self, name: str) -> UUID:
        return self.city.departments[name].id

    def name_of(self, department_id: UUID) -> str:
        return next(name for name, row in self.city.departments.items() if row.id == department_id)

    async def draft(self, *departments: str, **content: Any) -> UUID:
        given: dict[str, Any] = {
            "title": "심야버스 노선 분석",
            "project": "심야 올빼미버스",
            "body": "휴대전화 통화량으로 심야의 발길을 알고 싶습니다.",
            "scale": Scale.CITYWIDE,
            "addressees": tuple(Addressee(department_id=self.department(name)) for name in departments),
        }
        made = await drafts.create(self.contexts["requester"], drafts.RequestContent(**given | content))
        self.request_id = made.id
        await self.check()
        return made.id

    async def act(self, who: str, act: Act) -> Any:
        """Do it, and find the log and the tables saying the same. A refusal must leave both as they were."""
        before = await self.look()
        try:
            done = await act(self.contexts[who])
        except Refused:
            assert await self.look() == before
            raise
        await self.check()
        return done

    async def look(self) -> tuple[RequestPicture | None, int]:
        """The request as the tables hold it, and the length of the whole log."""
        assert self.request_id is not None
        async with self.city.sessions() as session:
            picture = await fresh_picture(session, self.request_id)
            return picture, await session.scalar(select(func.count()).select_from(EventLine)) or 0

    async def picture(self) -> RequestPicture:
        picture, _ = await self.look()
        assert picture is not None
        return picture

    async def delivery(self, department: str) -> tuple[UUID, FoldedDelivery]:
        """The living one of a department."""
        about = self.department(department)
        picture = await self.picture()
        return next(
            (id, one)
            for id, one in picture.deliveries.items()
            if one.department_id == about and one.state not in GONE
        )

    async def accepted(self, department: str) -> UUID:
        """The delivery of a new request, on which its handler works."""
        request_id = await self.draft(department)
        await self.act("requester", partial(requests.publish, id=request_id, version=None))
        id, _ = await self.delivery(department)
        handlers = [Handler(employee_id=self.people.handler.id)]
        await self.act("clerk", partial(deliveries.receive, id=id))
        await self.act("clerk", partial(deliveries.assign, id=id, handlers=handlers))
        await self.act("handler", partial(deliveries.accept, id=id))
        return id

    async def open_other(self) -> UUID:
        """Publish the request that the played one may be related to."""
        asked = (Addressee(department_id=self.department("서울대공원")),)
        content = drafts.RequestContent(title="다른 요청", project="사업", body="함께", addressees=asked)
        made = await drafts.create(self.contexts["requester"], content)
        await requests.publish(self.contexts["requester"], made.id, version=None)
        self.other_id = made.id
        return made.id

    async def lines(self, id: UUID | None = None) -> list[Entry]:
        """Of the request that is played, or of another."""
        subject_id = id or self.request_id
        assert subject_id is not None
        async with self.city.sessions() as session:
            return await log.history(session, subject_kind="request", subject_id=subject_id, limit=10_000)

    async def check(self) -> None:
        """Everything that must be true of a request at any time."""
        lines = await self.lines()
        picture, _ = await self.look()
        assert fold(lines) == picture
        assert [line.version for line in lines] == list(range(1, len(lines) + 1))
        check_steps([line.event for line in lines])
        check_leavings([line.event for line in lines])
        if picture is not None:
            check_whole(picture)
        await self.check_other()
        await self.check_positions()

    async def check_other(self) -> None:
        """What happens to one request may be told by another, too."""
        if self.other_id is not None:
            async with self.city.sessions() as session:
                picture = await fresh_picture(session, self.other_id)
            assert fold(await self.lines(self.other_id)) == picture

    async def check_positions(self) -> None:
        """Each line has one, without a gap; on PostgreSQL those that wait for theirs are known."""
        async with self.city.sessions() as session:
            written = await session.scalar(select(func.count()).select_from(EventLine))
            waiting = await session.scalar(select(func.count()).select_from(UnnumberedEvent)) or 0
            given, last = (
                await session.execute(select(func.count(), func.max(EventPosition.position)))
            ).one()
        assert (given, given + waiting) == (last or 0, written)


async def open_stage(sessions: Sessions) -> Stage:
    city = await builders.chart(sessions)
    people = await cast(city)
    shelf = Shelf()
    contexts = {name: await builders.context(city, getattr(people, name), storage=shelf) for name in NAMES}
    return Stage(city, people, contexts)


def check_whole(picture: RequestPicture) -> None:
    states = [delivery.state.value for delivery in picture.deliveries.values()]
    assert picture.state == (model.overall(states) if picture.key else "DRAFT")
    assert (picture.closed_at is not None) == (picture.state in ("COMPLETED", "RETURNED", "CANCELLED"))
    for delivery in picture.deliveries.values():
        assert (delivery.held_from is not None) == (delivery.state == "ON_HOLD")
        assert delivery.leaving is None or delivery.state in model.LEAVABLE
        shares = [one.share for one in delivery.handlers]
        assert sum(shares) == (100 if shares else 0)
        assert [one.leads for one in delivery.handlers].count(True) == min(1, len(shares))
    living = [one.department_id for one in picture.deliveries.values() if one.state not in GONE]
    assert len(living) == len(set(living))


def check_steps(events: list[Event]) -> None:
    """Every change of a delivery's state is one that the hand-written model knows."""
    held: dict[UUID, str] = {}
    for event in events:
        if isinstance(event, DeliveryMoved):
            assert event.after == model.leads_to(event.act, event.before, held.pop(event.delivery_id, None))
            if event.after is DeliveryState.ON_HOLD:
                held[event.delivery_id] = event.before
        if isinstance(event, DeliveryAssigned):
            assert event.after == model.leads_to("ASSIGN", event.before, None)
            if held.get(event.delivery_id) == "RECEIVED":  # given out while on hold
                held[event.delivery_id] = "ASSIGNED"
        if isinstance(event, DeliveryTransferred):
            assert event.before in model.STEPS["TRANSFER"].leads


def check_leavings(events: list[Event]) -> None:
    """Each proposal ends once, and what is approved or voided is followed by the act that did it."""
    waiting: dict[UUID, DeliveryLeavingProposed] = {}
    for event, following in zip(events, [*events[1:], None], strict=True):
        if isinstance(event, DeliveryLeavingProposed):
            assert event.delivery_id not in waiting
            waiting[event.delivery_id] = event
        if isinstance(event, DECISIONS):
            proposed = waiting.pop(event.delivery_id)
            assert (event.act, event.department_id) == (proposed.act, proposed.department_id)
            if isinstance(event, DeliveryLeavingApproved):
                assert _as_proposed(following, proposed)
            if isinstance(event, DeliveryLeavingVoided):
                assert isinstance(following, DeliveryMoved | DeliveryTransferred)
                assert following.delivery_id == event.delivery_id


def _as_proposed(event: Event | None, proposed: DeliveryLeavingProposed) -> bool:
    if isinstance(event, DeliveryTransferred):
        done = ("TRANSFER", event.delivery_id, event.to_department_id, event.reason)
    else:
        assert isinstance(event, DeliveryMoved)
        done = (event.act, event.delivery_id, None, event.reason)
    return done == (proposed.act, proposed.delivery_id, proposed.target_id, proposed.reason)
