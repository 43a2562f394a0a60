"""The people of the sample city as actors: called by what they are, acting at the moment of the story."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from madang.rules.people import Actor, Position
from models import Delivery, Department, Employee, Membership
from resolvers.context import Context
from resolvers.people import actor_for

Clock = Callable[[], datetime]
PREFERRED = {Position.MEMBER: 0, Position.CLERK: 1, Position.HEAD: 2}  # who does the work of a department


@dataclass(slots=True)
class Moment:
    """A clock that the story sets."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True, kw_only=True)
class Cast:
    """`numbers`: who is what in which department, personas first."""

    ctx: Context
    clock: Clock
    departments: dict[str, UUID]
    numbers: dict[tuple[str, Position], str]
    actors: dict[str, Actor] = field(default_factory=dict[str, Actor])

    async def person(self, number: str) -> Context:
        """What resolvers get when this employee acts now."""
        if number not in self.actors:
            async with self.ctx.reads() as session:
                actor = await actor_for(session, number, today=self.ctx.today)
            if actor is None:
                raise LookupError(f"nobody in the sample city has the number {number}")
            self.actors[number] = actor
        return replace(self.ctx, visitor=self.actors[number], clock=self.clock, loaders={})

    async def clerk(self, code: str) -> Context:
        return await self.person(self.numbers[code, Position.CLERK])

    async def head(self, code: str) -> Context:
        return await self.person(self.numbers[code, Position.HEAD])

    async def worker(self, code: str) -> Context:
        """Who does the work there: a member; in a small office the clerk or the head."""
        able = [position for position in PREFERRED if (code, position) in self.numbers]
        return await self.person(self.numbers[code, able[0]])

    async def request_of(self, delivery_id: UUID) -> UUID:
        """The request a delivery belongs to."""
        async with self.ctx.reads() as session:
            asked = select(Delivery.request_id).where(Delivery.id == delivery_id)
            return (await session.scalars(asked)).one()


async def assemble(ctx: Context, *, clock: Clock) -> Cast:
    """Raises LookupError later for whom the city does not have."""
    people = (
        select(Employee.number, Department.code, Membership.position)
        .join(Membership, Membership.employee_id == Employee.id)
        .join(Department, Department.id == Membership.department_id)
        .where(Employee.is_sample, Membership.until.is_(None))
        .order_by(Employee.number.desc())  # `demo-…` comes last and stays
    )
    async with ctx.reads() as session:
        departments = await session.execute(select(Department.code, Department.id))
        numbers = await session.execute(people)
        return Cast(
            ctx=ctx,
            clock=clock,
            departments={code: id for code, id in departments},
            numbers={(code, position): number for number, code, position in numbers},
        )
