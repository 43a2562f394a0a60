"""Each kind of flag once, with its numbers, and beside it honest people who do nearly the same."""

from datetime import timedelta
from typing import Any

import pytest

from madang.collusion import Evidence, Flag, FlagKind, RatedResponse, Witness, flags
from tests.collusion.office import BEGINS, FIVES, Marks, Office, at, office, person

HIGH: Marks = (5, 4, 5, 4)


def only(made: Office) -> Flag:
    (found,) = flags(made.acts)
    return found


def numbers(evidence: Evidence) -> dict[str, float]:
    return dict(evidence.numbers)


def people(*those: int) -> tuple[object, ...]:
    return tuple(person(one) for one in those)


def test_an_even_city_is_asked_nothing() -> None:
    assert flags(office().acts) == ()


def mutual(made: Office, marks: Marks | None) -> list[object]:
    """Six ratings each way, over ten months, between two who otherwise have nothing to do with each other."""
    acts: list[object] = []
    for step in range(6):
        acts.append(made.rate(0, 2, 20 + 50 * step, marks))
        acts.append(made.rate(2, 0, 40 + 50 * step, marks))
    return acts


def test_two_who_give_each_other_often_and_more_than_others() -> None:
    made = office()
    acts = mutual(made, FIVES)
    flag = only(made)
    volume, marks, share = flag.evidence
    assert (flag.kind, flag.people) == (FlagKind.RECIPROCITY, people(0, 2))
    assert (flag.period.first, flag.period.last) == (at(20), at(290))
    assert (volume.what, marks.what, share.what) == (Witness.VOLUME, Witness.MARKS, Witness.SHARE)
    assert [list(one.sources) for one in flag.evidence] == [acts] * 3
    assert (numbers(volume)["count"], numbers(marks)["mean"]) == (12, 5)
    received = [row.points for row in made.responses if row.receiver in flag.people]
    received += [row.points for row in made.thanks if row.receiver in flag.people]
    assert numbers(share) == {"percent": round(100 * 12 * 1500 / sum(received), 2)}


def test_the_explanation_tells_the_numbers_in_neutral_words() -> None:
    made = office()
    mutual(made, FIVES)
    flag = only(made)
    volume, marks, share = (numbers(one) for one in flag.evidence)
    assert flag.explanation == (
        "직원 2명, 2025년 1월 21일부터 2025년 10월 18일까지. "
        f"서로 평가한 일이 12건으로, 동료들의 흐름에 비추어 예상되는 {volume['expected']:.2f}건보다 "
        f"{volume['times']:.1f}배 많습니다. "
        "준 평점의 평균은 5.00점으로, 다른 사람들과 주고받은 평점에 비추어 "
        f"예상되는 {marks['expected']:.2f}점보다 {marks['above']:.2f}점 높습니다. "
        f"이들이 응답과 감사로 받은 점수의 {share['percent']:.0f}%가 서로에게서 왔습니다. "
        "확인이 필요할 수 있습니다."
    )


def test_a_pair_that_works_together_as_often_and_marks_as_usual_is_asked_nothing() -> None:
    made = office()
    mutual(made, None)
    assert flags(made.acts) == ()


def test_a_pair_of_which_one_marks_everybody_so_high_is_asked_nothing() -> None:
    made = office()
    made.responses = [row for row in made.responses if row.giver not in people(0, 2)]
    for giver in (0, 2):
        for step in range(12):
            made.rate(giver, (giver + 3 * step + 1) % 40, 15 + 29 * step, HIGH)
    mutual(made, HIGH)
    assert flags(made.acts) == ()


def test_the_same_marks_of_two_who_give_others_less_are_asked_about() -> None:
    made = office()
    mutual(made, HIGH)
    assert only(made).kind is FlagKind.RECIPROCITY


def circle(made: Office, marks: Marks | None) -> list[object]:
    """0 rates 2, who rates 5, who rates 0, six times; nobody rates back."""
    return [
        made.rate(giver, receiver, 20 + 50 * step + giver, marks)
        for step in range(6)
        for giver, receiver in ((0, 2), (2, 5), (5, 0))
    ]


def test_three_whose_points_go_round_without_any_two_rating_each_other() -> None:
    made = office()
    acts = circle(made, FIVES)
    flag = only(made)
    assert (flag.kind, flag.people) == (FlagKind.RING, people(0, 2, 5))
    assert [list(one.sources) for one in flag.evidence] == [acts] * 3
    assert (numbers(flag.evidence[0])["count"], numbers(flag.evidence[1])["mean"]) == (18, 5)


def test_a_team_whose_work_goes_round_with_usual_marks_is_asked_nothing() -> None:
    made = office()
    circle(made, None)
    assert flags(made.acts) == ()


def thanking(made: Office, *, work: bool) -> list[object]:
    acts: list[object] = []
    for step in range(6):
        acts += [made.thank(0, 2, 20 + 50 * step), made.thank(2, 0, 30 + 50 * step)]
        if work:
            made.rate(0, 2, 19 + 50 * step)
    return acts


def test_two_who_thank_each_other_without_having_worked_together() -> None:
    made = office()
    acts = thanking(made, work=False)
    flag = only(made)
    thanks, share = flag.evidence
    assert (flag.kind, flag.people, thanks.what) == (FlagKind.RECIPROCITY, people(0, 2), Witness.THANKS)
    assert (list(thanks.sources), list(share.sources)) == (acts, acts)
    assert (numbers(thanks)["count"], numbers(thanks)["backing"]) == (12, 0)


def test_two_who_thank_each_other_for_work_are_asked_nothing() -> None:
    made = office()
    thanking(made, work=True)
    assert flags(made.acts) == ()


def favour(made: Office, marks: Marks | None) -> list[object]:
    return [made.rate(0, 2, 20 + 40 * step, marks) for step in range(8)]


def test_one_who_marks_another_far_above_what_both_are_used_to() -> None:
    made = office()
    acts = favour(made, FIVES)
    flag = only(made)
    marks, direction = flag.evidence
    assert (flag.kind, flag.people) == (FlagKind.RATING_INFLATION, people(2, 0))
    assert (list(marks.sources), list(direction.sources)) == (acts, acts)
    given = [row for row in made.responses if row.giver == person(0) and row.receiver != person(2)]
    got = [row for row in made.responses if row.receiver == person(2) and row.giver != person(0)]
    assert numbers(direction) == {
        "count": 8,
        "mean": 5,
        "given_elsewhere": mean(given),
        "got_elsewhere": mean(got),
    }


def mean(rows: list[RatedResponse]) -> float:
    return round(sum(sum(row.marks) for row in rows) / 4 / len(rows), 2)


def test_one_who_marks_another_often_and_as_usual_is_asked_nothing() -> None:
    made = office()
    favour(made, None)
    assert flags(made.acts) == ()


@pytest.mark.parametrize(("apart", "expected"), [(0.25, 1), (40, 0)])
def test_ratings_to_and_fro_within_a_day_are_asked_about_and_over_months_are_not(
    apart: float, expected: int
) -> None:
    made = office()
    acts: list[object] = []
    for step in range(4):
        acts.append(made.rate(0, 2, 200 + step * apart))
        acts.append(made.rate(2, 0, 200 + step * apart + 0.125))
    found = flags(made.acts)
    assert len(found) == expected
    for flag in found:
        (window,) = flag.evidence
        assert (flag.kind, window.what, list(window.sources)) == (FlagKind.BURST, Witness.WINDOW, acts)
        assert (numbers(window)["count"], numbers(window)["hours"]) == (8, 21)


def test_two_who_rate_everybody_on_that_day_are_asked_nothing() -> None:
    made = office()
    made.responses = [row for row in made.responses if row.giver not in people(0, 2)]
    for giver in (0, 2):
        for step in range(12):
            made.rate(giver, (giver + 3 * step + 1) % 40, 200 + step / 12)
    for step in range(4):
        made.rate(0, 2, 200 + step / 4)
        made.rate(2, 0, 200 + step / 4)
    assert flags(made.acts) == ()


@pytest.mark.parametrize(("after", "expected"), [(0, 1), (15, 0)])
def test_ratings_that_always_come_on_the_last_days_of_a_month_are_asked_about(
    after: int, expected: int
) -> None:
    made = office()
    acts: list[object] = []
    for month in range(2, 9):
        day = (BEGINS.replace(month=month) - BEGINS - timedelta(days=2)).days + after
        acts += [made.rate(0, 2, day), made.rate(2, 0, day + 0.1)]
    found = flags(made.acts)
    assert len(found) == expected
    for flag in found:
        (late,) = flag.evidence
        assert (flag.kind, late.what, list(late.sources)) == (FlagKind.BURST, Witness.MONTH_END, acts)
        assert (numbers(late)["count"], numbers(late)["total"], numbers(late)["days"]) == (14, 14, 3)


def farm(made: Office, *, days: int = 10, length: int = 12, answered: bool = False) -> list[object]:
    acts: list[object] = []
    for day in range(days):
        for step in range(4):
            thread = made.comment(0, 100 + day + step / 10, length=length)
            acts.append(thread)
            if answered:
                made.comment(8 + step, 101 + day + step / 10, thread=thread)
    return acts


def test_one_who_writes_short_comments_nobody_answers_to_the_limit_day_after_day() -> None:
    made = office()
    acts = farm(made)
    flag = only(made)
    limit, short, unanswered = flag.evidence
    assert (flag.kind, flag.people) == (FlagKind.COMMENT_FARMING, people(0))
    assert [list(one.sources) for one in flag.evidence] == [acts] * 3
    assert numbers(limit) == {"most": 4, "days": 10, "count": 40}
    assert numbers(short) == {"length": 20, "percent": 100, "usual": 10}  # of 400
    assert numbers(unanswered) == {"percent": 100, "usual": 70}  # of 400: all but 120


def test_who_does_little_else_is_told_as_well() -> None:
    made = office()
    made.responses = [row for row in made.responses if person(0) not in (row.giver, row.receiver)]
    farm(made)
    last = only(made).evidence[-1]
    assert (last.what, numbers(last)) == (Witness.LITTLE_ELSE, {"acts": 0, "count": 49})


@pytest.mark.parametrize(
    "honest", [{"answered": True}, {"length": 60}, {"days": 9}], ids=["answered", "long", "few days"]
)
def test_a_busy_writer_is_asked_nothing_if_one_of_these_is_otherwise(honest: dict[str, Any]) -> None:
    made = office()
    farm(made, **honest)
    assert flags(made.acts) == ()
