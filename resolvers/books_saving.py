"""Keeping what was written in the books of mileage: entries, what stands, and the rows of the boards."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.mileage import Holder, Outcome, Rule
from models import (
    MileageClaim,
    MileageEntry,
    MileageHelped,
    MileagePrivacy,
    MileageRemark,
    MileageStanding,
    MileageState,
    MileageWork,
)
from models.base import Base, uuid7
from models.engine import inserting
from resolvers.books_opening import OF_ENTRY, as_kept
from subscriptions.mileage_books import BUILT_IN, Books, Posting, Remark, Work
from subscriptions.mileage_sums import AXES, MILLIONTHS_OF_A_QUARTER, Account, Sum, Sums, add_up

Values = dict[str, Any]
Merge = Callable[[Any, Any], dict[str, ColumnElement[Any]]]  # what becomes of a row that is there already
COUNTS = {
    Rule.REQUEST: "requests",
    Rule.RESPONSE: "responses",
    Rule.COMMENT: "comments",
    Rule.THANKS: "thanks",
}
AMOUNTS = {rule: f"{rule.value.lower()}_amount" for rule in Rule}
ADDED = ("total", *AMOUNTS.values(), *COUNTS.values(), *AXES)
ACCOUNT = ("holder", "holder_id", "period")


async def save_books(session: AsyncSession, state: MileageState, books: Books) -> None:
    """All that was written, and how far the books have come.

    Only whoever holds the state's row does this: nobody else writes these tables.
    """
    entries = zip(books.postings, books.chains, strict=True)
    await _insert(session, MileageEntry, [_entry(posting, chain) for posting, chain in entries])
    await _save_claims(session, books)
    works = [_work(id, books.works[id]) for id in books.touched & books.works.keys()]
    await _upsert(session, MileageWork, works, key=("request_id",))
    remarks = [_remark(books.remarks[id]) for id in books.touched & books.remarks.keys()]
    await _upsert(session, MileageRemark, remarks, key=("id",))
    await _save_privacy(session, books)
    await _save_boards(session, add_up(books.postings))
    state.position, state.number, state.chain = books.position, books.number, books.chain
    state.first_month = books.first_month
    state.open_month = None if books.open_month is None else books.open_month.number
    state.policies = [as_kept(one) for one in books.policies.values() if one is not BUILT_IN]


async def _save_claims(session: AsyncSession, books: Books) -> None:
    fallen = [one.reverses for one in books.postings if one.reverses is not None]
    if fallen:
        await session.execute(delete(MileageClaim).where(MileageClaim.number.in_(fallen)))
    risen = [one for one in books.postings if one.outcome is Outcome.COUNTED and one.number not in fallen]
    await _insert(session, MileageClaim, [_claim(one) for one in risen])


async def _save_privacy(session: AsyncSession, books: Books) -> None:
    """As chosen; rows of boards that are there already follow at once."""
    chosen = [
        {"employee_id": id, "hidden": hiding.hidden, "wins": hiding.wins}
        for id, hiding in books.hidden.items()
    ]
    await _upsert(session, MileagePrivacy, chosen, key=("employee_id",))
    for id, hiding in books.hidden.items():
        theirs = MileageStanding.holder == Holder.PERSON, MileageStanding.holder_id == id
        await session.execute(update(MileageStanding).where(*theirs).values(hidden=hiding.hidden))


async def _save_boards(session: AsyncSession, sums: Sums) -> None:
    people = {id for holder, id, _ in sums if holder is Holder.PERSON}
    hidden = set(await session.scalars(_hidden(people)))
    rows = [_standing(account, sum, hidden) for account, sum in sums.items()]
    await _upsert(session, MileageStanding, rows, key=ACCOUNT, merge=_added)
    helped = [
        dict(zip(ACCOUNT, account, strict=True), department_id=department, responses=step)
        for account, sum in sums.items()
        for department, step in sum.helped.items()
        if step
    ]
    await _upsert(
        session,
        MileageHelped,
        helped,
        key=(*ACCOUNT, "department_id"),
        merge=lambda old, new: {"responses": old.responses + new.responses},
    )
    await _count_helped(session, {tuple(one[name] for name in ACCOUNT) for one in helped})


def _hidden(people: set[UUID]) -> Any:
    chosen = select(MileagePrivacy.employee_id)
    return chosen.where(MileagePrivacy.employee_id.in_(people), MileagePrivacy.hidden)


async def _count_helped(session: AsyncSession, accounts: set[Account] | set[tuple[Any, ...]]) -> None:
    for holder, id, period in sorted(accounts, key=str):
        departments = select(func.count()).where(
            MileageHelped.holder == holder,
            MileageHelped.holder_id == id,
            MileageHelped.period == period,
            MileageHelped.responses > 0,
        )
        await session.execute(
            update(MileageStanding)
            .where(
                MileageStanding.holder == holder,
                MileageStanding.holder_id == id,
                MileageStanding.period == period,
            )
            .values(helped=departments.scalar_subquery())
        )


def _added(old: Any, new: Any) -> dict[str, ColumnElement[Any]]:
    """The row of a board with what it gains; its mean follows from the marks."""
    marks = sum((old[axis] + new[axis] for axis in AXES[1:]), old[AXES[0]] + new[AXES[0]])
    responses = old.responses + new.responses
    mean = case((responses > 0, marks * MILLIONTHS_OF_A_QUARTER // func.nullif(responses, 0)), else_=0)
    return {
        **{name: old[name] + new[name] for name in ADDED},
        "mean": mean,
        "earliness": case((new.earliness < old.earliness, new.earliness), else_=old.earliness),
    }


async def _insert(session: AsyncSession, model: type[Base], rows: Sequence[Values]) -> None:
    if rows:
        await session.execute(insert(model), rows)


async def _upsert(
    session: AsyncSession,
    model: type[Base],
    rows: Sequence[Values],
    *,
    key: tuple[str, ...],
    merge: Merge | None = None,
) -> None:
    """Rows that are there already become the new ones, or what `merge` makes of both."""
    if not rows:
        return
    table: Any = Base.metadata.tables[model.__tablename__]
    statement = inserting(session, table)
    new = statement.excluded
    changed = merge(table.c, new) if merge else {name: new[name] for name in rows[0] if name not in key}
    await session.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), rows)


def _entry(posting: Posting, chain: str) -> Values:
    values = {name: getattr(posting, name) for name in OF_ENTRY}
    marks = {axis: getattr(posting.marks, axis, None) for axis in AXES}
    return {"id": UUID(int=posting.number), **values, **marks, "chain": chain}


def _claim(posting: Posting) -> Values:
    return {
        "rule": posting.rule,
        "source_id": posting.source_id,
        "person_id": posting.person_id,
        "number": posting.number,
        "counterpart_id": posting.counterpart_id,
        "request_id": posting.request_id,
        "month": posting.month,
        "day": posting.day,
    }


def _work(id: UUID, work: Work) -> Values:
    return {
        "request_id": id,
        "requester_id": work.requester_id,
        "department_id": work.department_id,
        "parts": msgspec.to_builtins(work.parts),
        "asked": work.asked,
    }


def _remark(remark: Remark) -> Values:
    return {name: getattr(remark, name) for name in Remark.__dataclass_fields__}


def _standing(account: Account, gained: Sum, hidden: set[UUID]) -> Values:
    holder, id, period = account
    return {
        "id": uuid7(),
        "holder": holder,
        "holder_id": id,
        "period": period,
        "hidden": holder is Holder.PERSON and id in hidden,
        "helped": 0,
        **reached(gained),
    }


def reached(sum: Sum) -> Values:
    """What the row of a board says of the entries behind it, but for the departments that were helped."""
    return {
        "total": sum.total,
        **{column: sum.amounts[rule] for rule, column in AMOUNTS.items()},
        **{column: sum.counts[rule] for rule, column in COUNTS.items()},
        **{axis: sum.marks[axis] for axis in AXES},
        "mean": sum.mean,
        "earliness": sum.earliness,
    }
