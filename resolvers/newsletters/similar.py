"""Issues whose text is as good as that of another one: a press text that several newsletters print.

Nothing that whoever asks may not see is compared, counted or left out for: the rule stands in front of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from madang.errors import Invalid, Reason
from madang.search.grouping import alike
from madang.search.sketches import SHARED, likeness, together
from models import NewsletterBand, NewsletterIssue, NewsletterSketch, NewsletterText
from resolvers.access import seen
from resolvers.context import Context

MOST_SIMILAR = 100
COMPARED = 200  # of those that have something in common with one issue: they that have the most


@dataclass(frozen=True, slots=True)
class Similar:
    """`likeness`: 0 to 1, how much of the two texts is the same."""

    issue_id: UUID
    likeness: float


@dataclass(frozen=True, slots=True)
class SimilarOf:
    """Finds for issues those that say the same, the most alike first, then the latest."""

    first: int

    async def __call__(self, ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[Similar]]:
        """One statement, however many issues they are."""
        async with ctx.reads() as session:
            rows = (await session.execute(_nearby(ctx, set(ids)))).all()
        found: dict[UUID, list[Similar]] = {id: [] for id in ids}
        for of, similar in _similar(rows):
            found[of].append(similar)
        return {id: similar[: self.first] for id, similar in found.items()}


def similar_of(first: int) -> SimilarOf:
    """Raises Invalid."""
    if not 0 <= first <= MOST_SIMILAR:
        message = f"first는 0부터 {MOST_SIMILAR}까지입니다."
        raise Invalid(message, field=("first",), reason=Reason.OUT_OF_RANGE)
    return SimilarOf(first)


def _nearby(ctx: Context, ids: set[UUID]) -> Select[Any]:
    """Who shares bands with each, with both sketches: of them those that share the most."""
    mine, other, here = aliased(NewsletterBand), aliased(NewsletterBand), aliased(NewsletterText)
    shared = (
        select(mine.number.label("of"), other.number, func.count().label("bands"))
        .join(here, here.number == mine.number)
        .join(other, (other.band == mine.band) & (other.number != mine.number))
        .where(here.issue_id.in_(ids))
        .group_by(mine.number, other.number)
        .having(func.count() >= SHARED)
        .subquery()
    )
    most_first = (shared.c.bands.desc(), shared.c.number.desc())
    place = func.row_number().over(partition_by=shared.c.of, order_by=most_first)
    there = aliased(NewsletterText)
    nearby = (
        select(shared.c.of, shared.c.number, place.label("place"))
        .join(there, there.number == shared.c.number)
        .join(NewsletterIssue, NewsletterIssue.id == there.issue_id)
        .where(seen(NewsletterIssue, ctx.visitor))
        .subquery()
    )
    return _told(nearby)


def _told(nearby: Any) -> Any:
    here, there = aliased(NewsletterText), aliased(NewsletterText)
    issue, like = aliased(NewsletterIssue), aliased(NewsletterIssue)
    mine, other = aliased(NewsletterSketch), aliased(NewsletterSketch)
    columns = (
        issue.id.label("of"), like.id, like.issued_on, mine.sketch.label("mine"), other.sketch.label("other"),
        (issue.newsletter_id == like.newsletter_id).label("same_title"),
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(nearby)
        .join(mine, mine.number == nearby.c.of)
        .join(other, other.number == nearby.c.number)
        .join(here, here.number == nearby.c.of)
        .join(there, there.number == nearby.c.number)
        .join(issue, issue.id == here.issue_id)
        .join(like, like.id == there.issue_id)
        .where(nearby.c.place <= COMPARED)
    )


def _similar(rows: Sequence[Any]) -> list[tuple[UUID, Similar]]:
    near = likeness(together(row.mine for row in rows), together(row.other for row in rows))
    same_title = np.array([row.same_title for row in rows], dtype=bool)
    kept = [
        (-like, -row.issued_on.toordinal(), row.id, row.of)
        for row, like, stays in zip(rows, near.tolist(), alike(near, same_title).tolist(), strict=True)
        if stays
    ]
    return [(of, Similar(id, round(-like, 2))) for like, _, id, of in sorted(kept)]
