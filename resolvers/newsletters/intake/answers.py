"""What an answer of a source comes to: posts of a feed, what is new on a page, the pages it leads to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Invalid, Reason
from madang.fetching import Address, Failed, Fetched, Unchanged, parsed
from madang.fetching.addresses import joined
from madang.intake import Kind, Refused, Taken, Watch
from madang.intake.bounds import EMPTY_FEED
from madang.rules.newsletter_sources import SourceKind
from madang.rules.newsletters import IssueState
from models import NewsletterSource
from resolvers.context import Context
from resolvers.newsletters.intake.arrivals import Arrival, digest_of
from resolvers.newsletters.intake.keeping import already_taken, keep_all
from resolvers.newsletters.intake.revising import changed_since, revise
from resolvers.newsletters.intake.takings import Standing, changed, key_of, linked, posts, standing
from resolvers.sites import Sites

Fence = Callable[[AsyncSession], Awaitable[None]]

AT_ONCE = 20  # posts a transaction
MOST_LINKED = 10  # pages a visit
MOST_MISSES = 3
MOST_TEXT = 500_000  # characters of a watched page
FEEDS = 'link[rel~="alternate"][type*="rss"], link[rel~="alternate"][type*="atom"]'


@dataclass(slots=True)
class Visit:
    """`fence` raises when another process visits sources now."""

    ctx: Context
    sites: Sites
    source: NewsletterSource
    fence: Fence | None
    seconds: float  # for the pages a page leads to
    found: int = 0
    more: bool = False  # was left for the next visit
    note: str | None = None
    values: dict[str, Any] = field(default_factory=dict[str, Any])

    async def guard(self) -> None:
        if self.fence is not None:
            async with self.ctx.writes.begin() as session:
                await self.fence(session)

    async def keep(self, arrivals: Sequence[Arrival], state: IssueState) -> None:
        """In small transactions, so that a visit that is killed has not been for nothing."""
        for place in range(0, len(arrivals), AT_ONCE):
            await self.guard()
            some = arrivals[place : place + AT_ONCE]
            kept = await keep_all(
                self.ctx, self.source.newsletter_id, some, state=state, source_id=self.source.id
            )
            new = sum(one.is_new for one in kept)
            self.found += new
            self.sites.tally.issues += new

    async def standing(self) -> Standing:
        stands = await standing(self.ctx, self.source)
        self.note = stands.note or self.note
        return stands


async def take_in(visit: Visit, answer: Fetched) -> None:
    """Raises Invalid for what is not what the source is said to be."""
    base = parsed(answer.address)
    if visit.source.kind is SourceKind.FEED:
        await _feed(visit, answer, base)
    elif visit.source.link_selector is not None:
        await _links(visit, answer, base)
    else:
        await _page(visit, answer)


async def _feed(visit: Visit, answer: Fetched, base: Address) -> None:
    taken = await _read(visit, answer.content, base)
    if taken and taken[0].kind not in (Kind.FEED, Kind.JSON_FEED):
        raise Invalid(await _no_feed(visit, answer, base), reason=Reason.WRONG_KIND)
    arrivals = posts(taken, base)
    await visit.keep(arrivals, (await visit.standing()).state)
    changed = await changed_since(visit.ctx, visit.source.id, arrivals)
    for place in range(0, len(changed), AT_ONCE):
        await visit.guard()
        await revise(visit.ctx, visit.source, changed[place : place + AT_ONCE])


async def _read(visit: Visit, content: bytes, base: Address) -> list[Taken]:
    outcomes = await visit.sites.read(content, str(base))
    taken = [one for one in outcomes if isinstance(one, Taken)]
    refused = next((one.reason for one in outcomes if isinstance(one, Refused)), None)
    if not taken and refused not in (None, EMPTY_FEED):
        raise Invalid(refused or "")
    return taken


async def _no_feed(visit: Visit, answer: Fetched, base: Address) -> str:
    """Most pages say where their feed is."""
    problem = "소식 목록(RSS)이 아니라 다른 것이 왔습니다."
    found = await visit.sites.watch(answer.content, str(base), Watch(links=FEEDS))
    for reference in () if isinstance(found, Refused) else found.links:
        try:
            return f"{problem} 그 쪽은 소식 목록이 {joined(base, reference)}에 있다고 합니다."[:500]
        except Invalid:
            continue
    return f"{problem} 주소를 고치거나, 지우고 '홈페이지'로 더해 주십시오."


async def _page(visit: Visit, answer: Fetched) -> None:
    """The first time it is only looked at."""
    source = visit.source
    watched = await visit.sites.watch(answer.content, source.url, Watch(part=source.part_selector))
    if isinstance(watched, Refused) or watched.taken is None:
        raise Invalid(watched.reason if isinstance(watched, Refused) else EMPTY_FEED)
    text = watched.taken.text
    digest = digest_of(text)
    if source.digest not in (None, digest):
        arrival = changed(watched.taken, source, digest)
        await visit.keep([arrival] if arrival else [], IssueState.DRAFT)
    visit.values |= {"digest": digest, "text": text[:MOST_TEXT].replace("\0", "")}


async def _links(visit: Visit, answer: Fetched, base: Address) -> None:
    """The lowest ones first: lists have the newest above."""
    source = visit.source
    watched = await visit.sites.watch(answer.content, source.url, Watch(links=source.link_selector))
    if isinstance(watched, Refused):
        raise Invalid(watched.reason)
    addresses = _addresses(base, watched.links)
    if not addresses:
        message = (
            "따라갈 수 있는 링크가 없습니다. 누르면 프로그램이 도는 링크(javascript)는 따라가지 못합니다."
        )
        raise Invalid(message, reason=Reason.REQUIRED)
    misses = {key: count for key, count in source.misses.items() if key in addresses}
    fresh = [
        key for key in reversed(await _fresh(visit, list(addresses))) if misses.get(key, 0) < MOST_MISSES
    ]
    fresh.sort(key=lambda key: misses.get(key, 0))
    state, until = (await visit.standing()).state, monotonic() + visit.seconds
    for count, key in enumerate(fresh):
        if count == MOST_LINKED or monotonic() > until:
            visit.more = True
            break
        missed = misses.pop(key, 0) + 1
        if problem := await _follow(visit, addresses[key], state):
            misses[key] = missed
            visit.note = f"가져오지 못한 쪽이 있습니다: {addresses[key]} {problem}"[:500]
    visit.values["misses"] = misses


def _addresses(base: Address, links: Sequence[str]) -> dict[str, Address]:
    """By the key they are known by. The page itself is none of them."""
    found: dict[str, Address] = {}
    for link in links:
        try:
            address = joined(base, link)
        except Invalid:
            continue
        found.setdefault(key_of(address), address)
    found.pop(key_of(base), None)
    return found


async def _fresh(visit: Visit, keys: Sequence[str]) -> list[str]:
    digests = {digest_of(key): key for key in keys}
    async with visit.ctx.reads() as session:
        known = await already_taken(session, visit.source.newsletter_id, digests)
    return [key for digest, key in digests.items() if digest not in known]


async def _follow(visit: Visit, address: Address, state: IssueState) -> str | None:
    """Why not, if it cannot be taken."""
    answer = await visit.sites.get(address)
    if isinstance(answer, Failed):
        return answer.problem
    if isinstance(answer, Unchanged):  # nothing was known of it
        return "서버가 잘못 답했습니다."
    try:
        taken = await _read(visit, answer.content, address)
    except Invalid as refusal:
        return str(refusal)
    if len(taken) != 1:
        return "소식 하나가 아니라 목록입니다."
    await visit.keep([linked(taken[0], address, answer.content)], state)
    return None
