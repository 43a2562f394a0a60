"""The log alone tells what a request is: folded after every act, it gives what the tables hold."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from madang.errors import Conflict
from madang.rules.comments import ReactionKind
from madang.rules.evaluations import Marks, ReturnMarks, Verdict
from madang.rules.requests import Health
from models.base import Sessions
from resolvers import (
    appeals,
    comments,
    deliveries,
    drafts,
    evaluations,
    follow_ups,
    leavings,
    moderation,
    requests,
)
from resolvers.addressees import Addressee
from resolvers.comments import NewComment
from resolvers.handlers import Handler
from resolvers.reactions import react, unreact
from resolvers.reminders import remind_and_lapse
from subscriptions.entries import Entry
from subscriptions.events import KINDS
from subscriptions.folding import Hole, apply, fold
from subscriptions.request_events import RequestOpened
from tests.builders import NOON
from tests.requests.acts import OFFER, TAKE_OFF, attach_text, hanging
from tests.requests.stage import Stage, open_stage

DAY = timedelta(days=1)
FOLDED = {
    f"subscriptions.{name}_events" for name in ("request", "comment", "evaluation", "material", "offer")
}
GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)
BETTER = Marks(importance=5, effectiveness=5, promptness=4, difficulty=5)
CLEAR = ReturnMarks(clarity=4, communication=5, timing=3)


@pytest.fixture
async def stage(sessions: Sessions) -> AsyncIterator[Stage]:
    stage = await open_stage(sessions)
    yield stage
    await stage.check()


async def drafted_and_sent(stage: Stage) -> None:
    id = await stage.draft("통계데이터담당관", "서울대공원", due_on=date(2014, 8, 1), sets_due=True)
    renamed = drafts.RequestContent(title="심야버스 9개 노선", sets_due=True, due_on=None)
    await stage.act("requester", partial(drafts.update, id=id, content=renamed, version=1))
    await stage.act("requester", partial(requests.restrict, id=id, reason="개인정보", version=None))
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    await stage.act("asking_head", partial(requests.open_to_all, id=id, version=None))
    sent, _ = await stage.delivery("통계데이터담당관")
    district = stage.department("서대문구")
    elsewhere = partial(leavings.transfer, department_id=district, reason="구의 일입니다")
    await stage.act("clerk", partial(elsewhere, id=sent))
    await stage.act("head", partial(leavings.approve, id=sent))
    more = [Addressee(department_id=stage.department("통계데이터담당관"))]
    await stage.act("asking_head", partial(requests.add_departments, id=id, addressees=more, version=None))


async def worked_on(stage: Stage) -> UUID:
    """Every act of the workflow; the delivery is confirmed in the end."""
    id, _ = await stage.delivery("통계데이터담당관")
    welfare = stage.department("사회혁신담당관")
    proposed = partial(leavings.transfer, department_id=welfare, reason="사회혁신담당관 일입니다")
    both = [Handler(employee_id=stage.people.handler.id), Handler(employee_id=stage.people.second_handler.id)]
    acts: list[tuple[str, Any]] = [
        ("clerk", proposed),
        ("clerk", leavings.withdraw),
        ("clerk", partial(leavings.return_, reason="바쁩니다")),
        ("head", partial(leavings.decline, reason="우리가 맡읍시다")),
        ("clerk", proposed),
        ("clerk", deliveries.receive),
        ("clerk", partial(deliveries.hold, reason="감사 기간")),
        ("head", partial(deliveries.assign, handlers=both)),
        ("head", deliveries.resume),
        ("handler", deliveries.accept),
        ("handler", partial(deliveries.progress, percent=40, health=Health.AT_RISK, note="통화량 정리")),
        ("second_handler", partial(deliveries.hold, reason="자료 대기")),
        ("clerk", deliveries.resume),
        ("requester", partial(deliveries.change_due, due_on=date(2014, 9, 1))),
        ("handler", partial(deliveries.report, result="9개 노선")),
        ("requester", partial(deliveries.send_back, reason="요일별로도")),
        ("handler", partial(deliveries.report, result="요일별 9개 노선")),
        ("requester", deliveries.confirm),
    ]
    for who, act in acts:
        stage.city.clock.advance(timedelta(minutes=1))
        await stage.act(who, partial(act, id=id))
    return id


async def talked_about(stage: Stage) -> None:
    assert stage.request_id is not None

    async def say(who: str, body: str, **more: Any) -> UUID:
        new = NewComment(request_id=request_id, body=body, **more)
        return (await stage.act(who, partial(comments.add, new=new))).comment.id

    request_id = stage.request_id
    first = await say("bystander", "@서울대공원 동물원에도 심야버스가 서나요?")
    answer = await say("park_clerk", "섭니다.", parent_id=first)
    acts: list[tuple[str, Any]] = [
        ("bystander", partial(comments.edit, body="@서대문구 홍은동에도 서나요?")),
        ("park_clerk", partial(react, kind=ReactionKind.THANKS)),
        ("park_clerk", partial(unreact, kind=ReactionKind.THANKS)),
        ("requester", follow_ups.open_follow_up),
        ("requester", partial(follow_ups.answer_follow_up, answer_id=answer)),
        ("requester", follow_ups.reopen_follow_up),
        ("requester", follow_ups.resolve_thread),
        ("bystander", follow_ups.reopen_thread),
        ("handler", partial(moderation.report, reason="광고")),
        ("administrator", partial(moderation.hide, reason="광고로 신고")),
        ("administrator", moderation.restore),
        ("bystander", comments.take_back),
    ]
    for who, act in acts:
        await stage.act(who, partial(act, id=first))


async def rated(stage: Stage, delivery_id: UUID) -> None:
    stage.city.clock.advance(4 * DAY)
    await stage.act("administrator", lambda ctx: remind_and_lapse(ctx))
    submit = partial(evaluations.submit, delivery_id=delivery_id, marks=GOOD, comment="고맙습니다")
    given = await stage.act("requester", submit)
    about = {"evaluation_id": given.id}
    await stage.act("requester", partial(evaluations.edit, **about, marks=BETTER, comment="다시 보니"))
    returned = partial(evaluations.submit_return, delivery_id=delivery_id, marks=CLEAR, comment="")
    await stage.act("handler", returned)
    await stage.act("handler", partial(appeals.reply, **about, body="저희도 고맙습니다"))
    appeal = await stage.act("second_handler", partial(appeals.appeal, **about, reason="난이도가 낮습니다"))
    decide = partial(appeals.decide, appeal_id=appeal.id, verdict=Verdict.WITHDRAWN, reason="다른 사람 일")
    await stage.act("administrator", decide)


async def hung(stage: Stage) -> None:
    """Files, links and a relation come and go, and a department that was not asked comes in."""
    assert stage.request_id is not None
    other = stage.other_id or await stage.open_other()
    about = {"request_id": stage.request_id}
    part, _ = await stage.delivery("통계데이터담당관")
    await stage.act("handler", partial(attach_text, **about, delivery_id=part))
    for what, act in hanging(other).items():
        who = "bystander" if what == "offers" else "requester"
        made = await stage.act(who, partial(act, **about))
        if what in TAKE_OFF:
            await stage.act("requester", partial(TAKE_OFF[what], id=made.id))
            await stage.act("requester", partial(act, **about))
    for answer, who in (("withdraw", "bystander"), ("decline", "requester"), ("accept", "requester")):
        (offered,) = [
            id for id, one in (await stage.picture()).material.offers.items() if not one.answered_at
        ]
        await stage.act(who, partial(OFFER[answer], id=offered))
        if answer != "accept":
            await stage.act("bystander", partial(hanging(other)["offers"], **about))
    assert (await stage.delivery("총무과"))[1].state == "RECEIVED"


async def ended(stage: Stage) -> None:
    """The other parts go back, elsewhere and away; a second one is never rated."""
    assert stage.request_id is not None
    park, _ = await stage.delivery("서울대공원")
    district, _ = await stage.delivery("서대문구")
    welfare = stage.department("사회혁신담당관")
    move = partial(leavings.transfer, id=park, department_id=welfare, reason="사회혁신담당관 일입니다")
    await stage.act("park_clerk", move)
    await stage.act("district_clerk", partial(leavings.return_, id=district, reason="구의 일이 아닙니다"))
    await stage.act("requester", partial(deliveries.cancel, id=park, reason="필요 없어졌습니다"))


async def lapsed(stage: Stage) -> None:
    """Work that nobody rates, and a request that is called off as a whole."""
    id = await stage.draft("통계데이터담당관", "서울대공원")
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    await worked_on(stage)
    stage.city.clock.advance(15 * DAY)
    await stage.act("administrator", lambda ctx: remind_and_lapse(ctx))
    await stage.act("requester", partial(requests.cancel, id=id, reason="사업이 바뀌었습니다", version=None))


async def test_every_act_leaves_log_and_tables_saying_the_same(stage: Stage) -> None:
    await drafted_and_sent(stage)
    delivery_id = await worked_on(stage)
    await talked_about(stage)
    await hung(stage)
    await rated(stage, delivery_id)
    await ended(stage)
    seen = {line.event.kind for line in await stage.lines()}
    await lapsed(stage)
    seen |= {line.event.kind for line in await stage.lines()}
    id = await stage.draft()
    await stage.act("requester", partial(drafts.discard, id=id))
    seen |= {line.event.kind for line in await stage.lines()}
    assert await stage.look() == (None, (await stage.look())[1])
    assert seen == {kind for kind, cls in KINDS.items() if cls.__module__ in FOLDED}


async def test_what_is_given_out_on_hold_goes_on_as_given_out(stage: Stage) -> None:
    id = await stage.draft("통계데이터담당관")
    await stage.act("requester", partial(requests.publish, id=id, version=None))
    part, _ = await stage.delivery("통계데이터담당관")
    await stage.act("clerk", partial(deliveries.receive, id=part))
    await stage.act("clerk", partial(deliveries.hold, id=part, reason="감사 기간"))
    one = [Handler(employee_id=stage.people.handler.id)]
    await stage.act("clerk", partial(deliveries.assign, id=part, handlers=one))
    await stage.act("clerk", partial(deliveries.resume, id=part))
    assert (await stage.delivery("통계데이터담당관"))[1].state == "ASSIGNED"
    await stage.act("handler", partial(deliveries.accept, id=part))
    assert (await stage.delivery("통계데이터담당관"))[1].state == "IN_PROGRESS"


async def test_a_draft_that_is_discarded_leaves_no_relation_untold(stage: Stage) -> None:
    other = await stage.open_other()
    id = await stage.draft("통계데이터담당관")
    await stage.act("requester", partial(hanging(other)["relations"], request_id=id))
    await stage.act("requester", partial(drafts.discard, id=id))
    told = [line.event.kind for line in await stage.lines(other)]
    assert told[-2:] == ["RelationAdded", "RelationRemoved"]


async def test_a_refused_act_changes_nothing(stage: Stage) -> None:
    id = await stage.draft("통계데이터담당관")
    before = await stage.look()
    with pytest.raises(Conflict):
        await stage.act("requester", partial(requests.cancel, id=id, reason="잘못 썼습니다", version=None))
    assert await stage.look() == before


async def test_a_missing_line_is_noticed(stage: Stage) -> None:
    await drafted_and_sent(stage)
    lines = await stage.lines()
    for place in range(len(lines) - 1):
        with pytest.raises(Hole):
            fold(lines[:place] + lines[place + 1 :])
    with pytest.raises(Hole):
        apply(fold(lines), lines[-1])


def test_a_log_begins_with_a_draft() -> None:
    line = Entry(
        subject_kind="request",
        subject_id=uuid4(),
        version=1,
        actor_id=None,
        occurred_at=NOON,
        event=RequestOpened(),
    )
    with pytest.raises(Hole):
        apply(None, line)
