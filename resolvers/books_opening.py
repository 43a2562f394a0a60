"""Opening the books of mileage for some lines of the log: with what those lines need, and no more."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.calendar import Month, seoul_day
from madang.rules.evaluations import Marks
from madang.rules.mileage import Rule
from madang.rules.mileage_policy import policy_of
from models import MileageClaim, MileageEntry, MileageRemark, MileageState, MileageWork
from subscriptions.events import Record
from subscriptions.mileage_books import BUILT_IN, Books, InForce, Part, Posting, Remark, Work
from subscriptions.mileage_events import ThanksGiven
from subscriptions.request_events import DeliveryAssigned

OF_ENTRY = tuple(
    name for name in Posting.__dataclass_fields__ if name != "marks"
)  # what stands in a column of its own


async def open_books(session: AsyncSession, state: MileageState, lines: Sequence[Record]) -> Books:
    """Ready for exactly these lines, which follow on the last that was booked."""
    books = Books(
        position=state.position,
        number=state.number,
        chain=state.chain,
        first_month=state.first_month,
        open_month=None if state.open_month is None else Month.at(state.open_month),
        policies=policies_of(state),
    )
    await _works(session, books, {line.subject_id for line in lines})
    await _remarks(session, books, _told(lines, "comment_id", "parent_id"))
    sources = {line.subject_id for line in lines} | _told(lines, "comment_id", "delivery_id")
    await _standing(session, books, sources)
    people = _people(books, lines)
    await _counted(session, books, lines, people)
    await _alike(session, books, people, _told(lines, "digest"))
    return books


def policies_of(state: MileageState) -> tuple[InForce, ...]:
    """All that hold at some time, as far as the books have come."""
    return BUILT_IN, *(_policy(one) for one in state.policies)


def as_kept(policy: InForce) -> dict[str, Any]:
    """A policy as `MileageState` keeps it."""
    return {"number": policy.number, "since": policy.since.isoformat(), "numbers": policy.policy.values}


def _policy(kept: dict[str, Any]) -> InForce:
    since = date.fromisoformat(kept["since"])
    return InForce(number=kept["number"], since=since, policy=policy_of(kept["numbers"]))


def _told(lines: Sequence[Record], *names: str) -> set[Any]:
    """What the events of these lines have under these names."""
    told = {getattr(line.event, name, None) for line in lines for name in names}
    return told - {None}


async def _works(session: AsyncSession, books: Books, ids: Collection[UUID]) -> None:
    for row in await session.scalars(select(MileageWork).where(MileageWork.request_id.in_(ids))):
        books.works[row.request_id] = Work(
            requester_id=row.requester_id,
            department_id=row.department_id,
            parts=msgspec.convert(row.parts, dict[UUID, Part]),
            asked=row.asked,
        )


async def _remarks(session: AsyncSession, books: Books, ids: set[UUID]) -> None:
    """The comments themselves, and the first ones of their threads."""
    while ids:
        found = await session.scalars(select(MileageRemark).where(MileageRemark.id.in_(ids)))
        for row in found:
            books.remarks[row.id] = Remark(
                id=row.id,
                request_id=row.request_id,
                root_id=row.root_id,
                author_id=row.author_id,
                department_id=row.department_id,
                length=row.length,
                digest=row.digest,
                stands=row.stands,
                other_id=row.other_id,
            )
        ids = {one.root_id for one in books.remarks.values()} - books.remarks.keys() - ids


async def _standing(session: AsyncSession, books: Books, sources: Collection[UUID]) -> None:
    found = await session.scalars(
        select(MileageEntry)
        .join(MileageClaim, MileageClaim.number == MileageEntry.number)
        .where(MileageClaim.source_id.in_(sources))
        .order_by(MileageEntry.number)
    )
    for row in found:
        books.let_stand(posting_of(row))


def posting_of(row: MileageEntry) -> Posting:
    """The entry as it was written."""
    return Posting(**{name: getattr(row, name) for name in OF_ENTRY}, marks=_marks(row))


def _marks(row: MileageEntry) -> Marks | None:
    if row.importance is None:
        return None
    assert row.effectiveness is not None
    assert row.promptness is not None
    assert row.difficulty is not None
    return Marks(
        importance=row.importance,
        effectiveness=row.effectiveness,
        promptness=row.promptness,
        difficulty=row.difficulty,
    )


def _people(books: Books, lines: Sequence[Record]) -> set[UUID]:
    """Everybody whose caps may be asked for, as earner or as counterpart."""
    people = {line.actor_id for line in lines if line.actor_id is not None}
    people |= {remark.author_id for remark in books.remarks.values()}
    for work in books.works.values():
        people.add(work.requester_id)
        people |= {one.employee_id for part in work.parts.values() for one in part.handlers}
    for line in lines:
        match line.event:
            case DeliveryAssigned(handlers=handlers):
                people |= {one.employee_id for one in handlers}
            case ThanksGiven(receiver_id=receiver):
                people.add(receiver)
            case _:
                pass
    return people


async def _counted(
    session: AsyncSession, books: Books, lines: Sequence[Record], people: Collection[UUID]
) -> None:
    days = {seoul_day(line.occurred_at) for line in lines}
    months = {books.month_of(line).number for line in lines}
    requests = {line.subject_id for line in lines}
    claim = MileageClaim
    daily = (claim.person_id, claim.day), claim.day.in_(days)
    by_request = (claim.person_id, claim.request_id), claim.request_id.in_(requests)
    pairs = (claim.counterpart_id, claim.person_id, claim.month), claim.month.in_(months)
    given = (claim.counterpart_id, claim.month), claim.month.in_(months)
    of_person, of_giver = claim.person_id.in_(people), claim.counterpart_id.in_(people)
    await _count(session, books, "day", *daily, of_person)
    await _count(session, books, "request", *by_request, of_person)
    await _count(session, books, "pair", *pairs, of_person)
    await _count(session, books, "given", *given, of_giver, claim.rule == Rule.THANKS)


async def _count(
    session: AsyncSession,
    books: Books,
    kind: str,
    columns: Iterable[Any],
    *where: ColumnElement[bool],
) -> None:
    grouped = (MileageClaim.rule, *columns)
    found = await session.execute(select(func.count(), *grouped).where(*where).group_by(*grouped))
    for number, *place in found:
        books.counted[(kind, *place)] = number


async def _alike(
    session: AsyncSession, books: Books, people: Collection[UUID], digests: Collection[str]
) -> None:
    """Of the comments that stand; those that are brought back are like others by the digest they have."""
    digests = {*digests, *(remark.digest for remark in books.remarks.values())}
    remark = MileageRemark
    found = await session.execute(
        select(remark.author_id, remark.digest, func.count())
        .where(remark.author_id.in_(people), remark.digest.in_(digests), remark.stands)
        .group_by(remark.author_id, remark.digest)
    )
    for author, digest, number in found:
        books.alike[author, digest] = number
