"""The rating of finished cooperation: four axes, who gives marks, until when, and who may answer them.

A request's marks are given by the person who asked. When that person has left the city or the asking
department, the department's head rates instead: the request belongs to the department, and a rating nobody
can give would be lost to those who did the work. Nobody rates a delivery they took part in, nor one of a
department they belong to, even if it merged with theirs afterwards. What is not rated in time has no marks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from madang.errors import Invalid, Reason
from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.policy import BoardPolicy
from madang.rules.requests import DeliveryState


class Verdict(Labelled):
    """What an administrator makes of an appeal."""

    UPHELD = "UPHELD", "평가 유지"
    WITHDRAWN = "WITHDRAWN", "평가 철회"


class NoticeKind(Labelled):
    REMINDED = "REMINDED", "평가 안내"
    LAPSED = "LAPSED", "평가 기한 지남"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """1 to 5 each, kept as given. A high difficulty is a hard task: it raises the score."""

    importance: int
    effectiveness: int
    promptness: int
    difficulty: int

    @property
    def total(self) -> int:
        return self.importance + self.effectiveness + self.promptness + self.difficulty

    @property
    def score(self) -> Decimal:
        return score_of(self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMarks:
    """The partner's view of the request, 1 to 5 each; counts for nothing."""

    clarity: int
    communication: int
    timing: int


def score_of(total: int) -> Decimal:
    """The mean of four marks, exact: 1.00 to 5.00 in quarters."""
    return (Decimal(total) / 4).quantize(Decimal("0.01"))


def due_at(confirmed_at: datetime, policy: BoardPolicy) -> datetime:
    """The first moment at which it is too late to rate."""
    return confirmed_at + policy.evaluation_window


def editable_until(submitted_at: datetime, policy: BoardPolicy) -> datetime:
    """The first moment at which the marks are locked."""
    return submitted_at + policy.evaluation_edit_window


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFacts:
    """What decides whether a delivery can be rated, as of a moment, and who rates it."""

    as_of: datetime
    state: DeliveryState
    due_at: datetime | None  # None until confirmed
    lapsed: bool  # written down as lapsed
    evaluated: bool
    return_evaluated: bool
    department_id: UUID
    requester_id: UUID
    requester_department_id: UUID
    requester_is_there: bool  # still in the asking department
    handled_by_requester: bool
    handled_by_actor: bool
    led_by_actor: bool

    @property
    def can_be_rated(self) -> bool:
        """By somebody, at some time: the work is confirmed and was done for others (E2)."""
        return self.state is DeliveryState.CONFIRMED and not self.is_own_affair

    @property
    def is_own_affair(self) -> bool:
        return self.handled_by_requester or self.requester_department_id == self.department_id

    @property
    def is_too_late(self) -> bool:
        return self.lapsed or (self.due_at is not None and self.as_of >= self.due_at)

    @property
    def awaits_rating_until(self) -> datetime | None:
        """None where nothing is awaited: not confirmed, rated, lapsed, or one's own affair."""
        awaited = self.can_be_rated and not self.evaluated and not self.is_too_late
        return self.due_at if awaited else None

    @property
    def has_lapsed(self) -> bool:
        return self.can_be_rated and not self.evaluated and self.is_too_late


def may_evaluate(actor: Actor, facts: EvaluationFacts) -> Permission:
    """Give the four marks."""
    if not _rates(actor, facts):
        return forbidden(
            "평가는 요청한 사람이 합니다. 요청자가 부서를 떠났으면 요청부서장이 대신 평가합니다."
        )
    if facts.is_own_affair or facts.handled_by_actor or facts.department_id in actor.departments:
        return forbidden("자기 자신이나 자기 부서의 협력은 평가하지 않습니다.")
    return _in_time(facts, already=facts.evaluated)


def may_evaluate_requester(actor: Actor, facts: EvaluationFacts) -> Permission:
    """Give the return marks."""
    if not facts.led_by_actor:
        return forbidden("요청에 대한 평가는 주담당자가 합니다.")
    if facts.is_own_affair or facts.requester_department_id in actor.departments:
        return forbidden("자기 자신이나 자기 부서의 요청은 평가하지 않습니다.")
    return _in_time(facts, already=facts.return_evaluated)


def _rates(actor: Actor, facts: EvaluationFacts) -> bool:
    if facts.requester_is_there:
        return actor.id == facts.requester_id
    return facts.requester_department_id in actor.head_of


def _in_time(facts: EvaluationFacts, *, already: bool) -> Permission:
    if already:
        return untimely("이미 평가했습니다. 평가는 한 번만 합니다.")
    if facts.state is not DeliveryState.CONFIRMED:
        return untimely(f"완료를 확인한 뒤에 평가할 수 있습니다. 지금은 {facts.state.label} 상태입니다.")
    if facts.is_too_late:
        return untimely("평가 기한이 지났습니다. 평가하지 않은 협력은 점수 없이 남습니다.")
    return ALLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFacts:
    """What decides who may still act on marks that were given."""

    as_of: datetime
    editable_until: datetime
    author_id: UUID
    requester_id: UUID
    handled_by_actor: bool
    replied: bool
    appealed: bool
    verdict: Verdict | None


def may_edit(actor: Actor, facts: WrittenFacts) -> Permission:
    if actor.id != facts.author_id:
        return forbidden("평가는 평가한 사람만 고칠 수 있습니다.")
    if facts.verdict is not None:
        return untimely("이의에 대한 결정이 난 평가는 고칠 수 없습니다.")
    if facts.as_of >= facts.editable_until:
        return untimely("고칠 수 있는 시간이 지나 평가가 확정되었습니다.")
    return ALLOWED


def may_reply(actor: Actor, facts: WrittenFacts) -> Permission:
    return _answers(facts, already=facts.replied, act="답글은 한 번만 남길 수 있습니다.")


def may_appeal(actor: Actor, facts: WrittenFacts) -> Permission:
    return _answers(facts, already=facts.appealed, act="이의 신청은 한 번만 할 수 있습니다.")


def _answers(facts: WrittenFacts, *, already: bool, act: str) -> Permission:
    if not facts.handled_by_actor:
        return forbidden("평가받은 담당자만 할 수 있습니다.")
    if facts.verdict is Verdict.WITHDRAWN:
        return untimely("철회된 평가입니다.")
    return untimely(act) if already else ALLOWED


def may_decide(actor: Actor, facts: WrittenFacts) -> Permission:
    """Decide on the appeal: an administrator who has no part in the matter."""
    if not actor.is_administrator:
        return forbidden("이의는 사회혁신담당관(관리자)이 결정합니다.")
    if facts.handled_by_actor or actor.id in (facts.author_id, facts.requester_id):
        return forbidden("자신이 관여한 평가의 이의는 다른 관리자가 결정합니다.")
    if not facts.appealed:
        return untimely("이의 신청이 없습니다.")
    return untimely("이미 결정한 이의입니다.") if facts.verdict else ALLOWED


def check_marks(marks: Marks | ReturnMarks, *, comment: str, policy: BoardPolicy) -> None:
    """Raises Invalid, naming the field: every mark is 1 to 5, and a low one needs a comment."""
    given = {name: getattr(marks, name) for name in marks.__dataclass_fields__}
    for name, mark in given.items():
        if not 1 <= mark <= 5:
            raise Invalid("1부터 5까지 줄 수 있습니다.", field=("input", name), reason=Reason.OUT_OF_RANGE)
    if min(given.values()) <= policy.comment_needed_at and not comment:
        message = f"{policy.comment_needed_at}점 이하를 줄 때는 까닭을 적어 주십시오."
        raise Invalid(message, field=("input", "comment"), reason=Reason.REQUIRED)


@dataclass(frozen=True, slots=True)
class Step:
    """What falls due a time after the confirmation. Reminders are numbered from 1, the lapse is 0."""

    after: timedelta
    kind: NoticeKind
    number: int


def steps(policy: BoardPolicy) -> tuple[Step, ...]:
    """In time order. Reminders that would come after the lapse are left out."""
    window = policy.evaluation_window
    reminders = sorted(after for after in policy.evaluation_reminders if after < window)
    numbered = (Step(after, NoticeKind.REMINDED, number) for number, after in enumerate(reminders, start=1))
    return (*numbered, Step(window, NoticeKind.LAPSED, 0))
