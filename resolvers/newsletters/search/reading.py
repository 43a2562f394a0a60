"""What the library of texts is made from: read from the database, and indexed in threads."""

from asyncio import to_thread
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.newsletters import FileRole
from madang.search.indexing import Source, in_one, indexed
from madang.search.korean import dates
from madang.search.library import Card, Library
from madang.search.postings import Numbers
from madang.search.sketches import sketch, together
from madang.search.titles import Title
from models import Newsletter, NewsletterFile, NewsletterIssue, NewsletterSketch, NewsletterText
from resolvers.context import Context
from resolvers.newsletters.search.texts import MOST_LETTERS, Pages
from resolvers.newsletters.titles import topics_of

MOST_OF_FILE = 200_000  # letters of an attachment that are searched
MOST_AT_ONCE = 300_000  # letters that are indexed in one go
COMMA = ","


async def numbers_of(ctx: Context, wanted: Any) -> Numbers:
    """As one text: tens of thousands of rows would take longer to pass on than to find."""
    inner = wanted.subquery()
    (number,) = inner.c
    return await _listed(ctx, select(func.aggregate_strings(cast(number, String), COMMA)))


async def marks(ctx: Context) -> tuple[Numbers, Numbers]:
    """The numbers of all texts that are out, and the mark of each."""
    number, mark = NewsletterText.number, NewsletterText.mark
    both = cast(number, String) + literal(COMMA) + cast(mark, String)
    found = (await _listed(ctx, select(func.aggregate_strings(both, COMMA)))).reshape(-1, 2)
    return found[:, 0], found[:, 1]


async def _listed(ctx: Context, wanted: Any) -> Numbers:
    async with ctx.reads() as session:
        listed = await session.scalar(wanted)
    return np.fromstring(listed, dtype=np.int64, sep=COMMA) if listed else np.zeros(0, dtype=np.int64)


async def with_texts(ctx: Context, library: Library, pages: Pages, numbers: Sequence[int]) -> Library:
    issue, text = NewsletterIssue, NewsletterText
    columns = (
        issue.id, issue.newsletter_id, issue.issued_on, issue.audience, issue.heading, issue.plain
    )  # fmt: skip
    wanted = (
        select(text.number, text.mark, *columns, text.sketched, NewsletterSketch.sketch)
        .join(issue, issue.id == text.issue_id)
        .outerjoin(NewsletterSketch, NewsletterSketch.number == text.number)
        .where(text.number.in_(numbers))
        .order_by(text.number)
    )
    async with ctx.reads() as session:
        rows = (await session.execute(wanted)).all()
        files = await texts_of_files(session, [row.id for row in rows])
    return await to_thread(_with_rows, library, pages, rows, files)


async def texts_of_files(session: AsyncSession, issues: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    """What is attached for all who read an issue; what it was taken from may hold people's addresses."""
    file = NewsletterFile
    text = func.substr(file.text, 1, MOST_OF_FILE)
    searched = (file.role == FileRole.ATTACHMENT, file.removed_at.is_(None), file.text != "")
    wanted = select(file.issue_id, text).where(file.issue_id.in_(issues), *searched)
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for id, attached in await session.execute(wanted.order_by(file.created_at, file.id)):
        found[id].append(attached)
    return found


def _with_rows(
    library: Library, pages: Pages, rows: Sequence[Any], files: Mapping[UUID, Sequence[str]]
) -> Library:
    cards = [
        Card(row.number, row.mark, row.id, row.newsletter_id, row.issued_on, row.audience, row.heading)
        for row in rows
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
    for some in _portions(sources):
        library = library.with_texts(cards[some], indexed(sources[some], first=len(library)), sketches[some])
    return library


def _portions(sources: Sequence[Source]) -> Iterator[slice]:
    """All of them, so many at a time as have so many letters."""
    first, letters = 0, 0
    for place, source in enumerate(sources):
        letters += sum(len(text) for _, text in source.fields())
        if letters > MOST_AT_ONCE:
            yield slice(first, place + 1)
            first, letters = place + 1, 0
    if first < len(sources):
        yield slice(first, len(sources))


def _days(card: Card) -> tuple[str, ...]:
    """An issue is found by its own date, whether or not it stands in the text."""
    return tuple(dates(card.day.isoformat()))


async def all_titles(ctx: Context) -> tuple[Title, ...]:
    row = Newsletter
    async with ctx.reads() as session:
        found = await session.execute(
            select(row.id, row.name, row.topics, row.department_id, row.period, row.language).order_by(row.id)
        )
        return tuple(
            Title(id, name, tuple(topics_of(topics)), department, period, language)
            for id, name, topics, department, period, language in found
        )
