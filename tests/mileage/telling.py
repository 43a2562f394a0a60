"""A log of acts that earn points, told line by line: for books that are kept by it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from madang.rules.evaluations import Marks, Verdict
from madang.rules.requests import DeliveryState, PartnerRole, Scale
from madang.rules.workflow import Act
from subscriptions.bookkeeping import book
from subscriptions.comment_events import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    CommentHidden,
    CommentRestored,
    Mentioned,
)
from subscriptions.entries import Entry
from subscriptions.evaluation_events import EvaluationAppealDecided, EvaluationEdited, EvaluationSubmitted
from subscriptions.events import Event, Wording
from subscriptions.mileage_books import Books
from subscriptions.mileage_events import (
    MileageAdjustmentConfirmed,
    MileageHidden,
    MileageMonthClosed,
    MileagePolicyActivated,
    ThanksGiven,
)
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryMoved,
    DeliverySent,
    HandlerShare,
    RequestCancelled,
    RequestDrafted,
)

NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)
NONE = Wording(length=0, digest="")
FOUR = Marks(importance=4, effectiveness=4, promptness=4, difficulty=4)
FULL = Marks(importance=5, effectiveness=5, promptness=5, difficulty=5)


def person(number: int) -> UUID:
    return UUID(int=1_000 + number)


def department(number: int) -> UUID:
    return UUID(int=100 + number)


@dataclass(slots=True)
class Telling:
    """Lines of the log. Identifiers are numbers, so that a failure can be read; `now` is when the next is."""

    now: datetime = NOON
    entries: list[Entry] = field(default_factory=list[Entry])
    versions: Counter[UUID] = field(default_factory=Counter[UUID])
    made: int = 0

    def new(self) -> UUID:
        self.made += 1
        return UUID(int=10_000 + self.made)

    def tell(self, subject: str, id: UUID, event: Event, by: UUID | None) -> None:
        self.versions[id] += 1
        entry = Entry(
            subject_kind=subject,
            subject_id=id,
            version=self.versions[id],
            actor_id=by,
            occurred_at=self.now,
            event=event,
        )
        self.entries.append(entry)
        self.now += timedelta(seconds=1)

    def request(self, by: UUID, *, of: UUID) -> UUID:
        id = self.new()
        drafted = RequestDrafted(
            title="심야버스", project="심야", scale=Scale.CITYWIDE, due_on=None, department_id=of
        )
        self.tell("request", id, drafted, by)
        return id

    def sent(self, request: UUID, to: UUID) -> UUID:
        id = self.new()
        event = DeliverySent(delivery_id=id, department_id=to, role=PartnerRole.JOINT, due_on=None)
        self.tell("request", request, event, None)
        return id

    def received(self, request: UUID, delivery: UUID, of: UUID) -> None:
        event = DeliveryMoved(
            delivery_id=delivery,
            department_id=of,
            act=Act.RECEIVE,
            before=DeliveryState.SENT,
            after=DeliveryState.RECEIVED,
        )
        self.tell("request", request, event, None)

    def assigned(self, request: UUID, delivery: UUID, of: UUID, shares: Sequence[tuple[UUID, int]]) -> None:
        handlers = tuple(
            HandlerShare(employee_id=id, leads=place == 0, share=share)
            for place, (id, share) in enumerate(shares)
        )
        event = DeliveryAssigned(
            delivery_id=delivery,
            department_id=of,
            before=DeliveryState.RECEIVED,
            after=DeliveryState.ASSIGNED,
            handlers=handlers,
        )
        self.tell("request", request, event, None)

    def rated(self, request: UUID, delivery: UUID, of: UUID, marks: Marks, *, by: UUID) -> None:
        event = EvaluationSubmitted(
            evaluation_id=delivery, delivery_id=delivery, department_id=of, marks=marks, comment=NONE
        )
        self.tell("request", request, event, by)

    def rated_anew(
        self, request: UUID, delivery: UUID, of: UUID, before: Marks, after: Marks, *, by: UUID
    ) -> None:
        event = EvaluationEdited(
            evaluation_id=delivery,
            delivery_id=delivery,
            department_id=of,
            before=before,
            after=after,
            comment_before=NONE,
            comment_after=NONE,
        )
        self.tell("request", request, event, by)

    def withdrawn(self, request: UUID, delivery: UUID, of: UUID) -> None:
        event = EvaluationAppealDecided(
            appeal_id=delivery,
            evaluation_id=delivery,
            delivery_id=delivery,
            department_id=of,
            verdict=Verdict.WITHDRAWN,
            decision=NONE,
        )
        self.tell("request", request, event, None)

    def cancelled(self, request: UUID) -> None:
        self.tell("request", request, RequestCancelled(reason="일정 변경"), None)

    def comment(
        self, request: UUID, by: UUID, body: str, *, of: UUID | None = None, parent: UUID | None = None
    ) -> UUID:
        id = self.new()
        event = CommentAdded(
            comment_id=id,
            parent_id=parent,
            delivery_id=None,
            quoted_id=None,
            length=len(body),
            digest=sha256(body.encode()).hexdigest()[:32],
            follow_up=None,
            mentioned=Mentioned(),
            author_department_id=of,
        )
        self.tell("request", request, event, by)
        return id

    def comment_edited(self, request: UUID, comment: UUID, body: str, *, by: UUID) -> None:
        event = CommentEdited(
            comment_id=comment,
            length=len(body),
            digest=sha256(body.encode()).hexdigest()[:32],
            mentioned=Mentioned(),
            newly_mentioned=Mentioned(),
        )
        self.tell("request", request, event, by)

    def comment_deleted(self, request: UUID, comment: UUID) -> None:
        self.tell("request", request, CommentDeleted(comment_id=comment), None)

    def comment_hidden(self, request: UUID, comment: UUID) -> None:
        self.tell("request", request, CommentHidden(comment_id=comment, reason="광고"), None)

    def comment_restored(self, request: UUID, comment: UUID) -> None:
        self.tell("request", request, CommentRestored(comment_id=comment), None)

    def thanks(self, by: UUID, to: UUID, *, of: UUID, at: UUID) -> None:
        event = ThanksGiven(receiver_id=to, department_id=of, receiver_department_id=at, message=NONE)
        self.tell("thanks", self.new(), event, by)

    def adjusted(self, whom: UUID, amount: int, *, of: UUID) -> None:
        event = MileageAdjustmentConfirmed(
            employee_id=whom, department_id=of, amount=amount, reason="빠진 협력"
        )
        self.tell("mileage_adjustment", self.new(), event, None)

    def policy(self, number: int, since: date, **numbers: int) -> None:
        event = MileagePolicyActivated(number=number, effective_from=since, numbers=numbers)
        self.tell("mileage_policy", self.new(), event, None)

    def closed(self, month: int) -> None:
        self.tell("mileage_month", self.new(), MileageMonthClosed(month=month), None)

    def hidden(self, whom: UUID, *, wins: bool = False) -> None:
        self.tell("employee", whom, MileageHidden(wins=wins), whom)

    def booked(self) -> Books:
        """Books kept from nothing by all of it."""
        books = Books()
        for position, entry in enumerate(self.entries, start=1):
            book(books, entry.at(position))
        return books
