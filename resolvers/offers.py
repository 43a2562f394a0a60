"""Help that departments offer unasked (참여 의사), and the requester's answer to it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from madang.errors import NotFound
from madang.rules.offering import OfferAct, OfferFacts, OfferingFacts, OfferState, may_offer, permission
from madang.rules.requests import GONE, DeliveryState, PartnerRole
from madang.text.normal import text
from models import Delivery, HelpOffer, Request
from models.base import uuid7
from resolvers.access import seen
from resolvers.addressees import Addressee, checked, open_department, send
from resolvers.context import Change, Context
from resolvers.moves import settle
from resolvers.subjects import locked_request, taken
from subscriptions.events import Event
from subscriptions.offer_events import HelpAccepted, HelpDeclined, HelpOffered, HelpWithdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What a department offers. Without a department, the offerer's main one."""

    role: PartnerRole
    message: str
    resources: str = ""
    department_id: UUID | None = None
    id: UUID | None = None


async def offer_help(ctx: Context, request_id: UUID, help: Help) -> HelpOffer:
    """With a client's own `id`, sending it twice makes one offer."""
    actor, department_id = ctx.actor, help.department_id or ctx.actor.department_id
    message = text(help.message, field=("input", "message"), most=2000, least=1)
    resources = text(help.resources, field=("input", "resources"), most=1000)
    async with ctx.change() as change:
        request = await locked_request(change, actor, request_id)
        if help.id and (known := await change.session.get(HelpOffer, help.id)):
            return _own(known, ctx, request_id)
        may_offer(actor, department_id, await _offering_facts(change, request)).demand()
        asking, field = request.requester_department_id, ("input", "departmentId")
        department = await open_department(change, department_id, asking=asking, field=field)
        offer = HelpOffer(
            id=help.id or uuid7(),
            request_id=request.id,
            department_id=department.id,
            department_name=department.name,
            offered_by_id=actor.id,
            role=help.role,
            message=message,
            resources=resources,
            state=OfferState.OFFERED,
            created_at=change.now,
        )
        change.session.add(offer)
        offered = HelpOffered(offer_id=offer.id, department_id=department.id, role=help.role)
        offer.version = _announce(change, request, offered)
    return offer


async def accept_help(ctx: Context, id: UUID) -> HelpOffer:
    """The department takes part: its delivery begins where it has been received."""
    async with _answering(ctx, id, OfferAct.ACCEPT) as answer:
        change, request, offer = answer.change, answer.request, answer.offer
        addressee = Addressee(department_id=offer.department_id, role=offer.role)
        room = ctx.policy.most_departments - len(request.deliveries)
        asking = request.requester_department_id
        clean = await checked(change, [addressee], asking=asking, most=room, field=("id",))
        (delivery,) = await send(change, request, clean, state=DeliveryState.RECEIVED)
        await change.session.flush()
        offer.delivery_id = delivery.id
        accepted = HelpAccepted(offer_id=offer.id, department_id=offer.department_id, delivery_id=delivery.id)
        settle(change, request)
        answer.give(OfferState.ACCEPTED, accepted)
    return offer


async def decline_help(ctx: Context, id: UUID, *, reason: str) -> HelpOffer:
    """No, thank you: with a reason."""
    async with _answering(ctx, id, OfferAct.DECLINE) as answer:
        offer = answer.offer
        offer.answer = why = text(reason, field=("reason",), most=1000, least=1)
        declined = HelpDeclined(offer_id=offer.id, department_id=offer.department_id, reason=why)
        answer.give(OfferState.DECLINED, declined)
    return offer


async def withdraw_help(ctx: Context, id: UUID) -> HelpOffer:
    """The offering department changes its mind before the answer."""
    async with _answering(ctx, id, OfferAct.WITHDRAW) as answer:
        offer = answer.offer
        answer.give(OfferState.WITHDRAWN, HelpWithdrawn(offer_id=offer.id, department_id=offer.department_id))
    return offer


async def offering_facts(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, OfferingFacts]:
    """What decides who may offer help to each request."""
    async with ctx.reads() as session:
        requests = (await session.scalars(select(Request).where(Request.id.in_(set(ids))))).all()
        asked = select(Delivery.request_id, Delivery.department_id).where(
            Delivery.request_id.in_(set(ids)), Delivery.state.not_in(GONE)
        )
        waiting = select(HelpOffer.request_id, HelpOffer.department_id).where(
            HelpOffer.request_id.in_(set(ids)), HelpOffer.state == OfferState.OFFERED
        )
        living = [tuple(row) for row in await session.execute(asked)]
        offered = [tuple(row) for row in await session.execute(waiting)]
    return {
        request.id: OfferingFacts(
            state=request.state,
            requester_department_id=request.requester_department_id,
            asked=frozenset(department for id, department in living if id == request.id),
            offering=frozenset(department for id, department in offered if id == request.id),
        )
        for request in requests
    }


async def offer_facts(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, OfferFacts]:
    """What decides who may act on each offer."""
    async with ctx.reads() as session:
        found = await session.execute(
            select(HelpOffer, Request).join(HelpOffer.request).where(HelpOffer.id.in_(set(ids)))
        )
        return {offer.id: _facts(offer, request) for offer, request in found}


@dataclass(slots=True)
class _Answer:
    """An offer held for an act that is allowed."""

    ctx: Context
    change: Change
    request: Request
    offer: HelpOffer

    def give(self, state: OfferState, event: Event) -> None:
        self.offer.state = state
        self.offer.answered_by_id, self.offer.answered_at = self.ctx.actor.id, self.change.now
        self.offer.version = _announce(self.change, self.request, event)


@asynccontextmanager
async def _answering(ctx: Context, id: UUID, act: OfferAct) -> AsyncGenerator[_Answer, None]:
    async with ctx.change() as change:
        visible = select(HelpOffer.request_id).where(HelpOffer.id == id, seen(HelpOffer, ctx.actor))
        request_id = await change.session.scalar(visible)
        if request_id is None:
            raise NotFound(
                "참여 의사를 찾을 수 없습니다. 주소가 맞는지, 열람이 제한된 요청인지 확인하십시오."
            )
        request = await locked_request(change, ctx.actor, request_id)
        offer = await change.session.get_one(HelpOffer, id, populate_existing=True)
        permission(act, ctx.actor, _facts(offer, request)).demand()
        yield _Answer(ctx, change, request, offer)


async def _offering_facts(change: Change, request: Request) -> OfferingFacts:
    waiting = select(HelpOffer.department_id).where(
        HelpOffer.request_id == request.id, HelpOffer.state == OfferState.OFFERED
    )
    return OfferingFacts(
        state=request.state,
        requester_department_id=request.requester_department_id,
        asked=frozenset(one.department_id for one in request.deliveries if one.state not in GONE),
        offering=frozenset(await change.session.scalars(waiting)),
    )


def _facts(offer: HelpOffer, request: Request) -> OfferFacts:
    return OfferFacts(
        state=offer.state,
        offered_by_id=offer.offered_by_id,
        department_id=offer.department_id,
        requester_id=request.requester_id,
        requester_department_id=request.requester_department_id,
        request_state=request.state,
    )


def _announce(change: Change, request: Request, event: Event) -> int:
    request.updated_at = change.now
    return change.announce(request, event)


def _own(known: HelpOffer, ctx: Context, request_id: UUID) -> HelpOffer:
    if (known.offered_by_id, known.request_id) != (ctx.actor.id, request_id):
        raise taken()
    return known
