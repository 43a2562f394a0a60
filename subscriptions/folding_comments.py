"""The state of a request's comments, as its events tell it: what the tables say, from the log alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from madang.rules.comments import FollowUpState, ReactionKind, digest
from subscriptions.comment_events import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    CommentEvent,
    CommentHidden,
    CommentReported,
    CommentRestored,
    FollowUpAnswered,
    FollowUpOpened,
    FollowUpReopened,
    Mentioned,
    ReactionSet,
    ReactionUnset,
    ThreadReopened,
    ThreadResolved,
)
from subscriptions.entries import Entry
from subscriptions.events import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedComment:
    author_id: UUID | None
    parent_id: UUID | None
    delivery_id: UUID | None
    quoted_id: UUID | None
    length: int
    digest: str
    mentioned: Mentioned
    version: int
    follow_up: FollowUpState | None = None
    answer_id: UUID | None = None
    edits: int = 0
    is_deleted: bool = False
    is_resolved: bool = False
    hidden_reason: str | None = None
    reactions: frozenset[tuple[UUID | None, ReactionKind]] = frozenset()
    reporters: frozenset[UUID | None] = frozenset()


EMPTY = digest("")
FoldedComments = Mapping[UUID, FoldedComment]


def apply(comments: FoldedComments, line: Entry | Record) -> FoldedComments:
    """The comments after one more line of their request's log; lines about other things change nothing."""
    match line.event:
        case CommentAdded() as event:
            return {**comments, event.comment_id: _added(event, line)}
        case event if isinstance(event, CommentEvent):
            before = comments[event.comment_id]
            return {**comments, event.comment_id: _after(before, event, line)}
        case _:
            return comments


def _added(event: CommentAdded, line: Entry | Record) -> FoldedComment:
    return FoldedComment(
        author_id=line.actor_id,
        parent_id=event.parent_id,
        delivery_id=event.delivery_id,
        quoted_id=event.quoted_id,
        length=event.length,
        digest=event.digest,
        mentioned=event.mentioned,
        follow_up=event.follow_up,
        version=line.version,
    )


def _after(before: FoldedComment, event: CommentEvent, line: Entry | Record) -> FoldedComment:
    """Reactions and reports leave the comment's own version as it was."""
    match event:
        case ReactionSet():
            return replace(before, reactions=before.reactions | {(line.actor_id, event.reaction)})
        case ReactionUnset():
            return replace(before, reactions=before.reactions - {(line.actor_id, event.reaction)})
        case CommentReported():
            return replace(before, reporters=before.reporters | {line.actor_id})
        case _:
            return replace(_changed(before, event), version=line.version)


def _changed(before: FoldedComment, event: CommentEvent) -> FoldedComment:
    match event:
        case CommentEdited(length=length, digest=digest, mentioned=mentioned):
            return replace(before, length=length, digest=digest, mentioned=mentioned, edits=before.edits + 1)
        case CommentDeleted():
            return _deleted(before)
        case CommentHidden():
            return replace(before, hidden_reason=event.reason)
        case CommentRestored():
            return replace(before, hidden_reason=None)
        case ThreadResolved() | ThreadReopened():
            return replace(before, is_resolved=isinstance(event, ThreadResolved))
        case _:
            return _followed_up(before, event)


def _followed_up(before: FoldedComment, event: CommentEvent) -> FoldedComment:
    match event:
        case FollowUpAnswered():
            return replace(before, follow_up=FollowUpState.ANSWERED, answer_id=event.answer_id)
        case FollowUpOpened() | FollowUpReopened():
            return replace(before, follow_up=FollowUpState.OPEN, answer_id=None)
        case _:
            return before


def _deleted(before: FoldedComment) -> FoldedComment:
    """Nothing is left of its text, nor of what depended on the text."""
    return replace(
        before,
        length=0,
        digest=EMPTY,
        mentioned=Mentioned(),
        follow_up=None,
        answer_id=None,
        edits=0,
        is_deleted=True,
        reactions=frozenset(),
    )
