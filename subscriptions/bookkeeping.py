"""What each line of the log does to the books of mileage (P1–P4): one act, one entry, whatever is told twice.

Comments stand in `subscriptions.bookkeeping_comments`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from madang.rules.calendar import Month, seoul_day
from madang.rules.evaluations import Marks, Verdict
from madang.rules.mileage import Outcome, Rule
from madang.rules.mileage_points import about_response, faded, response, shared, told
from madang.rules.mileage_policy import MileagePolicy, policy_of
from madang.rules.requests import DeliveryState
from madang.rules.workflow import Act
from subscriptions import bookkeeping_comments
from subscriptions.evaluation_events import EvaluationAppealDecided, EvaluationEdited, EvaluationSubmitted
from subscriptions.events import Event, Record
from subscriptions.mileage_books import Books, Earning, Hiding, InForce, Part, Posting, Work
from subscriptions.mileage_events import (
    MileageAdjustmentConfirmed,
    MileageHidden,
    MileageMonthClosed,
    MileagePolicyActivated,
    MileageShown,
    ThanksGiven,
)
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryMoved,
    DeliverySent,
    DeliveryTransferred,
    HandlerShare,
    RequestCancelled,
    RequestDrafted,
)

Writing = Callable[[Books, Record, Any], None]
Ruling = tuple[Outcome, str]  # whether it counts, and how or why not


def book(books: Books, line: Record) -> None:
    """Write what this line earns or takes back. Lines come in the order of their positions, none twice."""
    if line.position <= books.position:
        raise ValueError(f"line {line.position} is in the books already")
    books.position = line.position
    if writing := WRITINGS.get(type(line.event)):
        writing(books, line, line.event)


def _drafted(books: Books, line: Record, event: RequestDrafted) -> None:
    if line.actor_id is not None:
        work = Work(requester_id=line.actor_id, department_id=event.department_id)
        books.know_work(line.subject_id, work)


def _sent(books: Books, line: Record, event: DeliverySent) -> None:
    _know_part(books, line, event.delivery_id, Part(department_id=event.department_id))
    if event.state is DeliveryState.RECEIVED:
        _asked(books, line, event.department_id)


def _moved(books: Books, line: Record, event: DeliveryMoved) -> None:
    if event.act is Act.RECEIVE:
        _asked(books, line, event.department_id)


def _assigned(books: Books, line: Record, event: DeliveryAssigned) -> None:
    part = Part(department_id=event.department_id, handlers=event.handlers)
    _know_part(books, line, event.delivery_id, part)


def _transferred(books: Books, line: Record, event: DeliveryTransferred) -> None:
    _know_part(books, line, event.delivery_id, Part(department_id=event.to_department_id))


def _know_part(books: Books, line: Record, id: UUID, part: Part) -> None:
    if work := books.works.get(line.subject_id):
        books.know_work(line.subject_id, replace(work, parts={**work.parts, id: part}))


def _asked(books: Books, line: Record, received_by: UUID) -> None:
    """A request earns once, when the first other department has received it."""
    work = books.works.get(line.subject_id)
    if work is None or work.asked or received_by == work.department_id:
        return
    books.know_work(line.subject_id, replace(work, asked=True))
    policy = books.policy_on(seoul_day(line.occurred_at))
    outcome, explanation = _about_asking(books, line, work.requester_id, policy.policy)
    earning = Earning(
        rule=Rule.REQUEST,
        source_id=line.subject_id,
        request_id=line.subject_id,
        person_id=work.requester_id,
        department_id=work.department_id,
        amount=policy.policy.request_points if outcome is Outcome.COUNTED else 0,
        explanation=explanation,
        outcome=outcome,
    )
    books.post(line, policy, earning)


def _about_asking(books: Books, line: Record, requester: UUID, rules: MileagePolicy) -> Ruling:
    if not (rules.request_points and rules.request_daily_cap):
        return Outcome.SWITCHED_OFF, "협력 요청에는 마일리지가 없습니다."
    if books.counted["day", Rule.REQUEST, requester, seoul_day(line.occurred_at)] >= rules.request_daily_cap:
        return Outcome.DAILY_CAP, f"협력 요청은 하루에 {rules.request_daily_cap}건까지 셉니다."
    return Outcome.COUNTED, f"다른 부서가 접수한 협력 요청 = {told(rules.request_points)}"


def _cancelled(books: Books, line: Record, event: RequestCancelled) -> None:
    books.reverse(line, (Rule.REQUEST, line.subject_id), "요청을 취소해서 되돌립니다.")


def _rated(books: Books, line: Record, event: EvaluationSubmitted) -> None:
    work = books.works.get(line.subject_id)
    part = work and work.parts.get(event.delivery_id)
    if work is None or not part or not part.handlers:
        return
    policy = books.policy_on(seoul_day(line.occurred_at))
    month = books.month_of(line).number
    ordinals = {
        one.employee_id: books.counted["pair", Rule.RESPONSE, work.requester_id, one.employee_id, month] + 1
        for one in part.handlers
    }
    _share_out(books, line, policy, work, event, part.handlers, event.marks, ordinals)


def _rated_anew(books: Books, line: Record, event: EvaluationEdited) -> None:
    """What the marks were is taken back; what they are is shared by the same rules among the same people."""
    work = books.works.get(line.subject_id)
    if work is None or event.before == event.after:
        return
    stood = books.reverse(line, (Rule.RESPONSE, event.delivery_id), "평가를 고쳐서 되돌립니다.")
    if not stood:
        return
    policy = books.policies[stood[0].policy_number]
    handlers = tuple(_share_of(one) for one in stood)
    ordinals = {one.person_id: one.ordinal or 1 for one in stood}
    _share_out(books, line, policy, work, event, handlers, event.after, ordinals)


def _share_of(posting: Posting) -> HandlerShare:
    return HandlerShare(employee_id=posting.person_id, leads=posting.leads, share=posting.share or 0)


def _share_out(
    books: Books,
    line: Record,
    policy: InForce,
    work: Work,
    event: EvaluationSubmitted | EvaluationEdited,
    handlers: tuple[HandlerShare, ...],
    marks: Marks,
    ordinals: dict[UUID, int],
) -> None:
    """Give each handler what their share is worth."""
    rules = policy.policy
    parts = shared(response(marks, rules), [(one.employee_id, one.share) for one in handlers])
    refused = _no_response(work, event, rules)
    for one in handlers:
        part, ordinal = parts[one.employee_id], ordinals[one.employee_id]
        amount = faded(part, ordinal=ordinal, policy=rules)
        formula = about_response(marks, rules, share=one.share, part=part, ordinal=ordinal, amount=amount)
        outcome, explanation = refused or (Outcome.COUNTED, formula)
        earning = Earning(
            rule=Rule.RESPONSE,
            source_id=event.delivery_id,
            request_id=line.subject_id,
            person_id=one.employee_id,
            department_id=event.department_id,
            counterpart_id=work.requester_id,
            counterpart_department_id=work.department_id,
            amount=0 if refused else amount,
            explanation=explanation,
            outcome=outcome,
            marks=marks,
            share=one.share,
            leads=one.leads,
            ordinal=ordinal,
        )
        books.post(line, policy, earning)


def _no_response(
    work: Work, event: EvaluationSubmitted | EvaluationEdited, rules: MileagePolicy
) -> Ruling | None:
    if event.department_id == work.department_id:
        return Outcome.OWN_DEPARTMENT, "자기 부서의 요청에는 마일리지가 없습니다."
    if not (rules.response_points or rules.completion_points):
        return Outcome.SWITCHED_OFF, "응답에는 마일리지가 없습니다."
    return None


def _appeal_decided(books: Books, line: Record, event: EvaluationAppealDecided) -> None:
    if event.verdict is Verdict.WITHDRAWN:
        source = Rule.RESPONSE, event.delivery_id
        books.reverse(line, source, "이의가 받아들여져 평가를 되돌립니다.")


def _thanked(books: Books, line: Record, event: ThanksGiven) -> None:
    giver = line.actor_id
    if giver is None:
        return
    policy = books.policy_on(seoul_day(line.occurred_at))
    outcome, explanation = _about_thanks(books, line, giver, event, policy.policy)
    earning = Earning(
        rule=Rule.THANKS,
        source_id=line.subject_id,
        person_id=event.receiver_id,
        department_id=event.receiver_department_id,
        counterpart_id=giver,
        counterpart_department_id=event.department_id,
        amount=policy.policy.thanks_points if outcome is Outcome.COUNTED else 0,
        explanation=explanation,
        outcome=outcome,
    )
    books.post(line, policy, earning)


def _about_thanks(
    books: Books, line: Record, giver: UUID, event: ThanksGiven, rules: MileagePolicy
) -> Ruling:
    month = books.month_of(line).number
    if not (rules.thanks_monthly_cap and rules.thanks_points):
        return Outcome.SWITCHED_OFF, "감사에는 마일리지가 없습니다."
    if event.department_id == event.receiver_department_id:
        return Outcome.OWN_DEPARTMENT, "같은 부서의 감사에는 마일리지가 없습니다."
    if books.counted["given", Rule.THANKS, giver, month] >= rules.thanks_monthly_cap:
        return Outcome.MONTHLY_CAP, f"감사는 한 달에 {rules.thanks_monthly_cap}번까지 셉니다."
    if books.counted["pair", Rule.THANKS, giver, event.receiver_id, month] >= rules.thanks_pair_cap:
        cap = f"한 사람에게 보낸 감사는 한 달에 {rules.thanks_pair_cap}번까지 셉니다."
        return Outcome.COUNTERPART_CAP, cap
    return Outcome.COUNTED, f"다른 부서 동료의 감사 = {told(rules.thanks_points)}"


def _adjusted(books: Books, line: Record, event: MileageAdjustmentConfirmed) -> None:
    earning = Earning(
        rule=Rule.ADJUSTMENT,
        source_id=line.subject_id,
        person_id=event.employee_id,
        department_id=event.department_id,
        amount=event.amount,
        explanation=f"관리자 두 사람이 조정했습니다: {event.reason}",
    )
    books.post(line, books.policy_on(seoul_day(line.occurred_at)), earning)


def _hidden(books: Books, line: Record, event: MileageHidden) -> None:
    books.hidden[line.subject_id] = Hiding(hidden=True, wins=event.wins)


def _shown(books: Books, line: Record, event: MileageShown) -> None:
    books.hidden[line.subject_id] = Hiding(hidden=False)


def _put_in_force(books: Books, line: Record, event: MileagePolicyActivated) -> None:
    policy = policy_of(event.numbers)
    books.policies[event.number] = InForce(number=event.number, since=event.effective_from, policy=policy)


def _closed(books: Books, line: Record, event: MileageMonthClosed) -> None:
    books.open_month = Month.at(event.month).next


WRITINGS: dict[type[Event], Writing] = {
    RequestDrafted: _drafted,
    DeliverySent: _sent,
    DeliveryMoved: _moved,
    DeliveryAssigned: _assigned,
    DeliveryTransferred: _transferred,
    RequestCancelled: _cancelled,
    EvaluationSubmitted: _rated,
    EvaluationEdited: _rated_anew,
    EvaluationAppealDecided: _appeal_decided,
    ThanksGiven: _thanked,
    MileageAdjustmentConfirmed: _adjusted,
    MileagePolicyActivated: _put_in_force,
    MileageMonthClosed: _closed,
    MileageHidden: _hidden,
    MileageShown: _shown,
    **bookkeeping_comments.WRITINGS,
}
