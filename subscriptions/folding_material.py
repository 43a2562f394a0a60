"""What a request's events say of its files, links, relations and offers of help: what the tables hold.

Messages and resources of an offer are long texts: they are not in the log, and not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from madang.rules.material import Direction, RelationKind
from madang.rules.offering import OfferState
from madang.rules.requests import PartnerRole
from subscriptions.entries import Entry
from subscriptions.material_events import (
    AttachmentAdded,
    AttachmentRemoved,
    LinkAdded,
    LinkRemoved,
    RelationAdded,
    RelationRemoved,
)
from subscriptions.offer_events import HelpAccepted, HelpDeclined, HelpOffered, HelpWithdrawn

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedAttachment:
    """A removed one keeps what was known of it."""

    delivery_id: UUID | None
    uploaded_by_id: UUID | None
    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    created_at: datetime
    removed_at: datetime | None = None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedLink:
    added_by_id: UUID | None
    url: str
    label: str
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedRelation:
    added_by_id: UUID | None
    other_id: UUID
    kind: RelationKind
    direction: Direction
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedOffer:
    department_id: UUID
    offered_by_id: UUID | None
    role: PartnerRole
    created_at: datetime
    state: OfferState = OfferState.OFFERED
    answer: str | None = None
    answered_by_id: UUID | None = None
    answered_at: datetime | None = None
    delivery_id: UUID | None = None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that hangs on one request, by identifier."""

    attachments: Mapping[UUID, FoldedAttachment] = field(default_factory=dict[UUID, FoldedAttachment])
    links: Mapping[UUID, FoldedLink] = field(default_factory=dict[UUID, FoldedLink])
    relations: Mapping[UUID, FoldedRelation] = field(default_factory=dict[UUID, FoldedRelation])
    offers: Mapping[UUID, FoldedOffer] = field(default_factory=dict[UUID, FoldedOffer])


def apply(state: Material, line: Entry) -> Material:
    """The material after one more line of its request's log; lines about other things change nothing."""
    match line.event:
        case AttachmentAdded() as event:
            added = {event.attachment_id: _attached(event, line)}
            return replace(state, attachments={**state.attachments, **added})
        case AttachmentRemoved(attachment_id=id):
            gone = replace(state.attachments[id], removed_at=line.occurred_at, version=line.version)
            return replace(state, attachments={**state.attachments, id: gone})
        case LinkAdded() as event:
            return replace(state, links={**state.links, event.link_id: _linked(event, line)})
        case LinkRemoved(link_id=id):
            return replace(state, links=_without(state.links, id))
        case RelationAdded() as event:
            return replace(state, relations={**state.relations, event.relation_id: _related(event, line)})
        case RelationRemoved(relation_id=id):
            return replace(state, relations=_without(state.relations, id))
        case HelpOffered() | HelpAccepted() | HelpDeclined() | HelpWithdrawn() as event:
            return replace(state, offers={**state.offers, event.offer_id: _offered(state, event, line)})
        case _:
            return state


def _attached(event: AttachmentAdded, line: Entry) -> FoldedAttachment:
    return FoldedAttachment(
        delivery_id=event.delivery_id,
        uploaded_by_id=line.actor_id,
        name=event.name,
        media_type=event.media_type,
        size=event.size,
        sha256=event.sha256,
        created_at=line.occurred_at,
        version=line.version,
    )


def _linked(event: LinkAdded, line: Entry) -> FoldedLink:
    return FoldedLink(
        added_by_id=line.actor_id,
        url=event.url,
        label=event.label,
        created_at=line.occurred_at,
        version=line.version,
    )


def _related(event: RelationAdded, line: Entry) -> FoldedRelation:
    return FoldedRelation(
        added_by_id=line.actor_id,
        other_id=event.other_id,
        kind=event.kind_of_relation,
        direction=event.direction,
        created_at=line.occurred_at,
        version=line.version,
    )


def _offered(
    state: Material, event: HelpOffered | HelpAccepted | HelpDeclined | HelpWithdrawn, line: Entry
) -> FoldedOffer:
    if isinstance(event, HelpOffered):
        return FoldedOffer(
            department_id=event.department_id,
            offered_by_id=line.actor_id,
            role=event.role,
            created_at=line.occurred_at,
            version=line.version,
        )
    answered = replace(
        state.offers[event.offer_id],
        answered_by_id=line.actor_id,
        answered_at=line.occurred_at,
        version=line.version,
    )
    match event:
        case HelpAccepted():
            return replace(answered, state=OfferState.ACCEPTED, delivery_id=event.delivery_id)
        case HelpDeclined():
            return replace(answered, state=OfferState.DECLINED, answer=event.reason)
        case HelpWithdrawn():
            return replace(answered, state=OfferState.WITHDRAWN)


def _without(rows: Mapping[UUID, V], id: UUID) -> dict[UUID, V]:
    return {key: row for key, row in rows.items() if key != id}
