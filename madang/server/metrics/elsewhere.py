"""Figures about newsletters taken from elsewhere."""

from collections.abc import Iterator

from sqlalchemy import func, select

from madang.rules.newsletter_sources import SourceState
from madang.server.metrics.families import Family, counter, gauge, labelled
from madang.server.metrics.sources import Sources
from models import NewsletterSource
from models.base import Sessions
from resolvers.context import utc_now


def counted(sources: Sources) -> Iterator[Family]:
    """What this process has asked."""
    tally = sources.sites.tally
    about = "가져올 곳과 그 쪽들에 물은 횟수: answered 새로 옴, unchanged 그대로, failed 오지 않음"
    outcomes = {"answered": tally.answered, "unchanged": tally.unchanged, "failed": tally.failed}
    yield labelled("counter", "madang_fetches_total", about, "outcome", outcomes)
    yield counter("madang_fetched_issues_total", "가져와서 새로 실은 호", tally.issues)


async def kept(reads: Sessions) -> list[Family]:
    """How sources stand, in the whole city."""
    row = NewsletterSource
    active = row.state == SourceState.ACTIVE
    wanted = select(
        func.count().filter(active),
        func.count().filter(active, row.failures > 0),
        func.count().filter(~active, row.problem.is_not(None)),
        func.count().filter(active, row.next_at <= utc_now()),
    ).where(row.removed_at.is_(None))
    async with reads() as session:
        every, failing, given_up, due = (await session.execute(wanted)).one()
    states = {"active": every, "failing": failing, "given_up": given_up}
    about = "가져올 곳: active 살피는 중, failing 그 가운데 마지막이 실패, given_up 실패해서 쉼"
    return [
        labelled("gauge", "madang_newsletter_sources", about, "state", states),
        gauge("madang_newsletter_sources_due", "살필 때가 된 가져올 곳", due),
    ]
