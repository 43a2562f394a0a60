"""Taking hold of a request or delivery for a change: seen by the actor, locked, as new as they think."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from madang.errors import Conflict, NotFound, Reason
from madang.rules.asking import RequestAct, RequestFacts, permission
from madang.rules.people import Actor
from madang.rules.policy import BoardPolicy
from madang.rules.requests import RequestState
from models import Delivery, Request
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.facts import Facts


async def locked_request(change: Change, actor: Actor, id: UUID) -> Request:
    """The request, with its deliveries and their handlers, held until the end of the change.

    Raises NotFound also for what the actor may not see.
    """
    found = select(Request.id).where(Request.id == id, seen(Request, actor))
    return await _locked(change, await change.session.scalar(found))


async def locked_delivery(change: Change, actor: Actor, id: UUID) -> tuple[Request, Delivery]:
    """The delivery and its request, held like `locked_request`."""
    found = select(Delivery.request_id).where(Delivery.id == id, seen(Delivery, actor))
    request = await _locked(change, await change.session.scalar(found))
    return request, next(delivery for delivery in request.deliveries if delivery.id == id)


async def _locked(change: Change, id: UUID | None) -> Request:
    """Lock first, read then: what is read under the lock is the newest."""
    if id is None:
        raise unseen()
    request = await change.lock(Request, id)
    deliveries = selectinload(Request.deliveries).selectinload(Delivery.handlers)
    fresh = select(Request).where(Request.id == id).options(deliveries)
    if request is None:
        raise NotFound("협력 요청이 방금 지워졌습니다.")
    held = (await change.session.scalars(fresh.execution_options(populate_existing=True))).one()
    for delivery in held.deliveries:
        set_committed_value(delivery, "request", held)
    return held


def unseen() -> NotFound:
    message = "협력 요청을 찾을 수 없습니다. 주소가 맞는지, 열람이 제한된 요청인지 확인하십시오."
    return NotFound(message)


def may(ctx: Context, act: RequestAct, request: Request) -> None:
    """Raises Forbidden or Conflict unless the actor may do this with the request now."""
    facts, policy = request_facts.of(ctx, request)
    permission(act, ctx.actor, facts, policy).demand()


def _facts_and_policy(
    ctx: Context, state: RequestState, restriction: str | None, requester_id: UUID, department_id: UUID
) -> tuple[RequestFacts, BoardPolicy]:
    facts = RequestFacts(
        state=state,
        restricted=restriction is not None,
        requester_id=requester_id,
        requester_department_id=department_id,
    )
    return facts, ctx.policy


# What decides who may act on a request.
request_facts = Facts(
    Request, ("state", "restriction", "requester_id", "requester_department_id"), _facts_and_policy
)


def expect_version(current: int, expected: int | None) -> None:
    """Optimistic check: `expected` is the version the client saw last, of the row or of its request."""
    if expected is not None and current > expected:
        message = "그 사이에 다른 사람이 바꾸었습니다. 새 내용을 확인한 뒤 다시 하십시오."
        raise Conflict(message, field=("version",), reason=Reason.STALE)
