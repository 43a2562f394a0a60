"""Taking hold of a request or delivery for a change: seen by the actor, locked, as new as they think."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
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
    return await _locked(change, actor, Request.id == id)


async def locked_delivery(change: Change, actor: Actor, id: UUID) -> tuple[Request, Delivery]:
    """The delivery and its request, held like `locked_request`."""
    its_request = select(Delivery.request_id).where(Delivery.id == id, seen(Delivery, actor))
    request = await _locked(change, actor, Request.id == its_request.scalar_subquery())
    return request, next(delivery for delivery in request.deliveries if delivery.id == id)


async def _locked(change: Change, actor: Actor, wanted: ColumnElement[bool]) -> Request:
    """What has been committed while we waited for the lock is asked whether the actor may see it.

    The deliveries are read under the lock, so they are the newest.
    """
    request = await change.session.scalar(
        select(Request)
        .where(wanted, seen(Request, actor))
        .with_for_update(of=Request, key_share=True)
        .options(selectinload(Request.deliveries).joinedload(Delivery.handlers))
        .execution_options(populate_existing=True)
    )
    if request is None:
        raise unseen()
    for delivery in request.deliveries:
        set_committed_value(delivery, "request", request)
    return request


def unseen() -> NotFound:
    message = "협력 요청을 찾을 수 없습니다. 주소가 맞는지, 열람이 제한된 요청인지 확인하십시오."
    return NotFound(message)


def taken(field: tuple[str, ...] = ("input", "id")) -> Conflict:
    """For a new ID that a client has given to something else before."""
    return Conflict("이미 쓰인 ID입니다.", field=field, reason=Reason.DUPLICATE)


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
