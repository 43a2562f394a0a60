"""A folder of years of newsletters, taken into the archive: in the order of their days, some at a time.

What has been taken before is left alone, so that it may be broken off anywhere and begun again, and done by
several at once. What cannot be taken is told with its reason, and the rest goes on.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import joinedload

from madang.errors import Forbidden
from madang.errors import Refused as Failure
from madang.intake import Item, Kind, Readers, Refused, Spool, Taken
from madang.rules.newsletters import IssueState, may_answer_for, may_edit
from models import Newsletter
from resolvers.context import Context
from resolvers.newsletters.intake.arrivals import Arrival, Original
from resolvers.newsletters.intake.keeping import DISCARDED, Kept, already_taken, keep_all
from resolvers.newsletters.titles import facts_of

ASKED = 500  # digests in one question
MOST, MOST_BYTES = 40, 8 << 20  # issues, and bytes of their originals, that are read and kept together
POSTS = frozenset({Kind.FEED, Kind.JSON_FEED})  # several in a file
UNKEEPABLE = (DataError, IntegrityError, UnicodeError, ValueError)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TitleFound:
    id: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something found, and the title it is for."""

    item: Item
    title: TitleFound


@dataclass(frozen=True, slots=True)
class Outcome:
    """`kept` is None for what was refused, and where nothing is to be kept."""

    source: str
    title: TitleFound
    reason: str | None = None
    kept: Kept | None = None
    taken: Taken | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Its turn comes by its day. Mailings are read then; documents have been, to learn theirs."""

    wanted: Wanted
    day: date | None
    spooled: tuple[int, int] | None = None
    is_post: bool = False


async def titles_found(ctx: Context) -> dict[str, TitleFound]:
    """All titles by slug and by name."""
    async with ctx.reads() as session:
        rows = (await session.execute(select(Newsletter.id, Newsletter.slug, Newsletter.name))).all()
    found = [TitleFound(*row) for row in rows]
    return {one.name: one for one in found} | {one.slug: one for one in found}


async def demand_taking(ctx: Context, title_ids: Collection[UUID], state: IssueState) -> None:
    """Whoever takes something in under their own name may do so with each of the titles; the city always.

    What readers see at once, its head has to answer for. Raises Forbidden, naming the title.
    """
    actor = ctx.visitor
    if actor is None:
        return
    wanted = select(Newsletter).options(joinedload(Newsletter.department)).order_by(Newsletter.name)
    async with ctx.reads() as session:
        titles = list(await session.scalars(wanted.where(Newsletter.id.in_(title_ids))))
    for title in titles:
        facts = facts_of(title)
        may = may_answer_for(actor, facts)
        if not may.allowed and state is IssueState.DRAFT:
            may = may_edit(actor, facts)
        if not may.allowed:
            raise Forbidden(f"{title.name}: {may.explanation}", field=("as",))


class Import:
    """One run. `dry`: everything is read and nothing kept. `again`: also what has been discarded."""

    def __init__(
        self,
        ctx: Context,
        readers: Readers,
        spool: Spool,
        *,
        state: IssueState,
        dry: bool = False,
        again: bool = False,
    ) -> None:
        self._ctx, self._readers, self._spool = ctx, readers, spool
        self._state, self._dry, self._again = state, dry, again

    async def take(self, wanted: Sequence[Wanted]) -> AsyncGenerator[Outcome, None]:
        """One outcome or, for lists of posts, several for each."""
        known = await self._known(wanted)
        waiting: list[_Waiting] = []
        fresh: list[Wanted] = []
        for one in wanted:
            if kept := known.get((one.title.id, one.item.digest)):
                yield Outcome(one.item.source, one.title, kept=kept)
            elif one.item.is_mail:
                waiting.append(_Waiting(one, one.item.day or one.item.otherwise))
            else:
                fresh.append(one)
        async for outcome in self._look_into(fresh, waiting):
            yield outcome
        waiting.sort(key=lambda one: (one.wanted.title.slug, one.day or date.max))
        async for outcome in self._keep_in_order(waiting):
            yield outcome

    async def _known(self, wanted: Sequence[Wanted]) -> dict[tuple[UUID, str], Kept]:
        known: dict[tuple[UUID, str], Kept] = {}
        by_title: dict[UUID, list[str]] = {}
        for one in wanted:
            by_title.setdefault(one.title.id, []).append(one.item.digest)
        async with self._ctx.reads() as session:
            for title_id, digests in by_title.items():
                for begin in range(0, len(digests), ASKED):
                    found = await already_taken(session, title_id, digests[begin : begin + ASKED])
                    known |= {
                        (title_id, digest): kept
                        for digest, kept in found.items()
                        if not (self._again and kept == DISCARDED)
                    }
        return known

    async def _look_into(
        self, fresh: Sequence[Wanted], waiting: list[_Waiting]
    ) -> AsyncGenerator[Outcome, None]:
        """Documents tell their days only when they are read."""
        for some in _batches(fresh, lambda one: one):
            for one, answers in zip(some, await asyncio.to_thread(self._read, some), strict=True):
                for taken in answers:
                    if isinstance(taken, Refused):
                        yield Outcome(taken.source_name, one.title, reason=taken.reason)
                    else:
                        spooled = self._spool.put(taken)
                        day = taken.date or one.item.otherwise
                        waiting.append(_Waiting(one, day, spooled, is_post=taken.kind in POSTS))

    def _read(self, some: Sequence[Wanted]) -> list[tuple[Taken | Refused, ...]]:
        contents = [_content(one.item) for one in some]
        jobs = [(one, wanted.item.source) for one, wanted in zip(contents, some, strict=True) if one]
        answers = iter(self._readers.read(jobs))
        return [
            next(answers) if content else (_gone(one.item.source),)
            for content, one in zip(contents, some, strict=True)
        ]

    async def _keep_in_order(self, waiting: Sequence[_Waiting]) -> AsyncGenerator[Outcome, None]:
        """While some are kept, the next are read."""
        keeping: asyncio.Task[list[Outcome]] | None = None
        try:
            for some in _batches(waiting, lambda one: one.wanted):
                loaded = await asyncio.to_thread(self._load, some)
                if keeping is not None:
                    for outcome in await keeping:
                        yield outcome
                keeping = asyncio.create_task(self._keep(loaded))
            if keeping is not None:
                for outcome in await keeping:
                    yield outcome
        finally:
            if keeping is not None:
                keeping.cancel()

    def _load(self, some: Sequence[_Waiting]) -> list[tuple[_Waiting, Arrival | Refused]]:
        mails = [one for one in some if one.spooled is None]
        answers = dict(zip(map(id, mails), self._read([one.wanted for one in mails]), strict=True))
        return [(one, self._arrival(one, answers.get(id(one)))) for one in some]

    def _arrival(self, one: _Waiting, answers: tuple[Taken | Refused, ...] | None) -> Arrival | Refused:
        item = one.wanted.item
        taken = self._spool.get(one.spooled) if one.spooled else (answers or (_gone(item.source),))[0]
        if isinstance(taken, Refused):
            return taken
        content = _content(item)
        if content is None or one.is_post:  # a list of posts is no original of one of them
            return Arrival(taken=taken, day=item.otherwise)
        return Arrival(taken=taken, original=Original(item.path.name, content), day=item.otherwise)

    async def _keep(self, loaded: Sequence[tuple[_Waiting, Arrival | Refused]]) -> list[Outcome]:
        outcomes = [
            Outcome(one.source_name, waiting.wanted.title, reason=one.reason)
            for waiting, one in loaded
            if isinstance(one, Refused)
        ]
        whole = [(waiting.wanted, one) for waiting, one in loaded if isinstance(one, Arrival)]
        if self._dry:
            return outcomes + [_would_be(one, wanted.title) for wanted, one in whole]
        return outcomes + await self._keep_some(whole) if whole else outcomes

    async def _keep_some(self, some: Sequence[tuple[Wanted, Arrival]]) -> list[Outcome]:
        """If the database takes one of them for nothing in the world, the others are kept without it."""
        title = some[0][0].title
        try:
            kept = await keep_all(
                self._ctx, title.id, [one for _, one in some], state=self._state, again=self._again
            )
        except Failure as refusal:
            return [Outcome(one.taken.source_name, title, reason=str(refusal)) for _, one in some]
        except UNKEEPABLE:
            if len(some) > 1:
                return [outcome for one in some for outcome in await self._keep_some([one])]
            reason = "데이터베이스가 받지 않는 글자나 값이 들어 있어 저장하지 못했습니다."
            return [Outcome(some[0][1].taken.source_name, title, reason=reason)]
        return [
            Outcome(one.taken.source_name, title, kept=each, taken=one.taken)
            for (_, one), each in zip(some, kept, strict=True)
        ]


def _content(item: Item) -> bytes | None:
    try:
        return item.content() or None
    except OSError:
        return None


def _would_be(one: Arrival, title: TitleFound) -> Outcome:
    return Outcome(one.taken.source_name, title, taken=one.taken, day=one.taken.date or one.day)


def _gone(source: str) -> Refused:
    return Refused("읽는 사이에 없어졌거나 읽을 수 없게 되었습니다.", source)


def _batches(many: Iterable[T], wanted_of: Callable[[T], Wanted]) -> Iterator[list[T]]:
    """Of one title each, and not more than fits in memory."""
    some: list[T] = []
    size = 0
    for one in many:
        wanted = wanted_of(one)
        size += wanted.item.size
        if some and (len(some) >= MOST or size > MOST_BYTES or wanted_of(some[0]).title != wanted.title):
            yield some
            some, size = [], wanted.item.size
        some.append(one)
    if some:
        yield some
