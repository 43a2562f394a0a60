"""Random acts of everybody on one request: never an illegal state, a lost event, or a change by a refusal.

`HYPOTHESIS_PROFILE=nightly` plays longer.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from madang.rules.calendar import seoul_day
from madang.rules.comments import ReactionKind
from madang.rules.evaluations import Marks, ReturnMarks, Verdict
from madang.rules.requests import GONE, Health
from models.engine import create_engine, write_sessions
from resolvers import appeals, comments, deliveries, drafts, evaluations, follow_ups, moderation, requests
from resolvers.addressees import Addressee
from resolvers.comments import NewComment
from resolvers.context import Context
from resolvers.handlers import Handler
from resolvers.reactions import react, unreact
from resolvers.reminders import remind_and_lapse
from subscriptions.folding import RequestPicture
from subscriptions.folding_deliveries import FoldedDelivery
from tests.builders import NOON
from tests.requests import model
from tests.requests.stage import DEPARTMENTS, NAMES, Stage, open_stage

STAFF = {
    "통계데이터담당관": ("handler", "second_handler", "clerk", "head"),
    "서울대공원": ("park_handler", "park_clerk"),
    "서대문구": ("district_clerk",),
}
RECEIVERS = {
    "통계데이터담당관": {"clerk", "head"},
    "서울대공원": {"park_clerk"},
    "서대문구": {"district_clerk"},
}
ONWARDS = ("RECEIVE", "ASSIGN", "ACCEPT", "PROGRESS", "RESUME", "REPORT", "CONFIRM")
ASKING, ASKING_STAFF = "버스정책과", {"requester", "asking_head"}
GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)
LOW = Marks(importance=1, effectiveness=4, promptness=3, difficulty=5)
CLEAR = ReturnMarks(clarity=4, communication=5, timing=3)

WORKFLOW: dict[str, Callable[..., Awaitable[Any]]] = {
    "RECEIVE": deliveries.receive,
    "ASSIGN": deliveries.assign,
    "ACCEPT": deliveries.accept,
    "PROGRESS": partial(deliveries.progress, percent=40, health=Health.ON_TRACK, note="정리"),
    "HOLD": partial(deliveries.hold, reason="감사 기간"),
    "RESUME": deliveries.resume,
    "REPORT": partial(deliveries.report, result="9개 노선"),
    "CONFIRM": deliveries.confirm,
    "SEND_BACK": partial(deliveries.send_back, reason="요일별로도"),
    "RETURN": partial(deliveries.return_, reason="저희 일이 아닙니다"),
    "TRANSFER": partial(deliveries.transfer, reason="다른 부서 일입니다"),
    "CANCEL": partial(deliveries.cancel, reason="필요 없어졌습니다"),
    "CHANGE_DUE": partial(deliveries.change_due, due_on=date(2040, 1, 1)),
}
WHOLE: dict[str, Callable[..., Awaitable[Any]]] = {
    "EDIT": partial(drafts.update, content=drafts.RequestContent(body="요일별 발길을 알고 싶습니다.")),
    "PUBLISH": requests.publish,
    "ADD_DEPARTMENTS": requests.add_departments,
    "CANCEL": partial(requests.cancel, reason="사업이 바뀌었습니다"),
    "RESTRICT": partial(requests.restrict, reason="개인정보"),
    "OPEN": requests.open_to_all,
}
TALK: dict[str, Callable[..., Awaitable[Any]]] = {
    "edit": partial(comments.edit, body="@서대문구 홍은동에도 서나요?"),
    "take_back": comments.take_back,
    "react": partial(react, kind=ReactionKind.THANKS),
    "unreact": partial(unreact, kind=ReactionKind.THANKS),
    "open": follow_ups.open_follow_up,
    "answer": partial(follow_ups.answer_follow_up, answer_id=None),
    "reopen": follow_ups.reopen_follow_up,
    "resolve": follow_ups.resolve_thread,
    "unresolve": follow_ups.reopen_thread,
    "report": partial(moderation.report, reason="광고"),
    "hide": partial(moderation.hide, reason="광고"),
    "restore": moderation.restore,
}
RATE: dict[str, Callable[..., Awaitable[Any]]] = {
    "submit": partial(evaluations.submit, marks=GOOD, comment="고맙습니다"),
    "submit low": partial(evaluations.submit, marks=LOW, comment=""),
    "in return": partial(evaluations.submit_return, marks=CLEAR, comment=""),
}
ANSWER: dict[str, Callable[..., Awaitable[Any]]] = {
    "edit": partial(evaluations.edit, marks=LOW, comment="다시 보니"),
    "reply": partial(appeals.reply, body="저희도 고맙습니다"),
    "appeal": partial(appeals.appeal, reason="난이도가 낮습니다"),
}
# Few enough that what they do meets what they did before.
TALKERS = st.sampled_from(["bystander", "requester", "clerk", "administrator"])
RATERS = st.sampled_from(["requester", "handler", "second_handler", "park_handler", "asking_head"])
STALE = st.sampled_from([False, False, False, True])
Refusal = type[Refused] | None


class Cooperation(RuleBasedStateMachine):
    """Each run plays one request of the same city, until it is discarded and drafted anew."""

    def __init__(self, stage: Stage, run: Callable[[Any], Any]) -> None:
        super().__init__()
        self.stage, self.run_in_loop = stage, run
        stage.request_id, stage.city.clock.now = None, NOON
        self.asks = False

    @property
    def picture(self) -> RequestPicture:
        return self.run_in_loop(self.stage.picture())

    @initialize(asked=st.lists(st.sampled_from(DEPARTMENTS), min_size=1, unique=True))
    def publish(self, asked: list[str]) -> None:
        self.run_in_loop(self.stage.draft(*asked))
        self.asks = True
        if len(asked) < len(DEPARTMENTS):  # otherwise it stays a draft for a while
            self.play_whole(self.picture, "PUBLISH", "requester", False, [])

    @precondition(lambda self: self.stage.request_id is None)
    @rule(asked=st.lists(st.sampled_from(DEPARTMENTS), unique=True), due=st.booleans())
    def draft(self, asked: list[str], due: bool) -> None:
        due_on = seoul_day(self.stage.city.clock()) + timedelta(days=5) if due else None
        self.run_in_loop(self.stage.draft(*asked, sets_due=True, due_on=due_on))
        self.asks = bool(asked)

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(places=st.lists(st.integers(0, 100), min_size=2, max_size=5))
    def go_on(self, places: list[int]) -> None:
        """What leads further: acts that the model says are possible and that end nothing."""
        for place in places:
            picture = self.picture
            possible = [
                (act, who, id)
                for id, delivery in picture.deliveries.items()
                for act in ONWARDS
                for who in NAMES
                if refusal_of_step(self.stage, picture, delivery, act, who) is None
            ]
            if possible:
                act, who, id = possible[place % len(possible)]
                self.play_step(picture, act, who, id, False, place)

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(
        act=st.sampled_from(sorted(WORKFLOW)),
        who=st.sampled_from(NAMES),
        place=st.integers(0, 3),
        stale=STALE,
        pick=st.integers(0, 5),
    )
    def step(self, act: str, who: str, place: int, stale: bool, pick: int) -> None:
        """Any act of the workflow by anybody: done or refused just as the model says."""
        picture = self.picture
        ids = list(picture.deliveries)
        if ids:
            self.play_step(picture, act, who, ids[place % len(ids)], stale, pick)

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(
        act=st.sampled_from(sorted(WHOLE)),
        who=st.sampled_from(["requester", "asking_head", *NAMES]),
        stale=STALE,
        asked=st.lists(st.sampled_from(DEPARTMENTS), unique=True),
    )
    def whole(self, act: str, who: str, stale: bool, asked: list[str]) -> None:
        self.play_whole(self.picture, act, who, stale, asked)

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(who=st.sampled_from(NAMES))
    def discard(self, who: str) -> None:
        assert self.stage.request_id is not None
        picture = self.picture
        wanted = refusal_of_whole(self.stage, picture, "DISCARD", who, False, [])
        self.play(who, partial(drafts.discard, id=self.stage.request_id), wanted)
        if wanted is None:
            self.stage.request_id = None

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(who=TALKERS, follow_up=st.booleans(), place=st.integers(0, 5))
    def say(self, who: str, follow_up: bool, place: int) -> None:
        picture = self.picture
        threads, parts = [None, *picture.comments], [None, *picture.deliveries]
        parent = threads[place % len(threads)]
        about = None if parent else parts[place % len(parts)]
        assert self.stage.request_id is not None
        new = NewComment(
            request_id=self.stage.request_id,
            body="@서울대공원 동물원에도 심야버스가 서나요?",
            parent_id=parent,
            delivery_id=about,
            is_follow_up=follow_up,
        )
        self.try_(who, partial(comments.add, new=new))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(
        act=st.sampled_from(sorted(TALK)),
        who=TALKERS,
        place=st.integers(0, 3),
    )
    def talk(self, act: str, who: str, place: int) -> None:
        ids = list(self.picture.comments)
        if ids:
            self.try_(who, partial(TALK[act], id=ids[place % len(ids)]))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(act=st.sampled_from(sorted(RATE)), who=RATERS, place=st.integers(0, 3))
    def rate(self, act: str, who: str, place: int) -> None:
        ids = [id for id, one in self.picture.deliveries.items() if one.confirmed_at or place == 3]
        if ids:
            self.try_(who, partial(RATE[act], delivery_id=ids[place % len(ids)]))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(act=st.sampled_from(sorted(ANSWER)), who=RATERS)
    def answer(self, act: str, who: str) -> None:
        for id in self.picture.ratings.evaluations:
            self.try_(who, partial(ANSWER[act], evaluation_id=id))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(verdict=st.sampled_from(Verdict), who=st.sampled_from(["administrator", "requester"]))
    def decide(self, verdict: Verdict, who: str) -> None:
        for id in self.picture.ratings.appeals:
            self.try_(who, partial(appeals.decide, appeal_id=id, verdict=verdict, reason="살펴보니"))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(hours=st.sampled_from([1, 13, 4 * 24, 15 * 24]))
    def time_passes(self, hours: int) -> None:
        self.stage.city.clock.advance(timedelta(hours=hours))
        self.try_("administrator", lambda ctx: remind_and_lapse(ctx))

    def play_whole(self, picture: RequestPicture, act: str, who: str, stale: bool, asked: list[str]) -> None:
        more: dict[str, Any] = {}
        if act == "ADD_DEPARTMENTS":
            more["addressees"] = [Addressee(department_id=self.stage.department(name)) for name in asked]
        wanted = refusal_of_whole(self.stage, picture, act, who, stale, asked)
        if act == "PUBLISH" and wanted is None and not self.asks:
            wanted = Invalid
        version = 0 if stale else picture.changed_version
        self.play(who, partial(WHOLE[act], id=self.stage.request_id, version=version, **more), wanted)

    def play_step(
        self, picture: RequestPicture, act: str, who: str, id: UUID, stale: bool, pick: int
    ) -> None:
        delivery, more = picture.deliveries[id], dict[str, Any]()
        if act == "ASSIGN":
            staff = STAFF[self.stage.name_of(delivery.department_id)]
            chosen = staff[: 1 + pick % len(staff)]
            more["handlers"] = [Handler(employee_id=getattr(self.stage.people, one).id) for one in chosen]
        if act == "TRANSFER":
            target = (*DEPARTMENTS, ASKING)[pick % 4]
            more["department_id"] = self.stage.department(target)
        wanted = refusal_of_step(self.stage, picture, delivery, act, who, stale=stale)
        if act == "TRANSFER" and wanted is None:
            wanted = refusal_of_target(picture, more["department_id"], self.stage)
        version = 0 if stale else delivery.version
        self.play(who, partial(WORKFLOW[act], id=id, version=version, **more), wanted)

    def play(self, who: str, act: Callable[[Context], Awaitable[Any]], wanted: Refusal) -> None:
        """Done or refused as the model says."""
        if wanted is None:
            self.run_in_loop(self.stage.act(who, act))
        else:
            with pytest.raises(wanted):
                self.run_in_loop(self.stage.act(who, act))

    def try_(self, who: str, act: Callable[[Context], Awaitable[Any]]) -> None:
        """Done, or refused without a trace."""
        with suppress(Refused):
            self.run_in_loop(self.stage.act(who, act))


def sees(stage: Stage, picture: RequestPicture, who: str) -> bool:
    if who == "requester":
        return True
    if picture.key is None:
        return False
    asked = {stage.name_of(one.department_id) for one in picture.deliveries.values()}
    parties = ASKING_STAFF | {one for name in asked for one in STAFF[name]} | {"administrator"}
    return not picture.restricted or who in parties


def refusal_of_step(
    stage: Stage,
    picture: RequestPicture,
    delivery: FoldedDelivery,
    act: str,
    who: str,
    *,
    stale: bool = False,
) -> Refusal:
    if not sees(stage, picture, who):
        return NotFound
    if stale:
        return Conflict
    handles = {one.employee_id for one in delivery.handlers}
    plays = {
        model.REQUESTER: who in ASKING_STAFF,
        model.RECEIVER: who in RECEIVERS[stage.name_of(delivery.department_id)],
        model.HANDLER: getattr(stage.people, who).id in handles,
    }
    if not any(plays[party] for party in model.STEPS[act].by):
        return Forbidden
    leads = model.leads_to(act, delivery.state, delivery.held_from)
    evaluated = act == "SEND_BACK" and delivery.evaluated_at is not None
    return Conflict if leads is None or evaluated else None


def refusal_of_target(picture: RequestPicture, department_id: UUID, stage: Stage) -> Refusal:
    if department_id == stage.department(ASKING):
        return Invalid
    living = {one.department_id for one in picture.deliveries.values() if one.state not in GONE}
    return Conflict if department_id in living else None


def refusal_of_whole(
    stage: Stage, picture: RequestPicture, act: str, who: str, stale: bool, asked: list[str]
) -> Refusal:
    if not sees(stage, picture, who):
        return NotFound
    if stale:
        return Conflict
    if who not in ASKING_STAFF:
        return Forbidden
    restrained = {"RESTRICT": picture.restricted, "OPEN": not picture.restricted}.get(act, False)
    if picture.state.value not in model.WHOLE[act] or restrained:
        return Conflict
    if act == "ADD_DEPARTMENTS":
        if not asked:
            return Invalid
        return next(
            filter(None, (refusal_of_target(picture, stage.department(one), stage) for one in asked)), None
        )
    overdue = picture.due_on is not None and picture.due_on < seoul_day(stage.city.clock())
    return Invalid if act == "PUBLISH" and overdue else None


RUNS, STEPS = {"nightly": (300, 80)}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), (10, 25))


def test_no_sequence_of_acts_breaks_a_request(database_url: str) -> None:
    durable = not database_url.startswith("sqlite")
    runs = RUNS // 3 if durable else RUNS
    played = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=RUNS < 100,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    with asyncio.Runner() as runner:
        engine = create_engine(database_url, durable=durable)
        stage = runner.run(open_stage(write_sessions(engine)))

        class Played(Cooperation):
            def __init__(self) -> None:
                super().__init__(stage, runner.run)

        run_state_machine_as_test(Played, settings=played, _min_steps=STEPS // 2)
        runner.run(engine.dispose())
