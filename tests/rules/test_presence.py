"""Who is at a request: one entry a person, whatever the number of tabs and processes that tell of them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from madang.rules.presence import MOST_SHOWN, NOBODY, Crowd, Doing, Present, gathered, joined

NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)


def present(number: int, doing: Doing = Doing.VIEWING, *, minute: int = 0) -> Present:
    return Present(UUID(int=number), doing, NOON + timedelta(minutes=minute))


def test_who_came_first_stands_first() -> None:
    late, early, also_early = present(1, minute=2), present(3), present(2)
    assert gathered([late, early, also_early]) == Crowd((also_early, early, late), 3)


def test_a_person_is_one_writes_if_they_write_anywhere_and_has_been_there_since_they_came() -> None:
    tabs = [present(1, minute=1), present(1, Doing.WRITING, minute=3), present(1, minute=2)]
    assert gathered(tabs) == Crowd((present(1, Doing.WRITING, minute=1),), 1)


def test_of_many_the_first_are_shown_and_all_are_counted() -> None:
    many = gathered(present(number, minute=number) for number in range(MOST_SHOWN + 20))
    assert (len(many.people), many.people[-1], many.total) == (100, present(99, minute=99), 120)


def test_what_processes_know_is_one_list() -> None:
    one = gathered([present(1), present(2, Doing.WRITING, minute=1)])
    other = gathered([present(2), present(3)])
    assert joined([one, NOBODY, other]) == Crowd((present(1), present(2, Doing.WRITING), present(3)), 3)
    assert joined([NOBODY, one]) is one
    assert joined([]) == joined([NOBODY]) == NOBODY


def test_those_whom_a_process_does_not_list_are_counted_all_the_same() -> None:
    many = gathered(present(number, minute=number) for number in range(120))
    both = joined([many, gathered([present(1), present(500)])])
    assert (len(both.people), both.total) == (100, 121)
    assert both.people[:3] == (present(0), present(1), present(500))
