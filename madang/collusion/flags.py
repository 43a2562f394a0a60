"""What an administrator is asked to look at: never a verdict, and nothing is taken from anybody for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from madang.rules.labels import Labelled


class FlagKind(Labelled):
    """What kind of pattern stands out."""

    RECIPROCITY = "RECIPROCITY", "주고받기"
    RING = "RING", "소집단 안의 점수"
    BURST = "BURST", "짧은 기간에 몰린 평가"
    COMMENT_FARMING = "COMMENT_FARMING", "반복되는 짧은 댓글"
    RATING_INFLATION = "RATING_INFLATION", "특정인에게 높은 평가"


class Witness(Labelled):
    """What a piece of evidence is about."""

    VOLUME = "VOLUME", "서로 평가한 횟수"
    MARKS = "MARKS", "서로 준 평점"
    DIRECTION = "DIRECTION", "한 방향의 평점"
    SHARE = "SHARE", "점수 가운데 안에서 오간 몫"
    THANKS = "THANKS", "서로 보낸 감사 점수"
    WINDOW = "WINDOW", "며칠에 몰린 평가"
    MONTH_END = "MONTH_END", "월말에 몰린 평가"
    DAILY_LIMIT = "DAILY_LIMIT", "하루 한도에 이른 날"
    SHORT = "SHORT", "짧은 댓글"
    UNANSWERED = "UNANSWERED", "답이 없는 댓글"
    LITTLE_ELSE = "LITTLE_ELSE", "댓글 외의 활동"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands out, the numbers of it, and the acts (their `id`s, in order of time) it was counted from.

    `numbers` are (name, value), in the order in which the sentence tells them; means, multiples and
    percentages are rounded to hundredths.
    """

    what: Witness
    numbers: tuple[tuple[str, float], ...]
    sources: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first act to the last, both included."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A question. `score` is how unlikely it is that chance made it: −log10 of the least probable evidence
    after all that was tried is taken into account; it orders flags and says nothing about intentions.

    `people` begins with whoever received most points inside.
    """

    kind: FlagKind
    people: tuple[UUID, ...]
    period: Period
    score: float
    evidence: tuple[Evidence, ...]
    explanation: str
