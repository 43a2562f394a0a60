"""What people do to a request, ready to be done by anybody: by the names the model and the machine use."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any

from madang.rules.comments import ReactionKind
from madang.rules.evaluations import Marks, ReturnMarks
from madang.rules.requests import Health
from resolvers import (
    appeals,
    comments,
    deliveries,
    drafts,
    evaluations,
    follow_ups,
    leavings,
    moderation,
    requests,
)
from resolvers.reactions import react, unreact

GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)
LOW = Marks(importance=1, effectiveness=4, promptness=3, difficulty=5)
CLEAR = ReturnMarks(clarity=4, communication=5, timing=3)

WORKFLOW: dict[str, Callable[..., Awaitable[Any]]] = {
    "RECEIVE": deliveries.receive,
    "ASSIGN": deliveries.assign,
    "ACCEPT": deliveries.accept,
    "PROGRESS": partial(deliveries.progress, percent=40, health=Health.ON_TRACK, note="정리"),
    "HOLD": partial(deliveries.hold, reason="감사 기간"),
    "RESUME": deliveries.resume,
    "REPORT": partial(deliveries.report, result="9개 노선"),
    "CONFIRM": deliveries.confirm,
    "SEND_BACK": partial(deliveries.send_back, reason="요일별로도"),
    "RETURN": partial(leavings.return_, reason="저희 일이 아닙니다"),
    "TRANSFER": partial(leavings.transfer, reason="다른 부서 일입니다"),
    "CANCEL": partial(deliveries.cancel, reason="필요 없어졌습니다"),
    "CHANGE_DUE": partial(deliveries.change_due, due_on=date(2040, 1, 1)),
    "APPROVE_LEAVING": leavings.approve,
    "DECLINE_LEAVING": partial(leavings.decline, reason="우리가 맡읍시다"),
    "WITHDRAW_LEAVING": leavings.withdraw,
}
WHOLE: dict[str, Callable[..., Awaitable[Any]]] = {
    "EDIT": partial(drafts.update, content=drafts.RequestContent(body="요일별 발길을 알고 싶습니다.")),
    "PUBLISH": requests.publish,
    "ADD_DEPARTMENTS": requests.add_departments,
    "CANCEL": partial(requests.cancel, reason="사업이 바뀌었습니다"),
    "RESTRICT": partial(requests.restrict, reason="개인정보"),
    "OPEN": requests.open_to_all,
}
TALK: dict[str, Callable[..., Awaitable[Any]]] = {
    "edit": partial(comments.edit, body="@서대문구 홍은동에도 서나요?"),
    "take_back": comments.take_back,
    "react": partial(react, kind=ReactionKind.THANKS),
    "unreact": partial(unreact, kind=ReactionKind.THANKS),
    "open": follow_ups.open_follow_up,
    "answer": partial(follow_ups.answer_follow_up, answer_id=None),
    "reopen": follow_ups.reopen_follow_up,
    "resolve": follow_ups.resolve_thread,
    "unresolve": follow_ups.reopen_thread,
    "report": partial(moderation.report, reason="광고"),
    "hide": partial(moderation.hide, reason="광고"),
    "restore": moderation.restore,
}
RATE: dict[str, Callable[..., Awaitable[Any]]] = {
    "submit": partial(evaluations.submit, marks=GOOD, comment="고맙습니다"),
    "submit low": partial(evaluations.submit, marks=LOW, comment=""),
    "in return": partial(evaluations.submit_return, marks=CLEAR, comment=""),
}
ANSWER: dict[str, Callable[..., Awaitable[Any]]] = {
    "edit": partial(evaluations.edit, marks=LOW, comment="다시 보니"),
    "reply": partial(appeals.reply, body="저희도 고맙습니다"),
    "appeal": partial(appeals.appeal, reason="난이도가 낮습니다"),
}
