"""What people do to a request, ready to be done by anybody: by the names the model and the machine use."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from madang.rules.comments import ReactionKind
from madang.rules.evaluations import Marks, ReturnMarks
from madang.rules.material import RelationKind
from madang.rules.requests import Health, PartnerRole
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
from resolvers.attachments import Upload, attach, remove
from resolvers.context import Context
from resolvers.links import add_link, remove_link
from resolvers.offers import Help, accept_help, decline_help, offer_help, withdraw_help
from resolvers.reactions import react, unreact
from resolvers.relations import relate, unrelate

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


async def attach_text(ctx: Context, request_id: UUID, *, delivery_id: UUID | None = None) -> Any:
    async def body() -> AsyncIterator[bytes]:
        yield "노선별 통화량".encode()

    return await attach(
        ctx, Upload(request_id=request_id, name="통화량.txt", delivery_id=delivery_id), body()
    )


HELP = Help(role=PartnerRole.CONSULT, message="저희도 돕겠습니다.", resources="지난해 자료")
OFFER: dict[str, Callable[..., Awaitable[Any]]] = {
    "accept": accept_help,
    "decline": partial(decline_help, reason="이미 충분합니다"),
    "withdraw": withdraw_help,
}
# What comes off again, by the name of the mapping it hangs in (subscriptions.folding_material.Material).
TAKE_OFF: dict[str, Callable[..., Awaitable[Any]]] = {
    "attachments": remove,
    "links": remove_link,
    "relations": unrelate,
}


def hanging(other_id: UUID | None) -> dict[str, Callable[..., Awaitable[Any]]]:
    """What is hung on a request; `other_id` is the one it may be related to."""
    hung: dict[str, Callable[..., Awaitable[Any]]] = {
        "attachments": attach_text,
        "links": partial(add_link, url="https://bus.example.kr/night", label="노선도"),
        "offers": partial(offer_help, help=HELP),
    }
    if other_id is not None:
        hung["relations"] = partial(relate, kind=RelationKind.RELATED, other_id=other_id)
    return hung
