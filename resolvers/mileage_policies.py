"""Rules of mileage as rows (P2): drafted, tried on past months, put in force by a second administrator."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from madang.errors import NotFound, Reason
from madang.rules.calendar import Month
from madang.rules.mileage import PolicyState
from madang.rules.mileage_drafts import PolicyFacts, check_begin, may_activate, may_change, may_draft
from madang.rules.mileage_numbers import unusual
from madang.rules.mileage_policy import MileagePolicy, policy_of
from madang.rules.mileage_simulation import Simulation
from madang.text import text
from models import MileagePolicyVersion
from models.base import uuid7
from resolvers.access import readable
from resolvers.context import Change, Context
from resolvers.facts import Facts
from resolvers.mileage_simulations import simulate
from resolvers.subjects import expect_version, taken
from subscriptions.mileage_books import BUILT_IN
from subscriptions.mileage_events import (
    MileagePolicyActivated,
    MileagePolicyDiscarded,
    MileagePolicyDrafted,
    MileagePolicyEdited,
    MileagePolicySimulated,
)

MOST_NOTE = 1000  # characters


async def draft(
    ctx: Context, policy: MileagePolicy, *, note: str, id: UUID | None = None
) -> MileagePolicyVersion:
    """The same `id` sent twice makes one draft."""
    may_draft(ctx.actor).demand()
    note = _noted(note)
    async with ctx.change() as change:
        if known := id and await change.session.get(MileagePolicyVersion, id):
            return _own(known, ctx)
        row = MileagePolicyVersion(
            id=id or uuid7(),
            state=PolicyState.DRAFT,
            note=note,
            numbers=unusual(policy),
            drafted_by_id=ctx.actor.id,
            drafted_at=change.now,
            version=0,
        )
        change.session.add(row)
        change.announce(row, MileagePolicyDrafted(note=note, numbers=row.numbers))
    return row


async def update(
    ctx: Context,
    id: UUID,
    *,
    policy: MileagePolicy | None = None,
    note: str | None = None,
    version: int | None = None,
) -> MileagePolicyVersion:
    """What is not given stays. Whatever it was tried on, the draft that it becomes was not."""
    async with ctx.change() as change:
        row = await _draft(ctx, change, id, version)
        numbers = row.numbers if policy is None else unusual(policy)
        noted = row.note if note is None else _noted(note)
        if (numbers, noted) == (row.numbers, row.note):
            return row
        row.numbers, row.note, row.simulated_at, row.simulation = numbers, noted, None, None
        row.edited_by_id, row.edited_at = ctx.actor.id, change.now
        change.announce(row, MileagePolicyEdited(note=noted, numbers=numbers))
    return row


async def discard(ctx: Context, id: UUID, *, version: int | None = None) -> MileagePolicyVersion:
    """For good; the row stays for those who ask what became of it."""
    async with ctx.change() as change:
        row = await _draft(ctx, change, id, version)
        row.state = PolicyState.DISCARDED
        change.announce(row, MileagePolicyDiscarded())
    return row


async def try_draft(
    ctx: Context, id: UUID, first: Month, last: Month, *, version: int | None = None
) -> MileagePolicyVersion:
    """Replay these months by the draft as it is now, and keep what would have differed.

    Raises Conflict for a draft that was edited meanwhile.
    """
    ctx.announcing()
    tried = await _seen(ctx, id)
    expect_version(tried.version, version)
    may_change(ctx.actor, policy_facts.of(ctx, tried)).demand()
    simulation = await simulate(ctx, policy_of(tried.numbers), first, last)
    async with ctx.change() as change:
        row = await _draft(ctx, change, id, tried.version)
        row.simulated_at, row.simulation = change.now, msgspec.to_builtins(simulation)
        change.announce(row, MileagePolicySimulated(first_month=first.number, last_month=last.number))
    return row


async def activate(
    ctx: Context, id: UUID, *, effective_from: date, version: int | None = None
) -> MileagePolicyVersion:
    """It holds from a day after today on, and can never be changed again."""
    async with ctx.change() as change:
        row = await _locked(change, id)
        expect_version(row.version, version)
        may_activate(ctx.actor, policy_facts.of(ctx, row)).demand()
        check_begin(effective_from, today=change.today)
        number = await _next_number(change)
        row.number, row.state, row.effective_from = number, PolicyState.ACTIVE, effective_from
        row.activated_by_id, row.activated_at = ctx.actor.id, change.now
        event = MileagePolicyActivated(number=number, effective_from=effective_from, numbers=row.numbers)
        change.announce(row, event)
    return row


async def in_force(ctx: Context, day: date) -> MileagePolicyVersion:
    """The rules that what happens on a day is counted by, as far as they are known today."""
    row = MileagePolicyVersion
    begun = select(row).where(row.state == PolicyState.ACTIVE, row.effective_from <= day)
    newest = begun.order_by(row.effective_from.desc(), row.number.desc()).limit(1)
    async with ctx.reads() as session:
        found = await session.scalar(newest)
        return found or (await session.scalars(select(row).where(row.number == BUILT_IN.number))).one()


async def numbers_of(ctx: Context, id: UUID) -> MileagePolicy:
    """Raises NotFound for rules that the actor does not see."""
    return policy_of((await _seen(ctx, id)).numbers)


def simulation_of(document: Any) -> Simulation | None:
    """What `MileagePolicyVersion.simulation` keeps."""
    return None if document is None else msgspec.convert(document, Simulation)


def _policy_facts(ctx: Context, *values: Any) -> PolicyFacts:
    return PolicyFacts(**dict(zip(FACTS, values, strict=True)))


FACTS = ("state", "drafted_by_id", "edited_by_id", "simulated_at")
policy_facts = Facts(MileagePolicyVersion, FACTS, _policy_facts)


async def _seen(ctx: Context, id: UUID) -> MileagePolicyVersion:
    async with ctx.reads() as session:
        visible = readable(MileagePolicyVersion, ctx.actor).where(MileagePolicyVersion.id == id)
        row = await session.scalar(visible)
    if row is None:
        raise _unknown()
    return row


async def _draft(ctx: Context, change: Change, id: UUID, version: int | None) -> MileagePolicyVersion:
    row = await change.lock(MileagePolicyVersion, id)
    if row is None:
        raise _unknown()
    expect_version(row.version, version)
    may_change(ctx.actor, policy_facts.of(ctx, row)).demand()
    return row


async def _locked(change: Change, id: UUID) -> MileagePolicyVersion:
    """The row, and all others with it: numbers are counted up one after the other."""
    every = select(MileagePolicyVersion).order_by(MileagePolicyVersion.id).with_for_update(key_share=True)
    rows = {row.id: row for row in await change.session.scalars(every)}
    row = rows.get(id)
    if row is None:
        raise _unknown()
    return row


async def _next_number(change: Change) -> int:
    last = await change.session.scalar(select(func.max(MileagePolicyVersion.number)))
    return (last or BUILT_IN.number) + 1


def _noted(note: str) -> str:
    return text(note, field=("input", "note"), most=MOST_NOTE, least=1)


def _own(known: MileagePolicyVersion, ctx: Context) -> MileagePolicyVersion:
    if known.drafted_by_id != ctx.actor.id:
        raise taken()
    return known


def _unknown() -> NotFound:
    return NotFound("마일리지 규칙을 찾을 수 없습니다.", field=("id",), reason=Reason.UNKNOWN)
