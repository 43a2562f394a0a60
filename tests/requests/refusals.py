"""What the model says of an act by somebody: done, or refused with which kind of refusal."""

from uuid import UUID

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from madang.rules.calendar import seoul_day
from madang.rules.requests import GONE
from subscriptions.folding import RequestPicture
from subscriptions.folding_deliveries import FoldedDelivery
from tests.requests import model
from tests.requests.stage import Stage

STAFF = {
    "통계데이터담당관": ("handler", "second_handler", "clerk", "head"),
    "서울대공원": ("park_handler", "park_clerk"),
    "서대문구": ("district_clerk",),
    "총무과": ("bystander",),  # may come in by an offer of help
}
CLERKS = {"통계데이터담당관": "clerk", "서울대공원": "park_clerk", "서대문구": "district_clerk"}
HEADS = {"통계데이터담당관": "head"}  # the others have none: nobody is asked there
ASKING, ASKING_STAFF = "버스정책과", {"requester", "asking_head"}
Refusal = type[Refused] | None


def sees(stage: Stage, picture: RequestPicture, who: str) -> bool:
    if who == "requester":
        return True
    if picture.key is None:
        return False
    asked = {stage.name_of(one.department_id) for one in picture.deliveries.values()}
    parties = ASKING_STAFF | {one for name in asked for one in STAFF[name]} | {"administrator"}
    return not picture.restricted or who in parties


def refusal_of_step(
    stage: Stage,
    picture: RequestPicture,
    delivery: FoldedDelivery,
    act: str,
    who: str,
    *,
    stale: bool = False,
) -> Refusal:
    if not sees(stage, picture, who):
        return NotFound
    if stale:
        return Conflict
    handles = {one.employee_id for one in delivery.handlers}
    plays = {
        model.REQUESTER: who in ASKING_STAFF,
        model.CLERK: who == CLERKS.get(stage.name_of(delivery.department_id)),
        model.HEAD: who == HEADS.get(stage.name_of(delivery.department_id)),
        model.HANDLER: getattr(stage.people, who).id in handles,
    }
    if not any(plays[party] for party in model.STEPS[act].by):
        return Forbidden
    leads = model.leads_to(act, delivery.state, delivery.held_from, delivery.leaving and delivery.leaving.act)
    evaluated = act == "SEND_BACK" and delivery.evaluated_at is not None
    proposed = act in ("RETURN", "TRANSFER") and delivery.leaving is not None and not plays[model.HEAD]
    return Conflict if leads is None or evaluated or proposed else None


def refusal_of_target(picture: RequestPicture, department_id: UUID, stage: Stage) -> Refusal:
    if department_id == stage.department(ASKING):
        return Invalid
    living = {one.department_id for one in picture.deliveries.values() if one.state not in GONE}
    return Conflict if department_id in living else None


def refusal_of_whole(
    stage: Stage, picture: RequestPicture, act: str, who: str, stale: bool, asked: list[str]
) -> Refusal:
    if not sees(stage, picture, who):
        return NotFound
    if stale:
        return Conflict
    if who not in ASKING_STAFF:
        return Forbidden
    restrained = {"RESTRICT": picture.restricted, "OPEN": not picture.restricted}.get(act, False)
    if picture.state.value not in model.WHOLE[act] or restrained:
        return Conflict
    if act == "ADD_DEPARTMENTS":
        if not asked:
            return Invalid
        return next(
            filter(None, (refusal_of_target(picture, stage.department(one), stage) for one in asked)), None
        )
    overdue = picture.due_on is not None and picture.due_on < seoul_day(stage.city.clock())
    return Invalid if act == "PUBLISH" and overdue else None
