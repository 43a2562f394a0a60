"""Each rule of the ledger by lines of the log: what is earned, what is not and why, what is taken back."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from madang.rules.evaluations import Marks
from madang.rules.mileage import Holder, Outcome, Rule
from subscriptions.bookkeeping import book
from subscriptions.mileage_books import Books
from subscriptions.mileage_sums import add_up
from tests.mileage.telling import FOUR, FULL, NOON, Telling, department, person

ASKING, OTHER, THIRD = department(1), department(2), department(3)
ANNA, BO, CHO, DAN = (person(number) for number in range(1, 5))
Line = tuple[Rule, Outcome, int]


def lines(books: Books) -> list[Line]:
    return [(one.rule, one.outcome, one.amount) for one in books.postings]


def reached(tell: Telling, *shares: tuple[UUID, int]) -> tuple[UUID, UUID]:
    """A request of Anna's that the other department has received and given out."""
    request = tell.request(ANNA, of=ASKING)
    delivery = tell.sent(request, OTHER)
    tell.received(request, delivery, OTHER)
    tell.assigned(request, delivery, OTHER, shares or [(BO, 100)])
    return request, delivery


def test_a_request_earns_when_another_department_has_received_it_and_only_once() -> None:
    tell = Telling()
    request = tell.request(ANNA, of=ASKING)
    own, first, second = (tell.sent(request, to) for to in (ASKING, OTHER, THIRD))
    tell.received(request, own, ASKING)
    assert lines(tell.booked()) == []
    tell.received(request, first, OTHER)
    tell.received(request, second, THIRD)
    assert lines(tell.booked()) == [(Rule.REQUEST, Outcome.COUNTED, 500)]


def test_two_requests_a_day_count_and_the_third_says_why_it_does_not() -> None:
    tell = Telling()
    for _ in range(3):
        reached(tell)
    tell.now = NOON + timedelta(days=1)
    reached(tell)
    books = tell.booked()
    assert [(one.outcome, one.amount) for one in books.postings] == [
        (Outcome.COUNTED, 500),
        (Outcome.COUNTED, 500),
        (Outcome.DAILY_CAP, 0),
        (Outcome.COUNTED, 500),
    ]
    assert books.postings[2].explanation == "협력 요청은 하루에 2건까지 셉니다."


def test_a_cancelled_request_gives_its_points_back_and_its_place_in_the_day() -> None:
    tell = Telling()
    request, _ = reached(tell)
    reached(tell)
    tell.cancelled(request)
    tell.cancelled(request)
    reached(tell)
    books = tell.booked()
    assert [(one.outcome, one.amount, one.reverses) for one in books.postings] == [
        (Outcome.COUNTED, 500, None),
        (Outcome.COUNTED, 500, None),
        (Outcome.REVERSED, -500, 1),
        (Outcome.COUNTED, 500, None),
    ]


def test_a_response_earns_by_its_marks_and_tells_how() -> None:
    tell = Telling()
    request, delivery = reached(tell)
    marks = Marks(importance=5, effectiveness=4, promptness=3, difficulty=4)
    tell.rated(request, delivery, OTHER, marks, by=ANNA)
    posting = tell.booked().postings[-1]
    assert (posting.rule, posting.person_id, posting.department_id, posting.amount) == (
        Rule.RESPONSE,
        BO,
        OTHER,
        1250,
    )
    assert posting.explanation == (
        "중요도 5 효과성 4 신속성 3 난이도 4 평균 4.00, 10.00 × (4.00 - 1) ÷ 4 = 7.50,"
        " 끝낸 협력 5.00을 더해 12.50"
    )


def test_handlers_share_a_response_to_the_last_hundredth() -> None:
    tell = Telling()
    request, delivery = reached(tell, (BO, 34), (CHO, 33), (DAN, 33))
    marks = Marks(importance=4, effectiveness=4, promptness=4, difficulty=5)
    tell.rated(request, delivery, OTHER, marks, by=ANNA)
    shared = [(one.person_id, one.amount) for one in tell.booked().postings[1:]]
    assert shared == [(BO, 447), (CHO, 433), (DAN, 433)]
    assert sum(amount for _, amount in shared) == 1313  # 10 × 3.25 ÷ 4 = 8.125, rounded up, and 5


def test_responses_between_the_same_two_people_fade_from_the_third_in_a_month_on() -> None:
    tell = Telling()
    for _ in range(4):
        request, delivery = reached(tell)
        tell.rated(request, delivery, OTHER, FULL, by=ANNA)
    tell.now = NOON + timedelta(days=31)
    request, delivery = reached(tell)
    tell.rated(request, delivery, OTHER, FULL, by=ANNA)
    responses = [one for one in tell.booked().postings if one.rule is Rule.RESPONSE]
    assert [one.amount for one in responses] == [1500, 1500, 750, 375, 1500]
    assert responses[2].explanation.endswith("이달 같은 사람과 3번째라서 7.50")


def test_marks_given_anew_take_back_what_they_earned_and_keep_their_turn() -> None:
    tell = Telling()
    request, delivery = reached(tell)
    for turn in range(3):
        request, delivery = reached(tell) if turn else (request, delivery)
        tell.rated(request, delivery, OTHER, FOUR, by=ANNA)
    tell.rated_anew(request, delivery, OTHER, FOUR, FULL, by=ANNA)
    tell.rated_anew(request, delivery, OTHER, FULL, FULL, by=ANNA)
    last = [one for one in tell.booked().postings if one.rule is Rule.RESPONSE][2:]
    assert [(one.outcome, one.amount, one.ordinal) for one in last] == [
        (Outcome.COUNTED, 625, 3),
        (Outcome.REVERSED, -625, 3),
        (Outcome.COUNTED, 750, 3),
    ]


def test_marks_that_were_withdrawn_earn_nothing() -> None:
    tell = Telling()
    request, delivery = reached(tell, (BO, 50), (CHO, 50))
    tell.rated(request, delivery, OTHER, FULL, by=ANNA)
    tell.withdrawn(request, delivery, OTHER)
    tell.withdrawn(request, delivery, OTHER)
    amounts = [(one.person_id, one.amount) for one in tell.booked().postings[1:]]
    assert amounts == [(BO, 750), (CHO, 750), (BO, -750), (CHO, -750)]


def test_nothing_is_earned_by_answering_the_own_department() -> None:
    tell = Telling()
    request = tell.request(ANNA, of=ASKING)
    delivery = tell.sent(request, ASKING)
    tell.received(request, delivery, ASKING)
    tell.assigned(request, delivery, ASKING, [(BO, 100)])
    tell.rated(request, delivery, ASKING, FULL, by=ANNA)
    tell.thanks(ANNA, BO, of=ASKING, at=ASKING)
    assert lines(tell.booked()) == [
        (Rule.RESPONSE, Outcome.OWN_DEPARTMENT, 0),
        (Rule.THANKS, Outcome.OWN_DEPARTMENT, 0),
    ]


def test_comments_count_within_their_caps_and_say_why_they_do_not() -> None:
    tell = Telling()
    request, another = tell.request(ANNA, of=ASKING), tell.request(ANNA, of=ASKING)
    for body in (
        "자료를 보냅니다. 1",
        "짧다",
        "자료를 보냅니다. 1",
        "자료를 보냅니다. 2",
        "자료를 보냅니다. 3",
    ):
        tell.comment(request, BO, body)
    tell.comment(request, BO, "자료를 보냅니다. 4")
    for number in range(5, 8):
        tell.comment(another, BO, f"자료를 보냅니다. {number}")
    assert [one.outcome for one in tell.booked().postings] == [
        Outcome.COUNTED,
        Outcome.TOO_SHORT,
        Outcome.DUPLICATE,
        Outcome.COUNTED,
        Outcome.COUNTED,
        Outcome.REQUEST_CAP,
        Outcome.COUNTED,
        Outcome.COUNTED,
        Outcome.DAILY_CAP,
    ]


def test_answering_only_oneself_earns_nothing_until_somebody_else_has_written() -> None:
    tell = Telling()
    request = tell.request(ANNA, of=ASKING)
    root = tell.comment(request, BO, "노선을 어떻게 정할까요?")
    tell.comment(request, BO, "제가 먼저 답해 봅니다.", parent=root)
    tell.comment(request, ANNA, "통화량으로 정하면 됩니다.", parent=root)
    tell.comment(request, BO, "그렇게 정하겠습니다. 고맙습니다.", parent=root)
    assert [one.outcome for one in tell.booked().postings] == [
        Outcome.COUNTED,
        Outcome.OWN_THREAD,
        Outcome.COUNTED,
        Outcome.COUNTED,
    ]


def test_a_comment_that_is_gone_is_taken_back_once_and_counts_again_when_it_is_restored() -> None:
    tell = Telling()
    request = tell.request(ANNA, of=ASKING)
    comment = tell.comment(request, BO, "자료를 보내 드립니다.")
    tell.comment_hidden(request, comment)
    tell.comment_restored(request, comment)
    tell.comment_deleted(request, comment)
    tell.comment_deleted(request, comment)
    assert [(one.outcome, one.amount) for one in tell.booked().postings] == [
        (Outcome.COUNTED, 100),
        (Outcome.REVERSED, -100),
        (Outcome.COUNTED, 100),
        (Outcome.REVERSED, -100),
    ]


def test_an_edit_counts_what_it_makes_long_enough_and_takes_back_what_it_makes_too_short() -> None:
    tell = Telling()
    request = tell.request(ANNA, of=ASKING)
    comment = tell.comment(request, BO, "짧다")
    tell.comment_edited(request, comment, "이제는 길게 다시 씁니다.", by=BO)
    tell.comment_edited(request, comment, "조금 더 길게 다시 씁니다.", by=BO)
    tell.comment_edited(request, comment, "다시 짧다", by=BO)
    assert [(one.outcome, one.amount) for one in tell.booked().postings] == [
        (Outcome.TOO_SHORT, 0),
        (Outcome.COUNTED, 100),
        (Outcome.REVERSED, -100),
    ]


def test_thanks_count_five_times_a_month_and_twice_for_the_same_person() -> None:
    tell = Telling()
    for to in (BO, BO, BO, CHO, CHO, DAN, DAN):
        tell.thanks(ANNA, to, of=ASKING, at=OTHER)
    assert [one.outcome for one in tell.booked().postings] == [
        Outcome.COUNTED,
        Outcome.COUNTED,
        Outcome.COUNTERPART_CAP,
        Outcome.COUNTED,
        Outcome.COUNTED,
        Outcome.COUNTED,
        Outcome.MONTHLY_CAP,
    ]


def test_an_adjustment_counts_as_it_is() -> None:
    tell = Telling()
    tell.adjusted(BO, -250, of=OTHER)
    posting = tell.booked().postings[0]
    assert (posting.amount, posting.explanation) == (-250, "관리자 두 사람이 조정했습니다: 빠진 협력")


def test_a_policy_holds_from_its_day_in_seoul_on_and_an_edit_keeps_that_of_the_first_marks() -> None:
    tell = Telling()
    tell.policy(2, date(2014, 7, 8), response_points=2000, comment_points=0)
    request, delivery = reached(tell)
    tell.rated(request, delivery, OTHER, FOUR, by=ANNA)
    tell.now = NOON.replace(hour=15)  # 00:00 of the 8th in Seoul
    tell.rated_anew(request, delivery, OTHER, FOUR, FULL, by=ANNA)
    tell.comment(request, BO, "이제는 세지 않습니다.")
    request, delivery = reached(tell)
    tell.rated(request, delivery, OTHER, FULL, by=ANNA)
    told = [(one.rule, one.outcome, one.amount, one.policy_number) for one in tell.booked().postings[1:]]
    assert told == [
        (Rule.RESPONSE, Outcome.COUNTED, 1250, 1),
        (Rule.RESPONSE, Outcome.REVERSED, -1250, 1),
        (Rule.RESPONSE, Outcome.COUNTED, 1500, 1),
        (Rule.COMMENT, Outcome.SWITCHED_OFF, 0, 2),
        (Rule.REQUEST, Outcome.COUNTED, 500, 2),
        (Rule.RESPONSE, Outcome.COUNTED, 2500, 2),
    ]


def test_the_month_ends_at_midnight_in_seoul_and_what_comes_after_its_closing_counts_in_the_next() -> None:
    tell = Telling(now=NOON.replace(day=31, hour=14, minute=59, second=59, microsecond=999_000))
    request = tell.request(ANNA, of=ASKING)
    tell.now = NOON.replace(day=31, hour=14, minute=59, second=59, microsecond=999_000)
    tell.comment(request, BO, "유월이 아니라 칠월의 마지막입니다.")
    tell.now = NOON.replace(day=31, hour=15)
    tell.comment(request, BO, "팔월의 첫 글입니다, 마감 앞에.")
    tell.closed(201407)
    tell.now = NOON.replace(day=31, hour=14, minute=59)
    tell.comment(request, CHO, "칠월에 썼으나 늦게 닿은 글입니다.")
    assert [(one.month, one.day) for one in tell.booked().postings] == [
        (201407, date(2014, 7, 31)),
        (201408, date(2014, 8, 1)),
        (201408, date(2014, 7, 31)),
    ]


def test_a_line_is_never_booked_twice() -> None:
    tell = Telling()
    reached(tell)
    books = tell.booked()
    with pytest.raises(ValueError, match="in the books already"):
        book(books, tell.entries[0].at(1))


def test_equal_lines_give_an_equal_chain_and_one_changed_hundredth_another() -> None:
    tell, other = Telling(), Telling()
    tell.adjusted(BO, 100, of=OTHER)
    other.adjusted(BO, 101, of=OTHER)
    assert tell.booked().chain == tell.booked().chain != other.booked().chain


def test_points_of_a_closed_month_are_taken_back_from_the_open_one_but_its_marks_are_not() -> None:
    tell = Telling()
    request, delivery = reached(tell)
    tell.rated(request, delivery, OTHER, FULL, by=ANNA)
    tell.closed(201407)
    tell.now = NOON + timedelta(days=30)
    request, second = reached(tell)
    tell.rated(request, second, OTHER, FOUR, by=ANNA)
    tell.withdrawn(request, delivery, OTHER)
    sums = add_up(tell.booked().postings)
    july, august, half = (sums[Holder.PERSON, BO, period] for period in ("2014-07", "2014-08", "2014-H2"))
    assert [(one.total, one.counts[Rule.RESPONSE], one.mean) for one in (july, august, half)] == [
        (1500, 1, 5_000_000),
        (-250, 1, 4_000_000),
        (1250, 1, 4_000_000),
    ]
