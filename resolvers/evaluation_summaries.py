"""Sums of marks for the whole city or for many departments at once: what may be known without seeing one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from madang.rules.evaluation_summary import Period, Summary, Tally, summarise
from models import Delivery, Evaluation, Request
from resolvers.context import Context

SUMS = (
    func.count().label("given"),
    func.count(Evaluation.author_id.distinct()).label("raters"),
    func.coalesce(func.sum(Evaluation.importance), 0).label("importance"),
    func.coalesce(func.sum(Evaluation.effectiveness), 0).label("effectiveness"),
    func.coalesce(func.sum(Evaluation.promptness), 0).label("promptness"),
    func.coalesce(func.sum(Evaluation.difficulty), 0).label("difficulty"),
)


async def of_city(ctx: Context, period: Period | None) -> Summary:
    statement = _counting(select(*SUMS), period)
    async with ctx.reads() as session:
        return summarise(_tally((await session.execute(statement)).one()), ctx.policy)


@dataclass(frozen=True, slots=True)
class OfDepartments:
    """The summaries of departments in one period, or of all times; of the work they did."""

    period: Period | None

    async def __call__(self, ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Summary]:
        async with ctx.reads() as session:
            found = await session.execute(_by_department(ids, self.period))
            tallies = {row.department_id: _tally(row) for row in found}
        return {id: summarise(tallies.get(id, Tally()), ctx.policy) for id in ids}


def _by_department(ids: Collection[UUID], period: Period | None) -> Select[*tuple[Any, ...]]:
    statement = _counting(select(Delivery.department_id, *SUMS), period)
    return statement.where(Delivery.department_id.in_(ids)).group_by(Delivery.department_id)


def _counting(statement: Select[*tuple[Any, ...]], period: Period | None) -> Select[*tuple[Any, ...]]:
    """Marks that count. Restricted requests are left out: a number would tell of them."""
    statement = (
        statement.select_from(Evaluation)
        .join(Delivery, Delivery.id == Evaluation.delivery_id)
        .join(Request, Request.id == Evaluation.request_id)
        .where(Evaluation.withdrawn_at.is_(None), Request.restriction.is_(None))
    )
    if period is None:
        return statement
    return statement.where(Evaluation.submitted_at >= period.begins, Evaluation.submitted_at < period.ends)


def _tally(row: Row[Any]) -> Tally:
    return Tally(
        count=row.given,
        raters=row.raters,
        importance=row.importance,
        effectiveness=row.effectiveness,
        promptness=row.promptness,
        difficulty=row.difficulty,
    )
