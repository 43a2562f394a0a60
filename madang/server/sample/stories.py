"""How one cooperation goes, from the asking to the marks, told for any departments."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID

from madang.rules.calendar import seoul_day
from madang.rules.comments import ReactionKind
from madang.rules.evaluations import Marks
from madang.rules.requests import Health, PartnerRole, Scale
from madang.server.sample.cast import Cast
from madang.server.sample.stage import Meanwhile, Story, Tale
from resolvers import (
    comments,
    deliveries,
    drafts,
    evaluations,
    follow_ups,
    leavings,
    offers,
    reactions,
    requests,
)
from resolvers.addressees import Addressee
from resolvers.comments import NewComment
from resolvers.drafts import RequestContent
from resolvers.handlers import Handler
from resolvers.offers import Help

WEEK = timedelta(weeks=1)


GOOD = Marks(importance=4, effectiveness=4, promptness=4, difficulty=3)


class Ending(Enum):
    """How far the parts of a request come."""

    PROPOSED = auto()  # to return or to pass on: the head has not decided yet
    RECEIVED = auto()
    WORKING = auto()
    REPORTED = auto()
    EVALUATED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one department is asked, and how it goes there."""

    code: str
    ask: str
    result: str
    role: PartnerRole = PartnerRole.JOINT
    note: str = "자료를 모으고 있습니다."
    days: float = 3  # from accepting to reporting
    health: Health = Health.ON_TRACK
    sent_back: str | None = None  # why the first report was not enough
    held: str | None = None  # why it rested for a day
    returned: str | None = None  # why it was not taken; the head agrees
    passed_to: str | None = None  # the department that was the right one; the head agrees
    talk: tuple[str, str] | None = None  # what the worker asks while working, and the answer
    more: tuple[str, str] | None = None  # what the requester asks in addition, and the answer
    marks: Marks = GOOD
    praise: str = "도움이 되었습니다. 고맙습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A department that was not asked offers help and is taken in; `part` is what it then does."""

    message: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Who asks whom for what."""

    requester: str  # number
    title: str
    project: str
    body: str
    parts: tuple[Part, ...]
    scale: Scale = Scale.MULTI_BUREAU
    significance: str = ""
    due_in: timedelta = 3 * WEEK
    ends: Ending = Ending.EVALUATED
    offer: Offer | None = None
    restriction: str | None = None  # why only its parties see it


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def tale(plot: Plot) -> Tale:
    """The plot as a story to play."""

    async def told(cast: Cast) -> Story:
        requester = await cast.person(plot.requester)
        draft = await drafts.create(requester, _content(cast, plot), restriction=plot.restriction)
        yield hours(0.5)
        request = await requests.publish(await cast.person(plot.requester), draft.id, version=None)
        yield hours(2)
        ids = {delivery.department_id: delivery.id for delivery in request.deliveries}
        for part in plot.parts:
            yield Meanwhile(_part(plot, part, ids[cast.departments[part.code]]))
            yield hours(0.7)
        if plot.offer:
            yield hours(2)
            yield Meanwhile(_offer(plot, plot.offer, request.id))

    return told


def _content(cast: Cast, plot: Plot) -> RequestContent:
    return RequestContent(
        title=plot.title,
        project=plot.project,
        scale=plot.scale,
        significance=plot.significance,
        body=plot.body,
        sets_due=True,
        due_on=seoul_day(cast.clock() + plot.due_in),
        addressees=tuple(
            Addressee(department_id=cast.departments[part.code], role=part.role, ask=part.ask)
            for part in plot.parts
        ),
    )


def _part(plot: Plot, part: Part, id: UUID) -> Tale:
    async def told(cast: Cast) -> Story:
        code, clerk = part.code, await cast.clerk(part.code)
        if part.returned:
            await leavings.return_(clerk, id, reason=part.returned)
        elif part.passed_to:
            code, target = part.passed_to, cast.departments[part.passed_to]
            reason = "이 업무를 맡은 부서로 보냅니다."
            await leavings.transfer(clerk, id, department_id=target, reason=reason)
        if part.returned or part.passed_to:
            if plot.ends is Ending.PROPOSED:
                return
            yield hours(1)
            await leavings.approve(await cast.head(part.code), id)
            yield hours(2)
        if part.returned:
            return
        await deliveries.receive(await cast.clerk(code), id)
        yield hours(1.5)
        if plot.ends not in (Ending.PROPOSED, Ending.RECEIVED):
            yield Meanwhile(_work(plot, part, code, id))

    return told


def _offer(plot: Plot, offer: Offer, request_id: UUID) -> Tale:
    async def told(cast: Cast) -> Story:
        part = offer.part
        help = Help(role=part.role, message=offer.message, resources=part.ask)
        offered = await offers.offer_help(await cast.clerk(part.code), request_id, help)
        yield hours(3)
        taken = await offers.accept_help(await cast.person(plot.requester), offered.id)
        yield hours(2)
        if taken.delivery_id and plot.ends is not Ending.RECEIVED:
            yield Meanwhile(_work(plot, part, part.code, taken.delivery_id))

    return told


def _work(plot: Plot, part: Part, code: str, id: UUID) -> Tale:
    async def told(cast: Cast) -> Story:
        worker = await cast.worker(code)
        await deliveries.assign(await cast.clerk(code), id, handlers=[Handler(employee_id=worker.actor.id)])
        yield hours(3)
        await deliveries.accept(worker, id)
        yield timedelta(days=part.days * 0.3)
        await deliveries.progress(worker, id, percent=30, health=part.health, note=part.note)
        if part.talk or part.more:
            yield Meanwhile(_talk(plot, part, code, id))
        if part.held:
            yield hours(5)
            await deliveries.hold(worker, id, reason=part.held)
            yield timedelta(days=1)
            await deliveries.resume(worker, id)
        yield timedelta(days=part.days * 0.4)
        await deliveries.progress(worker, id, percent=70, health=Health.ON_TRACK, note="마무리하고 있습니다.")
        if plot.ends is not Ending.WORKING:
            yield timedelta(days=part.days * 0.3)
            yield Meanwhile(_close(plot, part, code, id))

    return told


def _talk(plot: Plot, part: Part, code: str, id: UUID) -> Tale:
    async def told(cast: Cast) -> Story:
        worker, requester = await cast.worker(code), await cast.person(plot.requester)
        request_id = await cast.request_of(id)
        if part.talk:
            question, answer = part.talk
            new = NewComment(request_id=request_id, delivery_id=id, body=question)
            asked = await comments.add(worker, new)
            yield hours(1)
            thread = asked.comment.id
            reply = NewComment(request_id=request_id, parent_id=thread, body=answer)
            answered = await comments.add(requester, reply)
            yield hours(0.2)
            await reactions.react(worker, answered.comment.id, ReactionKind.THANKS)
        if part.more:
            question, answer = part.more
            yield hours(2)
            more = NewComment(request_id=request_id, delivery_id=id, body=question, is_follow_up=True)
            wanted = (await comments.add(requester, more)).comment.id
            yield hours(3)
            reply = NewComment(request_id=request_id, parent_id=wanted, body=answer)
            given = await comments.add(worker, reply)
            await follow_ups.answer_follow_up(worker, wanted, answer_id=given.comment.id)

    return told


def _close(plot: Plot, part: Part, code: str, id: UUID) -> Tale:
    async def told(cast: Cast) -> Story:
        worker, requester = await cast.worker(code), await cast.person(plot.requester)
        await deliveries.report(worker, id, result=part.result)
        yield hours(4)
        if part.sent_back:
            await deliveries.send_back(requester, id, reason=part.sent_back)
            yield timedelta(days=1)
            await deliveries.progress(
                worker, id, percent=90, health=Health.ON_TRACK, note="보완하고 있습니다."
            )
            yield hours(6)
            await deliveries.report(worker, id, result=f"{part.result} (보완)")
            yield hours(3)
        if plot.ends is not Ending.REPORTED:
            await deliveries.confirm(requester, id)
            yield hours(2)
            await evaluations.submit(requester, id, part.marks, comment=part.praise)

    return told
