"""Who may rate what and until when, asked of the rules for any facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.errors import Conflict, Forbidden, Invalid, Reason
from madang.rules.evaluation_scale import RETURN_SCALE, SCALE, Axis, ReturnAxis
from madang.rules.evaluations import (
    EvaluationFacts,
    Marks,
    NoticeKind,
    ReturnMarks,
    Step,
    Verdict,
    WrittenFacts,
    check_marks,
    due_at,
    editable_until,
    may_appeal,
    may_decide,
    may_edit,
    may_evaluate,
    may_evaluate_requester,
    may_reply,
    steps,
)
from madang.rules.people import Actor, OrganisationKind, Role
from madang.rules.policy import BoardPolicy
from madang.rules.requests import DeliveryState

POLICY = BoardPolicy()
ASKING, ASKED, THIRD = (UUID(int=number) for number in (1, 2, 3))
REQUESTER, HANDLER, OTHER = (UUID(int=number) for number in (11, 12, 13))
CONFIRMED_AT = datetime(2014, 7, 7, 3, tzinfo=UTC)
INSTANT = timedelta.resolution

departments = st.sampled_from([ASKING, ASKED, THIRD])
people = st.sampled_from([REQUESTER, HANDLER, OTHER])
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=60))
moments = st.datetimes(min_value=datetime(2014, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))


def person(id: UUID, department: UUID, *, heads: bool = False, roles: frozenset[Role] = frozenset()) -> Actor:
    return Actor(
        id=id,
        department_id=department,
        department_name="부서",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=frozenset({department}),
        head_of=frozenset({department} if heads else ()),
        roles=roles,
    )


actors = st.builds(person, people, departments, heads=st.booleans())


def facts(**changed: object) -> EvaluationFacts:
    """A delivery confirmed a day ago, done by others."""
    plain = EvaluationFacts(
        as_of=CONFIRMED_AT + timedelta(days=1),
        state=DeliveryState.CONFIRMED,
        due_at=due_at(CONFIRMED_AT, POLICY),
        lapsed=False,
        evaluated=False,
        return_evaluated=False,
        department_id=ASKED,
        requester_id=REQUESTER,
        requester_department_id=ASKING,
        requester_is_there=True,
        handled_by_requester=False,
        handled_by_actor=False,
        led_by_actor=False,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


SPOILERS: dict[str, object] = {
    "department_id": ASKING,
    "handled_by_requester": True,
    "handled_by_actor": True,
    "state": DeliveryState.REPORTED,
    "evaluated": True,
    "lapsed": True,
    "as_of": due_at(CONFIRMED_AT, POLICY),
    "requester_id": OTHER,
    "requester_is_there": False,
}


@given(st.sets(st.sampled_from(sorted(SPOILERS))))
def test_the_requester_may_evaluate_exactly_when_nothing_stands_against_it(against: set[str]) -> None:
    known = facts(**{name: SPOILERS[name] for name in against})
    assert may_evaluate(person(REQUESTER, ASKING), known).allowed is (not against)


RETURN_SPOILERS: dict[str, object] = {
    **{
        name: SPOILERS[name] for name in ("department_id", "handled_by_requester", "state", "lapsed", "as_of")
    },
    "led_by_actor": False,
    "return_evaluated": True,
    "requester_department_id": ASKED,
}


@given(st.sets(st.sampled_from(sorted(RETURN_SPOILERS))))
def test_the_lead_handler_may_rate_the_request_exactly_when_nothing_stands_against_it(
    against: set[str],
) -> None:
    spoiled = {name: RETURN_SPOILERS[name] for name in against}
    known = facts(**{"led_by_actor": True, "handled_by_actor": True, **spoiled})
    assert may_evaluate_requester(person(HANDLER, ASKED), known).allowed is (not against)


@given(actors, st.booleans())
def test_the_head_rates_exactly_when_the_requester_has_gone(actor: Actor, is_there: bool) -> None:
    allowed = may_evaluate(actor, facts(requester_is_there=is_there)).allowed
    rates = actor.id == REQUESTER if is_there else ASKING in actor.head_of
    assert allowed is (rates and ASKED not in actor.departments)


@given(confirmed_at=moments, later=spans)
def test_the_window_is_open_for_exactly_fourteen_days(confirmed_at: datetime, later: timedelta) -> None:
    due = due_at(confirmed_at, POLICY)
    known = facts(as_of=confirmed_at + later, due_at=due)
    allowed = may_evaluate(person(REQUESTER, ASKING), known).allowed
    assert allowed is (later < timedelta(days=14))
    assert known.awaits_rating_until == (due if allowed else None)
    assert known.has_lapsed is not allowed


@pytest.mark.parametrize(
    ("early", "allowed"),
    [(INSTANT, True), (timedelta(0), False), (-INSTANT, False), (timedelta(days=14), True)],
)
def test_the_fourteenth_day_ends_to_the_instant(early: timedelta, allowed: bool) -> None:
    known = facts(as_of=due_at(CONFIRMED_AT, POLICY) - early)
    assert may_evaluate(person(REQUESTER, ASKING), known).allowed is allowed


def test_what_was_written_down_as_lapsed_stays_lapsed_whatever_the_clock_says() -> None:
    known = facts(lapsed=True)
    permission = may_evaluate(person(REQUESTER, ASKING), known)
    assert permission.explanation == "평가 기한이 지났습니다. 평가하지 않은 협력은 점수 없이 남습니다."
    assert permission.refusal is Conflict
    assert known.has_lapsed


@pytest.mark.parametrize(
    ("actor", "changed"),
    [
        (person(OTHER, ASKING), {}),
        (person(OTHER, ASKING, heads=True), {}),
        (person(REQUESTER, THIRD), {"requester_is_there": False}),
        (person(OTHER, THIRD, heads=True), {"requester_is_there": False}),
        (person(REQUESTER, ASKING), {"handled_by_requester": True}),
        (person(REQUESTER, ASKING), {"department_id": ASKING}),
        (person(REQUESTER, ASKED), {}),  # belongs to the asked department now
        (person(OTHER, ASKING, heads=True), {"requester_is_there": False, "handled_by_actor": True}),
    ],
)
def test_nobody_else_rates_and_nobody_rates_their_own(actor: Actor, changed: dict[str, object]) -> None:
    permission = may_evaluate(actor, facts(**changed))
    assert (permission.allowed, permission.refusal) == (False, Forbidden)


@pytest.mark.parametrize("state", [state for state in DeliveryState if state is not DeliveryState.CONFIRMED])
def test_nothing_is_rated_before_it_is_confirmed(state: DeliveryState) -> None:
    known = facts(state=state)
    permission = may_evaluate(person(REQUESTER, ASKING), known)
    assert (permission.refusal, permission.reason) == (Conflict, Reason.ILLEGAL_STEP)
    assert (known.awaits_rating_until, known.has_lapsed) == (None, False)


def test_a_second_evaluation_is_refused() -> None:
    permission = may_evaluate(person(REQUESTER, ASKING), facts(evaluated=True))
    assert permission.explanation == "이미 평가했습니다. 평가는 한 번만 합니다."


def written(**changed: object) -> WrittenFacts:
    plain = WrittenFacts(
        as_of=CONFIRMED_AT + timedelta(hours=1),
        editable_until=editable_until(CONFIRMED_AT, POLICY),
        author_id=REQUESTER,
        requester_id=REQUESTER,
        handled_by_actor=False,
        replied=False,
        appealed=False,
        verdict=None,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


@given(submitted_at=moments, later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2)))
def test_marks_are_locked_after_exactly_twelve_hours(submitted_at: datetime, later: timedelta) -> None:
    known = written(as_of=submitted_at + later, editable_until=editable_until(submitted_at, POLICY))
    allowed = may_edit(person(REQUESTER, ASKING), known).allowed
    assert allowed is (later < timedelta(hours=12))


@pytest.mark.parametrize(("early", "allowed"), [(INSTANT, True), (timedelta(0), False)])
def test_the_twelfth_hour_ends_to_the_instant(early: timedelta, allowed: bool) -> None:
    known = written(as_of=CONFIRMED_AT + timedelta(hours=12) - early)
    assert may_edit(person(REQUESTER, ASKING), known).allowed is allowed


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_locks_the_marks(verdict: Verdict) -> None:
    permission = may_edit(person(REQUESTER, ASKING), written(appealed=True, verdict=verdict))
    assert permission.refusal is Conflict


def test_only_the_author_edits_and_only_handlers_answer() -> None:
    head, handler = person(OTHER, ASKING, heads=True), person(HANDLER, ASKED)
    assert may_edit(head, written()).refusal is Forbidden
    assert not may_reply(head, written()).allowed
    assert not may_appeal(head, written()).allowed
    assert may_reply(handler, written(handled_by_actor=True)).allowed
    assert may_appeal(handler, written(handled_by_actor=True)).allowed


def test_handlers_answer_once_and_not_what_was_withdrawn() -> None:
    handler = person(HANDLER, ASKED)
    again = written(handled_by_actor=True, replied=True, appealed=True)
    withdrawn = written(handled_by_actor=True, verdict=Verdict.WITHDRAWN)
    assert may_reply(handler, again).explanation == "답글은 한 번만 남길 수 있습니다."
    assert may_appeal(handler, again).explanation == "이의 신청은 한 번만 할 수 있습니다."
    assert may_reply(handler, withdrawn).explanation == "철회된 평가입니다."
    assert may_appeal(handler, withdrawn).explanation == "철회된 평가입니다."


@pytest.mark.parametrize(
    ("id", "known", "allowed"),
    [
        (OTHER, written(appealed=True), True),
        (OTHER, written(), False),
        (OTHER, written(appealed=True, verdict=Verdict.UPHELD), False),
        (OTHER, written(appealed=True, handled_by_actor=True), False),
        (REQUESTER, written(appealed=True), False),
        (OTHER, written(appealed=True, author_id=OTHER), False),
    ],
)
def test_an_administrator_without_a_part_in_it_decides_once(
    id: UUID, known: WrittenFacts, allowed: bool
) -> None:
    administrator = person(id, THIRD, roles=frozenset({Role.ADMINISTRATOR}))
    assert may_decide(administrator, known).allowed is allowed
    assert not may_decide(person(id, THIRD), known).allowed


marks = st.builds(Marks, **{axis.lower(): st.integers(1, 5) for axis in Axis})


@given(marks)
def test_the_score_is_the_exact_mean_of_the_four(given: Marks) -> None:
    four = (given.importance, given.effectiveness, given.promptness, given.difficulty)
    assert Fraction(given.score) == Fraction(sum(four), 4)
    assert given.score.as_tuple().exponent == -2
    assert Decimal("1.00") <= given.score <= Decimal("5.00")


@given(marks, st.text(max_size=5))
def test_a_comment_is_needed_exactly_when_a_mark_is_low(given: Marks, comment: str) -> None:
    low = min(given.importance, given.effectiveness, given.promptness, given.difficulty) <= 2
    if low and not comment:
        with pytest.raises(Invalid, match="2점 이하를 줄 때는 까닭") as refusal:
            check_marks(given, comment=comment, policy=POLICY)
        assert (refusal.value.field, refusal.value.reason) == (("input", "comment"), Reason.REQUIRED)
    else:
        check_marks(given, comment=comment, policy=POLICY)


@pytest.mark.parametrize("mark", [-1, 0, 6, 2**31])
def test_marks_outside_the_scale_are_refused_by_name(mark: int) -> None:
    with pytest.raises(Invalid, match="1부터 5까지") as refusal:
        check_marks(
            Marks(importance=3, effectiveness=3, promptness=mark, difficulty=3), comment="", policy=POLICY
        )
    assert refusal.value.field == ("input", "promptness")
    with pytest.raises(Invalid) as refusal:
        check_marks(ReturnMarks(clarity=3, communication=3, timing=mark), comment="", policy=POLICY)
    assert refusal.value.field == ("input", "timing")


def test_every_mark_of_every_axis_has_words_of_its_own() -> None:
    assert [scale.axis for scale in SCALE] == list(Axis)
    assert [scale.axis for scale in RETURN_SCALE] == list(ReturnAxis)
    anchors = [anchor for scale in (*SCALE, *RETURN_SCALE) for anchor in scale.anchors]
    assert len(set(anchors)) == len(anchors) == 7 * 5


def test_reminders_come_before_the_lapse_and_are_numbered() -> None:
    days = timedelta(days=1)
    assert steps(POLICY) == (
        Step(3 * days, NoticeKind.REMINDED, 1),
        Step(10 * days, NoticeKind.REMINDED, 2),
        Step(14 * days, NoticeKind.LAPSED, 0),
    )
    late = replace(POLICY, evaluation_reminders=(20 * days, 1 * days), evaluation_window=7 * days)
    assert steps(late) == (Step(1 * days, NoticeKind.REMINDED, 1), Step(7 * days, NoticeKind.LAPSED, 0))
