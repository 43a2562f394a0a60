"""One's own entries, as they are booked."""

from collections.abc import AsyncGenerator
from uuid import UUID

from sqlalchemy import select

from models import MileageEntry
from resolvers.bookkeeping import booked
from resolvers.context import Context
from resolvers.following import present_actor

AT_ONCE = 100  # entries of one person
FEW = 1000  # entries of everybody: more are looked through by each person's own


async def follow_entries(ctx: Context, *, after: int | None) -> AsyncGenerator[tuple[int, UUID], None]:
    """The numbers and identifiers of the actor's entries behind this number, then of new ones as they come.

    None: from now on. Raises NotSignedIn as soon as the actor is none of the staff, or Interrupted.
    """
    ledger = ctx.ledger
    if ledger is None:
        raise RuntimeError("this context has no ledger: only a server keeps the books")
    known = await _last(ctx) if after is None else after
    while True:
        turn, last = ledger.turn, ledger.number
        actor = await present_actor(ctx)
        if last > known:
            if await _concerns(ctx, actor.id, known, last):
                async for entry in _own(ctx, actor.id, known, last):
                    yield entry
            known = last
        await ledger.after(turn)
        await ctx.hub.turns.turn()


async def _last(ctx: Context) -> int:
    async with ctx.reads() as session:
        number, _ = await booked(session)
    return number


async def _own(ctx: Context, person: UUID, after: int, last: int) -> AsyncGenerator[tuple[int, UUID], None]:
    entry = MileageEntry
    wanted = select(entry.number, entry.id).where(entry.person_id == person, entry.number <= last)
    more = True
    while more:
        async with ctx.reads() as session:
            page = wanted.where(entry.number > after).order_by(entry.number).limit(AT_ONCE)
            found = (await session.execute(page)).all()
        more = len(found) == AT_ONCE
        for number, id in found:
            after = number
            yield number, id


async def _concerns(ctx: Context, person: UUID, after: int, last: int) -> bool:
    """Whether one of these entries may be the person's. Asked once for all who have come as far."""
    if last - after > FEW:
        return True
    people = await ctx.hub.once(("mileage", after, last), lambda: _people(ctx, after, last))
    return person in people


async def _people(ctx: Context, after: int, last: int) -> set[UUID]:
    entry = MileageEntry
    async with ctx.reads() as session:
        new = select(entry.person_id).where(entry.number > after, entry.number <= last)
        return set(await session.scalars(new))
