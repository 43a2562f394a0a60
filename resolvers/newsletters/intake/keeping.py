"""Issues taken from what departments have: mailings, pages, documents, posts. Each is taken once.

`keep_all` is the heart. Who may call it for which title, and in which state issues begin, its caller knows.
Bytes are kept before the rows and forgotten again if there are none (see resolvers.attachments).
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, NotFound, Reason
from madang.files import whole
from madang.intake import Taken
from madang.intake.bounds import MOST_BYTES
from madang.rules.newsletters import IssueFormat, IssueState, TitleStatus
from models import Newsletter, NewsletterDiscard, NewsletterFile, NewsletterIssue
from resolvers.attachments import storage_of
from resolvers.context import Change, Context
from resolvers.newsletters.discarding import said_digest
from resolvers.newsletters.intake.arrivals import Arrival, Imported, Original, Piece, imported
from resolvers.newsletters.issues import MOST_NUMBER, next_number
from subscriptions.events import Wording
from subscriptions.newsletter_events import NewsletterIssueImported, NewsletterIssuePublished

AT_ONCE = 8  # files written to the storage side by side
Keys = dict[tuple[UUID, str], str]  # of the storage, by issue and digest: the same bytes lie once in an issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The issue; `is_new` is false where it had been taken before. `left_out`: which files not, and why.

    There is none where it had been taken before, and was discarded.
    """

    issue_id: UUID | None
    number: int | None
    is_new: bool
    left_out: tuple[str, ...] = ()


DISCARDED = Kept(issue_id=None, number=None, is_new=False)


async def keep(
    ctx: Context,
    newsletter_id: UUID,
    taken: Taken,
    original: Original | None = None,
    *,
    key: str | None = None,
    day: date | None = None,
    state: IssueState = IssueState.ARCHIVED,
) -> Kept:
    """`keep_all` for one."""
    arrival = Arrival(taken=taken, original=original, key=key, day=day)
    return (await keep_all(ctx, newsletter_id, [arrival], state=state))[0]


async def keep_all(
    ctx: Context,
    newsletter_id: UUID,
    arrivals: Sequence[Arrival],
    *,
    state: IssueState = IssueState.ARCHIVED,
    source_id: UUID | None = None,
    again: bool = False,
) -> list[Kept]:
    """Make them issues of the title, in this order and in one transaction: some tens at a time.

    ARCHIVED: a past issue, out for the title's audience, and nobody is told. PUBLISHED: out as a new one.
    DRAFT: to be looked through. Any number of processes may do this at once. Raises NotFound, and Conflict
    for a new issue of a title that rests or has ended. `source_id`: where they were found. `again`: also
    what has been discarded.
    """
    known = await _known(ctx, newsletter_id, arrivals, again=again)
    fresh = {one.digest: one for one in arrivals if one.digest not in known}
    prepared = await asyncio.to_thread(lambda: {digest: imported(one) for digest, one in fresh.items()})
    keys = await _store(ctx, prepared.values())
    used: set[UUID] = set()
    try:
        if prepared:
            known |= await _add(ctx, newsletter_id, prepared, keys, _Beginning(state, source_id, again))
            used = {one.issue_id for one in known.values() if one.is_new and one.issue_id}
    finally:
        await _forget(ctx, [key for (issue_id, _), key in keys.items() if issue_id not in used])
    return _each_once(known, [one.digest for one in arrivals])


async def already_taken(
    session: AsyncSession, newsletter_id: UUID, digests: Collection[str]
) -> dict[str, Kept]:
    """Those of the digests that are issues of the title, or were and have been discarded, by digest."""
    row, gone = NewsletterIssue, NewsletterDiscard
    wanted = select(row.source_digest, row.id, row.number)
    wanted = wanted.where(row.newsletter_id == newsletter_id, row.source_digest.in_(digests))
    discarded = select(gone.source_digest)
    discarded = discarded.where(gone.newsletter_id == newsletter_id, gone.source_digest.in_(digests))
    known = dict.fromkeys(await session.scalars(discarded), DISCARDED)
    for digest, id, number in await session.execute(wanted):
        known[digest or ""] = Kept(issue_id=id, number=number, is_new=False)
    return known


async def _known(
    ctx: Context, newsletter_id: UUID, arrivals: Sequence[Arrival], *, again: bool
) -> dict[str, Kept]:
    async with ctx.reads() as session:
        known = await already_taken(session, newsletter_id, [one.digest for one in arrivals])
    return {digest: one for digest, one in known.items() if not (again and one == DISCARDED)}


def _each_once(kept: Mapping[str, Kept], digests: Sequence[str]) -> list[Kept]:
    """What came twice is new once."""
    seen: set[str] = set()
    outcome: list[Kept] = []
    for digest in digests:
        outcome.append(replace(kept[digest], is_new=False) if digest in seen else kept[digest])
        seen.add(digest)
    return outcome


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How new issues begin, where they were found, and whether those that were discarded do again."""

    state: IssueState
    source_id: UUID | None
    again: bool


async def _add(
    ctx: Context, newsletter_id: UUID, prepared: Mapping[str, Imported], keys: Keys, beginning: _Beginning
) -> dict[str, Kept]:
    """What another process has taken meanwhile is seen under the title's lock."""
    async with ctx.change() as change:
        title = await _title(change, newsletter_id, beginning.state)
        if beginning.again:
            await _remember_no_more(change, newsletter_id, prepared)
        kept = await already_taken(change.session, newsletter_id, prepared)
        twins = await _twins(change, newsletter_id, prepared.values())
        numbers = await _Numbers.of(change, title, prepared.values())
        for digest, one in prepared.items():
            if digest in kept:
                continue
            said = _said(change, one)
            if one.plain and said in twins:
                kept[digest] = twins[said]
                continue
            issue = _issue(change, title, digest, one, numbers.next_for(one), beginning)
            change.session.add(issue)
            _announce(change, issue, one)
            change.session.add_all(_file(change, issue, piece, keys) for piece in one.pieces)
            kept[digest] = Kept(issue_id=issue.id, number=issue.number, is_new=True, left_out=one.left_out)
            twins[said] = replace(kept[digest], is_new=False, left_out=())
    return kept


async def _title(change: Change, id: UUID, state: IssueState) -> Newsletter:
    title = await change.lock(Newsletter, id)
    if title is None:
        raise NotFound("소식지를 찾을 수 없습니다.", field=("newsletter",))
    if state is IssueState.PUBLISHED and title.status is not TitleStatus.ACTIVE:
        message = "쉬거나 끝난 소식지입니다. 새 호로 펴낼 수 없고, 지난 호나 초안으로 가져올 수 있습니다."
        raise Conflict(message, field=("newsletter",), reason=Reason.ILLEGAL_STEP)
    return title


Said = tuple[date, str, str]


def _said(change: Change, one: Imported) -> Said:
    return one.day or change.today, one.heading, one.plain


async def _twins(change: Change, newsletter_id: UUID, some: Collection[Imported]) -> dict[Said, Kept]:
    """Issues that say the same on the same day: one mailing has other headers in each mailbox."""
    row = NewsletterIssue
    wanted = select(row.issued_on, row.heading, row.plain, row.id, row.number).where(
        row.newsletter_id == newsletter_id,
        row.issued_on.in_({one.day or change.today for one in some}),
        row.heading.in_({one.heading for one in some}),
    )
    twins = await _discarded(change, newsletter_id, [_said(change, one) for one in some])
    for day, heading, plain, id, number in await change.session.execute(wanted):
        twins[day, heading, plain] = Kept(issue_id=id, number=number, is_new=False)
    return twins


async def _discarded(change: Change, newsletter_id: UUID, some: Collection[Said]) -> dict[Said, Kept]:
    row, said = NewsletterDiscard, {said_digest(*one): one for one in some}
    wanted = select(row.said_digest).where(row.newsletter_id == newsletter_id, row.said_digest.in_(said))
    return {said[digest]: DISCARDED for digest in await change.session.scalars(wanted) if digest}


async def _remember_no_more(change: Change, newsletter_id: UUID, some: Mapping[str, Imported]) -> None:
    row = NewsletterDiscard
    said = {said_digest(*_said(change, one)) for one in some.values()}
    wanted = row.source_digest.in_(some) | row.said_digest.in_(said)
    await change.session.execute(delete(row).where(row.newsletter_id == newsletter_id, wanted))


@dataclass(slots=True)
class _Numbers:
    """Of a locked title: as the heading says where that is free, else the next."""

    following: int
    used: set[int]

    @classmethod
    async def of(cls, change: Change, title: Newsletter, some: Collection[Imported]) -> "_Numbers":
        row = NewsletterIssue
        told = {one.number for one in some if one.number}
        used = select(row.number).where(row.newsletter_id == title.id, row.number.in_(told))
        return cls(await next_number(change, title), set(await change.session.scalars(used)))

    def next_for(self, one: Imported) -> int:
        told = one.number
        free = told is not None and told <= MOST_NUMBER and told not in self.used
        number = told if told is not None and free else self.following
        self.used.add(number)
        self.following = max(self.following, number + 1)
        return number


def _issue(
    change: Change, title: Newsletter, digest: str, one: Imported, number: int, beginning: _Beginning
) -> NewsletterIssue:
    issue = NewsletterIssue(
        id=one.issue_id,
        newsletter_id=title.id,
        number=number,
        issued_on=one.day or change.today,
        heading=one.heading,
        format=IssueFormat.HTML,
        body=one.plain,
        html=one.html,
        plain=one.plain,
        audience=title.audience,
        state=beginning.state,
        source_digest=digest,
        source_id=beginning.source_id,
        source_wording=one.wording,
        author_id=change.actor_id,
        created_at=change.now,
        version=0,
    )
    if issue.state is IssueState.PUBLISHED:
        issue.published_at, issue.published_by_id = change.now, change.actor_id
    if issue.state is IssueState.ARCHIVED:
        issue.archived_at, issue.archived_by_id = change.now, change.actor_id
    return issue


def _announce(change: Change, issue: NewsletterIssue, one: Imported) -> None:
    words = Wording.of(one.plain)
    taken = NewsletterIssueImported(
        newsletter_id=issue.newsletter_id,
        number=issue.number,
        issued_on=issue.issued_on,
        audience=issue.audience,
        state=issue.state,
        source_digest=issue.source_digest or "",
        files=len(one.pieces),
        text=words,
    )
    change.announce(issue, taken)
    if issue.state is IssueState.PUBLISHED:
        change.announce(issue, NewsletterIssuePublished(newsletter_id=issue.newsletter_id, text=words))
    issue.source_version = issue.version


def _file(change: Change, issue: NewsletterIssue, piece: Piece, keys: Keys) -> NewsletterFile:
    return NewsletterFile(
        id=piece.id,
        issue_id=issue.id,
        role=piece.role,
        name=piece.name,
        media_type=piece.media_type,
        size=len(piece.content),
        sha256=piece.sha256,
        storage_key=keys[issue.id, piece.sha256],
        text=piece.text,
        uploaded_by_id=change.actor_id,
        created_at=change.now,
        version=issue.version,
    )


async def _store(ctx: Context, prepared: Collection[Imported]) -> Keys:
    """All or none of them."""
    contents = {(one.issue_id, piece.sha256): piece.content for one in prepared for piece in one.pieces}
    if not contents:
        return {}
    storage, turn = storage_of(ctx), asyncio.Semaphore(AT_ONCE)

    async def save(content: bytes) -> str:
        async with turn:
            return (await storage.save(whole(content), most=MOST_BYTES)).key

    outcomes = await asyncio.gather(*map(save, contents.values()), return_exceptions=True)
    stored = {place: key for place, key in zip(contents, outcomes, strict=True) if isinstance(key, str)}
    failure = next((one for one in outcomes if isinstance(one, BaseException)), None)
    if failure is not None:
        await _forget(ctx, stored.values())
        raise failure
    return stored


async def _forget(ctx: Context, keys: Collection[str]) -> None:
    for key in keys:
        await storage_of(ctx).delete(key)
