"""A chart file becomes dated changes, or is refused with every bad line named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from madang.rules.chart import (
    Chart,
    ChartChange,
    ChartRow,
    Closed,
    KindChanged,
    Moved,
    Opened,
    Renamed,
    Reopened,
    Standing,
    parents_first,
)
from madang.rules.chart_file import changes_of
from madang.rules.lines import BadFile, Problem
from madang.rules.people import OrganisationKind
from tests.people.files import chart_lines

FIRST_DAY, DAY_BEFORE, LATER = date(2014, 7, 1), date(2014, 6, 30), date(2015, 1, 1)
HEADQUARTERS = OrganisationKind.HEADQUARTERS


def department(code: str, name: str, parent: str | None = None) -> Standing:
    return Standing(
        code=code, name=name, kind=HEADQUARTERS, parent=parent, opened_on=FIRST_DAY, changed_on=FIRST_DAY
    )


def chart(*departments: Standing) -> Chart:
    return {one.code: one for one in departments}


TRANSPORT = department("T", "도시교통본부")
BUSES = department("T-1", "버스정책과", "T")
TAXIS = department("T-2", "택시물류과", "T")
CITY = chart(TRANSPORT, BUSES, TAXIS)


def changes(*records: str, to: Chart = CITY, on: date = LATER, whole: bool = False) -> Sequence[ChartChange]:
    return changes_of(chart_lines(*records), to, on=on, whole=whole)


def problems(*records: str, to: Chart = CITY, on: date = LATER, whole: bool = False) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as refused:
        changes(*records, to=to, on=on, whole=whole)
    return refused.value.problems


def messages(*records: str, to: Chart = CITY, on: date = LATER, whole: bool = False) -> list[str]:
    return [problem.message for problem in problems(*records, to=to, on=on, whole=whole)]


def test_a_first_file_opens_parents_before_their_children() -> None:
    opened = changes("A-1,총무과,HEADQUARTERS,A", "A,행정국,본청,", to={})
    rows = [
        ChartRow(line=3, code="A", name="행정국", kind=HEADQUARTERS, parent=None),
        ChartRow(line=2, code="A-1", name="총무과", kind=HEADQUARTERS, parent="A"),
    ]
    assert opened == [Opened(row) for row in rows]


def test_what_stands_already_is_no_change() -> None:
    assert changes("T,도시교통본부,HEADQUARTERS,", "T-1,버스정책과,HEADQUARTERS,T") == []


def test_a_name_a_kind_and_a_place_change_each_on_its_own() -> None:
    assert changes("T-1,노선버스과,AFFILIATED_OFFICE,") == [
        Renamed("T-1", "노선버스과"),
        KindChanged("T-1", OrganisationKind.AFFILIATED_OFFICE),
        Moved("T-1", None),
    ]


def test_several_departments_may_merge_into_one() -> None:
    assert changes(
        "T-1,버스정책과,HEADQUARTERS,T,T-3",
        "T-2,택시물류과,HEADQUARTERS,T,T-3",
        "T-3,대중교통과,HEADQUARTERS,T",
    ) == [
        Opened(ChartRow(line=4, code="T-3", name="대중교통과", kind=HEADQUARTERS, parent="T")),
        Closed("T-1", "T-3"),
        Closed("T-2", "T-3"),
    ]


def test_a_merger_that_stands_is_no_change_but_a_successor_found_later_is_one() -> None:
    merged = chart(TRANSPORT, replace(BUSES, closed=True, successor="T-2"), replace(TAXIS, closed=True))
    with_new = dict(merged) | {"T-2": TAXIS}
    assert changes("T-1,버스정책과,HEADQUARTERS,T,T-2", to=with_new) == []
    assert changes("T-1,버스정책과,HEADQUARTERS,T,T", to=with_new) == [Closed("T-1", "T")]
    assert changes("T-2,택시물류과,HEADQUARTERS,T,T", to=merged) == [Closed("T-2", "T")]


def test_a_whole_chart_closes_what_it_leaves_out_and_a_part_does_not() -> None:
    records = ("T,도시교통본부,HEADQUARTERS,", "T-1,버스정책과,HEADQUARTERS,T")
    assert changes(*records, whole=False) == []
    assert changes(*records, whole=True) == [Closed("T-2", None)]


def test_a_closed_department_named_again_opens_again() -> None:
    closed = chart(TRANSPORT, replace(BUSES, closed=True))
    assert changes("T-1,노선버스과,HEADQUARTERS,T", to=closed) == [
        Reopened("T-1"),
        Renamed("T-1", "노선버스과"),
    ]


def test_all_bad_lines_are_named_at_once() -> None:
    long_code, long_name = "C" * 41, "가" * 101
    assert problems(
        ",이름,HEADQUARTERS,",
        "A 1,,HEADQUARTERS,",
        "A2,이름,본점,",
        f"{long_code},{long_name},HEADQUARTERS,",
        "A4,숨은\u200b글자,HEADQUARTERS,",
        "T-1,버스정책과,HEADQUARTERS,T",
        "T-1,버스과,HEADQUARTERS,X",
        "A5,물재생과,HEADQUARTERS,A2",
    ) == (
        Problem(2, "code: 비어 있습니다."),
        Problem(3, "code 'A 1'에는 글자, 숫자, '-', '_', '.'만 쓸 수 있습니다."),
        Problem(3, "name: 비어 있습니다."),
        Problem(
            4,
            "모르는 기관 종류 '본점'입니다. 쓸 수 있는 종류: HEADQUARTERS(본청), AFFILIATED_OFFICE(사업소), "
            "DISTRICT(자치구), INVESTED_INSTITUTION(투자출연기관), ENTRUSTED_OPERATOR(민간위탁기관), "
            "EXTERNAL(외부 기관)",
        ),
        Problem(5, "code: 40자까지 쓸 수 있습니다. 지금은 41자입니다."),
        Problem(5, "name: 100자까지 쓸 수 있습니다. 지금은 101자입니다."),
        Problem(6, "name: 보이지 않는 글자(U+200B)가 있습니다. 지워 주십시오."),
        Problem(8, "code 'T-1'이(가) 7번째 줄에 이미 있습니다."),
        Problem(8, "상위 부서 'X'이(가) 파일에도 조직도에도 없습니다."),
    )


def test_a_circle_of_parents_is_named_on_each_of_its_lines() -> None:
    records = ("A,가,HEADQUARTERS,B", "B,나,HEADQUARTERS,A", "C,다,HEADQUARTERS,A", "D,라,HEADQUARTERS,D")
    assert problems(*records, to={}) == (
        Problem(2, "상위 부서가 돌고 돕니다: A → B → A"),
        Problem(3, "상위 부서가 돌고 돕니다: B → A → B"),
        Problem(5, "상위 부서가 돌고 돕니다: D → D"),
    )


def test_a_circle_through_departments_that_stand_is_found() -> None:
    assert messages("T,도시교통본부,HEADQUARTERS,T-1") == ["상위 부서가 돌고 돕니다: T → T-1 → T"]


def test_twelve_levels_are_taken_and_thirteen_are_not() -> None:
    tower = [f"L{level},단계,HEADQUARTERS,{f'L{level - 1}' if level > 1 else ''}" for level in range(1, 14)]
    assert len(changes(*tower[:12], to={})) == 12
    assert problems(*tower, to={}) == (Problem(14, "조직도는 12단계까지 가져올 수 있습니다."),)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("T-1,버스정책과,본청,T,T-1", "'T-1'을(를) 자기 자신에 통합할 수 없습니다."),
        (
            "T-1,버스정책과,본청,T,X",
            "승계 부서 'X'이(가) 없거나 닫힌 부서입니다. 지금 있는 부서를 적어 주십시오.",
        ),
        ("N,새 부서,본청,T,T-1", "'N'은(는) 조직도에 없던 부서라 통합할 수 없습니다."),
    ],
)
def test_a_successor_must_be_another_department_that_stands(record: str, message: str) -> None:
    assert messages(record) == [message]


def test_a_successor_may_not_close_in_the_same_file() -> None:
    assert problems("T-1,버스정책과,본청,T,T-2", "T-2,택시물류과,본청,T,T-1") == (
        Problem(2, "승계 부서 'T-2'이(가) 없거나 닫힌 부서입니다. 지금 있는 부서를 적어 주십시오."),
        Problem(3, "승계 부서 'T-1'이(가) 없거나 닫힌 부서입니다. 지금 있는 부서를 적어 주십시오."),
    )


def test_no_department_is_left_under_one_that_closes() -> None:
    new = "N,교통실,HEADQUARTERS,"
    merger = "T,도시교통본부,HEADQUARTERS,,N"
    assert problems(new, merger, "T-1,버스정책과,HEADQUARTERS,T", "T-2,택시물류과,HEADQUARTERS,N") == (
        Problem(4, "상위 부서 'T'이(가) 닫힌 부서입니다."),
    )
    assert problems(new, merger, "T-2,택시물류과,HEADQUARTERS,N") == (
        Problem(3, "'T' 아래에 'T-1'(버스정책과)이(가) 남습니다. 새 상위 부서를 같은 파일에 적어 주십시오."),
    )


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("G,종로구,DISTRICT,T", "자치구 부서는 본청 부서 'T' 아래에 둘 수 없습니다."),
        ("E,시민단체,EXTERNAL,T", "외부 기관 부서는 본청 부서 'T' 아래에 둘 수 없습니다."),
    ],
)
def test_some_kinds_do_not_stand_under_others(record: str, message: str) -> None:
    assert messages(record) == [message]


def test_an_entrusted_operator_stands_under_the_department_that_supervises_it() -> None:
    assert len(changes("W,시민청 운영단,ENTRUSTED_OPERATOR,T")) == 1


def test_history_is_not_rewritten() -> None:
    assert problems("T-1,노선버스과,HEADQUARTERS,T", "T-2,택시물류과,HEADQUARTERS,T", on=DAY_BEFORE) == (
        Problem(2, "상위 부서 'T'은(는) 2014-07-01에 생겼습니다."),
        Problem(3, "상위 부서 'T'은(는) 2014-07-01에 생겼습니다."),
    )
    assert problems("T,교통실,HEADQUARTERS,", on=DAY_BEFORE, whole=True) == (
        Problem(1, "'T-1'의 마지막 변경일은 2014-07-01입니다. 그날 또는 그 뒤의 날짜로 가져와 주십시오."),
        Problem(1, "'T-2'의 마지막 변경일은 2014-07-01입니다. 그날 또는 그 뒤의 날짜로 가져와 주십시오."),
        Problem(2, "'T'의 마지막 변경일은 2014-07-01입니다. 그날 또는 그 뒤의 날짜로 가져와 주십시오."),
    )


def test_the_day_of_the_last_change_may_be_corrected() -> None:
    assert changes("T-1,노선버스과,HEADQUARTERS,T", on=FIRST_DAY) == [Renamed("T-1", "노선버스과")]


def test_the_refusal_shows_every_problem_with_its_line() -> None:
    with pytest.raises(BadFile) as refused:
        changes("A,,HEADQUARTERS,", ",나,HEADQUARTERS,")
    assert str(refused.value) == (
        "파일을 가져오지 않았습니다. 고칠 곳이 2군데 있습니다.\n"
        "  2번째 줄: name: 비어 있습니다.\n"
        "  3번째 줄: code: 비어 있습니다."
    )


def test_rows_are_ordered_below_their_parents_whatever_the_depth() -> None:
    rows = [
        ChartRow(line=0, code=str(level), name="단", kind=HEADQUARTERS, parent=str(level + 1))
        for level in range(5)
    ]
    assert [row.code for row in parents_first(rows)] == ["4", "3", "2", "1", "0"]
