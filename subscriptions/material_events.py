"""What is hung on a request and taken off again: files, links, relations. Their subject is the request."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.material import Direction, RelationKind
from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentAdded(Event):
    attachment_id: UUID
    delivery_id: UUID | None
    name: str
    media_type: str
    size: int  # bytes
    sha256: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRemoved(Event):
    attachment_id: UUID
    delivery_id: UUID | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAdded(Event):
    link_id: UUID
    url: str
    label: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRemoved(Event):
    link_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAdded(Event):
    """Announced on both requests, each naming the other: show it only to who may see that one, too."""

    relation_id: UUID
    other_id: UUID
    kind_of_relation: RelationKind
    direction: Direction


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRemoved(Event):
    relation_id: UUID
    other_id: UUID
    kind_of_relation: RelationKind
    direction: Direction
