"""Whether the soak would notice: what must be told, what may be told, and what is held against a stream."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from benchmarks.soak.city import Person
from benchmarks.soak.client import Heard, Stream
from benchmarks.soak.following import one
from benchmarks.soak.truth import Truth, flaws_of_log
from benchmarks.soak.verdict import Verdict, judge
from madang.rules.people import Position
from madang.rules.requests import PartnerRole, Scale
from schema.identifiers import global_id
from schema.timeline import NAMES
from subscriptions.events import Event, Record
from subscriptions.people_events import EmployeeMoved, Placement
from subscriptions.request_events import (
    DeliverySent,
    RequestCancelled,
    RequestDrafted,
    RequestOpened,
    RequestPublished,
    RequestRestricted,
)


@dataclass(frozen=True)
class Move:
    who: Person
    department: UUID


Happening = Event | Sequence[Event] | Move
"""What one transaction tells of: the one request, or a person."""

NOON = datetime(2014, 6, 3, 3, tzinfo=UTC)
ASKING, ASKED, ELSEWHERE = UUID(int=1), UUID(int=2), UUID(int=3)
CASE = UUID(int=9)


def person(number: int, department: UUID, *, is_administrator: bool = False) -> Person:
    id = UUID(int=number)
    return Person(id=id, number=str(number), department_id=department, is_administrator=is_administrator)


REQUESTER, PARTNER, STRANGER = person(11, ASKING), person(12, ASKED), person(13, ELSEWHERE)
ADMINISTRATOR = person(14, ELSEWHERE, is_administrator=True)
EVERYBODY = [REQUESTER, PARTNER, STRANGER, ADMINISTRATOR]
SOMETHING = RequestCancelled(reason="")


def drafted(*, restricted: bool) -> Event:
    return RequestDrafted(
        title="", project="", scale=Scale.BUREAU, due_on=None, department_id=ASKING, restricted=restricted
    )


SENT = DeliverySent(delivery_id=UUID(int=8), department_id=ASKED, role=PartnerRole.JOINT, due_on=None)
PUBLISHED = RequestPublished(key="협업-2014-0001")
RESTRICTED: list[Happening] = [drafted(restricted=True), [PUBLISHED, SENT], SOMETHING]


def _events(acts: Happening) -> Sequence[Event]:
    if isinstance(acts, Move):
        placement = Placement(department_id=acts.department, position=Position.MEMBER, is_main=True)
        return [EmployeeMoved(on=NOON.date(), placements=(placement,))]
    return [acts] if isinstance(acts, Event) else acts


def log(*happened: Happening) -> list[Record]:
    """One after the other."""
    records: list[Record] = []
    versions: dict[UUID, int] = {}
    for moment, acts in enumerate(happened):
        subject = acts.who.id if isinstance(acts, Move) else CASE
        for event in _events(acts):
            versions[subject] = versions.get(subject, 0) + 1
            records.append(
                Record(
                    position=len(records) + 1,
                    subject_kind="request" if subject == CASE else "employee",
                    subject_id=subject,
                    version=versions[subject],
                    actor_id=REQUESTER.id,
                    occurred_at=NOON + timedelta(minutes=moment),
                    event=event,
                )
            )
    return records


def must(records: list[Record], who: Person) -> set[int]:
    truth = Truth(records, EVERYBODY)
    return {one.position for one in records if one.subject_id == CASE and truth.must(who.id, one)}


def may(records: list[Record], who: Person) -> set[int]:
    truth = Truth(records, EVERYBODY)
    return {one.position for one in records if one.subject_id == CASE and truth.may(who.id, one)}


def test_a_restricted_request_is_for_its_parties_and_administrators_from_its_publication_on() -> None:
    records = log(*RESTRICTED)
    assert must(records, REQUESTER) == {1, 2, 3, 4}
    assert must(records, PARTNER) == must(records, ADMINISTRATOR) == {2, 3, 4}
    assert may(records, PARTNER) == {1, 2, 3, 4}  # told late, the draft is a request they see
    assert may(records, STRANGER) == set()


def test_an_open_one_is_for_everybody() -> None:
    assert must(log(drafted(restricted=False), [PUBLISHED, SENT]), STRANGER) == {2, 3}


def test_behind_the_position_of_their_move_nobody_may_be_told_what_is_restricted() -> None:
    records = log(*RESTRICTED, Move(PARTNER, ELSEWHERE), SOMETHING)  # they move at 5
    assert must(records, PARTNER) == set()  # an event told late finds them gone
    assert may(records, PARTNER) == {1, 2, 3, 4}


def test_who_comes_back_may_be_told_what_happened_meanwhile_and_must_be_told_what_follows() -> None:
    records = log(*RESTRICTED, Move(PARTNER, ELSEWHERE), SOMETHING, Move(PARTNER, ASKED), SOMETHING)
    assert must(records, PARTNER) == {8}
    assert may(records, PARTNER) == {1, 2, 3, 4, 6, 8}


def test_a_restriction_counts_from_its_own_event_on_and_until_it_is_lifted() -> None:
    act, lift = RequestRestricted(reason=""), RequestOpened()
    open_for_now: list[Happening] = [drafted(restricted=False), [PUBLISHED, SENT]]
    assert may(log(*open_for_now, act, SOMETHING), STRANGER) == {1, 2, 3}
    assert must(log(*open_for_now, act, SOMETHING, lift), STRANGER) == {6}


def heard(records: Iterable[Record]) -> list[Heard]:
    return [
        Heard(one.position, one.version, NAMES[one.event.kind], global_id("Request", CASE), 0.0)
        for one in records
    ]


def verdict(told: list[Heard], *, who: Person = PARTNER, start: int = 1) -> Verdict:
    stream = Stream(one(CASE), cursor="", start=start, heard=told)
    return judge(stream, who.id, Truth(log(*RESTRICTED), EVERYBODY))


FIRST, SECOND, THIRD = heard(log(*RESTRICTED)[1:])


def test_a_stream_that_was_told_everything_once_and_in_order_is_flawless() -> None:
    assert not verdict([FIRST, SECOND, THIRD])


def test_what_is_missing_repeated_swapped_leaked_or_changed_is_noticed() -> None:
    assert verdict([FIRST, THIRD]) == Verdict(lost=(3,))
    assert verdict([FIRST, FIRST, SECOND, THIRD]) == Verdict(twice=(2,))
    assert verdict([FIRST, SECOND, THIRD], start=2) == Verdict(twice=(2,))
    assert verdict([FIRST, THIRD, SECOND]) == Verdict(out_of_order=(3,))
    assert verdict([FIRST], who=STRANGER) == Verdict(leaked=(2,))
    assert verdict([FIRST, SECOND, replace(THIRD, version=9)]) == Verdict(altered=(4,))
    assert verdict([FIRST, SECOND, replace(THIRD, request=None)]) == Verdict(altered=(4,))


def test_what_a_stream_did_not_ask_for_is_a_leak() -> None:
    of_another = Stream(one(UUID(int=10)), cursor="", start=1, heard=[THIRD])
    assert judge(of_another, PARTNER.id, Truth(log(*RESTRICTED), EVERYBODY)) == Verdict(leaked=(4,))


def test_gaps_and_unordered_versions_of_the_log_are_noticed() -> None:
    first, *rest, last = log(*RESTRICTED)
    assert flaws_of_log([first, *rest, last]) == []
    assert flaws_of_log([first, last]) == ["position 4 follows 1", "position 4: version 4 follows 1"]
