"""Other rules on past months: who would have won, and nothing that is kept is touched."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from madang.errors import Conflict, Invalid, Reason
from madang.rules.calendar import Month
from madang.rules.mileage import Holder, Rule, boards_of
from madang.rules.mileage_kings import Place
from madang.rules.mileage_policy import MileagePolicy
from madang.rules.mileage_simulation import MOST_MOVES, RuleOutcome, Seat, Simulation
from madang.rules.people import Role
from models.base import Sessions
from resolvers import mileage_policies, replaying
from resolvers.context import Context
from resolvers.mileage_policies import draft, try_draft, update
from resolvers.mileage_simulations import simulate
from subscriptions.ledger import Ledger
from subscriptions.mileage_books import Books, InForce
from subscriptions.mileage_replay import Replay
from subscriptions.mileage_trials import Trial
from tests.builders import chart, context, employee
from tests.mileage.chance import Chance
from tests.mileage.telling import NOON, Telling, department, person
from tests.mileage.writing import write

JULY, AUGUST = Month(2014, 7), Month(2014, 8)
ANNA, BO, CHO, DAN = (person(number) for number in range(1, 5))
HOME = department(1)


def tried(tell: Telling, policy: MileagePolicy, *months: Month) -> Simulation:
    trial = Trial(policy, months)
    trial.read([entry.at(position) for position, entry in enumerate(tell.entries, start=1)])
    return trial.result()


def comments(tell: Telling, who: UUID, number: int) -> None:
    """Each on a request of its own, a day apart."""
    for _ in range(number):
        request = tell.request(who, of=HOME)
        tell.comment(request, who, f"함께 하면 더 빠릅니다 {tell.made}", of=HOME)
        tell.now += timedelta(hours=1)


def month_of_four() -> Telling:
    """Three have been given points by hand, and Dan has written four comments."""
    tell = Telling()
    for who, amount in ((ANNA, 1000), (BO, 900), (CHO, 800)):
        tell.adjusted(who, amount, of=HOME)
    comments(tell, DAN, 4)
    tell.now = JULY.ends
    tell.closed(JULY.number)
    return tell


def test_who_enters_and_who_leaves_is_told_with_the_rule_that_moved_them() -> None:
    simulation = tried(month_of_four(), MileagePolicy(comment_points=250), JULY)
    (month,) = simulation.months
    assert month.before == (
        Seat(Place.GRAND, ANNA, 1000),
        Seat(Place.EXCELLENCE, BO, 900),
        Seat(Place.ENCOURAGEMENT, CHO, 800),
    )
    assert month.after == (
        Seat(Place.GRAND, ANNA, 1000),  # of equal ones, who had earned the points earlier
        Seat(Place.EXCELLENCE, DAN, 1000),
        Seat(Place.ENCOURAGEMENT, BO, 900),
    )
    assert (month.entered, month.left) == ((DAN,), (CHO,))
    assert (simulation.moved, len(simulation.moves)) == (1, 1)
    (move,) = simulation.moves
    assert (move.person_id, move.before, move.after, move.cause) == (DAN, 400, 1000, Rule.COMMENT)
    assert (move.rank_before, move.rank_after) == (4, 1)
    assert move.rules == (RuleOutcome(Rule.COMMENT, 400, 1000),)
    assert [(one.rule, one.before, one.after) for one in simulation.rules] == [
        (Rule.REQUEST, 0, 0),
        (Rule.RESPONSE, 0, 0),
        (Rule.COMMENT, 400, 1000),
        (Rule.THANKS, 0, 0),
        (Rule.ADJUSTMENT, 2700, 2700),
    ]


def test_the_two_orders_are_compared_over_whoever_has_points_in_either() -> None:
    likeness = tried(month_of_four(), MileagePolicy(comment_points=225), JULY).likeness
    # Anna 10, Bo 9, Cho 8, Dan 4; then Dan has 9, as Bo
    assert (likeness.people, likeness.kendall) == (4, Decimal("0.5477"))
    assert likeness.spearman == Decimal("0.6325")
    off = tried(month_of_four(), MileagePolicy(comment_points=0), JULY)
    assert (off.likeness.people, off.likeness.spearman, off.likeness.kendall) == (4, 1, 1)
    assert (off.moves[0].rank_before, off.moves[0].rank_after) == (4, None)


def test_months_before_are_counted_as_they_were() -> None:
    tell = month_of_four()
    tell.now = AUGUST.begins + timedelta(days=5)
    comments(tell, DAN, 2)
    only_august = tried(tell, MileagePolicy(comment_points=1000), AUGUST)
    assert [(one.month, one.before, one.after) for one in only_august.months] == [
        (201408, (Seat(Place.GRAND, DAN, 200),), (Seat(Place.GRAND, DAN, 2000),))
    ]
    both = tried(tell, MileagePolicy(comment_points=1000), JULY, AUGUST)
    assert (both.first_month, both.last_month) == (201407, 201408)
    assert [(one.before, one.after) for one in both.moves] == [(600, 6000)]


def test_a_winner_of_the_tried_rules_rests_by_the_tried_rules() -> None:
    tell = Telling()
    for month in (JULY, AUGUST):
        tell.now = month.begins + timedelta(days=5)
        tell.adjusted(ANNA, 900, of=HOME)
        comments(tell, DAN, 1)
        tell.now = month.ends
        tell.closed(month.number)
    simulation = tried(tell, MileagePolicy(king_rest_months=1, comment_points=0), JULY, AUGUST)
    assert [tuple(one.person_id for one in month.before) for month in simulation.months] == [(ANNA, DAN)] * 2
    assert [tuple(one.person_id for one in month.after) for month in simulation.months] == [(ANNA,), ()]
    assert [month.left for month in simulation.months] == [(DAN,), (ANNA, DAN)]


def test_who_is_equal_is_neither_a_winner_nor_lost() -> None:
    tell = Telling()
    tell.adjusted(ANNA, 200, of=HOME)
    tell.adjusted(CHO, 1, of=HOME)
    for who in (ANNA, BO, CHO):
        tell.now = NOON + timedelta(days=1)
        comments(tell, who, 1)
    equal = tried(tell, MileagePolicy(comment_points=0, request_points=1), JULY)
    assert [one.person_id for one in equal.months[0].before] == [ANNA, CHO, BO]
    tell.adjusted(CHO, -1, of=HOME)
    (month,) = tried(tell, MileagePolicy(comment_points=0), JULY).months
    assert (month.before, month.tied_before) == ((Seat(Place.GRAND, ANNA, 300),), (BO, CHO))
    assert (month.after, month.tied_after) == ((Seat(Place.GRAND, ANNA, 200),), ())
    assert (month.entered, month.left) == ((), ())
    (turned,) = tried(tell, MileagePolicy(comment_points=201), JULY).months
    assert (turned.after, turned.tied_after) == ((Seat(Place.GRAND, ANNA, 401),), (BO, CHO))


def test_no_more_than_a_hundred_are_named() -> None:
    tell = Telling()
    for number in range(MOST_MOVES + 7):
        comments(tell, person(number), 1)
    simulation = tried(tell, MileagePolicy(comment_points=0), JULY)
    assert (simulation.moved, len(simulation.moves)) == (MOST_MOVES + 7, MOST_MOVES)


def chance(seed: int) -> Chance:
    """Acts by chance, without a change of rules: the log is counted by the built-in ones throughout."""
    made = Chance(seed)
    made.change_policy = lambda: None  # type: ignore[method-assign]
    for _ in range(250):
        made.act()
    return made


def months_of(tell: Telling) -> list[Month]:
    last = max(Month.of(entry.occurred_at) for entry in tell.entries)
    months = [JULY]
    while months[-1] < last:
        months.append(months[-1].next)
    return months


@pytest.mark.parametrize("seed", range(200, 210))
def test_the_same_rules_change_nothing(seed: int) -> None:
    tell = chance(seed).tell
    simulation = tried(tell, MileagePolicy(), *months_of(tell))
    assert simulation.moved == 0
    assert all((one.before, one.entered, one.left) == (one.after, (), ()) for one in simulation.months)
    assert all(one.difference == 0 for one in simulation.rules)


@pytest.mark.parametrize("seed", range(210, 220))
def test_a_trial_of_all_months_is_the_log_booked_by_the_tried_rules(seed: int) -> None:
    tell = chance(seed).tell
    policy = MileagePolicy(comment_points=70, pair_decay_percent=90, request_daily_cap=1, difficulty_weight=4)
    months = months_of(tell)
    simulation = tried(tell, policy, *months)
    always = Replay(Books(policies=[InForce(number=1, since=date(2014, 1, 1), policy=policy)]))
    always.read([entry.at(position) for position, entry in enumerate(tell.entries, start=1)])
    expected: Counter[Rule] = Counter()
    for (holder, _, period), sum in always.sums.items():
        if holder is Holder.PERSON and period in {boards_of(month)[0] for month in months}:
            expected.update(sum.amounts)
    assert {one.rule: one.after for one in simulation.rules} == {rule: expected[rule] for rule in Rule}
    winners = {month.month: [one.person_id for one in month.after] for month in simulation.months}
    closed = {month: [one.person_id for one in choice.winners] for month, choice in always.choices.items()}
    assert {month: winners[month] for month in closed} == closed


class Reading:
    """How far a try has read."""

    def __init__(self) -> None:
        self.read = self.all = 0
        self.begun = asyncio.Event()

    def told(self, read: int, all: int) -> None:
        self.read, self.all = read, all
        self.begun.set()


async def administrator(sessions: Sessions, tell: Telling) -> Context:
    await write(sessions, tell)
    city = await chart(sessions)
    city.clock.now = datetime(2014, 12, 5, tzinfo=UTC)
    person = await employee(city, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    return await context(city, person)


async def test_the_log_is_read_in_pages_and_no_further_than_the_months_reach(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "PAGE", 4)
    tell = month_of_four()
    lines = len(tell.entries)
    tell.now = AUGUST.begins + timedelta(days=1)
    comments(tell, ANNA, 20)
    ctx, reading = await administrator(sessions, tell), Reading()
    policy = MileagePolicy(comment_points=250)
    simulation = await simulate(ctx, policy, JULY, JULY, told=reading.told)
    assert simulation == tried(tell, policy, JULY)
    assert lines - 4 <= reading.read <= lines < reading.all == len(tell.entries)


async def test_a_try_ends_when_whoever_asked_has_gone(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "PAGE", 1)
    ctx, reading = await administrator(sessions, month_of_four()), Reading()
    trying = asyncio.create_task(simulate(ctx, MileagePolicy(), JULY, JULY, told=reading.told))
    await reading.begun.wait()
    trying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trying
    read = reading.read
    await asyncio.sleep(0.05)
    assert (reading.read, read < reading.all) == (read, True)


async def test_a_server_tries_one_after_another(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "PAGE", 1)
    alone = await administrator(sessions, month_of_four())
    ctx, first, second = replace(alone, ledger=Ledger()), Reading(), Reading()
    tries = [simulate(ctx, MileagePolicy(), JULY, JULY, told=one.told) for one in (first, second)]
    both = asyncio.gather(*tries)
    await first.begun.wait()
    assert not second.begun.is_set()
    one, other = await both
    assert one == other


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (AUGUST, JULY, Reason.OUT_OF_RANGE),
        (JULY, Month(2015, 1), Reason.OUT_OF_RANGE),
        (Month(2012, 12), Month(2014, 12), Reason.TOO_MANY),
    ],
)
async def test_months_that_cannot_be_tried_are_refused(
    sessions: Sessions, first: Month, last: Month, reason: Reason
) -> None:
    ctx = await administrator(sessions, Telling())
    with pytest.raises(Invalid) as refused:
        await simulate(ctx, MileagePolicy(), first, last)
    assert refused.value.reason is reason
    assert len((await simulate(ctx, MileagePolicy(), Month(2013, 1), Month(2014, 12))).months) == 24


async def test_a_draft_that_was_edited_while_it_was_tried_was_not_tried(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = await administrator(sessions, month_of_four())
    drafted = await draft(ctx, MileagePolicy(comment_points=250), note="더 넉넉하게")

    async def slowly(*given: object) -> Simulation:
        await update(ctx, drafted.id, policy=MileagePolicy(comment_points=260))
        return await simulate(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(mileage_policies, "simulate", slowly)
    with pytest.raises(Conflict) as refused:
        await try_draft(ctx, drafted.id, JULY, JULY)
    assert refused.value.reason is Reason.STALE
    async with sessions() as session:
        kept = await session.get_one(type(drafted), drafted.id)
    assert (kept.version, kept.simulated_at, kept.simulation) == (2, None, None)
