"""What may be done with a comment (댓글) and the follow-up it carries (추가 요청): by whom, and when."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.requests import RequestState

MOST_CHARACTERS = 10_000
MOST_REASON = 500


class FollowUpState(Labelled):
    """How far an additional request has come."""

    OPEN = "OPEN", "답변 대기"
    ANSWERED = "ANSWERED", "답변 완료"


class ReactionKind(Labelled):
    """The reactions there are; the label begins with the emoji that shows it."""

    AGREE = "AGREE", "👍 동의합니다"
    THANKS = "THANKS", "🙏 고맙습니다"
    CHEER = "CHEER", "💪 응원합니다"
    CHECKED = "CHECKED", "✅ 확인했습니다"
    CURIOUS = "CURIOUS", "🤔 궁금합니다"
    CELEBRATE = "CELEBRATE", "🎉 축하합니다"

    @property
    def emoji(self) -> str:
        return self.label.split()[0]


class CommentState(Labelled):
    """Whether the text of a comment is there."""

    VISIBLE = "VISIBLE", "게시"
    HIDDEN = "HIDDEN", "관리자가 가림"
    DELETED = "DELETED", "작성자가 삭제"


def state_of(deleted_at: datetime | None, hidden_at: datetime | None) -> CommentState:
    """Deleted for good outdoes hidden for a while."""
    if deleted_at is not None:
        return CommentState.DELETED
    return CommentState.HIDDEN if hidden_at is not None else CommentState.VISIBLE


class CommentAct(Labelled):
    EDIT = "EDIT", "댓글 고치기"
    DELETE = "DELETE", "댓글 삭제"
    HIDE = "HIDE", "댓글 가리기"
    RESTORE = "RESTORE", "가린 댓글 되살리기"
    REPORT = "REPORT", "댓글 신고"
    REACT = "REACT", "반응"
    QUOTE = "QUOTE", "인용"
    OPEN_FOLLOW_UP = "OPEN_FOLLOW_UP", "추가 요청 열기"
    ANSWER_FOLLOW_UP = "ANSWER_FOLLOW_UP", "추가 요청 답변 완료"
    REOPEN_FOLLOW_UP = "REOPEN_FOLLOW_UP", "추가 요청 다시 열기"
    RESOLVE_THREAD = "RESOLVE_THREAD", "대화 해결"
    REOPEN_THREAD = "REOPEN_THREAD", "대화 다시 열기"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """What decides who may do what with a comment.

    `is_party`: the actor asked, belongs to the department that asked, or to one that is asked: by the
    comment's own delivery, or by any when the comment is about the whole request.
    """

    author_id: UUID
    state: CommentState
    is_reply: bool
    is_resolved: bool
    follow_up: FollowUpState | None
    is_party: bool


Whether = Callable[[Actor, CommentFacts], bool]
When = Callable[[CommentFacts], bool]


def _author(actor: Actor, facts: CommentFacts) -> bool:
    return actor.id == facts.author_id


def _not_author(actor: Actor, facts: CommentFacts) -> bool:
    return actor.id != facts.author_id


def _administrator(actor: Actor, facts: CommentFacts) -> bool:
    return actor.is_administrator


def _anybody(actor: Actor, facts: CommentFacts) -> bool:
    return True


def _party(actor: Actor, facts: CommentFacts) -> bool:
    return facts.is_party


def _author_or_party(actor: Actor, facts: CommentFacts) -> bool:
    return facts.is_party or actor.id == facts.author_id


AUTHOR = (_author, "작성자")
OTHERS = (_not_author, "작성자가 아닌 직원")
ADMINISTRATOR = (_administrator, "사회혁신담당관(관리자)")
ANYBODY = (_anybody, "직원")
PARTY = (_party, "요청자·요청부서·협력부서의 직원")
AUTHOR_OR_PARTY = (_author_or_party, "작성자나 요청자·요청부서·협력부서의 직원")


@dataclass(frozen=True, slots=True)
class Rule:
    by: tuple[Whether, str]
    when: When
    otherwise: str  # Korean; why not now


def _anytime(facts: CommentFacts) -> bool:
    return True


def _visible(facts: CommentFacts) -> bool:
    return facts.state is CommentState.VISIBLE


def _hidden(facts: CommentFacts) -> bool:
    return facts.state is CommentState.HIDDEN


def _follow_up(state: FollowUpState | None) -> When:
    return lambda facts: facts.follow_up is state and _visible(facts)


def _thread(*, resolved: bool) -> When:
    return lambda facts: not facts.is_reply and facts.is_resolved is resolved


HIDDEN_NOW = "관리자가 가린 댓글입니다. 되살린 뒤에 할 수 있습니다."
RULES: dict[CommentAct, Rule] = {
    CommentAct.EDIT: Rule(AUTHOR, _visible, HIDDEN_NOW),
    CommentAct.DELETE: Rule(AUTHOR, _anytime, ""),
    CommentAct.HIDE: Rule(ADMINISTRATOR, _visible, "이미 가린 댓글입니다."),
    CommentAct.RESTORE: Rule(ADMINISTRATOR, _hidden, "가린 댓글이 아닙니다."),
    CommentAct.REPORT: Rule(OTHERS, _visible, HIDDEN_NOW),
    CommentAct.REACT: Rule(ANYBODY, _visible, HIDDEN_NOW),
    CommentAct.QUOTE: Rule(ANYBODY, _visible, HIDDEN_NOW),
    CommentAct.OPEN_FOLLOW_UP: Rule(PARTY, _follow_up(None), "이미 추가 요청이거나 가린 댓글입니다."),
    CommentAct.ANSWER_FOLLOW_UP: Rule(
        PARTY, _follow_up(FollowUpState.OPEN), "답변을 기다리는 추가 요청이 아닙니다."
    ),
    CommentAct.REOPEN_FOLLOW_UP: Rule(
        AUTHOR_OR_PARTY, _follow_up(FollowUpState.ANSWERED), "답변이 끝난 추가 요청이 아닙니다."
    ),
    CommentAct.RESOLVE_THREAD: Rule(
        AUTHOR_OR_PARTY, _thread(resolved=False), "해결되지 않은 대화의 첫 댓글에서만 할 수 있습니다."
    ),
    CommentAct.REOPEN_THREAD: Rule(
        AUTHOR_OR_PARTY, _thread(resolved=True), "해결된 대화의 첫 댓글에서만 할 수 있습니다."
    ),
}
OUTLIVES_TEXT = frozenset({CommentAct.RESOLVE_THREAD, CommentAct.REOPEN_THREAD})  # a thread stays


def permission(act: CommentAct, actor: Actor, facts: CommentFacts) -> Permission:
    """Whether the actor may do the act now, and if not, why."""
    rule = RULES[act]
    allowed, who = rule.by
    if not allowed(actor, facts):
        return forbidden(f"{who}만 할 수 있습니다: {act.label}.")
    if facts.state is CommentState.DELETED and act not in OUTLIVES_TEXT:
        return untimely("삭제된 댓글입니다.")
    return ALLOWED if rule.when(facts) else untimely(rule.otherwise)


def commenting(state: RequestState) -> Permission:
    """Whoever sees a published request may comment on it at any time, even after its end."""
    if state is RequestState.DRAFT:
        return untimely("아직 발송하지 않은 요청입니다. 발송한 뒤에 댓글을 달 수 있습니다.")
    return ALLOWED


def may_read(actor: Actor, author_id: UUID, state: CommentState) -> bool:
    """The text: a hidden one only its author and administrators, a deleted one nobody."""
    if state is CommentState.HIDDEN:
        return actor.id == author_id or actor.is_administrator
    return state is CommentState.VISIBLE


def is_party(actor: Actor, *, requester_id: UUID, asking: UUID, asked: frozenset[UUID]) -> bool:
    """See `CommentFacts.is_party`; `asked` are the departments, gone ones left out."""
    return actor.id == requester_id or asking in actor.departments or bool(asked & actor.departments)


def digest(plain: str) -> str:
    """Equal for texts that differ in blanks and case only; 16 hexadecimal digits."""
    compact = " ".join(plain.casefold().split())
    return hashlib.sha256(compact.encode()).hexdigest()[:16]
