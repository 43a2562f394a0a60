"""The library of texts that a process searches: read once, then kept up with what changes.

It is kept by database, in memory. Before each search one small statement tells whether anything has changed
since: by the numbers of models.newsletter_texts and the versions of titles, whoever wrote them and wherever.
"""

from asyncio import Lock, to_thread
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Pool, select

from madang.rules.conditions import Condition
from madang.search.library import Library
from madang.search.postings import Numbers
from madang.search.ranking import Readers, readers
from madang.search.titles import Titles, titles
from models import NewsletterIssue, NewsletterText
from models.base import Sessions
from models.engine import engine_of
from models.rows import reader_of
from resolvers.access import SEEN, seen
from resolvers.context import Context
from resolvers.newsletters.search import reading
from resolvers.newsletters.search.keeping import Holding, Keeping
from resolvers.newsletters.search.texts import Pages

BATCH = 500  # texts that are read and indexed at a time
MANY = 500  # texts: fewer are read anew sooner than they are kept
MOST_AUDIENCES = 24  # kinds of people whose readable texts are remembered
FEW = 4_000  # texts of which all numbers are looked at before each search; of more, the newest
SECONDS_BETWEEN = 10.0  # after which all numbers are looked at even of many
MOST_GONE = 0.25  # of the texts: then those that are gone are thrown out
WORN, LONG_AGO = 0.05, 86_400.0  # how much, and after how many seconds anything, is kept anew
Stamp = tuple[Any, ...]


@dataclass(slots=True)
class Shelf:
    """What a process has of one database. `stamp`: what the database said when all of it was read."""

    held: Holding = field(default_factory=Holding)
    titles: Titles = field(default_factory=lambda: titles((), Library()))
    stamp: Stamp = ()
    floor: int = -1  # numbers up to it are looked at seldom
    looked: float = 0.0  # at all numbers
    whole: Stamp = ()
    groups: "OrderedDict[Condition, Readers]" = field(default_factory=OrderedDict[Condition, Readers])
    current: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # of what is out
    keeping: Keeping | None = None  # where processes keep it together
    lock: Lock = field(default_factory=Lock)

    @property
    def library(self) -> Library:
        return self.held.library

    @property
    def pages(self) -> Pages:
        return self.held.pages


_SHELVES: WeakKeyDictionary[Pool, Shelf] = WeakKeyDictionary()


def shelf_of(sessions: Sessions) -> Shelf:
    """Engines with other options, of the same database, share their pool."""
    pool = engine_of(sessions).pool
    shelf = _SHELVES.get(pool)
    if shelf is None:
        shelf = _SHELVES[pool] = Shelf()
    return shelf


def keep_in(sessions: Sessions, folder: Path) -> None:
    """Processes that work on this database and this folder read and index the texts once for all of them."""
    shelf_of(sessions).keeping = Keeping(folder)


async def keep_up(ctx: Context) -> None:
    """So that no search waits: know what is new, and keep it where a process that starts finds it."""
    citizens = await readers_for(ctx)
    await to_thread(lambda: citizens.groups)
    shelf = shelf_of(ctx.reads)
    keeping, held, current = shelf.keeping, shelf.held, shelf.current
    if keeping is None or len(current) <= MANY or not await to_thread(_is_worn, keeping, current):
        return
    async with keeping.turn(patience=0) as mine:
        if mine and await to_thread(_is_worn, keeping, current):
            await to_thread(_keep, keeping, held, current)


def _is_worn(keeping: Keeping, current: Numbers) -> bool:
    """Whether what is kept lacks much, or has lacked anything since long ago."""
    changed = len(np.setxor1d(keeping.numbers(), current))
    return changed > max(MANY, WORN * len(current)) or (changed > 0 and keeping.age() > LONG_AGO)


def _keep(keeping: Keeping, held: Holding, current: Numbers) -> None:
    """Without what is out no more."""
    stays = np.isin(held.library.numbers, current)
    keeping.write(held if stays.all() else Holding(held.library.only(stays), held.pages))


async def readers_for(ctx: Context) -> Readers:
    """What whoever asks may read, as of now."""
    shelf = shelf_of(ctx.reads)
    rule = SEEN[NewsletterIssue](ctx.visitor)
    if not await _is_current(ctx, shelf) or rule not in shelf.groups:
        async with shelf.lock:
            if not await _is_current(ctx, shelf):
                await _catch_up(ctx, shelf)
            if rule not in shelf.groups:
                shelf.groups[rule] = await _group(ctx, shelf)
                if len(shelf.groups) > MOST_AUDIENCES:
                    shelf.groups.popitem(last=False)
    shelf.groups.move_to_end(rule)
    return shelf.groups[rule]


async def _is_current(ctx: Context, shelf: Shelf) -> bool:
    now = monotonic()
    if shelf.floor >= 0 and now - shelf.looked > SECONDS_BETWEEN:
        shelf.looked = now
        if await _stamp(ctx, -1) != shelf.whole:
            return False
    return await _stamp(ctx, shelf.floor) == shelf.stamp


async def _stamp(ctx: Context, floor: int) -> Stamp:
    """Another one whenever a text came, went or changed, or a title did."""
    asked = (
        "SELECT count(*), coalesce(sum(number), 0), (SELECT count(*) FROM newsletters), "
        "(SELECT coalesce(sum(version), 0) FROM newsletters), (SELECT max(updated_at) FROM newsletters) "
        f"FROM newsletter_texts WHERE number > {floor}"
    )
    return tuple((await reader_of(ctx.reads).fetch(asked))[0])


async def _catch_up(ctx: Context, shelf: Shelf) -> None:
    """Stamps are taken before what they stand for is read: what changes meanwhile is seen the next time."""
    whole = await _stamp(ctx, -1)
    numbers = await reading.numbers_of(ctx, select(NewsletterText.number))
    shelf.floor = int(numbers.max()) - FEW if len(numbers) > FEW else -1
    shelf.stamp, shelf.whole, shelf.looked = await _stamp(ctx, shelf.floor), whole, monotonic()
    held = await _with_all(ctx, await _begun(ctx, shelf, numbers), numbers)
    all = await reading.all_titles(ctx)
    shelf.titles = await to_thread(titles, all, held.library)
    shelf.held, shelf.current = held, numbers
    shelf.groups.clear()


async def _begun(ctx: Context, shelf: Shelf, numbers: Numbers) -> Holding:
    """What there is already: at first, what is kept. Where that lacks much, one process reads all texts
    and keeps them, and the others wait for it.
    """
    held, keeping = shelf.held, shelf.keeping
    if keeping is None or len(held.library) or len(numbers) <= MANY:
        return held
    held = await _kept(ctx, keeping) or held
    if _lacking(held.library, numbers) <= MANY:
        return held
    async with keeping.turn() as mine:
        held = await _kept(ctx, keeping) or held
        if mine and _lacking(held.library, numbers) > MANY:
            held = await _with_all(ctx, held, numbers)
            if await to_thread(keeping.write, held):
                held = await to_thread(keeping.read) or held  # which other processes have in memory, too
    return held


async def _kept(ctx: Context, keeping: Keeping) -> Holding | None:
    """What the file holds, unless a number in it is another text by now: then it is of another database."""
    held = await to_thread(keeping.read)
    if held is None:
        return None
    numbers, marks = await reading.marks(ctx)
    _, ours, theirs = np.intersect1d(numbers, held.library.numbers, return_indices=True)
    return held if np.array_equal(marks[ours], held.library.marks[theirs]) else None


def _lacking(library: Library, numbers: Numbers) -> int:
    return len(numbers) - int(np.count_nonzero(np.isin(numbers, library.numbers)))


async def _with_all(ctx: Context, held: Holding, numbers: Numbers) -> Holding:
    """With these texts; without others, should they be many."""
    library, pages = held.library, held.pages
    stays = np.isin(library.numbers, numbers)
    if np.count_nonzero(~stays) > max(MOST_GONE * len(library), BATCH):
        library = await to_thread(library.only, stays)
        pages = await to_thread(pages.only, library.numbers.tolist())
    missing = np.setdiff1d(numbers, library.numbers).tolist()
    for start in range(0, len(missing), BATCH):
        library = await reading.with_texts(ctx, library, pages, missing[start : start + BATCH])
    return Holding(library, pages)


async def _group(ctx: Context, shelf: Shelf) -> Readers:
    """Of people who see the same texts it is the same one."""
    issue = NewsletterIssue
    wanted = select(NewsletterText.number).join(issue, issue.id == NewsletterText.issue_id)
    numbers = await reading.numbers_of(ctx, wanted.where(seen(NewsletterIssue, ctx.visitor)))
    visible = np.isin(shelf.library.numbers, numbers)
    for known in shelf.groups.values():
        if np.array_equal(known.seen, visible):
            return known
    return await to_thread(readers, shelf.library, shelf.titles, visible)
