"""Keeps a sketch of every text that is out: of new ones within seconds, at first of all that are there.

Any number of processes may do it at once; what one holds is left by the others.
"""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madang.search.sketches import MOST_LETTERS, bands, sketch
from models import NewsletterBand, NewsletterIssue, NewsletterSketch, NewsletterText
from resolvers.context import Context
from resolvers.newsletters.search.reading import texts_of_files

BATCH = 200
Sketches = dict[int, bytes | None]  # by the number of the text


async def keep_sketches(ctx: Context, *, batch: int = BATCH) -> int:
    """Of every text that has been looked at by nobody; returns of how many. Most times there is none."""
    kept = 0
    while made := await _made(ctx, batch):
        async with ctx.change() as change:
            held = await _keep(change.session, made)
        kept += held
        if not held:
            break
    return kept


async def _made(ctx: Context, batch: int) -> Sketches:
    """The longest of it is computed, with no transaction open and beside the event loop."""
    text, issue = NewsletterText, NewsletterIssue
    columns = (
        text.number,
        issue.id,
        issue.heading,
        func.substr(issue.plain, 1, 2 * MOST_LETTERS).label("plain"),
    )
    wanted = select(*columns).join(issue, issue.id == text.issue_id).where(~text.sketched)
    async with ctx.reads() as session:
        rows = (await session.execute(wanted.order_by(text.number).limit(batch))).all()
        files = await texts_of_files(session, [row.id for row in rows])
    return await to_thread(_sketched, rows, files)


def _sketched(rows: Sequence[Any], files: Mapping[UUID, Sequence[str]]) -> Sketches:
    return {row.number: sketch(row.heading, row.plain, files.get(row.id, ())) for row in rows}


async def _keep(session: AsyncSession, made: Sketches) -> int:
    """Of those that are still as they were: a text that has changed meanwhile has another number."""
    row = NewsletterText
    waiting = select(row.number).where(row.number.in_(made), ~row.sketched).order_by(row.number)
    held = list(await session.scalars(waiting.with_for_update(skip_locked=True, key_share=True)))
    found = {number: kept for number in held if (kept := made[number]) is not None}
    if found:
        rows = [{"number": number, "sketch": kept} for number, kept in found.items()]
        await session.execute(insert(NewsletterSketch), rows)
        several = [
            {"band": band, "number": number} for number, kept in found.items() for band in set(bands(kept))
        ]
        await session.execute(insert(NewsletterBand), several)
    await session.execute(update(row).where(row.number.in_(held)).values(sketched=True))
    return len(held)
