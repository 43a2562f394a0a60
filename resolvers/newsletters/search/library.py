"""The library of texts that a process searches: read once, then kept up with what changes.

It is kept by database, in memory. Before each search one small statement tells whether anything has changed
since: by the numbers of models.newsletter_texts and the versions of titles, whoever wrote them and wherever.
"""

from asyncio import Lock, to_thread
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine, Select, String, cast, func, select

from madang.rules.conditions import Condition
from madang.rules.newsletters import FileRole
from madang.search.indexing import Source, in_one, indexed
from madang.search.library import Card, Library
from madang.search.postings import Numbers
from madang.search.ranking import Readers, readers
from madang.search.sketches import sketch, together
from madang.search.titles import Title, Titles, titles
from models import Newsletter, NewsletterFile, NewsletterIssue, NewsletterSketch, NewsletterText
from models.base import Sessions
from models.engine import engine_of
from models.rows import readers_of
from resolvers.access import SEEN, seen
from resolvers.context import Context
from resolvers.newsletters.search.texts import MOST_LETTERS, Pages
from resolvers.newsletters.titles import topics_of

MOST_OF_FILE = 200_000  # letters of an attachment that are searched
BATCH = 500  # texts that are read and indexed at a time
MOST_AUDIENCES = 24  # kinds of people whose readable texts are remembered
FEW = 4_000  # texts of which all numbers are looked at before each search; of more, the newest
SECONDS_BETWEEN = 10.0  # after which all numbers are looked at even of many
MOST_GONE = 0.25  # of the texts: then those that are gone are thrown out
Stamp = tuple[Any, ...]


@dataclass(slots=True)
class Shelf:
    """What a process has of one database. `stamp`: what the database said when all of it was read."""

    library: Library = field(default_factory=Library)
    titles: Titles = field(default_factory=lambda: titles((), Library()))
    stamp: Stamp = ()
    floor: int = -1  # numbers up to it are looked at seldom
    looked: float = 0.0  # at all numbers
    whole: Stamp = ()
    groups: "OrderedDict[Condition, Readers]" = field(default_factory=OrderedDict[Condition, Readers])
    pages: Pages = field(default_factory=Pages)
    lock: Lock = field(default_factory=Lock)


_SHELVES: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()


def shelf_of(sessions: Sessions) -> Shelf:
    engine = engine_of(sessions).sync_engine
    shelf = _SHELVES.get(engine)
    if shelf is None:
        shelf = _SHELVES[engine] = Shelf()
    return shelf


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
    async with readers_of(ctx.reads).open() as reader:
        return tuple((await reader.fetch(asked))[0])


async def _catch_up(ctx: Context, shelf: Shelf) -> None:
    """Stamps are taken before what they stand for is read: what changes meanwhile is seen the next time."""
    whole = await _stamp(ctx, -1)
    numbers = await _numbers(ctx, select(NewsletterText.number))
    shelf.floor = int(numbers.max()) - FEW if len(numbers) > FEW else -1
    shelf.stamp, shelf.whole, shelf.looked = await _stamp(ctx, shelf.floor), whole, monotonic()
    library = shelf.library
    stays = np.isin(library.numbers, numbers)
    if np.count_nonzero(~stays) > max(MOST_GONE * len(library), BATCH):
        library = await to_thread(library.only, stays)
        shelf.pages = await to_thread(shelf.pages.only, library.numbers.tolist())
    missing = np.setdiff1d(numbers, library.numbers).tolist()
    for start in range(0, len(missing), BATCH):
        library = await _added(ctx, library, shelf.pages, missing[start : start + BATCH])
    all = await _titles(ctx)
    shelf.titles = await to_thread(titles, all, library)
    shelf.library = library
    shelf.groups.clear()


async def _numbers(ctx: Context, wanted: Any) -> Numbers:
    """As one text: tens of thousands of rows would take longer to pass on than to find."""
    inner = wanted.subquery()
    (number,) = inner.c
    async with ctx.reads() as session:
        listed = await session.scalar(select(func.aggregate_strings(cast(number, String), ",")))
    return np.fromstring(listed, dtype=np.int64, sep=",") if listed else np.zeros(0, dtype=np.int64)


async def _added(ctx: Context, library: Library, pages: Pages, numbers: Sequence[int]) -> Library:
    issue = NewsletterIssue
    columns = (
        issue.id, issue.newsletter_id, issue.issued_on, issue.audience, issue.heading, issue.plain
    )  # fmt: skip
    wanted = (
        select(NewsletterText.number, *columns, NewsletterText.sketched, NewsletterSketch.sketch)
        .join(issue, issue.id == NewsletterText.issue_id)
        .outerjoin(NewsletterSketch, NewsletterSketch.number == NewsletterText.number)
        .where(NewsletterText.number.in_(numbers))
        .order_by(NewsletterText.number)
    )
    async with ctx.reads() as session:
        rows = (await session.execute(wanted)).all()
        files: defaultdict[UUID, list[str]] = defaultdict(list)
        for id, text in await session.execute(texts_of_files([row.id for row in rows])):
            files[id].append(text)
    return await to_thread(_with_rows, library, pages, rows, files)


def texts_of_files(issues: Sequence[UUID]) -> Select[UUID, str]:
    """What is attached for all who read an issue; what it was taken from may hold people's addresses."""
    file = NewsletterFile
    text = func.substr(file.text, 1, MOST_OF_FILE)
    searched = (file.role == FileRole.ATTACHMENT, file.removed_at.is_(None), file.text != "")
    wanted = select(file.issue_id, text).where(file.issue_id.in_(issues), *searched)
    return wanted.order_by(file.created_at, file.id)


def _with_rows(
    library: Library, pages: Pages, rows: Sequence[Any], files: Mapping[UUID, Sequence[str]]
) -> Library:
    cards = [
        Card(row.number, row.id, row.newsletter_id, row.issued_on, row.audience, row.heading) for row in rows
    ]
    sources = [
        Source(card.heading, row.plain, tuple(files.get(card.issue_id, ())), extra=_days(card))
        for card, row in zip(cards, rows, strict=True)
    ]
    sketches = together(
        row.sketch if row.sketched else sketch(one.heading, one.body, one.files)
        for row, one in zip(rows, sources, strict=True)
    )
    pages.keep((row.number, in_one(row.heading, row.plain[:MOST_LETTERS])) for row in rows)
    return library.with_texts(cards, indexed(sources, first=len(library)), sketches)


def _days(card: Card) -> tuple[str, str]:
    """An issue is found by its own date, whether or not it stands in the text."""
    return f"{card.day:%Y-%m}", f"{card.day:%Y-%m-%d}"


async def _titles(ctx: Context) -> tuple[Title, ...]:
    row = Newsletter
    async with ctx.reads() as session:
        found = await session.execute(
            select(row.id, row.name, row.topics, row.department_id, row.period, row.language).order_by(row.id)
        )
        return tuple(
            Title(id, name, tuple(topics_of(topics)), department, period, language)
            for id, name, topics, department, period, language in found
        )


async def _group(ctx: Context, shelf: Shelf) -> Readers:
    """Of people who see the same texts it is the same one."""
    issue = NewsletterIssue
    wanted = select(NewsletterText.number).join(issue, issue.id == NewsletterText.issue_id)
    numbers = await _numbers(ctx, wanted.where(seen(NewsletterIssue, ctx.visitor)))
    visible = np.isin(shelf.library.numbers, numbers)
    for known in shelf.groups.values():
        if np.array_equal(known.seen, visible):
            return known
    return await to_thread(readers, shelf.library, shelf.titles, visible)
