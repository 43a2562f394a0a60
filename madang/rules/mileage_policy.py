"""The numbers of the mileage rules (P2, P4, P9; §8 of the product): each with bounds and a reason.

A policy is data: the city drafts one, tries it on past months, and a second administrator puts it in force.
Every number here is a proposal of ours.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from madang.errors import Invalid, Reason
from madang.rules.evaluations import Marks
from madang.rules.labels import Labelled


class Unit(Labelled):
    """`POINTS` are kept in hundredths."""

    POINTS = "POINTS", "점"
    COUNT = "COUNT", "번"
    TIMES = "TIMES", "배"
    PERCENT = "PERCENT", "퍼센트"
    CHARACTERS = "CHARACTERS", "글자"
    MONTHS = "MONTHS", "달"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a policy: what it is called, why it is there, and between what it lies."""

    name: str
    label: str
    description: str
    unit: Unit
    least: int
    most: int
    usual: int

    def told(self, value: int) -> str:
        """As people read it: 1250 hundredths of a point are 12.50."""
        return f"{value // 100:,}.{value % 100:02}" if self.unit is Unit.POINTS else f"{value:,}"


def _number(usual: int, unit: Unit, label: str, why: str, *, least: int = 0, most: int) -> Any:
    about = {"label": label, "description": why, "unit": unit, "least": least, "most": most}
    return field(default=usual, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicy:
    """All rules in numbers; points in hundredths. A cap of 0 switches its rule off."""

    request_points: int = _number(
        500, Unit.POINTS, "요청 한 건", "다른 부서가 접수했을 때 요청한 사람에게", most=10_000
    )
    request_daily_cap: int = _number(
        2, Unit.COUNT, "하루에 세는 요청", "많이 요청하는 것만으로 순위에 오르지 않도록", most=50
    )
    response_points: int = _number(
        1000, Unit.POINTS, "만점을 받은 응답", "평균 1점이면 0, 5점이면 전부를 줍니다.", most=100_000
    )
    completion_points: int = _number(
        500, Unit.POINTS, "끝낸 협력", "점수와 관계없이 평가받은 협력마다", most=100_000
    )
    importance_weight: int = _number(1, Unit.TIMES, "중요도의 무게", "네 축의 평균에서", most=100)
    effectiveness_weight: int = _number(1, Unit.TIMES, "효과성의 무게", "네 축의 평균에서", most=100)
    promptness_weight: int = _number(1, Unit.TIMES, "신속성의 무게", "네 축의 평균에서", most=100)
    difficulty_weight: int = _number(
        1, Unit.TIMES, "난이도의 무게", "네 축의 평균에서. 어려운 일일수록 높습니다.", most=100
    )
    pair_full_responses: int = _number(
        2, Unit.COUNT, "온전히 세는 응답", "한 달에 같은 두 사람 사이에서", least=1, most=100
    )
    pair_decay_percent: int = _number(
        50,
        Unit.PERCENT,
        "그 뒤의 응답",
        "하나마다 앞의 것의 몇 %로 셀지. 서로 점수를 주고받지 않도록",
        most=100,
    )
    comment_points: int = _number(100, Unit.POINTS, "댓글 하나", "협력을 함께 다듬는 글에", most=10_000)
    comment_daily_cap: int = _number(5, Unit.COUNT, "하루에 세는 댓글", "글의 수를 겨루지 않도록", most=100)
    comment_request_cap: int = _number(3, Unit.COUNT, "요청마다 세는 댓글", "한 요청에서 한 사람이", most=100)
    comment_least_characters: int = _number(
        10, Unit.CHARACTERS, "세는 댓글의 길이", "앞뒤 빈칸을 뺀 글자 수", least=1, most=1000
    )
    thanks_points: int = _number(100, Unit.POINTS, "감사 하나", "받은 사람에게", most=10_000)
    thanks_monthly_cap: int = _number(
        5,
        Unit.COUNT,
        "한 달에 보내는 감사",
        "남은 것은 다음 달로 넘어가지 않습니다. 0이면 쓰지 않습니다.",
        most=100,
    )
    thanks_pair_cap: int = _number(
        2, Unit.COUNT, "한 사람에게 보내는 감사", "한 달에 한 사람에게", least=1, most=100
    )
    king_rest_months: int = _number(
        0, Unit.MONTHS, "협력왕의 쉬는 달", "뽑힌 뒤 몇 달 동안 다시 뽑지 않을지", most=24
    )

    @property
    def weights(self) -> tuple[int, int, int, int]:
        return (
            self.importance_weight,
            self.effectiveness_weight,
            self.promptness_weight,
            self.difficulty_weight,
        )

    def weighted(self, marks: Marks) -> tuple[int, int]:
        """The marks' weighted mean as an exact fraction: numerator and denominator."""
        given = (marks.importance, marks.effectiveness, marks.promptness, marks.difficulty)
        return sum(w * m for w, m in zip(self.weights, given, strict=True)), sum(self.weights)

    @property
    def values(self) -> dict[str, int]:
        return asdict(self)


NUMBERS: tuple[Number, ...] = tuple(
    Number(name=one.name, usual=one.default, **one.metadata)  # type: ignore[arg-type]
    for one in fields(MileagePolicy)
)
BY_NAME = {number.name: number for number in NUMBERS}


def policy_of(values: Mapping[str, int], *, field: tuple[str, ...] = ("numbers",)) -> MileagePolicy:
    """The policy with these numbers, and the usual ones for those that are not named.

    Raises Invalid for a number that there is not, that is out of its bounds, or when no axis has a weight.
    """
    for name, value in values.items():
        _check(name, value, field)
    policy = MileagePolicy(**values)
    if not any(policy.weights):
        message = "네 축 가운데 하나는 무게가 있어야 합니다."
        raise Invalid(message, field=field, reason=Reason.OUT_OF_RANGE)
    return policy


def _check(name: str, value: int, field: tuple[str, ...]) -> None:
    number = BY_NAME.get(name)
    if number is None:
        raise Invalid(f"{name}: 이런 수는 없습니다.", field=(*field, name), reason=Reason.UNKNOWN)
    if not number.least <= value <= number.most:
        least, most = number.told(number.least), number.told(number.most)
        message = f"{number.label}: {least}부터 {most}까지 적을 수 있습니다."
        raise Invalid(message, field=(*field, name), reason=Reason.OUT_OF_RANGE)
