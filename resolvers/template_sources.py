"""What a template is written from: what its author gives, and what an existing request says."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import selectinload

from madang.errors import NotFound, Reason
from madang.rules.calendar import seoul_day
from madang.rules.people import Actor
from madang.rules.requests import GONE
from madang.rules.templates import Adjustment, may_copy
from models import Delivery, Request
from resolvers import addressees
from resolvers.access import readable
from resolvers.addressees import Addressee
from resolvers.context import Change
from resolvers.template_parts import Part, days_between, up_to_date
from resolvers.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent(Wording):
    """What the author writes; None leaves a field as it is. `due_in_days` is taken only if `sets_due`."""

    name: str | None = None
    sets_due: bool = False
    due_in_days: int | None = None
    parts: tuple[Part, ...] | None = None


async def copied(
    change: Change, actor: Actor, request_id: UUID, given: TemplateContent
) -> tuple[TemplateContent, tuple[Adjustment, ...]]:
    """What the request says wherever `given` says nothing. Days count from the day it was published.

    Raises NotFound for a request the actor does not see, Forbidden for a restricted one.
    """
    request = await _readable(change, actor, request_id)
    may_copy(restricted=request.restriction is not None).demand()
    parts, adjustments = given.parts, ()
    if parts is None:
        parts, adjustments = await up_to_date(change, _parts(request), asking=actor.department_id)
    return TemplateContent(
        name=given.name,
        title=request.title if given.title is None else given.title,
        project=request.project if given.project is None else given.project,
        scale=given.scale or request.scale,
        significance=request.significance if given.significance is None else given.significance,
        body=request.body if given.body is None else given.body,
        sets_due=True,
        due_in_days=given.due_in_days if given.sets_due else days_between(_began(request), request.due_on),
        parts=parts,
    ), adjustments


async def _readable(change: Change, actor: Actor, id: UUID) -> Request:
    visible = readable(Request, actor).where(Request.id == id)
    request = await change.session.scalar(visible.options(selectinload(Request.deliveries)))
    if request is None:
        message = "협력 요청을 찾을 수 없습니다."
        raise NotFound(message, field=("input", "fromRequest"), reason=Reason.UNKNOWN)
    return request


def _parts(request: Request) -> list[Part]:
    """Of a draft those it will ask, else those that were asked and have not gone."""
    asked = addressees.from_document(request.addressees)
    sent = sorted(request.deliveries, key=lambda one: (one.sent_at, one.id))
    living = [_asked(one) for one in sent if one.state not in GONE]
    return [_part(one, request) for one in (*asked, *living)]


def _asked(delivery: Delivery) -> Addressee:
    return Addressee(
        department_id=delivery.department_id,
        role=delivery.role,
        ask=delivery.ask,
        offered_resource=delivery.offered_resource,
        due_on=delivery.due_on,
    )


def _part(one: Addressee, request: Request) -> Part:
    own_due = one.due_on if one.due_on != request.due_on else None
    return Part(
        department_id=one.department_id,
        role=one.role,
        ask=one.ask,
        offered_resource=one.offered_resource,
        due_in_days=days_between(_began(request), own_due),
    )


def _began(request: Request) -> date:
    return seoul_day(request.published_at or request.created_at)
