"""What each mark means, in words: for the four axes of an evaluation and the three of a return evaluation."""

from dataclasses import dataclass

from madang.rules.labels import Labelled


class Axis(Labelled):
    IMPORTANCE = "IMPORTANCE", "중요도"
    EFFECTIVENESS = "EFFECTIVENESS", "효과성"
    PROMPTNESS = "PROMPTNESS", "신속성"
    DIFFICULTY = "DIFFICULTY", "난이도"


class ReturnAxis(Labelled):
    CLARITY = "CLARITY", "요청의 명확성"
    COMMUNICATION = "COMMUNICATION", "소통"
    TIMING = "TIMING", "일정의 적절성"


@dataclass(frozen=True, slots=True)
class AxisScale:
    """A question and what 1, 2, 3, 4 and 5 say in answer."""

    axis: Axis | ReturnAxis
    question: str
    anchors: tuple[str, str, str, str, str]


SCALE: tuple[AxisScale, ...] = (
    AxisScale(
        Axis.IMPORTANCE,
        "이 협력이 사업에 얼마나 중요했습니까?",
        (
            "없어도 사업에 영향이 없었습니다.",
            "있으면 도움이 되는 정도였습니다.",
            "사업의 일부를 맡았습니다.",
            "사업의 핵심 부분을 맡았습니다.",
            "이 협력 없이는 사업을 할 수 없었습니다.",
        ),
    ),
    AxisScale(
        Axis.EFFECTIVENESS,
        "결과가 얼마나 쓸모 있었습니까?",
        (
            "쓸 수 없어 다시 해야 했습니다.",
            "많이 고쳐야 쓸 수 있었습니다.",
            "조금 고쳐 썼습니다.",
            "요청한 그대로 썼습니다.",
            "요청한 것보다 나은 결과를 얻었습니다.",
        ),
    ),
    AxisScale(
        Axis.PROMPTNESS,
        "얼마나 빨리 답했습니까?",
        (
            "기한을 넘겨 사업이 늦어졌습니다.",
            "기한을 넘겼으나 사업에는 지장이 없었습니다.",
            "기한에 맞추었습니다.",
            "기한보다 일찍 마쳤습니다.",
            "기대보다 훨씬 빨라 사업을 앞당겼습니다.",
        ),
    ),
    AxisScale(
        Axis.DIFFICULTY,
        "얼마나 어려운 일이었습니까? 어려울수록 높습니다.",
        (
            "있던 자료를 바로 전하면 되는 일이었습니다.",
            "간단한 확인이나 정리가 필요했습니다.",
            "담당자의 통상적인 노력이 필요했습니다.",
            "여러 사람의 노력이나 전문 지식이 필요했습니다.",
            "전례가 없거나 여러 기관을 조정해야 하는 일이었습니다.",
        ),
    ),
)

RETURN_SCALE: tuple[AxisScale, ...] = (
    AxisScale(
        ReturnAxis.CLARITY,
        "요청 내용이 분명했습니까?",
        (
            "무엇을 바라는지 알 수 없었습니다.",
            "여러 번 되물어야 했습니다.",
            "몇 가지만 확인하면 되었습니다.",
            "그대로 일을 시작할 수 있었습니다.",
            "배경과 자료까지 갖추어 더 물을 것이 없었습니다.",
        ),
    ),
    AxisScale(
        ReturnAxis.COMMUNICATION,
        "일하는 동안 요청부서와 잘 통했습니까?",
        (
            "물어도 답이 없었습니다.",
            "답이 늦어 일이 멈추곤 했습니다.",
            "필요한 답을 받았습니다.",
            "빠르고 정확한 답을 받았습니다.",
            "먼저 알려 주고 함께 풀어 갔습니다.",
        ),
    ),
    AxisScale(
        ReturnAxis.TIMING,
        "일정이 적절했습니까?",
        (
            "맞출 수 없는 기한이었습니다.",
            "다른 일을 미루어야 하는 기한이었습니다.",
            "빠듯하지만 맞출 수 있었습니다.",
            "알맞은 기한이었습니다.",
            "사정을 들어 일정을 함께 정했습니다.",
        ),
    ),
)
