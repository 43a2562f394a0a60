"""Answers to marks: one reply, one appeal, one decision."""

import pytest

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason
from madang.rules.evaluations import Verdict
from models import Evaluation, EvaluationAppeal
from models.base import uuid7
from resolvers import appeals, evaluations
from resolvers.access import readable
from subscriptions.evaluation_events import EvaluationAppealDecided, EvaluationAppealed, EvaluationReplied
from subscriptions.events import Wording
from tests.evaluations.conftest import GOOD, PEOPLE, POOR, SEES, Board


@pytest.fixture
async def rated(board: Board) -> Evaluation:
    (delivery_id,) = await board.confirmed()
    return await board.submit(delivery_id, marks=POOR)


async def test_any_handler_replies_once(board: Board, rated: Evaluation) -> None:
    replying = appeals.reply(await board.ctx("은하수"), rated.id, " 자료가 늦게 왔습니다.\n", version=1)
    replied = await board.checked(rated.delivery_id, replying)
    assert (replied.reply, replied.replied_by_id) == (" 자료가 늦게 왔습니다.", board.people["은하수"].id)
    assert (await board.events(rated.delivery_id))[1] == EvaluationReplied(
        evaluation_id=rated.id,
        delivery_id=rated.delivery_id,
        department_id=board.city.departments["통계데이터담당관"].id,
        reply=Wording.of(" 자료가 늦게 왔습니다."),
    )
    with pytest.raises(Conflict, match="답글은 한 번만"):
        await appeals.reply(await board.ctx("이바다"), rated.id, "하나 더")
    assert len(await board.events(rated.delivery_id)) == 2


async def test_an_empty_answer_is_refused(board: Board, rated: Evaluation) -> None:
    ctx = await board.ctx("이바다")
    for refusing in (appeals.reply(ctx, rated.id, " "), appeals.appeal(ctx, rated.id, "\n")):
        with pytest.raises(Invalid) as refusal:
            await refusing
        assert refusal.value.reason is Reason.REQUIRED
    assert len(await board.events(rated.delivery_id)) == 1


async def test_only_handlers_answer(board: Board, rated: Evaluation) -> None:
    for name in PEOPLE.keys() - {"이바다", "은하수"}:
        kind, ctx = (Forbidden if name in SEES else NotFound), await board.ctx(name)
        with pytest.raises(kind):
            await appeals.reply(ctx, rated.id, "답글")
        with pytest.raises(kind):
            await appeals.appeal(ctx, rated.id, "이의")
    assert len(await board.events(rated.delivery_id)) == 1


@pytest.mark.parametrize("verdict", Verdict)
async def test_an_administrator_decides_on_an_appeal_once(
    board: Board, rated: Evaluation, verdict: Verdict
) -> None:
    appealing = appeals.appeal(await board.ctx("이바다"), rated.id, "기한이 바뀌었습니다.")
    appeal = await board.checked(rated.delivery_id, appealing)
    administrator = await board.ctx("한별")
    deciding = appeals.decide(administrator, appeal.id, verdict, reason="기한 변경 기록을 확인함", version=2)
    decided = await board.checked(rated.delivery_id, deciding)
    assert (decided.verdict, decided.decided_by_id) == (verdict, board.people["한별"].id)
    department_id = board.city.departments["통계데이터담당관"].id
    assert (await board.events(rated.delivery_id))[1:] == [
        EvaluationAppealed(
            appeal_id=appeal.id,
            evaluation_id=rated.id,
            delivery_id=rated.delivery_id,
            department_id=department_id,
            reason=Wording.of("기한이 바뀌었습니다."),
        ),
        EvaluationAppealDecided(
            appeal_id=appeal.id,
            evaluation_id=rated.id,
            delivery_id=rated.delivery_id,
            department_id=department_id,
            verdict=verdict,
            decision=Wording.of("기한 변경 기록을 확인함"),
        ),
    ]
    async with board.city.sessions() as session:
        withdrawn_at = (await session.get_one(Evaluation, rated.id)).withdrawn_at
    assert withdrawn_at == (board.clock() if verdict is Verdict.WITHDRAWN else None)
    with pytest.raises(Conflict, match="이미 결정한"):
        await appeals.decide(administrator, appeal.id, Verdict.UPHELD, reason="다시")
    with pytest.raises(Conflict, match="결정이 난 평가"):
        await evaluations.edit(await board.ctx("김하늘"), rated.id, GOOD, comment="")
    assert len(await board.events(rated.delivery_id)) == 3


async def test_withdrawn_marks_are_not_given_again(board: Board, rated: Evaluation) -> None:
    appeal = await appeals.appeal(await board.ctx("이바다"), rated.id, "다른 부서의 일입니다.")
    await appeals.decide(await board.ctx("한별"), appeal.id, Verdict.WITHDRAWN, reason="확인함")
    with pytest.raises(Conflict, match="이미 평가했습니다"):
        await evaluations.submit(await board.ctx("김하늘"), rated.delivery_id, GOOD, comment="")
    with pytest.raises(Conflict, match="철회된 평가"):
        await appeals.reply(await board.ctx("이바다"), rated.id, "고맙습니다.")


async def test_nobody_but_an_administrator_decides(board: Board, rated: Evaluation) -> None:
    appeal = await appeals.appeal(await board.ctx("이바다"), rated.id, "이의 있습니다.")
    for name in PEOPLE.keys() - {"한별"}:
        with pytest.raises(Forbidden if name in SEES else NotFound):
            await appeals.decide(await board.ctx(name), appeal.id, Verdict.WITHDRAWN, reason="내 마음")
    assert len(await board.events(rated.delivery_id)) == 2


async def test_one_appeal_a_time_and_the_same_one_sent_twice_is_one(board: Board, rated: Evaluation) -> None:
    id = uuid7()
    ctx = await board.ctx("이바다")
    first = await appeals.appeal(ctx, rated.id, "이의 있습니다.", id=id)
    again = await appeals.appeal(ctx, rated.id, "이의 있습니다.", id=id)
    assert (first.id, again.id) == (id, id)
    with pytest.raises(Conflict, match="이의 신청은 한 번만"):
        await appeals.appeal(await board.ctx("은하수"), rated.id, "저도요.")
    with pytest.raises(Conflict, match="이미 쓰인 ID"):
        await appeals.appeal(await board.ctx("은하수"), rated.id, "저도요.", id=id)
    assert len(await board.events(rated.delivery_id)) == 2


async def test_appeals_are_seen_by_the_parties_only(board: Board, rated: Evaluation) -> None:
    await appeals.appeal(await board.ctx("이바다"), rated.id, "이의 있습니다.")
    seeing: set[str] = set()
    for name in PEOPLE:
        ctx = await board.ctx(name)
        async with ctx.reads() as session:
            seeing |= {name for _ in await session.scalars(readable(EvaluationAppeal, ctx.visitor))}
    assert seeing == SEES


async def test_marks_and_appeals_that_do_not_exist_are_not_found(board: Board) -> None:
    for refusing in (
        appeals.reply(await board.ctx("이바다"), uuid7(), "답글"),
        appeals.appeal(await board.ctx("이바다"), uuid7(), "이의"),
        appeals.decide(await board.ctx("한별"), uuid7(), Verdict.UPHELD, reason="없음"),
        evaluations.edit(await board.ctx("김하늘"), uuid7(), GOOD, comment=""),
        evaluations.submit(await board.ctx("김하늘"), uuid7(), GOOD, comment=""),
    ):
        with pytest.raises(NotFound):
            await refusing
