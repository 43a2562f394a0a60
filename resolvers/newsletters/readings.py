"""What staff have read and starred, each for oneself; and how often issues are read, without telling by whom.

Citizens are not followed: their page counts how often it was opened, in memory, and adds that to a number.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import NotFound
from madang.rules.newsletters import OUT
from models import NewsletterIssue, NewsletterOpenings, NewsletterReading
from models.base import uuid7
from models.engine import inserting
from resolvers.access import readable
from resolvers.context import Change, Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Readership:
    """`staff`: people who have read it. `citizens`: how often their page was opened."""

    staff: int = 0
    citizens: int = 0
    viewer_has_read: bool = False
    viewer_has_starred: bool = False


async def mark(
    ctx: Context, id: UUID, *, read: bool | None = None, starred: bool | None = None
) -> NewsletterIssue:
    """For oneself, and no line of the log: what somebody reads is nobody else's business.

    None leaves it as it is. Raises NotFound also for an issue that is not out.
    """
    async with ctx.change() as change:
        issue = await change.session.scalar(
            readable(NewsletterIssue, ctx.actor).where(
                NewsletterIssue.id == id, NewsletterIssue.state.in_(OUT)
            )
        )
        if issue is None:
            raise NotFound("호를 찾을 수 없습니다. 아직 펴내지 않은 호일 수 있습니다.", field=("id",))
        reading = await _held(change, issue.id, ctx.actor.id)
        if read is not None:
            reading.read_at = (reading.read_at or change.now) if read else None
        if starred is not None:
            reading.starred_at = (reading.starred_at or change.now) if starred else None
    return issue


async def readership(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Readership | None]:
    """By the identifiers of issues; None for citizens. Two statements, however many they are."""
    if ctx.visitor is None:
        return dict.fromkeys(ids)
    row = NewsletterReading
    own = row.employee_id == ctx.actor.id
    by_staff = (
        select(
            row.issue_id,
            func.count(row.read_at),
            func.count(row.read_at).filter(own),
            func.count(row.starred_at).filter(own),
        )
        .where(row.issue_id.in_(set(ids)))
        .group_by(row.issue_id)
    )
    opened = NewsletterOpenings
    by_citizens = (
        select(opened.issue_id, func.sum(opened.count))
        .where(opened.issue_id.in_(set(ids)))
        .group_by(opened.issue_id)
    )
    async with ctx.reads() as session:
        staff = {id: counts for id, *counts in await session.execute(by_staff)}
        citizens: dict[UUID, int] = {id: int(count) for id, count in await session.execute(by_citizens)}
    return {id: _readership(staff.get(id, (0, 0, 0)), citizens.get(id, 0)) for id in ids}


def _readership(staff: Sequence[int], citizens: int) -> Readership:
    people, read, starred = staff
    return Readership(
        staff=people, citizens=citizens, viewer_has_read=read > 0, viewer_has_starred=starred > 0
    )


class Openings:
    """Of citizens' pages, as one process has seen them since they were last kept.

    Whoever opens a page waits for no write. A process that is killed loses the last moments' count.
    """

    def __init__(self) -> None:
        self._counted: Counter[UUID] = Counter()

    def opened(self, issue_id: UUID) -> None:
        self._counted[issue_id] += 1

    async def keep(self, ctx: Context) -> int:
        """Add them to what is kept, in one statement. Returns how many. A failure loses none."""
        counted, self._counted = self._counted, Counter()
        if not counted:
            return 0
        try:
            async with ctx.change() as change:
                await _add(change.session, counted, ctx)
        except BaseException:
            self._counted.update(counted)
            raise
        return counted.total()


async def _add(session: AsyncSession, counted: Counter[UUID], ctx: Context) -> None:
    rows: list[dict[str, Any]] = [
        {"id": uuid7(), "issue_id": id, "day": ctx.today, "count": count}
        for id, count in sorted(counted.items())  # two processes lock them in the same order
    ]
    adding = inserting(session, NewsletterOpenings)
    total = NewsletterOpenings.count + adding.excluded.count
    await session.execute(
        adding.on_conflict_do_update(index_elements=["issue_id", "day"], set_={"count": total}), rows
    )


async def _held(change: Change, issue_id: UUID, employee_id: UUID) -> NewsletterReading:
    """The row, made if there was none: two pages of the same person may be open."""
    row = {"id": uuid7(), "issue_id": issue_id, "employee_id": employee_id}
    await change.session.execute(
        inserting(change.session, NewsletterReading).values(row).on_conflict_do_nothing()
    )
    held = await change.session.scalars(
        select(NewsletterReading)
        .where(NewsletterReading.issue_id == issue_id, NewsletterReading.employee_id == employee_id)
        .with_for_update(key_share=True)
    )
    return held.one()
