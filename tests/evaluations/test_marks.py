"""The requester's marks: given once, changed for a while, seen by the parties; and marks in return."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason, Refused
from madang.rules.evaluations import Marks
from madang.rules.requests import DeliveryState
from models import Delivery, Evaluation, Membership
from models.base import uuid7
from resolvers import appeals, evaluations
from resolvers.access import readable
from subscriptions.evaluation_events import EvaluationEdited, EvaluationSubmitted, ReturnEvaluationSubmitted
from subscriptions.events import Wording
from tests.evaluations.conftest import CLEAR, DAY, GOOD, PEOPLE, POOR, SEES, Board

HOUR = timedelta(hours=1)


async def test_marks_are_kept_raw_with_their_exact_mean(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    evaluation = await board.submit(delivery_id)
    assert (evaluation.marks, evaluation.total, str(evaluation.score)) == (GOOD, 17, "4.25")
    assert await board.events(delivery_id) == [
        EvaluationSubmitted(
            evaluation_id=evaluation.id,
            delivery_id=delivery_id,
            department_id=board.city.departments["통계데이터담당관"].id,
            marks=GOOD,
            comment=Wording.of("고맙습니다"),
        )
    ]
    async with board.city.sessions() as session:
        delivery = await session.get_one(Delivery, delivery_id)
    assert (delivery.evaluated_at, delivery.version, evaluation.version) == (board.clock(), 1, 1)
    assert (await board.request_of(delivery_id)).updated_at == board.clock()


async def test_a_delivery_is_rated_once(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.submit(delivery_id)
    await refused(board, delivery_id, "김하늘", Conflict, "이미 평가했습니다", events=1)


async def test_of_two_submissions_at_once_one_wins_and_the_other_is_told(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    ctx = await board.ctx("김하늘")
    acts = (evaluations.submit(ctx, delivery_id, marks, comment="둘") for marks in (GOOD, POOR))
    outcomes = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Evaluation"]
    (kept,) = (await board.stored(delivery_id)).evaluations.values()
    assert [kept.marks] == [one.marks for one in outcomes if isinstance(one, Evaluation)]
    assert len(await board.events(delivery_id)) == 1


@pytest.mark.parametrize(
    ("comment", "reason"), [("\ud800", Reason.UNREADABLE), ("가" * 2001, Reason.TOO_LONG)]
)
async def test_a_comment_nobody_can_read_is_refused(board: Board, comment: str, reason: Reason) -> None:
    (delivery_id,) = await board.confirmed()
    with pytest.raises(Invalid) as refusal:
        await evaluations.submit(await board.ctx("김하늘"), delivery_id, GOOD, comment=comment)
    assert (refusal.value.field, refusal.value.reason) == (("input", "comment"), reason)
    assert await board.events(delivery_id) == []


async def test_marks_for_what_has_changed_meanwhile_are_refused(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.set(delivery_id, version=7)
    ctx = await board.ctx("김하늘")
    with pytest.raises(Conflict) as refusal:
        await evaluations.submit(ctx, delivery_id, GOOD, comment="", version=6)
    assert refusal.value.reason is Reason.STALE
    assert await board.events(delivery_id) == []


async def test_the_same_identifier_sent_twice_gives_one_evaluation(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    (other_id,) = await board.confirmed(requester="도라지")
    id = uuid7()
    ctx = await board.ctx("김하늘")
    first = await evaluations.submit(ctx, delivery_id, GOOD, comment="", id=id)
    again = await evaluations.submit(ctx, delivery_id, POOR, comment="느렸습니다", id=id)
    assert (first.id, again.id, again.marks) == (id, id, GOOD)
    assert len(await board.events(delivery_id)) == 1
    with pytest.raises(Conflict) as refusal:
        await evaluations.submit(await board.ctx("도라지"), other_id, GOOD, comment="", id=id)
    assert (refusal.value.field, refusal.value.reason) == (("input", "id"), Reason.DUPLICATE)
    assert await board.events(other_id) == []


async def test_nobody_rates_in_the_requesters_place(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    for name in PEOPLE.keys() - {"김하늘"}:
        await refused(board, delivery_id, name, Forbidden, "평가는 요청한 사람이 합니다")


async def test_nothing_is_rated_before_the_requester_confirmed_it(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.set(delivery_id, state=DeliveryState.REPORTED, confirmed_at=None)
    await refused(board, delivery_id, "김하늘", Conflict, "완료를 확인한 뒤에 평가할 수 있습니다")


async def test_each_department_is_rated_for_itself(board: Board) -> None:
    statistics, district = await board.confirmed("통계데이터담당관", "서대문구")
    await board.submit(statistics)
    await board.submit(district, marks=POOR)
    stored = (await board.stored(statistics)).evaluations.values()
    assert {row.delivery_id: row.marks for row in stored} == {statistics: GOOD, district: POOR}


async def test_nobody_rates_work_they_took_part_in(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.hand_to(delivery_id, "김하늘")
    await refused(board, delivery_id, "김하늘", Forbidden, "자기 자신이나 자기 부서")


async def test_nobody_rates_their_own_department(board: Board) -> None:
    (delivery_id,) = await board.confirmed("버스정책과")
    await refused(board, delivery_id, "김하늘", Forbidden, "자기 자신이나 자기 부서")


@pytest.mark.parametrize("left", ["department", "city"])
async def test_the_head_rates_when_the_requester_has_gone(board: Board, left: str) -> None:
    (delivery_id,) = await board.confirmed()
    requester = board.people["김하늘"]
    async with board.city.sessions.begin() as session:
        today = board.clock().date()
        moved = update(Membership).where(Membership.employee_id == requester.id).values(until=today)
        await session.execute(moved)
        if left == "city":
            person = await session.get_one(type(requester), requester.id)
            person.left_on = today
        else:
            elsewhere = board.city.departments["총무과"].id
            session.add(Membership(employee_id=requester.id, department_id=elsewhere, since=today))
    if left == "department":
        await refused(board, delivery_id, "김하늘", Forbidden, "평가는 요청한 사람이 합니다")
    assert (await board.submit(delivery_id, by="박솔")).author_id == board.people["박솔"].id


async def test_a_low_mark_needs_a_comment(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    ctx = await board.ctx("김하늘")
    with pytest.raises(Invalid, match="까닭을 적어") as refusal:
        await evaluations.submit(ctx, delivery_id, POOR, comment=" \n\u200b")
    assert refusal.value.field == ("input", "comment")
    assert await board.events(delivery_id) == []
    given = await evaluations.submit(ctx, delivery_id, POOR, comment=" 늦었습니다. ")
    assert given.comment == " 늦었습니다."


async def test_marks_are_taken_until_the_last_instant_of_the_fourteenth_day(board: Board) -> None:
    early, late = await board.confirmed("통계데이터담당관", "서대문구")
    board.clock.advance(14 * DAY - timedelta.resolution)
    await board.submit(early)
    board.clock.advance(timedelta.resolution)
    await refused(board, late, "김하늘", Conflict, "평가 기한이 지났습니다", events=1)


async def test_the_author_changes_the_marks_until_they_are_locked(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    evaluation = await board.submit(delivery_id)
    board.clock.advance(12 * HOUR - timedelta.resolution)
    ctx = await board.ctx("김하늘")
    edited = await board.checked(
        delivery_id, evaluations.edit(ctx, evaluation.id, POOR, comment="다시 보니 늦었습니다.", version=1)
    )
    assert (edited.marks, edited.total, edited.version, edited.edited_at) == (POOR, 11, 2, board.clock())
    assert (await board.events(delivery_id))[1] == EvaluationEdited(
        evaluation_id=evaluation.id,
        delivery_id=delivery_id,
        department_id=board.city.departments["통계데이터담당관"].id,
        before=GOOD,
        after=POOR,
        comment_before=Wording.of("고맙습니다"),
        comment_after=Wording.of("다시 보니 늦었습니다."),
    )
    board.clock.advance(timedelta.resolution)
    with pytest.raises(Conflict, match="평가가 확정되었습니다"):
        await evaluations.edit(ctx, evaluation.id, GOOD, comment="")
    assert len(await board.events(delivery_id)) == 2


async def test_an_edit_that_changes_nothing_is_no_event(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    evaluation = await board.submit(delivery_id)
    same = await evaluations.edit(await board.ctx("김하늘"), evaluation.id, GOOD, comment="고맙습니다")
    assert (same.version, same.edited_at) == (1, None)
    assert len(await board.events(delivery_id)) == 1


async def test_an_edit_of_what_has_changed_meanwhile_is_refused(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    evaluation = await board.submit(delivery_id)
    await appeals.reply(await board.ctx("이바다"), evaluation.id, "고맙습니다.")
    with pytest.raises(Conflict) as refusal:
        await evaluations.edit(await board.ctx("김하늘"), evaluation.id, POOR, comment="늦음", version=1)
    assert refusal.value.reason is Reason.STALE
    assert len(await board.events(delivery_id)) == 2


async def test_nobody_else_changes_the_marks(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    evaluation = await board.submit(delivery_id)
    for name in PEOPLE.keys() - {"김하늘"}:
        with pytest.raises(Forbidden if name in SEES else NotFound):
            await evaluations.edit(await board.ctx(name), evaluation.id, POOR, comment="늦음")
    assert len(await board.events(delivery_id)) == 1


async def test_marks_are_seen_by_the_parties_only(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.submit(delivery_id)
    assert {name for name in [*PEOPLE, None] if await seen_by(board, name) == [GOOD]} == SEES


async def test_whoever_no_longer_sees_a_restricted_request_no_longer_sees_its_marks(board: Board) -> None:
    (delivery_id,) = await board.confirmed(restriction="개인정보")
    await board.submit(delivery_id)
    assert await seen_by(board, "이바다") == [GOOD]
    await board.set(delivery_id, department_id=board.city.departments["서대문구"].id)
    assert {name for name in [*PEOPLE, None] if await seen_by(board, name)} == {"김하늘", "박솔", "한별"}


async def test_the_lead_handler_rates_the_request_in_return(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    ctx = await board.ctx("이바다")
    id = uuid7()
    given = await board.checked(
        delivery_id, evaluations.submit_return(ctx, delivery_id, CLEAR, comment="분명했습니다.", id=id)
    )
    assert (given.id, given.marks) == (id, CLEAR)
    assert (
        await evaluations.submit_return(ctx, delivery_id, CLEAR, comment="", id=id)
    ).comment == "분명했습니다."
    with pytest.raises(Conflict, match="이미 평가했습니다"):
        await evaluations.submit_return(ctx, delivery_id, CLEAR, comment="")
    assert await board.events(delivery_id) == [
        ReturnEvaluationSubmitted(
            return_evaluation_id=id,
            delivery_id=delivery_id,
            department_id=board.city.departments["통계데이터담당관"].id,
            marks=CLEAR,
            comment=Wording.of("분명했습니다."),
        )
    ]


async def test_only_the_lead_handler_rates_the_request(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    for name in PEOPLE.keys() - {"이바다"}:
        with pytest.raises(Forbidden, match="주담당자"):
            await evaluations.submit_return(await board.ctx(name), delivery_id, CLEAR, comment="")
    assert await board.events(delivery_id) == []


async def test_a_low_mark_in_return_needs_a_comment(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    with pytest.raises(Invalid, match="까닭을 적어"):
        await evaluations.submit_return(
            await board.ctx("이바다"), delivery_id, replace(CLEAR, clarity=1), comment=""
        )
    assert await board.events(delivery_id) == []


async def refused(
    board: Board, delivery_id: UUID, name: str, kind: type[Refused], message: str, *, events: int = 0
) -> None:
    """Nothing has changed."""
    with pytest.raises(kind, match=message):
        await evaluations.submit(await board.ctx(name), delivery_id, GOOD, comment="고맙습니다")
    stored = await board.stored(delivery_id)
    assert (len(stored.evaluations), len(await board.events(delivery_id))) == (events, events)


async def seen_by(board: Board, name: str | None) -> list[Marks]:
    ctx = await board.ctx(name)
    async with ctx.reads() as session:
        return [row.marks for row in await session.scalars(readable(Evaluation, ctx.visitor))]
