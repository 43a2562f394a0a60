"""All at work: people over HTTP, programs that hold transactions open, an office that moves people."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only

from benchmarks.soak.city import CLERK, WORKER, Cast, Person, move
from benchmarks.soak.stage import Stage
from madang.errors import Refused
from madang.rules.calendar import seoul_day
from models.engine import engine_of
from resolvers import comments
from resolvers.context import Context
from resolvers.people import actor_for
from schema.identifiers import global_id, uuid_of
from subscriptions.tasks import OUTAGES
from tests.cities import token

PATIENCE = 5.0  # seconds for an answer
CREATE = """mutation ($input: RequestCreateInput!) {
  requestCreate(input: $input) { errors { message } request { id } }
}"""
PUBLISH = """mutation ($id: ID!) {
  requestPublish(id: $id) { errors { message } request { deliveries { nodes { id department { id } } } } }
}"""
COMMENT = """mutation ($id: ID!, $body: String!) {
  commentAdd(input: {requestId: $id, body: $body}) { errors { message } version }
}"""
RESTRICT = 'mutation ($id: ID!) { requestRestrict(id: $id, reason: "개인정보") { errors { message } } }'
OPEN = "mutation ($id: ID!) { requestOpen(id: $id) { errors { message } } }"
RECEIVE = "mutation ($id: ID!) { deliveryReceive(id: $id) { errors { message } } }"
ASSIGN = """mutation ($id: ID!, $worker: ID!) {
  deliveryAssign(id: $id, input: {handlers: [{employeeId: $worker}]}) { errors { message } }
}"""
ACCEPT = "mutation ($id: ID!) { deliveryAccept(id: $id) { errors { message } } }"
PROGRESS = """mutation ($id: ID!, $percent: Int!) {
  deliveryProgress(id: $id, input: {percent: $percent}) { errors { message } }
}"""


@dataclass(slots=True)
class Part:
    """One department's part. `steps`: how far we have tried to bring it."""

    id: str
    clerk: Person
    worker: Person
    steps: int = 0


@dataclass(slots=True, kw_only=True)
class Case:
    """A published request. `departments`: its parties."""

    id: str
    requester: Person
    departments: frozenset[UUID]
    restricted: bool
    parts: list[Part]

    @property
    def uuid(self) -> UUID:
        return uuid_of(self.id, "Request")


@dataclass(slots=True)
class Desk:
    """Sends what people do to whichever server answers. What fails may have been done all the same."""

    stage: Stage
    luck: Random
    http: httpx2.AsyncClient

    async def ask(self, person: Person, document: str, **variables: Any) -> Any:
        """The payload; None where nobody answered, or said no."""
        server = self.luck.choice(self.stage.servers)
        try:
            answer = await self.http.post(
                f"http://127.0.0.1:{server.port}/graphql",
                json={"query": document, "variables": variables},
                headers={"authorization": f"Bearer {token(person.number)}"},
            )
        except httpx2.TransportError:
            return None
        data: dict[str, Any] | None = answer.json().get("data")
        payload: Any = next(iter(data.values())) if data else None
        return payload if payload and not payload["errors"] else None

    async def open_case(
        self, requester: Person, asked: Sequence[Sequence[Person]], *, restricted: bool
    ) -> Case | None:
        """`asked`: the people of each department that is asked."""
        offices = {global_id("Department", office[0].department_id): office for office in asked}
        written = {
            "title": "다시 이어지는지",
            "project": "시험",
            "body": "끊겨도",
            "restriction": "개인정보" if restricted else None,
            "deliveries": [{"departmentId": id} for id in offices],
        }
        made = await self.ask(requester, CREATE, input=written)
        sent = made and await self.ask(requester, PUBLISH, id=made["request"]["id"])
        if not sent:
            return None
        deliveries = sent["request"]["deliveries"]["nodes"]
        people = [(one["id"], offices[one["department"]["id"]]) for one in deliveries]
        return Case(
            id=made["request"]["id"],
            requester=requester,
            departments=frozenset({requester.department_id, *(office[0].department_id for office in asked)}),
            restricted=restricted,
            parts=[Part(id, office[CLERK], office[WORKER]) for id, office in people],
        )

    async def comment(self, person: Person, case: Case) -> int | None:
        """The request's version."""
        body = f"{self.luck.randrange(1_000_000)}번째 생각"
        payload = await self.ask(person, COMMENT, id=case.id, body=body)
        return payload and payload["version"]


@dataclass(slots=True, kw_only=True)
class Writers:
    """`cases`: what is worked on; `swinging`: restricted and opened again; `held`: where others wait.

    `square`: where nobody has to, so that what is timed there is not somebody else's transaction.
    """

    desk: Desk
    cast: Cast
    luck: Random
    cases: list[Case]
    swinging: list[Case]
    held: list[Case]
    square: Case
    slow: int = 0  # transactions that were held open, then committed
    moved: int = 0

    @property
    def everything(self) -> list[Case]:
        return [*self.cases, *self.swinging, *self.held, self.square]

    async def write(self, *, every: float) -> None:
        """`every`: seconds between two acts, on average."""
        while True:
            await asyncio.sleep(self.luck.expovariate(1 / every))
            await self._act()

    async def hold(self, *, longest: float) -> None:
        """Comments whose lines have their ids long before they are committed."""
        case = self.held[0]
        system = self.desk.stage.city.context()
        async with system.reads() as session:
            actor = await actor_for(session, case.requester.number, today=seoul_day(system.clock()))
        while True:
            held = replace(system, visitor=actor, writes=_holding(system, self.luck.uniform(1, longest)))
            on = self.luck.choice(self.held)
            new = comments.NewComment(request_id=on.uuid, body="오래 걸린 생각")
            self.slow += await _done(lambda ctx=held, new=new: comments.add(ctx, new))

    async def move_people(self, *, every: float) -> None:
        """Each in turn to the next department, and on the second round back."""
        departments = self.cast.departments
        while True:
            for step in (1, 0):
                for place, person in enumerate(self.cast.movers):
                    await asyncio.sleep(every)
                    code = self.cast.codes[departments[(place + step) % len(departments)]]
                    ctx = self.desk.stage.city.context()
                    self.moved += await _done(lambda c=ctx, p=person, to=code: move(c, p, code=to))

    async def _act(self) -> None:
        match self.luck.choices(("comment", "work", "open", "swing"), (70, 20, 4, 6))[0]:
            case "open":
                await self._open()
            case "swing":
                await self._swing(self.luck.choice(self.swinging))
            case "work":
                await self._work(self.luck.choice(self.luck.choice(self.cases).parts))
            case _:
                case = self.luck.choice(self.cases)
                anybody = case.requester if case.restricted else self.luck.choice(self.cast.people)
                await self.desk.comment(anybody, case)

    async def _open(self) -> None:
        asking, *asked = self.luck.sample(list(self.cast.offices.values()), 2)
        restricted = self.luck.random() < 0.4
        case = await self.desk.open_case(asking[WORKER], asked, restricted=restricted)
        if case is not None:
            self.cases.append(case)

    async def _swing(self, case: Case) -> None:
        document = OPEN if case.restricted else RESTRICT
        case.restricted = not case.restricted
        await self.desk.ask(case.requester, document, id=case.id)

    async def _work(self, part: Part) -> None:
        """The next step; one that was refused or broken off may have been done."""
        step, part.steps = part.steps, part.steps + 1
        worker = global_id("Employee", part.worker.id)
        match step:
            case 0:
                await self.desk.ask(part.clerk, RECEIVE, id=part.id)
            case 1:
                await self.desk.ask(part.clerk, ASSIGN, id=part.id, worker=worker)
            case 2:
                await self.desk.ask(part.worker, ACCEPT, id=part.id)
            case _:
                await self.desk.ask(part.worker, PROGRESS, id=part.id, percent=self.luck.randrange(100))


async def _done(work: Callable[[], Any]) -> bool:
    """Whether the servers behind it lived to do it."""
    try:
        await work()
    except (*OUTAGES, TimeoutError, Refused):
        await asyncio.sleep(0.2)
        return False
    return True


class Holding(Session):
    """Waits between the last statement of a transaction and its commit."""


def _wait(session: Session) -> None:
    await_only(asyncio.sleep(session.info["held"]))


event.listen(Holding, "before_commit", _wait)


def _holding(ctx: Context, seconds: float) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(
        engine_of(ctx.writes), expire_on_commit=False, sync_session_class=Holding, info={"held": seconds}
    )
