"""Who may do what, by hand: each mutation with who may do it to which kind of request, and what is given.

Whoever does not see what it is done to gets NOT_FOUND, whoever sees it and stands in no line FORBIDDEN; with
a token that may only read everything is FORBIDDEN, and the citizen is asked to sign in.
"""

from typing import Any

import models
from madang.rules.comments import FollowUpState
from madang.rules.requests import DeliveryState, RequestState
from models.base import Base
from tests.access.act import (
    ADMINISTRATOR,
    HEADS,
    WRITERS,
    Act,
    Given,
    State,
    Who,
    any_seen,
    given,
    own,
)
from tests.access.newsletter_acts import NEWSLETTER_ACTS
from tests.access.parts import OUTSIDE, those
from tests.access.stage import Stage
from tests.builders import NOON

ASKERS = those("requester asking_head")
RECEIVERS = those("clerk head deputy")
HANDLER = those("handler")
WORKERS = those("requester asking_head colleague handler clerk head deputy member")
REQUESTER = those("requester")
THEIR_OFFER_WAITS = those("requester asking_head colleague")  # on the foreign request
NOBODY: frozenset[str] = frozenset()

# Their guard refuses: not a payload with errors, but no answer.
GUARDED = those(
    """roleGrant roleRevoke kingTieDecide kingIncentiveRecord
    mileageAdjustmentPropose mileageAdjustmentConfirm mileageAdjustmentDecline
    mileagePolicyDraft mileagePolicyUpdate mileagePolicyDiscard mileagePolicySimulate mileagePolicyActivate
    newsletterCreate newsletterUpdate"""
)


def on_delivery(state: DeliveryState, who: frozenset[str], **arguments: Any) -> Act:
    ready: State = {
        models.Delivery: {"state": state, "held_from": DeliveryState.IN_PROGRESS, "evaluated_at": None}
    }
    return Act(on="delivery", may=own(who), given=given(**arguments), ready=ready)


def on_comment(
    may: Who, on: str = "comment", *, ready: dict[str, Any] | None = None, **arguments: Any
) -> Act:
    return Act(on=on, may=may, given=given(**arguments), ready={models.Comment: ready} if ready else {})


def _assigned(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"handlers": [{"employeeId": stage.employee("handler")}]}}


def _transferred(stage: Stage, kind: str) -> dict[str, Any]:
    return {"departmentId": stage.department(OUTSIDE), "reason": "까닭"}


def _added(stage: Stage, kind: str) -> dict[str, Any]:
    return {"deliveries": [{"departmentId": stage.department("사회혁신담당관")}]}


def _commented(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"requestId": stage.gid(kind, "request"), "body": "글"}}


def _rated(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"deliveryId": stage.gid(kind, "delivery"), **MARKS}}


def _rated_in_return(stage: Stage, kind: str) -> dict[str, Any]:
    marks = {"clarity": 4, "communication": 4, "timing": 4}
    return {"input": {"deliveryId": stage.gid(kind, "delivery"), **marks}}


def _linked(stage: Stage, kind: str) -> dict[str, Any]:
    return {"requestId": stage.gid(kind, "request"), "input": {"url": "https://example.kr/"}}


def _related(stage: Stage, kind: str) -> dict[str, Any]:
    other = stage.gid("foreign" if kind != "foreign" else "open", "request")
    return {"requestId": stage.gid(kind, "request"), "input": {"kind": "DUPLICATE", "otherId": other}}


def _offered(stage: Stage, kind: str) -> dict[str, Any]:
    return {"requestId": stage.gid(kind, "request"), "input": {"role": "JOINT", "message": "돕겠습니다"}}


def _templated(stage: Stage, kind: str) -> dict[str, Any]:
    ours: dict[str, Any] = {"name": "새 서식", "dueInDays": 7, "deliveries": []}
    return {"input": {"fromRequest": stage.gid(kind, "request"), **ours}}


def _appointed(stage: Stage, kind: str) -> dict[str, Any]:
    day = {"since": "2014-09-01", "until": "2014-09-10", "reason": "휴가"}
    return {
        "input": {
            "departmentId": stage.department("통계데이터담당관"),
            "deputyId": stage.employee("member"),
            **day,
        }
    }


def _ended(stage: Stage, kind: str) -> dict[str, Any]:
    return {"id": stage.gid("city", "deputy")}


def _granted(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"employeeId": stage.employee("member"), "role": "JUROR"}}


def _revoked(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"employeeId": stage.employee("reader"), "role": "DATA_READER"}}


def _tied(stage: Stage, kind: str) -> dict[str, Any]:
    order = [stage.employee(part) for part in ("member", "requester")]
    return {"input": {"month": {"year": 2014, "month": 8}, "order": order, "reason": "까닭"}}


def _adjusted(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"employeeId": stage.employee("handler"), "points": "-1.50", "reason": "까닭"}}


def _of_adjustment(**arguments: Any) -> Given:
    return lambda stage, kind: {"id": stage.gid("city", "adjustment"), **arguments}


def _thanked(stage: Stage, kind: str) -> dict[str, Any]:
    return {"input": {"receiverId": stage.employee("stranger"), "message": "고맙습니다."}}


def on_rules(**arguments: Any) -> Act:
    """On the drafted rules of mileage."""

    def rules(stage: Stage, kind: str) -> dict[str, Any]:
        return {"id": stage.gid("city", "drafted rules"), **arguments}

    return Act(on=None, may={"": ADMINISTRATOR}, given=rules)


JULY = {"year": 2014, "month": 7}
MARKS = {"importance": 4, "effectiveness": 4, "promptness": 4, "difficulty": 4}
NEW = {"title": "제목", "project": "사업", "body": "내용"}
SENT: dict[type[Base], Any] = {models.Request: {"state": RequestState.SENT}}
CONFIRMED = {"state": DeliveryState.CONFIRMED, "confirmed_at": NOON, "evaluated_at": None}
UNDECIDED: dict[type[Base], Any] = {models.EvaluationAppeal: {"verdict": None, "decided_at": None}}
DRAFTED = {"draft": REQUESTER}
S = DeliveryState
CLERK = those("clerk")
TEMPLATE_AUTHORS = those("requester asking_head")
STAYS = dict.fromkeys(("leaving", "leaving_to_id", "leaving_reason", "leaving_by_id", "leaving_since"))
LEAVES: dict[type[Base], Any] = {models.Delivery: {"state": S.SENT, **STAYS}}  # no other proposal waits

ACTS: dict[str, Act] = {
    "requestCreate": Act(on=None, may={"": WRITERS}, given=given(input=NEW)),
    "requestUpdate": Act(
        on="request", may=own(ASKERS) | DRAFTED, given=given(input={"title": "새 제목"}), ready=SENT
    ),
    "requestDiscard": Act(on="request", may=DRAFTED, late=own(ASKERS), ready={models.Delivery: None}),
    "requestPublish": Act(
        on="request", may=DRAFTED, late=own(ASKERS), ready={models.Request: {"due_on": None}}
    ),
    "requestAddDepartments": Act(on="request", may=own(ASKERS), late=DRAFTED, given=_added),
    "requestCancel": Act(on="request", may=own(ASKERS), late=DRAFTED, given=given(reason="까닭")),
    "requestRestrict": Act(
        on="request", may={"open": ASKERS} | DRAFTED, late={"restricted": ASKERS}, given=given(reason="까닭")
    ),
    "requestOpen": Act(on="request", may={"restricted": ASKERS}, late={"open": ASKERS} | DRAFTED),
    "deliveryReceive": on_delivery(S.SENT, RECEIVERS),
    "deliveryAssign": Act(
        on="delivery", may=own(RECEIVERS), given=_assigned, ready={models.Delivery: {"state": S.RECEIVED}}
    ),
    "deliveryAccept": on_delivery(S.ASSIGNED, HANDLER),
    "deliveryProgress": on_delivery(S.IN_PROGRESS, HANDLER, input={"percent": 50}),
    "deliveryHold": on_delivery(S.IN_PROGRESS, HANDLER | RECEIVERS, reason="까닭"),
    "deliveryResume": on_delivery(S.ON_HOLD, HANDLER | RECEIVERS),
    "deliveryReport": on_delivery(S.IN_PROGRESS, HANDLER, result="결과"),
    "deliveryConfirm": on_delivery(S.REPORTED, ASKERS),
    "deliverySendBack": on_delivery(S.REPORTED, ASKERS, reason="까닭"),
    "deliveryReturn": Act(on="delivery", may=own(RECEIVERS), given=given(reason="까닭"), ready=LEAVES),
    "deliveryTransfer": Act(on="delivery", may=own(RECEIVERS), given=_transferred, ready=LEAVES),
    "deliveryLeavingApprove": on_delivery(S.SENT, HEADS),
    "deliveryLeavingDecline": on_delivery(S.SENT, HEADS, reason="까닭"),
    "deliveryLeavingWithdraw": on_delivery(S.SENT, CLERK),
    "deliveryCancel": on_delivery(S.SENT, ASKERS, reason="까닭"),
    "deliveryChangeDue": on_delivery(S.SENT, ASKERS, dueOn="2014-08-01"),
    "commentAdd": Act(on="request", may=any_seen(WRITERS), late=DRAFTED, given=_commented),
    "commentEdit": on_comment(own(those("colleague")), input={"body": "새 글"}),
    "commentDelete": on_comment(own(those("colleague"))),
    "commentHide": on_comment(any_seen(ADMINISTRATOR), reason="까닭"),
    "commentRestore": on_comment(any_seen(ADMINISTRATOR), "hidden"),
    "commentReport": on_comment(
        any_seen(WRITERS) | own(WRITERS - those("colleague")), reason="까닭"
    ),
    "followUpOpen": on_comment(own(WORKERS)),
    "followUpAnswer": on_comment(own(WORKERS), ready={"follow_up": FollowUpState.OPEN}),
    "followUpReopen": on_comment(own(WORKERS), ready={"follow_up": FollowUpState.ANSWERED}),
    "reactionSet": on_comment(any_seen(WRITERS), kind="CHEER"),
    "reactionUnset": on_comment(any_seen(WRITERS), kind="CHEER"),
    "threadResolve": on_comment(own(WORKERS)),
    "threadReopen": on_comment(own(WORKERS), ready={"resolved_at": NOON}),
    "evaluationSubmit": Act(
        on="delivery", may=own(REQUESTER), given=_rated,
        ready={models.Evaluation: None, models.Delivery: CONFIRMED},
    ),
    "evaluationEdit": Act(
        on="evaluation", may=own(REQUESTER), given=given(input=MARKS | {"comment": "말"}),
        ready=UNDECIDED,
    ),
    "evaluationReply": Act(
        on="evaluation", may=own(HANDLER), given=given(input={"body": "답"}),
        ready=UNDECIDED | {models.Evaluation: {"replied_at": None}},
    ),
    "evaluationAppeal": Act(
        on="evaluation", may=own(HANDLER), given=given(input={"reason": "까닭"}),
        ready={models.EvaluationAppeal: None},
    ),
    "appealDecide": Act(
        on="appeal", may=any_seen(ADMINISTRATOR), given=given(input={"verdict": "UPHELD", "reason": "까닭"}),
        ready=UNDECIDED,
    ),
    "returnEvaluationSubmit": Act(
        on="delivery", may=own(HANDLER), given=_rated_in_return,
        ready={models.ReturnEvaluation: None, models.Delivery: CONFIRMED},
    ),
    "attachmentRemove": Act(
        on="attachment", may=any_seen(ADMINISTRATOR) | own(those("requester handler administrator"))
    ),
    "linkAdd": Act(on="request", may=own(WORKERS) | DRAFTED, given=_linked),
    "linkRemove": Act(
        on="link", may=any_seen(ADMINISTRATOR) | own(those("requester colleague administrator"))
    ),
    "relationAdd": Act(on="request", may=own(WORKERS) | DRAFTED, given=_related),
    "relationRemove": Act(
        on="relation",
        may=any_seen(ADMINISTRATOR)
        | own(those("requester colleague administrator"))
        | {"foreign": those("colleague administrator")},
    ),
    "helpOffer": Act(
        on="request",
        given=_offered,
        may=any_seen(ADMINISTRATOR) | {"foreign": WRITERS - THEIR_OFFER_WAITS},
        late={"open": WRITERS, "restricted": WORKERS, "foreign": THEIR_OFFER_WAITS, "draft": REQUESTER},
    ),
    "helpAccept": Act(on="offer", may=own(ASKERS)),
    "helpDecline": Act(on="offer", may=own(ASKERS), given=given(reason="까닭")),
    "helpWithdraw": Act(on="offer", may={"open": those("unrelated"), "foreign": those("asking_head")}),
    "requestTemplateCreate": Act(  # from a request: nothing of a restricted one goes into a template
        on="request", may={"open": WRITERS, "foreign": WRITERS} | DRAFTED, given=_templated
    ),
    "requestTemplateUpdate": Act(
        on="template", may={"open": TEMPLATE_AUTHORS}, given=given(input={"title": "새 제목"})
    ),
    "requestTemplateRemove": Act(on="template", may={"open": TEMPLATE_AUTHORS}),
    "requestTemplateUse": Act(on="template", may={"open": those("requester asking_head colleague")}),
    "mileageHide": Act(on=None, may={"": WRITERS}, given=given(wins=True)),
    "mileageShow": Act(on=None, may={"": WRITERS}),
    "mileagePolicyDraft": Act(
        on=None, may={"": ADMINISTRATOR}, given=given(input={"note": "까닭", "numbers": []})
    ),
    "mileagePolicyUpdate": on_rules(input={"note": "다른 까닭"}),
    "mileagePolicyDiscard": on_rules(),
    "mileagePolicySimulate": on_rules(firstMonth=JULY, lastMonth=JULY),
    "mileagePolicyActivate": on_rules(effectiveFrom="2014-08-01"),
    **NEWSLETTER_ACTS,
    "deputyAppoint": Act(on=None, may={"": those("head administrator")}, given=_appointed),
    "deputyEnd": Act(on=None, may={"": those("head deputy administrator")}, given=_ended),
    "roleGrant": Act(on=None, may={"": ADMINISTRATOR}, given=_granted),
    "roleRevoke": Act(on=None, may={"": ADMINISTRATOR}, given=_revoked),
    "kingTieDecide": Act(on=None, may={"": ADMINISTRATOR}, given=_tied),
    "kingIncentiveRecord": Act(
        on=None, may={"": ADMINISTRATOR},
        given=given(input={"month": {"year": 2014, "month": 7}, "place": "GRAND", "incentive": "표창"}),
    ),
    "mileageAdjustmentPropose": Act(on=None, may={"": ADMINISTRATOR}, given=_adjusted),
    "mileageAdjustmentConfirm": Act(on=None, may={"": ADMINISTRATOR}, given=_of_adjustment()),
    "mileageAdjustmentDecline": Act(on=None, may={"": ADMINISTRATOR}, given=_of_adjustment(reason="까닭")),
    "thanksGive": Act(on=None, may={"": WRITERS}, given=_thanked),
}  # fmt: skip
