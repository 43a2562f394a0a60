"""A request as a whole: published, widened, restricted, cancelled; its state follows its deliveries."""

from collections.abc import Sequence
from uuid import UUID

from madang.errors import Invalid, Reason
from madang.rules.asking import RequestAct
from madang.rules.calendar import seoul_day
from madang.rules.requests import ENDED, DeliveryState, request_key
from madang.rules.workflow import Act
from madang.text.normal import text
from models import Request, RequestNumber
from models.engine import inserting
from resolvers.addressees import Addressee, checked, from_document, send
from resolvers.context import Change, Context
from resolvers.moves import announce, move, settle
from resolvers.subjects import expect_version, locked_request, may
from subscriptions.request_events import (
    RequestCancelled,
    RequestOpened,
    RequestPublished,
    RequestRestricted,
)


async def publish(ctx: Context, id: UUID, *, version: int | None) -> Request:
    """Ask every department of the draft. The request gets its number and is seen by all staff."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.PUBLISH, request)
        addressees = await _addressees(ctx, change, request)
        if request.due_on is not None and request.due_on < change.today:
            raise Invalid("기한이 지났습니다.", field=("dueOn",), reason=Reason.IN_THE_PAST)
        request.key = key = await _next_key(change)
        request.published_at = change.now
        request.addressees = []
        announce(change, request, RequestPublished(key=key))
        await send(change, request, addressees)
        settle(change, request)
    return request


async def add_departments(
    ctx: Context, id: UUID, addressees: Sequence[Addressee], *, version: int | None
) -> Request:
    """Ask more departments after publishing."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.ADD_DEPARTMENTS, request)
        if not addressees:
            raise _nobody_asked()
        room = ctx.policy.most_departments - len(request.deliveries)
        asking = request.requester_department_id
        clean = await checked(change, addressees, asking=asking, most=room, field=("deliveries",))
        await send(change, request, clean)
        settle(change, request)
    return request


async def cancel(ctx: Context, id: UUID, *, reason: str, version: int | None) -> Request:
    """Call off every part that has not ended."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.CANCEL, request)
        request.ending = why = text(reason, field=("reason",), most=1000, least=1)
        announce(change, request, RequestCancelled(reason=why))
        for delivery in request.deliveries:
            if delivery.state not in ENDED:
                move(change, request, delivery, Act.CANCEL, DeliveryState.CANCELLED, reason=why)
        settle(change, request)
    return request


async def restrict(ctx: Context, id: UUID, *, reason: str, version: int | None) -> Request:
    """Hide the request from all but its parties. The reason stays visible to them."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.RESTRICT, request)
        request.restriction = why = text(reason, field=("reason",), most=500, least=1)
        announce(change, request, RequestRestricted(reason=why))
    return request


async def open_to_all(ctx: Context, id: UUID, *, version: int | None) -> Request:
    """Lift the restriction."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.OPEN, request)
        request.restriction = None
        announce(change, request, RequestOpened())
    return request


async def _addressees(ctx: Context, change: Change, request: Request) -> tuple[Addressee, ...]:
    """Those of the draft, checked again: departments may have closed since it was written."""
    addressees = from_document(request.addressees)
    if not addressees:
        raise _nobody_asked()
    return await checked(
        change,
        addressees,
        asking=request.requester_department_id,
        most=ctx.policy.most_departments,
        field=("deliveries",),
    )


def _nobody_asked() -> Invalid:
    message = "협력을 요청할 부서를 하나 이상 골라 주십시오."
    return Invalid(message, field=("deliveries",), reason=Reason.REQUIRED)


async def _next_key(change: Change) -> str:
    """The next number of this year. It is given back when the change is rolled back: no gaps."""
    year = seoul_day(change.now).year
    first = inserting(change.session, RequestNumber).values(year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=[RequestNumber.year], set_={"last": RequestNumber.last + 1}
    )
    number = await change.session.scalar(counted.returning(RequestNumber.last))
    assert number is not None
    return request_key(year, number)
