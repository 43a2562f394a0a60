"""A file of employees is understood whole, or every bad line is named."""

import pytest

from madang.rules.lines import BadFile, Problem
from madang.rules.people import Position, Role
from madang.rules.people_file import Person, Place, read_people
from tests.people.files import people_lines

OPEN = frozenset({"T", "T-1", "I-1"})


def read(*records: str) -> list[Person]:
    return read_people(people_lines(*records), OPEN)


def problems(*records: str) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as refused:
        read(*records)
    return refused.value.problems


def test_one_line_is_the_main_membership() -> None:
    assert read("100,김하늘,T-1,MEMBER") == [
        Person(
            line=2,
            number="100",
            name="김하늘",
            places=frozenset({Place("T-1", Position.MEMBER, True)}),
            roles=None,
            email=None,
            has_email=False,
        )
    ]


def test_several_lines_of_a_person_are_memberships_side_by_side() -> None:
    (person,) = read("100,김하늘,T-1,직원,0,JUROR,k@seoul.example", "100,김하늘,T,부서장,주,,k@seoul.example")
    assert person.places == {Place("T-1", Position.MEMBER, False), Place("T", Position.HEAD, True)}
    assert (person.roles, person.email) == ({Role.JUROR}, "k@seoul.example")


def test_positions_and_roles_are_understood_in_korean() -> None:
    (person,) = read("100,김하늘,T-1,서무,예,인사과; 청사관리")
    assert person.places == {Place("T-1", Position.CLERK, True)}
    assert person.roles == {Role.HR_OFFICER, Role.FACILITY_MANAGER}


def test_all_bad_lines_are_named_at_once() -> None:
    assert problems(
        ",김하늘,T-1,MEMBER",
        "1 0,김하늘,T-1,MEMBER",
        "101,,X,MEMBER",
        "102,이바다,T-1,BOSS",
        "103,박솔,T-1,HEAD,아마,KING,nowhere",
    ) == (
        Problem(2, "number: 비어 있습니다."),
        Problem(3, "number '1 0'에는 글자, 숫자, '-', '_', '.'만 쓸 수 있습니다."),
        Problem(4, "name: 비어 있습니다."),
        Problem(4, "부서 'X'이(가) 조직도에 없거나 닫힌 부서입니다. 조직도를 먼저 가져오십시오."),
        Problem(
            5,
            "모르는 직위 'BOSS'입니다. 쓸 수 있는 직위: MEMBER(직원), CLERK(서무(접수 담당)), HEAD(부서장)",
        ),
        Problem(6, "email 'nowhere'은(는) 전자우편 주소가 아닙니다."),
        Problem(6, "main '아마'은(는) 모르는 값입니다. 1(주 소속)이나 0(겸직)을 적어 주십시오."),
        Problem(
            6,
            "모르는 역할 'KING'입니다. 쓸 수 있는 역할: ADMINISTRATOR(사회혁신담당관), "
            "AWARD_SECRETARY(상생협력상 간사), JUROR(심사위원), HR_OFFICER(인사과), "
            "FACILITY_MANAGER(청사관리), DATA_READER(데이터 담당)",
        ),
    )


def test_lines_of_one_person_may_not_contradict_each_other() -> None:
    assert problems(
        "100,김하늘,T-1,MEMBER,1,,a@b.kr",
        "100,김하능,T-1,HEAD,1,,c@d.kr",
        "101,이바다,T,MEMBER",
        "101,이바다,T-1,MEMBER",
        "102,박솔,T,MEMBER,0",
    ) == (
        Problem(3, "'100': 2번째 줄에는 email이 'a@b.kr'입니다."),
        Problem(3, "'100': 2번째 줄에는 이름이 '김하늘'입니다."),
        Problem(3, "'100': 2번째 줄에서 이 부서에 이미 넣었습니다."),
        Problem(3, "'100': 2번째 줄에서 이미 주 소속을 적었습니다."),
        Problem(4, "'101'의 줄이 여럿입니다. 주 소속인 줄의 main에 1을 적어 주십시오."),
        Problem(6, "'102'에게 주 소속이 없습니다. main에 1을 적어 주십시오."),
    )
