"""One visit to a source: it is asked, what came is read and kept, and how it went is written down.

Killed at any point it is simply done again: what has been kept is known by its key. Two visits at once keep
each post once, and the one that ends later writes nothing down.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from random import random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from madang.errors import Conflict, NotFound, Reason, Refused
from madang.fetching import Failed, Fetched, Known, parsed
from madang.rules.newsletter_sources import (
    BETWEEN_ASKED,
    MOST_FAILURES,
    SourceFacts,
    SourceState,
    after_answer,
    after_failure,
    may_fetch,
)
from madang.rules.newsletters import TitleStatus
from models import Newsletter, NewsletterSource
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.leases import LeaseLost
from resolvers.newsletters.intake.answers import Fence, Visit, take_in
from resolvers.newsletters.titles import facts_of
from resolvers.sites import Sites
from subscriptions.newsletter_source_events import NewsletterSourcePaused
from subscriptions.tasks import OUTAGES

logger = logging.getLogger(__name__)

SOON = timedelta(minutes=1)  # when something was left
SECONDS, SECONDS_BY_HAND = 120.0, 15.0  # for following links
UNEXPECTED = "가져오다가 뜻밖의 오류가 났습니다. 시스템 관리자에게 알려 주십시오. 나중에 다시 가져옵니다."
Values = dict[str, Any]


async def visit(ctx: Context, id: UUID, *, fence: Fence | None = None, seconds: float = SECONDS) -> int:
    """Returns how many issues it has brought. Raises LeaseLost, with nothing written, if the fence does."""
    source = await _source(ctx, id)
    if source is None or source.removed_at is not None or source.state is SourceState.PAUSED:
        return 0
    going = Visit(ctx, sites_of(ctx), source, fence, seconds)
    if source.newsletter.status is TitleStatus.CLOSED:
        failed = Failed(problem="끝난 소식지여서 더 가져오지 않습니다.", gone=True)
    else:
        failed = await _go(going)
    await _write_down(going, failed)
    return going.found


async def visit_by_hand(ctx: Context, id: UUID) -> tuple[NewsletterSource, int]:
    """Whoever looks after the source waits for it. Raises Conflict for what has just been asked."""
    ctx.announcing()
    async with ctx.reads() as session:
        visible = select(NewsletterSource).where(NewsletterSource.id == id, seen(NewsletterSource, ctx.actor))
        source = await session.scalar(
            visible.options(joinedload(NewsletterSource.newsletter).joinedload(Newsletter.department))
        )
    if source is None:
        raise NotFound("가져올 곳을 찾을 수 없습니다. 지웠거나 다른 부서의 것일 수 있습니다.", field=("id",))
    facts = SourceFacts(title=facts_of(source.newsletter), state=source.state)
    may_fetch(ctx.actor, facts).demand()
    if source.last_fetched_at is not None and ctx.clock() - source.last_fetched_at < BETWEEN_ASKED:
        seconds = BETWEEN_ASKED.seconds
        message = f"방금 가져왔습니다. {seconds}초가 지난 뒤에 다시 하십시오."
        raise Conflict(message, field=("id",), reason=Reason.ILLEGAL_STEP)
    turns = sites_of(ctx).by_hand
    if turns.locked():
        message = "지금 여러 사람이 가져오고 있습니다. 잠시 뒤에 다시 하십시오."
        raise Conflict(message, field=("id",), reason=Reason.ILLEGAL_STEP)
    async with turns:
        found = await visit(replace(ctx, visitor=None, who=None), id, seconds=SECONDS_BY_HAND)
    return await _source(ctx, id) or source, found


def sites_of(ctx: Context) -> Sites:
    if ctx.sites is None:
        raise Conflict("이 프로그램은 바깥에 묻지 않습니다.", reason=Reason.ILLEGAL_STEP)
    return ctx.sites


async def _source(ctx: Context, id: UUID) -> NewsletterSource | None:
    async with ctx.reads() as session:
        wanted = select(NewsletterSource).where(NewsletterSource.id == id)
        return await session.scalar(
            wanted.options(joinedload(NewsletterSource.newsletter).joinedload(Newsletter.department))
        )


async def _go(going: Visit) -> Failed | None:
    """Why it was for nothing. Nothing that comes from elsewhere ends whoever asks for it."""
    source = going.source
    try:
        known = Known(etag=source.etag, last_modified=source.last_modified)
        answer = await going.sites.get(parsed(source.url), known)
        if isinstance(answer, Failed):
            return answer
        if isinstance(answer, Fetched):
            await take_in(going, answer)
    except Refused as refusal:
        return Failed(problem=str(refusal))
    except (LeaseLost, *OUTAGES):
        raise
    except Exception:
        logger.exception("visiting %s failed", source.url)
        return Failed(problem=UNEXPECTED)
    is_done = not going.more and not going.values.get("misses")
    version = answer.known if is_done else Known()  # or it would say that nothing has changed
    going.values |= {"etag": version.etag, "last_modified": version.last_modified}
    next_at = after_answer(going.ctx.clock(), fresh_for=answer.fresh_for, chance=random())
    going.values["next_at"] = going.ctx.clock() + SOON if going.more else next_at
    return None


async def _write_down(going: Visit, failed: Failed | None) -> None:
    async with going.ctx.change() as change:
        if going.fence is not None:
            await going.fence(change.session)
        row = await change.lock(NewsletterSource, going.source.id)
        if row is None or row.removed_at is not None or row.visits != going.source.visits:
            return
        row.visits, row.last_fetched_at = row.visits + 1, change.now
        row.found += going.found
        row.last_found_at = change.now if going.found else row.last_found_at
        if failed is not None:
            _fail(change, row, failed)
            return
        row.failures, row.problem = 0, going.note
        row.settled_at = row.settled_at or (None if going.more else change.now)
        for name, value in going.values.items():
            setattr(row, name, value)


def _fail(change: Change, row: NewsletterSource, failed: Failed) -> None:
    row.failures, row.problem = row.failures + 1, failed.problem[:500]
    row.next_at = after_failure(change.now, row.failures, wait=failed.wait, chance=random())
    if failed.gone or row.failures >= MOST_FAILURES:
        row.state = SourceState.PAUSED
        if not failed.gone:
            ended = f"{row.failures}번 이어서 가져오지 못해 쉽니다. 고친 뒤에 다시 살피게 하십시오."
            row.problem = f"{failed.problem} {ended}"[:500]
        paused = NewsletterSourcePaused(newsletter_id=row.newsletter_id, problem=row.problem)
        change.announce(row, paused)
