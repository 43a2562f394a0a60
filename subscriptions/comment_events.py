"""What happens to comments. Their subject is the request they stand on; texts appear as length and digest."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.comments import FollowUpState, ReactionKind
from subscriptions.events import Event, announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """Whom a text calls, each kind in the order of the identifiers."""

    employees: tuple[UUID, ...] = ()
    departments: tuple[UUID, ...] = ()


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAdded(Event):
    """`length` in characters of plain text; `digest` as by madang.rules.comments.digest."""

    comment_id: UUID
    parent_id: UUID | None
    delivery_id: UUID | None
    quoted_id: UUID | None
    length: int
    digest: str
    follow_up: FollowUpState | None
    mentioned: Mentioned
    author_department_id: UUID | None = None  # old lines do not tell it


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited(Event):
    """`mentioned` is everybody whom the new text calls, `newly_mentioned` those whom the old one did not."""

    comment_id: UUID
    length: int
    digest: str
    mentioned: Mentioned
    newly_mentioned: Mentioned


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDeleted(Event):
    """Its author took it back: text, history, calls, reactions and follow-up are gone, the thread stays."""

    comment_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHidden(Event):
    comment_id: UUID
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRestored(Event):
    comment_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReported(Event):
    """For administrators: who reported what is nobody else's business."""

    comment_id: UUID
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpOpened(Event):
    comment_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpAnswered(Event):
    comment_id: UUID
    answer_id: UUID | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpReopened(Event):
    comment_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionSet(Event):
    comment_id: UUID
    reaction: ReactionKind


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionUnset(Event):
    comment_id: UUID
    reaction: ReactionKind


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadResolved(Event):
    comment_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReopened(Event):
    comment_id: UUID


CommentEvent = (
    CommentAdded
    | CommentEdited
    | CommentDeleted
    | CommentHidden
    | CommentRestored
    | CommentReported
    | FollowUpOpened
    | FollowUpAnswered
    | FollowUpReopened
    | ReactionSet
    | ReactionUnset
    | ThreadResolved
    | ThreadReopened
)
