"""Questions about who rates, thanks and answers whom (P8): asked by administrators, of entries that count."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from madang.collusion import Acts, CountedComment, Flag, RatedResponse, ThanksGiven, flags
from madang.errors import Forbidden, Invalid, Reason
from madang.rules.calendar import Month
from madang.rules.mileage import Rule
from models import MileageClaim, MileageEntry, MileageRemark
from resolvers.context import Context
from subscriptions.mileage_sums import AXES

MOST_MONTHS = 12
MARKS = tuple(getattr(MileageEntry, axis) for axis in AXES)
ROOT = aliased(MileageRemark)


async def mileage_flags(ctx: Context, first: Month, last: Month) -> tuple[Flag, ...]:
    """Of these months, both included. Looked for in a thread: a year of a big city takes seconds.

    Raises Forbidden, or Invalid for a time that is none or too long.
    """
    if not ctx.actor.is_administrator:
        raise Forbidden("사회혁신담당관(관리자)만 볼 수 있습니다.")
    _check(first, last)
    async with ctx.reads() as session:
        acts = await _acts(session, first, last)
    return await asyncio.to_thread(flags, acts)


def _check(first: Month, last: Month) -> None:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= months <= MOST_MONTHS:
        message = f"첫 달부터 마지막 달까지 {MOST_MONTHS}달 안으로 적어 주십시오."
        raise Invalid(message, field=("last",), reason=Reason.OUT_OF_RANGE)


async def _acts(session: AsyncSession, first: Month, last: Month) -> Acts:
    responses = await _rows(session, _standing(Rule.RESPONSE, first, last, *MARKS))
    thanks = await _rows(session, _standing(Rule.THANKS, first, last))
    comments = await _rows(session, _remarks(first, last))
    return Acts(
        responses=[_response(row) for row in responses if row.receiver_department is not None],
        comments=[_comment(row) for row in comments],
        thanks=[_thanks(row) for row in thanks],
    )


async def _rows(session: AsyncSession, statement: Select[*tuple[Any, ...]]) -> Sequence[Row[Any]]:
    return (await session.execute(statement)).all()


def _standing(rule: Rule, first: Month, last: Month, *more: Any) -> Select[*tuple[Any, ...]]:
    """Entries of a rule that count and were not taken back."""
    entry = MileageEntry
    return (
        select(
            entry.id,
            entry.occurred_at.label("at"),
            entry.counterpart_id.label("giver"),
            entry.person_id.label("receiver"),
            entry.counterpart_department_id.label("giver_department"),
            entry.department_id.label("receiver_department"),
            entry.amount.label("points"),
            *more,
        )
        .join(MileageClaim, MileageClaim.number == entry.number)
        .where(entry.rule == rule, entry.month >= first.number, entry.month <= last.number)
        .order_by(entry.number)
    )


def _remarks(first: Month, last: Month) -> Select[*tuple[Any, ...]]:
    remark, root = MileageRemark, ROOT
    told = (remark.request_id, remark.root_id, remark.length, root.author_id.label("root_author"))
    return (
        _standing(Rule.COMMENT, first, last, *told)
        .join(remark, remark.id == MileageEntry.source_id)
        .join(root, root.id == remark.root_id)
    )


def _response(row: Row[Any]) -> RatedResponse:
    return RatedResponse(
        id=row.id,
        at=row.at,
        giver=row.giver,
        receiver=row.receiver,
        giver_department=row.giver_department,
        receiver_department=row.receiver_department,
        marks=(row.importance, row.effectiveness, row.promptness, row.difficulty),
        points=row.points,
    )


def _comment(row: Row[Any]) -> CountedComment:
    return CountedComment(
        id=row.id,
        at=row.at,
        author=row.receiver,
        request=row.request_id,
        thread=row.root_id,
        other=None if row.root_author == row.receiver else row.root_author,
        length=row.length,
        points=row.points,
    )


def _thanks(row: Row[Any]) -> ThanksGiven:
    return ThanksGiven(id=row.id, at=row.at, giver=row.giver, receiver=row.receiver, points=row.points)
