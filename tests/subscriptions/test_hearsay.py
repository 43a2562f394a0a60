"""What other processes say is believed for a while, from when it was said; on a clock of the test."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from madang.rules.presence import NOBODY, Crowd, Doing, Present
from subscriptions.attendance import MOST_AT_ONCE, Attendance, Voice, decode, encode
from subscriptions.hearsay import FORGOTTEN, Hearsay

NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)
REQUEST, ANOTHER, ONE, TWO = (UUID(int=number) for number in range(1, 5))
CLOCK = 1000.0  # what the other process's clock is ahead of ours


def crowd(*people: int) -> Crowd:
    return Crowd(tuple(Present(UUID(int=one), Doing.VIEWING, NOON) for one in people), len(people))


def said(at: float, *people: int, process: UUID = ONE, request: UUID = REQUEST) -> Attendance:
    return Attendance(process=process, at=CLOCK + at, crowds={request: crowd(*people)})


def test_each_process_speaks_for_its_own_people() -> None:
    heard = Hearsay(patience=8)
    assert heard.hear(said(0, 7), 0) == {REQUEST}
    assert heard.hear(said(0, 8, process=TWO), 0) == {REQUEST}
    assert heard.hear(said(1, 7), 1) == set()  # nothing new
    assert heard.hear(said(2, 9), 2) == {REQUEST}
    assert heard.crowds(REQUEST) == [crowd(9), crowd(8)]
    assert heard.hear(said(3), 3) == {REQUEST}
    assert heard.hear(said(4), 4) == set()
    assert (heard.crowds(REQUEST), heard.crowds(ANOTHER)) == ([crowd(8)], [])


def test_what_is_not_said_again_is_forgotten() -> None:
    heard = Hearsay(patience=8)
    heard.hear(said(0, 7), 0)
    heard.hear(said(0, 8, request=ANOTHER), 0)
    heard.hear(said(5, 7), 5)
    assert heard.forget(7.9) == set()
    assert (heard.forget(8), heard.crowds(REQUEST), heard.crowds(ANOTHER)) == ({ANOTHER}, [crowd(7)], [])
    assert (heard.forget(13), heard.crowds(REQUEST)) == ({REQUEST}, [])


def test_what_waited_in_a_frozen_redis_counts_from_when_it_was_said() -> None:
    heard = Hearsay(patience=8)
    heard.hear(said(0, 7), 0.1)
    assert heard.forget(8.5) == {REQUEST}
    assert (heard.hear(said(2, 7), 30), heard.crowds(REQUEST)) == (set(), [])
    assert heard.hear(said(24, 7), 30) == {REQUEST}
    assert (heard.forget(31.9), heard.forget(32.2)) == (set(), {REQUEST})


def test_what_comes_after_something_newer_is_not_believed() -> None:
    heard = Hearsay(patience=8)
    heard.hear(said(0, 7), 0)
    heard.hear(said(2), 2)
    assert (heard.hear(said(1, 7), 2.1), heard.crowds(REQUEST)) == (set(), [])


def test_clocks_of_two_machines_may_drift_apart() -> None:
    heard = Hearsay(patience=8)
    for second in range(0, 60_000, 3):
        heard.hear(said(second * 0.9998, 7), second)  # 17 seconds a day
        assert heard.forget(second + 3) == set()


def test_a_process_that_is_gone_for_long_is_not_remembered() -> None:
    heard = Hearsay(patience=8)
    heard.hear(said(100, 7), 0)
    heard.forget(FORGOTTEN + 1)
    assert heard.hear(said(0, 7), FORGOTTEN + 2) == {REQUEST}  # as if it had never been there


def test_what_is_written_is_read_and_what_nobody_understands_is_nothing() -> None:
    message = said(0.5, 7, 8)
    assert decode(encode(message)) == message
    for data in (b"not JSON", b"[]", b'{"process": 1}', b"{}"):
        assert decode(data) is None


def test_a_full_request_fits_into_a_small_message() -> None:
    many = Crowd(crowd(*range(100)).people, 5000)
    messages = list(Voice().say({UUID(int=one): many for one in range(5)}, at=1.5))
    assert [len(message.crowds) for message in messages] == [2, 2, 1]
    assert max(len(encode(message)) for message in messages) < 40_000
    few = list(Voice().say({UUID(int=one): crowd(1) for one in range(250)}, at=1.5))
    assert [len(message.crowds) for message in few] == [MOST_AT_ONCE // 2] * 2 + [50]


def test_a_process_tells_of_so_many_requests_and_of_the_next_when_one_is_empty() -> None:
    voice = Voice(most=1)
    assert list(voice.say({REQUEST: crowd(7)}, at=1)) == [said(1 - CLOCK, 7, process=voice.process)]
    assert list(voice.say({ANOTHER: crowd(8)}, at=2)) == []
    assert list(voice.say({ANOTHER: NOBODY}, at=3)) == []  # nobody was told
    (message,) = voice.say({REQUEST: NOBODY, ANOTHER: crowd(8)}, at=4)
    assert message.crowds == {REQUEST: NOBODY, ANOTHER: crowd(8)}


@pytest.mark.parametrize("late", [0.5, 3.0])
def test_a_message_on_its_way_for_some_seconds_is_believed_for_the_rest(late: float) -> None:
    heard = Hearsay(patience=8)
    heard.hear(said(0, 7), 0)
    heard.hear(said(2, 8), 2 + late)
    assert (heard.forget(9.9), heard.crowds(REQUEST)) == (set(), [crowd(8)])
    assert heard.forget(10.1) == {REQUEST}
