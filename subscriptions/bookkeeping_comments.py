"""What comments do to the books of mileage: counted within caps, taken back when they are gone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from madang.rules.calendar import seoul_day
from madang.rules.mileage import Outcome, Rule
from madang.rules.mileage_points import told
from madang.rules.mileage_policy import MileagePolicy
from subscriptions.comment_events import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    CommentHidden,
    CommentRestored,
)
from subscriptions.events import Event, Record
from subscriptions.mileage_books import Books, Earning, Remark

Ruling = tuple[Outcome, str]


def _added(books: Books, line: Record, event: CommentAdded) -> None:
    if line.actor_id is None:
        return
    remark = Remark(
        id=event.comment_id,
        request_id=line.subject_id,
        root_id=event.parent_id or event.comment_id,
        author_id=line.actor_id,
        department_id=event.author_department_id,
        length=event.length,
        digest=event.digest,
    )
    _count(books, line, remark)
    books.know_remark(remark)
    root = books.remarks.get(remark.root_id)
    if root is not None and root.other_id is None and root.author_id != remark.author_id:
        books.know_remark(replace(root, other_id=remark.author_id))


def _edited(books: Books, line: Record, event: CommentEdited) -> None:
    """A text that no longer counts is taken back; one that counts now is counted on the day of its edit."""
    remark = books.remarks.get(event.comment_id)
    if remark is None or (event.length, event.digest) == (remark.length, remark.digest):
        return
    books.know_remark(replace(remark, stands=False))  # not like itself
    edited = replace(remark, length=event.length, digest=event.digest)
    source = Rule.COMMENT, remark.id
    if source not in books.standing:
        _count(books, line, edited)
    elif refused := _unfit(books, edited, books.policy_on(seoul_day(line.occurred_at)).policy):
        books.reverse(line, source, f"댓글을 고쳤습니다. {refused[1]}")
    books.know_remark(edited)


def _gone(why: str) -> Callable[[Books, Record, CommentDeleted | CommentHidden], None]:
    def write(books: Books, line: Record, event: CommentDeleted | CommentHidden) -> None:
        if remark := books.remarks.get(event.comment_id):
            books.know_remark(replace(remark, stands=False))
        books.reverse(line, (Rule.COMMENT, event.comment_id), why)

    return write


def _restored(books: Books, line: Record, event: CommentRestored) -> None:
    remark = books.remarks.get(event.comment_id)
    if remark is not None and not remark.stands:
        _count(books, line, remark)
        books.know_remark(replace(remark, stands=True))


def _count(books: Books, line: Record, remark: Remark) -> None:
    policy = books.policy_on(seoul_day(line.occurred_at))
    outcome, explanation = _unfit(books, remark, policy.policy) or _over(books, line, remark, policy.policy)
    earning = Earning(
        rule=Rule.COMMENT,
        source_id=remark.id,
        request_id=remark.request_id,
        person_id=remark.author_id,
        department_id=remark.department_id,
        amount=policy.policy.comment_points if outcome is Outcome.COUNTED else 0,
        explanation=explanation,
        outcome=outcome,
    )
    books.post(line, policy, earning)


def _unfit(books: Books, remark: Remark, rules: MileagePolicy) -> Ruling | None:
    """Why a text does not count, whoever else has written how much."""
    if not (rules.comment_points and rules.comment_daily_cap and rules.comment_request_cap):
        return Outcome.SWITCHED_OFF, "댓글에는 마일리지가 없습니다."
    if remark.length < rules.comment_least_characters:
        return (
            Outcome.TOO_SHORT,
            f"{rules.comment_least_characters}자부터 셉니다. 이 댓글은 {remark.length}자입니다.",
        )
    if books.alike[remark.author_id, remark.digest] > 0:
        return Outcome.DUPLICATE, "전에 쓴 댓글과 같습니다."
    root = books.remarks.get(remark.root_id)
    if root is None or root.id == remark.id:
        return None
    if root.author_id == remark.author_id and root.other_id is None:
        return Outcome.OWN_THREAD, "혼자 쓴 대화의 답글입니다."
    return None


def _over(books: Books, line: Record, remark: Remark, rules: MileagePolicy) -> Ruling:
    day = seoul_day(line.occurred_at)
    if books.counted["day", Rule.COMMENT, remark.author_id, day] >= rules.comment_daily_cap:
        return Outcome.DAILY_CAP, f"댓글은 하루에 {rules.comment_daily_cap}개까지 셉니다."
    if (
        books.counted["request", Rule.COMMENT, remark.author_id, remark.request_id]
        >= rules.comment_request_cap
    ):
        return Outcome.REQUEST_CAP, f"댓글은 요청마다 {rules.comment_request_cap}개까지 셉니다."
    return Outcome.COUNTED, f"댓글 하나 = {told(rules.comment_points)}"


WRITINGS: dict[type[Event], Callable[[Books, Record, Any], None]] = {
    CommentAdded: _added,
    CommentEdited: _edited,
    CommentDeleted: _gone("댓글을 지워서 되돌립니다."),
    CommentHidden: _gone("관리자가 댓글을 가려서 되돌립니다."),
    CommentRestored: _restored,
}
