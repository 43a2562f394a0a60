"""A request outlives the departments it was sent to and came from."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from madang.errors import Forbidden, Invalid
from madang.rules.requests import DeliveryState
from models import Delivery, Department, Request
from resolvers import deliveries, drafts, evaluation_facts, leavings, requests
from resolvers.acting import delivery_facts
from resolvers.addressees import Addressee
from resolvers.chart import import_chart
from resolvers.context import Context
from resolvers.drafts import RequestContent
from resolvers.handlers import Handler
from resolvers.people import actor_for
from resolvers.people_import import import_people
from schema import schema
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation
from tests.people.conftest import Clock
from tests.people.files import chart_lines, people_lines

FIRST_DAY, NEW_YEAR = date(2014, 7, 1), date(2015, 1, 1)
STAFF = (
    "100,김하늘,T-1,MEMBER",
    "102,박솔,T-1,HEAD",
    "103,정들,T-2,HEAD",
    "105,유채,T-2,MEMBER",
    "200,한별,I-1,MEMBER",
    "201,노을,I-1,CLERK",
)


@pytest.fixture(autouse=True)
async def staff(city: object, system: Context) -> None:
    await import_people(system, people_lines(*STAFF), on=FIRST_DAY)


async def acting(system: Context, number: str) -> Context:
    async with system.reads() as session:
        actor = await actor_for(session, number, today=system.today)
    assert actor is not None
    return replace(system, visitor=actor)


async def asked(system: Context, requester: str, code: str) -> Delivery:
    """A published request to one department."""
    ctx = await acting(system, requester)
    async with system.reads() as session:
        id = (await session.scalars(select(Department.id).where(Department.code == code))).one()
    content = RequestContent(
        title="노선 자료",
        project="심야버스",
        body="자료를 부탁합니다.",
        addressees=(Addressee(department_id=id),),
    )
    draft = await drafts.create(ctx, content)
    request = await requests.publish(ctx, draft.id, version=None)
    return request.deliveries[0]


async def found(system: Context, id: UUID) -> Delivery:
    async with system.reads() as session:
        return await session.get_one(Delivery, id)


async def employee_id(system: Context, number: str) -> UUID:
    return (await acting(system, number)).actor.id


async def test_work_goes_on_in_the_department_that_took_over(system: Context, clock: Clock) -> None:
    delivery = await asked(system, "200", "T-1")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2", "T-2,대중교통과,본청,T"), on=NEW_YEAR)
    head = await acting(system, "103")
    await deliveries.receive(head, delivery.id)
    handlers = [
        Handler(employee_id=await employee_id(system, number), leads=number == "105")
        for number in ("105", "100")
    ]
    await deliveries.assign(head, delivery.id, handlers=handlers)
    await deliveries.accept(await acting(system, "105"), delivery.id)
    async with system.reads() as session:
        kept = (await session.scalars(select(Delivery))).one()
    assert (kept.state, kept.department_name) == (DeliveryState.IN_PROGRESS, "버스정책과")


async def test_nobody_else_comes_into_the_work_by_a_merger(system: Context, clock: Clock) -> None:
    delivery = await asked(system, "200", "T-1")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2"), on=NEW_YEAR)
    with pytest.raises(Forbidden):
        await deliveries.receive(await acting(system, "201"), delivery.id)
    await deliveries.receive(await acting(system, "102"), delivery.id)
    outsider = [Handler(employee_id=await employee_id(system, "200"))]
    with pytest.raises(Invalid, match="이 부서에서 일하는 직원만"):
        await deliveries.assign(await acting(system, "102"), delivery.id, handlers=outsider)


async def test_a_requester_keeps_the_request_when_the_own_department_merges(
    system: Context, clock: Clock
) -> None:
    delivery = await asked(system, "100", "I-1")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2"), on=NEW_YEAR)
    await requests.cancel(
        await acting(system, "103"), delivery.request_id, reason="필요 없어짐", version=None
    )
    async with system.reads() as session:
        request = (await session.scalars(select(Request))).one()
    assert request.requester_department_name == "버스정책과"


async def test_a_closed_department_is_not_asked_and_its_successor_is_named(
    system: Context, clock: Clock
) -> None:
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2"), on=NEW_YEAR)
    with pytest.raises(Invalid, match=r"없어진 부서입니다: 버스정책과\. 지금은 택시물류과에서 맡고 있습니다"):
        await asked(system, "200", "T-1")


async def test_what_the_old_head_returns_waits_for_the_present_one(system: Context, clock: Clock) -> None:
    delivery = await asked(system, "200", "T-1")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2", "T-2,대중교통과,본청,T"), on=NEW_YEAR)
    old, present = await acting(system, "102"), await acting(system, "103")
    await leavings.return_(old, delivery.id, reason="저희 일이 아닙니다")
    waiting = await found(system, delivery.id)
    assert (waiting.state, waiting.leaving) == (DeliveryState.SENT, "RETURN")
    with pytest.raises(Forbidden):
        await leavings.approve(old, delivery.id)
    await leavings.approve(present, delivery.id)
    approved = await found(system, delivery.id)
    assert (approved.state, approved.leaving) == (DeliveryState.RETURNED, None)


async def test_whether_a_head_decides_is_asked_of_each_department_by_itself(
    system: Context, clock: Clock
) -> None:
    merged = [await asked(system, "200", "T-1"), await asked(system, "200", "T-1")]
    headless = await asked(system, "100", "I-1")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2", "T-2,대중교통과,본청,T"), on=NEW_YEAR)
    ids = [one.id for one in (*merged, headless)]
    facts = await delivery_facts(await acting(system, "201"), ids)
    assert [facts[id].head_decides for id in ids] == [True, True, False]
    clerk, head = await acting(system, "102"), await acting(system, "103")
    question = "query Asked($ids: [ID!]!) { nodes(ids: $ids) { ... on Delivery { viewerNeedsApproval } } }"
    operation = Operation(question, {"ids": [global_id("Delivery", id) for id in ids]})
    engine: Engine[Context] = Engine(schema)
    for asking, needs in ((clerk, [True, True, False]), (head, [False, False, False])):
        answer = await engine.planned(engine.prepare(operation), asking)
        assert answer is not None
        assert answer.data == {"nodes": [{"viewerNeedsApproval": one} for one in needs]}


async def test_requesters_are_there_beside_those_whose_department_has_merged(
    system: Context, clock: Clock
) -> None:
    of_merged = [await asked(system, "100", "I-1"), await asked(system, "100", "I-1")]
    other = await asked(system, "200", "T-2")
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines("T-1,버스정책과,본청,T,T-2"), on=NEW_YEAR)
    ids = [one.id for one in (*of_merged, other)]
    facts = await evaluation_facts.of_deliveries(await acting(system, "201"), ids)
    assert [facts[id].requester_is_there for id in ids] == [True, True, True]
