"""Random acts of everybody on one request: never an illegal state, a lost event, or a change by a refusal.

`HYPOTHESIS_PROFILE=nightly` plays longer.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
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

from madang.errors import Invalid, Refused
from madang.rules.calendar import seoul_day
from madang.rules.evaluations import Verdict
from models.engine import create_engine, write_sessions
from resolvers import appeals, comments, drafts
from resolvers.addressees import Addressee
from resolvers.comments import NewComment
from resolvers.context import Context
from resolvers.handlers import Handler
from resolvers.reminders import remind_and_lapse
from subscriptions.folding import RequestPicture
from subscriptions.folding_deliveries import FoldedDelivery
from tests.builders import NOON
from tests.requests import model
from tests.requests.acts import ANSWER, OFFER, RATE, TAKE_OFF, TALK, WHOLE, WORKFLOW, hanging
from tests.requests.refusals import (
    ASKING,
    HEADS,
    STAFF,
    Refusal,
    refusal_of_step,
    refusal_of_target,
    refusal_of_whole,
)
from tests.requests.stage import DEPARTMENTS, NAMES, Stage, open_stage

AFTER_LEAVING = ("RECEIVE", "HOLD", "CANCEL")  # what may come between a proposal and its answer
ONWARDS = ("RECEIVE", "ASSIGN", "ACCEPT", "PROGRESS", "RESUME", "REPORT", "CONFIRM")
LEAVING = ("APPROVE_LEAVING", "DECLINE_LEAVING", "WITHDRAW_LEAVING")
# Few enough that what they do meets what they did before.
TALKERS = st.sampled_from(["bystander", "requester", "clerk", "administrator"])
RATERS = st.sampled_from(["requester", "handler", "second_handler", "park_handler", "asking_head"])
HANGERS = st.sampled_from(["requester", "requester", "handler", "bystander", "district_clerk"])
STALE = st.sampled_from([False, False, False, True])


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

    @initialize(
        asked=st.lists(st.sampled_from(DEPARTMENTS), min_size=1, unique=True),
        leaves=st.sampled_from(["RETURN", "TRANSFER", None]),
        then=st.sampled_from([*LEAVING, *AFTER_LEAVING]),
    )
    def publish(self, asked: list[str], leaves: str | None, then: str) -> None:
        self.run_in_loop(self.stage.draft(*asked))
        self.asks = True
        if len(asked) < len(DEPARTMENTS):  # otherwise it stays a draft for a while
            self.play_whole(self.picture, "PUBLISH", "requester", False, [])
            if leaves:
                self.play_leaving([leaves, then], False, len(asked))

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
        acts=st.lists(st.sampled_from([*LEAVING, *AFTER_LEAVING]), min_size=1, max_size=3),
        head=st.booleans(),
        pick=st.integers(0, 5),
    )
    def leave(self, acts: list[str], head: bool, pick: int) -> None:
        """A clerk (or the `head`) wants to be rid of a part, and then what others do meets it."""
        self.play_leaving(["TRANSFER" if pick % 2 else "RETURN", *acts], head, pick)

    def play_leaving(self, acts: list[str], head: bool, pick: int) -> None:
        for place, act in enumerate(acts):
            picture = self.picture
            leavable = [id for id, one in picture.deliveries.items() if one.state.value in model.LEAVABLE]
            if not leavable:
                return
            id = min(leavable, key=lambda id: self.department_of(picture, id) not in HEADS)
            who = "head" if head and place == 0 else self.able(picture, id, act)
            self.play_step(picture, act, who, id, False, pick)

    def department_of(self, picture: RequestPicture, id: UUID) -> str:
        return self.stage.name_of(picture.deliveries[id].department_id)

    def able(self, picture: RequestPicture, id: UUID, act: str) -> str:
        """Somebody who may do it, if there is anybody: clerks before heads."""
        delivery = picture.deliveries[id]
        able = [who for who in NAMES if refusal_of_step(self.stage, picture, delivery, act, who) is None]
        return able[0] if able else "clerk"

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
    @rule(
        hung=st.lists(st.sampled_from(sorted(TAKE_OFF)), min_size=1, unique=True),
        taken_off=st.lists(st.sampled_from(sorted(TAKE_OFF)), unique=True),
        who=HANGERS,
    )
    def hang(self, hung: list[str], taken_off: list[str], who: str) -> None:
        for what in hung:
            act = hanging(self.stage.other_id)[what]
            self.try_(who, partial(act, request_id=self.stage.request_id))
        for what in taken_off:
            for id in getattr(self.picture.material, what):
                self.try_(who, partial(TAKE_OFF[what], id=id))

    @precondition(lambda self: self.stage.request_id is not None)
    @rule(
        act=st.sampled_from(["accept", *sorted(OFFER)]),
        who=st.sampled_from(["bystander", "district_clerk", "park_clerk"]),
        answers=HANGERS,
    )
    def offer(self, act: str, who: str, answers: str) -> None:
        """A department offers itself, and sometimes the right person answers."""
        self.try_(who, partial(hanging(None)["offers"], request_id=self.stage.request_id))
        for id in self.picture.material.offers:
            self.try_(answers, partial(OFFER[act], id=id))

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
        target = more.get("department_id")
        if act == "APPROVE_LEAVING" and delivery.leaving:
            target = delivery.leaving.target_id
        if target and wanted is None:
            wanted = refusal_of_target(picture, target, self.stage)
        version = 0 if stale else delivery.version
        self.play(who, partial(WORKFLOW[act], id=id, version=version, **more), wanted)
        if wanted is None:
            self.check_step(picture.deliveries[id], act, who, self.picture.deliveries[id])

    def check_step(self, before: FoldedDelivery, act: str, who: str, after: FoldedDelivery) -> None:
        """It is where the model says, and waits for the head if the model says so."""
        head = HEADS.get(self.stage.name_of(before.department_id))
        asks_head, proposed = head not in (None, who), before.leaving and before.leaving.act
        leads = model.leads_to(act, before.state, before.held_from, proposed)
        stays = asks_head and act in ("RETURN", "TRANSFER")
        assert after.state == (before.state if stays else leads)
        waits = model.waits_after(act, proposed, after.state, asks_head=asks_head)
        assert (after.leaving and after.leaving.act) == waits

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
        runner.run(stage.open_other())

        class Played(Cooperation):
            def __init__(self) -> None:
                super().__init__(stage, runner.run)

        run_state_machine_as_test(Played, settings=played, _min_steps=STEPS // 2)
        runner.run(engine.dispose())
