"""Anybody does anything at any time: nothing illegal comes of it, and the log tells the whole state."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import UUID

from madang.errors import Refused
from madang.rules.evaluations import NoticeKind, Verdict
from madang.rules.requests import DeliveryState
from resolvers import appeals, deliveries, evaluations
from resolvers.context import Context
from resolvers.reminders import remind_and_lapse
from subscriptions.evaluation_events import (
    EvaluationAppealDecided,
    EvaluationAppealed,
    EvaluationEdited,
    EvaluationReminded,
    EvaluationReplied,
    EvaluationSubmitted,
)
from subscriptions.events import Event
from subscriptions.folding_evaluations import Ratings
from subscriptions.request_events import DeliveryMoved
from tests.evaluations.conftest import CLEAR, DAY, GOOD, PEOPLE, POOR, Board, folded

Act = Callable[[Context, UUID, Ratings], Awaitable[object]]
PAUSES = [timedelta(minutes=1), timedelta(hours=6), 2 * DAY, 5 * DAY]
RATING_EVENTS = {
    EvaluationAppealDecided,
    EvaluationAppealed,
    EvaluationEdited,
    EvaluationReminded,
    EvaluationReplied,
    EvaluationSubmitted,
}
STORIES, STEPS = 5, 50


async def submit(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    await evaluations.submit(ctx, delivery_id, GOOD, comment="")


async def decide(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    for appeal in ratings.appeals:
        verdict = list(Verdict)[appeal.int % 2]
        await appeals.decide(ctx, appeal, verdict, reason="기록을 확인했습니다.")


async def edit(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    for id, rated in ratings.evaluations.items():
        other = POOR if rated.marks == GOOD else GOOD
        await evaluations.edit(ctx, id, other, comment="다시 보았습니다.")


async def reply(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    for id in ratings.evaluations:
        await appeals.reply(ctx, id, "고맙습니다.")


async def appeal(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    for id in ratings.evaluations:
        await appeals.appeal(ctx, id, "기한이 바뀌었습니다.")


async def redo(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    await deliveries.send_back(ctx, delivery_id, reason="한 번 더 봐 주십시오.")


async def submit_return(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    await evaluations.submit_return(ctx, delivery_id, CLEAR, comment="")


async def report(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    await deliveries.report(ctx, delivery_id, result="다시 보았습니다.")


async def confirm(ctx: Context, delivery_id: UUID, ratings: Ratings) -> None:
    await deliveries.confirm(ctx, delivery_id)


USUALLY: list[tuple[Act, str]] = [  # and by whom
    (confirm, "김하늘"),
    (submit, "김하늘"),
    (edit, "김하늘"),
    (redo, "김하늘"),
    (report, "이바다"),
    (reply, "이바다"),
    (appeal, "이바다"),
    (submit_return, "이바다"),
    (decide, "한별"),
]


async def test_any_sequence_of_acts_keeps_the_promises(board: Board) -> None:
    chance = Random(2014)
    actors = {name: await board.ctx(name) for name in PEOPLE}
    told: set[type[Event]] = set()
    for _ in range(STORIES):
        (delivery_id,) = await board.confirmed()
        await board.set(delivery_id, state=DeliveryState.REPORTED, confirmed_at=None)
        for _ in range(STEPS):
            act, usual = chance.choice(USUALLY)
            ctx = actors[usual if chance.random() < 0.5 else chance.choice(list(PEOPLE))]
            with suppress(Refused):
                await act(ctx, delivery_id, folded(await board.entries(delivery_id)))
            board.clock.advance(chance.choice(PAUSES) if chance.random() < 0.1 else PAUSES[0])
            await remind_and_lapse(await board.ctx(None))
            await check(board, delivery_id)
        told |= {type(event) for event in await board.events(delivery_id)}
    assert told >= {*RATING_EVENTS, DeliveryMoved}


async def check(board: Board, delivery_id: UUID) -> None:
    entries = await board.entries(delivery_id)
    ratings = await board.stored(delivery_id)
    assert ratings == folded(entries)
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    rated = [one.delivery_id for one in ratings.evaluations.values()]
    assert len(set(rated)) == len(rated)
    for one in ratings.evaluations.values():
        assert one.author_id == board.people["김하늘"].id
        assert one.edited_at is None or one.edited_at < one.submitted_at + timedelta(hours=12)
    lapses = [one for one in ratings.notices if one.kind is NoticeKind.LAPSED]
    assert len({(one.delivery_id, one.confirmed_at) for one in lapses}) == len(lapses)
    assert all(one.given_at >= one.confirmed_at + 14 * DAY for one in lapses)
