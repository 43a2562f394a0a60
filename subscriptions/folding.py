"""A whole request as its events tell it: folded one by one, they give what the tables hold.

Long texts are not in the log, so the picture has none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from madang.rules.requests import CLOSED_REQUESTS, RequestState, Scale
from subscriptions import folding_comments, folding_deliveries, folding_evaluations, folding_material
from subscriptions.comment_events import CommentReported, ReactionSet, ReactionUnset
from subscriptions.entries import Entry
from subscriptions.evaluation_events import EvaluationLapsed, EvaluationReminded
from subscriptions.events import Event
from subscriptions.folding_comments import FoldedComment, FoldedComments
from subscriptions.folding_deliveries import FoldedDeliveries, FoldedDelivery
from subscriptions.folding_evaluations import Ratings
from subscriptions.folding_material import Material
from subscriptions.request_events import (
    RequestCancelled,
    RequestDiscarded,
    RequestDrafted,
    RequestEdited,
    RequestOpened,
    RequestPublished,
    RequestRestricted,
    RequestStateChanged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPicture:
    """`version` counts all lines; `changed_version` is the last one about the request's own row."""

    requester_id: UUID | None
    department_id: UUID
    title: str
    project: str
    scale: Scale
    due_on: date | None
    restricted: bool
    created_at: datetime
    updated_at: datetime
    version: int
    changed_version: int
    state: RequestState = RequestState.DRAFT
    key: str | None = None
    published_at: datetime | None = None
    closed_at: datetime | None = None
    ending: str | None = None
    deliveries: FoldedDeliveries = field(default_factory=dict[UUID, FoldedDelivery])
    comments: FoldedComments = field(default_factory=dict[UUID, FoldedComment])
    ratings: Ratings = field(default_factory=Ratings)
    material: Material = field(default_factory=Material)


class Hole(Exception):
    """A line is missing, or came twice: what follows cannot be known."""


def fold(lines: Iterable[Entry]) -> RequestPicture | None:
    """One request's lines from its first on. None: there is no such request, or no longer."""
    picture: RequestPicture | None = None
    for line in lines:
        picture = apply(picture, line)
    return picture


def apply(picture: RequestPicture | None, line: Entry) -> RequestPicture | None:
    """The request after one more line of its log. Raises Hole unless it is the very next."""
    if line.version != (1 if picture is None else picture.version + 1):
        raise Hole(f"line {line.version} of {line.subject_id} does not follow")
    if picture is None:
        return _drafted(line)
    if isinstance(line.event, RequestDiscarded):
        return None
    return _after(picture, line)


def _drafted(line: Entry) -> RequestPicture:
    event = line.event
    if not isinstance(event, RequestDrafted):
        raise Hole(f"{line.subject_id} does not begin with a draft")
    return RequestPicture(
        requester_id=line.actor_id,
        department_id=event.department_id,
        title=event.title,
        project=event.project,
        scale=event.scale,
        due_on=event.due_on,
        restricted=event.restricted,
        created_at=line.occurred_at,
        updated_at=line.occurred_at,
        version=line.version,
        changed_version=line.version,
    )


def _after(picture: RequestPicture, line: Entry) -> RequestPicture:
    if change := OWN.get(type(line.event)):
        picture = replace(change(picture, line.event, line), changed_version=line.version)
    return replace(
        picture,
        version=line.version,
        updated_at=picture.updated_at if type(line.event) in UNNOTICED else line.occurred_at,
        deliveries=folding_deliveries.apply(picture.deliveries, line),
        comments=folding_comments.apply(picture.comments, line),
        ratings=folding_evaluations.apply(picture.ratings, line),
        material=folding_material.apply(picture.material, line),
    )


def _edited(picture: RequestPicture, event: RequestEdited, line: Entry) -> RequestPicture:
    return replace(picture, title=event.title, project=event.project, scale=event.scale, due_on=event.due_on)


def _published(picture: RequestPicture, event: RequestPublished, line: Entry) -> RequestPicture:
    return replace(picture, key=event.key, published_at=line.occurred_at)


def _followed(picture: RequestPicture, event: RequestStateChanged, line: Entry) -> RequestPicture:
    closed_at = line.occurred_at if event.after in CLOSED_REQUESTS else None
    return replace(picture, state=event.after, closed_at=closed_at)


def _cancelled(picture: RequestPicture, event: RequestCancelled, line: Entry) -> RequestPicture:
    return replace(picture, ending=event.reason)


def _restricted(picture: RequestPicture, event: RequestRestricted, line: Entry) -> RequestPicture:
    return replace(picture, restricted=True)


def _opened(picture: RequestPicture, event: RequestOpened, line: Entry) -> RequestPicture:
    return replace(picture, restricted=False)


OWN: dict[type[Event], Callable[[RequestPicture, Any, Entry], RequestPicture]] = {
    RequestEdited: _edited,
    RequestPublished: _published,
    RequestStateChanged: _followed,
    RequestCancelled: _cancelled,
    RequestRestricted: _restricted,
    RequestOpened: _opened,
}
# Thanks, reports and reminders leave a request where it stands in lists ordered by the last change.
UNNOTICED = frozenset({ReactionSet, ReactionUnset, CommentReported, EvaluationReminded, EvaluationLapsed})
