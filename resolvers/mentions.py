"""Whom comments call: kept beside the text, and listed for those who are called."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from madang.rules.conditions import among, either, equal
from madang.rules.people import Actor
from models import Comment, CommentMention
from resolvers.context import Change
from resolvers.listings import Listing, Order
from subscriptions.comment_events import Mentioned


def of_actor(actor: Actor) -> Listing:
    """Calls of this person or of a department they act for, the newest first."""
    mine = either(equal("employee_id", actor.id), among("department_id", actor.departments))
    return Listing(model=CommentMention, where=mine, order=(Order("created_at", descending=True),))


def keep(change: Change, comment: Comment, mentioned: Mentioned) -> None:
    """The comment must be in the database already."""
    people = [
        CommentMention(comment_id=comment.id, employee_id=id, created_at=change.now)
        for id in mentioned.employees
    ]
    departments = [
        CommentMention(comment_id=comment.id, department_id=id, created_at=change.now)
        for id in mentioned.departments
    ]
    change.session.add_all([*people, *departments])


async def keep_anew(change: Change, comment: Comment, mentioned: Mentioned) -> Mentioned:
    """Those called before stay called at their time; returns who is called for the first time."""
    rows = await change.session.scalars(select(CommentMention).where(CommentMention.comment_id == comment.id))
    before = {row.employee_id or row.department_id: row for row in rows}
    now = {*mentioned.employees, *mentioned.departments}
    for id, row in before.items():
        if id not in now:
            await change.session.delete(row)
    newly = Mentioned(
        employees=_without(mentioned.employees, before), departments=_without(mentioned.departments, before)
    )
    keep(change, comment, newly)
    return newly


def _without(ids: tuple[UUID, ...], known: Collection[UUID | None]) -> tuple[UUID, ...]:
    return tuple(id for id in ids if id not in known)
