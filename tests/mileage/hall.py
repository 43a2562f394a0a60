"""People who earn by lines of the log, and ask for boards through the schema: by plans and field by field."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

import orjson

from madang.rules.calendar import Month
from madang.rules.people import Role
from models import Employee
from models.base import Sessions
from models.engine import engine_of, read_sessions
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from resolvers.live_boards import Boards
from schema import schema
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation
from subscriptions.hub import Hub
from subscriptions.ledger import Ledger
from tests import builders
from tests.builders import City
from tests.mileage.telling import FULL, Telling
from tests.mileage.writing import write

FAST, SLOW = Engine[Context](schema), Engine[Context](schema, plans=False)
ASKING, ASKED = "버스정책과", "통계데이터담당관"


@dataclass(slots=True)
class Hall:
    city: City
    reads: Sessions
    hub: Hub
    ledger: Ledger
    boards: Boards
    people: dict[str, Employee]
    tell: Telling = field(default_factory=Telling)
    written: int = 0
    gone: set[str] = field(default_factory=set[str])  # who is signed out

    def gives(self, name: str, amount: int, *, of: str = ASKED) -> None:
        """Hundredths, by an adjustment."""
        self.tell.adjusted(self.people[name].id, amount, of=self.city.departments[of].id)

    def helped(self, name: str, *asking: str, marks: Any = FULL) -> None:
        """A response to a request of each of these departments, rated."""
        ours = self.city.departments[ASKED].id
        for department in asking:
            request = self.tell.request(self.people["관리"].id, of=self.city.departments[department].id)
            delivery = self.tell.sent(request, ours)
            self.tell.assigned(request, delivery, ours, [(self.people[name].id, 100)])
            self.tell.rated(request, delivery, ours, marks, by=self.people["관리"].id)

    async def book(self) -> None:
        """What has been told, and then what `keep_up` does when it hears of something."""
        part = Telling(entries=self.tell.entries[self.written :])
        self.written = len(self.tell.entries)
        await write(self.city.sessions, part)
        await keep_books(await self.context(None))
        number = len(self.tell.booked().postings)
        self.ledger.booked(number=number, position=self.ledger.position + 1, people=self.ledger.turn + 1)

    async def context(self, name: str | None) -> Context:
        person = self.people[name] if name else None

        async def who() -> Any:
            absent = person is None or name in self.gone
            return None if absent else await builders.actor(self.city, cast(Employee, person))

        made = await builders.context(self.city, person)
        return replace(made, reads=self.reads, hub=self.hub, ledger=self.ledger, boards=self.boards, who=who)

    async def ask(self, name: str | None, document: str, **variables: Any) -> dict[str, Any]:
        """The data; `{"errors": [codes]}` for a top-level failure. A plan must say what the fields say."""
        operation = Operation(document, variables)
        prepared = SLOW.prepare(operation)
        by_fields = await SLOW.execute(prepared, await self.context(name))
        planned = await FAST.planned(FAST.prepare(operation), await self.context(name))
        answer = orjson.loads(by_fields.encode())
        if errors := answer.get("errors"):
            assert planned is None
            return {"errors": [error["extensions"]["code"] for error in errors]}
        assert planned is not None
        assert orjson.loads(planned.encode()) == answer
        return answer["data"]

    async def do(self, name: str, mutation: str) -> dict[str, Any]:
        prepared = FAST.prepare(Operation(f"mutation {{ {mutation} }}"))
        result = await FAST.execute(prepared, await self.context(name))
        return orjson.loads(result.encode())["data"]

    @asynccontextmanager
    async def watch(
        self, name: str, document: str, **variables: Any
    ) -> AsyncGenerator[AsyncIterator[dict[str, Any]]]:
        """Answers of a subscription, as they are sent."""

        async def contexts() -> Context:
            return await self.context(name)

        prepared = FAST.prepare(Operation(document, variables))

        async def answers() -> AsyncGenerator[dict[str, Any], None]:
            async with aclosing(FAST.stream(prepared, contexts)) as results:
                async for result in results:
                    yield orjson.loads(result.encode())

        async with aclosing(answers()) as shown:
            yield shown

    def id(self, name: str) -> str:
        return global_id("Employee", self.people[name].id)


@asynccontextmanager
async def opened(
    sessions: Sessions, hub: Hub, ledger: Ledger, names: Sequence[str] = "가나다라마바"
) -> AsyncGenerator[Hall, None]:
    city = await builders.chart(sessions)
    people = {name: await builders.employee(city, name, ASKED) for name in names}
    people["관리"] = await builders.employee(city, "관리", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    reads = read_sessions(engine_of(sessions))
    boards = Boards(ledger, reads, lambda: Month.of(city.clock()))
    yield Hall(city, reads, hub, ledger, boards, people)
    ledger.close()
