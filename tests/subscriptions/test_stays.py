"""Who is at a request by the connections of one process, on a clock of the test."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from madang.rules.presence import NOBODY, Crowd, Doing, Present
from subscriptions.stays import Seat, Stays

NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)
REQUEST, PERSON, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)


@dataclass
class Client:
    """Heard by a socket."""

    heard_at: float = 0.0
    felt_at: float = 0.0

    def feel(self, now: float) -> None:
        self.felt_at = now


def seat(doing: Doing = Doing.VIEWING, *, client: Client | None = None) -> Seat:
    return Seat(REQUEST, PERSON, doing, client)


def crowd(doing: Doing) -> Crowd:
    return Crowd((Present(PERSON, doing, NOON),), 1)


def test_who_has_left_stays_for_a_moment_and_is_forgotten_then() -> None:
    stays, one = Stays(), seat(Doing.WRITING)
    stays.take(one, since=NOON)
    stays.give_up(one, until=2.0)
    assert (stays.sweep(1.9, silence=9), stays.crowd(REQUEST)) == (set(), crowd(Doing.WRITING))
    assert (stays.sweep(2.0, silence=9), stays.crowd(REQUEST)) == ({REQUEST}, NOBODY)
    assert (stays.rooms, stays.people) == (set(), 0)


def test_who_comes_back_in_time_has_been_there_all_the_while() -> None:
    stays, one, two = Stays(), seat(Doing.WRITING), seat()
    stays.take(one, since=NOON)
    stays.give_up(one, until=2.0)
    stays.take(two, since=NOON.replace(hour=4))
    assert (stays.sweep(2.0, silence=9), stays.crowd(REQUEST)) == (set(), crowd(Doing.VIEWING))
    stays.give_up(two, until=5.0)
    assert (stays.sweep(5.0, silence=9), stays.crowd(REQUEST)) == ({REQUEST}, NOBODY)


def test_the_tab_that_is_left_says_what_one_does() -> None:
    stays, reading, writing = Stays(), seat(), seat(Doing.WRITING)
    stays.take(reading, since=NOON)
    stays.take(writing, since=NOON)
    assert (stays.crowd(REQUEST), stays.people) == (crowd(Doing.WRITING), 1)
    stays.give_up(writing, until=2.0)
    assert stays.crowd(REQUEST) == crowd(Doing.VIEWING)
    assert (stays.sweep(3.0, silence=9), stays.crowd(REQUEST)) == (set(), crowd(Doing.VIEWING))


def test_a_client_that_falls_silent_is_hidden_and_shown_again_when_it_is_heard() -> None:
    stays, client = Stays(), Client()
    stays.take(seat(client=client), since=NOON)
    assert (stays.sweep(7.0, silence=7), stays.crowd(REQUEST)) == (set(), crowd(Doing.VIEWING))
    assert (stays.sweep(7.1, silence=7), stays.crowd(REQUEST)) == ({REQUEST}, NOBODY)
    assert (stays.sweep(7.2, silence=7), stays.people) == (set(), 0)
    assert client.felt_at == 7.2
    client.heard_at = 7.3
    assert (stays.sweep(7.4, silence=7), stays.crowd(REQUEST)) == ({REQUEST}, crowd(Doing.VIEWING))


def test_a_silent_client_that_is_dropped_at_last_is_not_shown_once_more() -> None:
    stays, one = Stays(), seat(client=Client())
    stays.take(one, since=NOON)
    stays.sweep(8.0, silence=7)
    stays.give_up(one, until=10.0)
    assert stays.crowd(REQUEST) == NOBODY
    assert (stays.sweep(8.1, silence=7), stays.rooms) == (set(), set())


def test_a_silent_tab_does_not_keep_one_who_has_closed_the_other() -> None:
    stays, silent, open_tab = Stays(), seat(Doing.WRITING, client=Client()), seat()
    stays.take(silent, since=NOON)
    stays.take(open_tab, since=NOON)
    assert (stays.sweep(8.0, silence=7), stays.crowd(REQUEST)) == ({REQUEST}, crowd(Doing.VIEWING))
    stays.give_up(open_tab, until=9.0)
    assert (stays.sweep(9.0, silence=7), stays.crowd(REQUEST)) == ({REQUEST}, NOBODY)
    assert stays.rooms == {REQUEST}  # the line stands; it may be heard again
    stays.give_up(silent, until=10.0)
    stays.sweep(9.1, silence=7)
    assert stays.rooms == set()
