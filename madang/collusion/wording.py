"""The explanation of a flag in Korean: what was counted beside what is usual, in neutral words."""

from collections.abc import Sequence
from datetime import datetime

from madang.collusion.flags import Evidence, Witness
from madang.rules.calendar import seoul_day

CLOSING = "확인이 필요할 수 있습니다."
SENTENCES = {
    Witness.VOLUME: (
        "서로 평가한 일이 {count:,.0f}건으로, "
        "동료들의 흐름에 비추어 예상되는 {expected:,.2f}건보다 {times:,.1f}배 많습니다."
    ),
    Witness.MARKS: (
        "준 평점의 평균은 {mean:.2f}점으로, "
        "다른 사람들과 주고받은 평점에 비추어 예상되는 {expected:.2f}점보다 {above:.2f}점 높습니다."
    ),
    Witness.DIRECTION: "한 사람이 다른 사람에게 준 평점은 {count:,.0f}건에 평균 {mean:.2f}점입니다.",
    Witness.SHARE: "이들이 응답과 감사로 받은 점수의 {percent:.0f}%가 서로에게서 왔습니다.",
    Witness.THANKS: (
        "서로 보낸 감사 점수가 {count:,.0f}번으로, 예상되는 {expected:,.2f}번보다 {times:,.1f}배 많습니다. "
        "이들 사이에 평가된 협력은 {backing:,.0f}건입니다."
    ),
    Witness.WINDOW: (
        "서로 평가한 일 {count:,.0f}건이 {hours:,.0f}시간 안에 몰려 있습니다. "
        "평소의 흐름이라면 {expected:,.2f}건쯤입니다."
    ),
    Witness.MONTH_END: (
        "서로 평가한 일 {total:,.0f}건 가운데 {count:,.0f}건이 월말 {days:.0f}일에 몰려 있습니다. "
        "평소의 흐름이라면 {expected:,.2f}건쯤입니다."
    ),
    Witness.DAILY_LIMIT: (
        "하루에 댓글 {most:.0f}건 이상을 인정받은 날이 {days:,.0f}일이고, "
        "그날들의 댓글은 {count:,.0f}건입니다."
    ),
    Witness.SHORT: "그 가운데 {length:.0f}자 이하가 {percent:.0f}%이고, 전체 댓글에서는 {usual:.0f}%입니다.",
    Witness.UNANSWERED: (
        "그 가운데 아무도 답하지 않은 댓글이 {percent:.0f}%이고, 전체 댓글에서는 {usual:.0f}%입니다."
    ),
    Witness.LITTLE_ELSE: (
        "같은 기간에 평가를 주거나 받은 협력은 {acts:,.0f}건, 인정된 댓글은 {count:,.0f}건입니다."
    ),
}
GIVER = " 준 사람이 다른 사람들에게 준 평균은 {given_elsewhere:.2f}점입니다."
RECEIVER = " 받은 사람이 다른 사람들에게서 받은 평균은 {got_elsewhere:.2f}점입니다."


def sentence(evidence: Evidence) -> str:
    """Of one piece of evidence, with its numbers filled in."""
    numbers = dict(evidence.numbers)
    text = SENTENCES[evidence.what]
    text += GIVER if "given_elsewhere" in numbers else ""
    text += RECEIVER if "got_elsewhere" in numbers else ""
    return text.format_map(numbers)


def explanation(people: int, first: datetime, last: datetime, evidence: Sequence[Evidence]) -> str:
    """Who is meant stands in the flag, not in the text: only how many, and from which day to which."""
    opening = f"직원 {people}명, {_day(first)}부터 {_day(last)}까지."
    return " ".join([opening, *map(sentence, evidence), CLOSING])


def _day(moment: datetime) -> str:
    day = seoul_day(moment)
    return f"{day.year}년 {day.month}월 {day.day}일"
