"""Means that everybody may see, and that tell nobody's marks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.errors import Invalid
from madang.rules.evaluation_summary import AxisMeans, Period, Summary, Tally, summarise
from madang.rules.evaluations import Marks, Verdict
from madang.rules.policy import BoardPolicy
from resolvers import appeals, evaluation_summaries
from resolvers.evaluation_summaries import OfDepartments
from tests.evaluations.conftest import GOOD, POOR, Board

REQUESTERS = ("김하늘", "도라지", "박솔")
FEW = "평가가 3건이 되면 평균을 보여 줍니다."
FEW_PEOPLE = "평가한 사람이 3명이 되면 평균을 보여 줍니다."


def means(*values: str) -> AxisMeans:
    return AxisMeans(*(Decimal(value) for value in values))


async def rate(board: Board, requester: str, marks: Marks, **columns: object) -> UUID:
    (delivery_id,) = await board.confirmed(requester=requester, **columns)
    return (await board.submit(delivery_id, by=requester, marks=marks)).id


async def summary(board: Board, period: Period | None = None) -> Summary:
    statistics = board.city.departments["통계데이터담당관"].id
    return (await OfDepartments(period)(await board.ctx("오솔길"), [statistics]))[statistics]


async def test_means_are_told_from_the_third_evaluation_by_the_third_person(board: Board) -> None:
    await rate(board, "김하늘", GOOD)
    await rate(board, "김하늘", GOOD)
    assert await summary(board) == Summary(2, None, FEW)
    await rate(board, "도라지", GOOD)
    assert await summary(board) == Summary(3, None, FEW_PEOPLE)
    await rate(board, "박솔", POOR)
    expected = Summary(4, means("4.50", "3.50", "3.00", "4.50", "3.88"), None)
    assert await summary(board) == expected
    assert await evaluation_summaries.of_city(await board.ctx("오솔길"), None) == expected


async def test_withdrawn_marks_and_those_of_restricted_requests_do_not_count(board: Board) -> None:
    ids = [await rate(board, name, GOOD) for name in REQUESTERS]
    await rate(board, "김하늘", POOR, restriction="개인정보")
    assert await summary(board) == Summary(3, means("5.00", "4.00", "3.00", "5.00", "4.25"), None)
    appeal = await appeals.appeal(await board.ctx("이바다"), ids[0], "다른 부서의 일입니다.")
    await appeals.decide(await board.ctx("한별"), appeal.id, Verdict.WITHDRAWN, reason="확인함")
    assert await summary(board) == Summary(2, None, FEW)


async def test_a_month_begins_and_ends_at_midnight_in_seoul(board: Board) -> None:
    last, first = datetime(2014, 7, 31, 14, 59, 59, tzinfo=UTC), datetime(2014, 7, 31, 15, tzinfo=UTC)
    for now in (last, first):
        board.clock.now = now
        for name in REQUESTERS:
            await rate(board, name, GOOD if now == last else POOR)
    july, august = await summary(board, Period(2014, 7)), await summary(board, Period(2014, 8))
    assert july == Summary(3, means("5.00", "4.00", "3.00", "5.00", "4.25"), None)
    assert august == Summary(3, means("3.00", "2.00", "3.00", "3.00", "2.75"), None)
    assert (await summary(board, Period(2014))).count == 6
    assert await summary(board, Period(2015)) == Summary(0, None, FEW)


async def test_many_departments_are_summed_up_by_one_statement(board: Board, engine: AsyncEngine) -> None:
    statements: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "FROM" in statement:
            statements.append(statement)

    for name in REQUESTERS:
        await rate(board, name, GOOD)
    ids = [department.id for department in board.city.departments.values()]
    ctx = await board.ctx("오솔길")
    event.listen(engine.sync_engine, "before_cursor_execute", count)
    found = await OfDepartments(None)(ctx, ids)
    assert len(statements) == 1
    assert {id: one.count for id, one in found.items() if one.count} == {
        board.city.departments["통계데이터담당관"].id: 3
    }


@given(
    given=st.lists(st.tuples(st.integers(1, 5), st.sampled_from("abcd")), max_size=12),
    fewest=st.integers(1, 6),
)
def test_a_mean_is_told_exactly_when_enough_people_gave_enough_marks(
    given: list[tuple[int, str]], fewest: int
) -> None:
    total, raters = sum(mark for mark, _ in given), len({rater for _, rater in given})
    tally = Tally(
        count=len(given),
        raters=raters,
        importance=total,
        effectiveness=total,
        promptness=total,
        difficulty=total,
    )
    told = summarise(tally, replace(BoardPolicy(), fewest_shown=fewest))
    assert (told.means is None) is (raters < fewest)
    assert (told.means is None) is (told.withheld_because is not None)
    if told.means is not None:
        assert abs(Fraction(told.means.score) - Fraction(total, len(given))) <= Fraction(1, 200)


@pytest.mark.parametrize(("year", "month"), [(2013, 1), (9999, 1), (2014, 0), (2014, 13)])
def test_periods_are_months_and_years_of_the_board(year: int, month: int) -> None:
    with pytest.raises(Invalid):
        Period(year, month)


@given(st.integers(2014, 2100), st.none() | st.integers(1, 12))
def test_a_year_is_its_twelve_months(year: int, month: int | None) -> None:
    period = Period(year, month)
    months = [Period(year, number) for number in range(1, 13)]
    assert [one.ends for one in months[:-1]] == [one.begins for one in months[1:]]
    assert (Period(year).begins, Period(year).ends) == (months[0].begins, months[-1].ends)
    assert period.ends - period.begins >= timedelta(days=28)
