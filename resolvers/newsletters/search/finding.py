"""Searching newsletters: the same for the API and for pages that the server writes itself.

The library in memory says what fits and in which order; what is shown of it is read from the database at the
end, under the access rule once more. Nothing here tells whether there is anything that one may not see.
"""

from asyncio import to_thread
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import func, select

from madang.errors import Invalid, Reason
from madang.rules.newsletters import FileRole
from madang.search.asking import Question, question
from madang.search.closeness import closeness
from madang.search.finding import Found, find
from madang.search.folding import Beneath, beneath, folded
from madang.search.narrowing import Counts, Narrowing, facets
from madang.search.ranking import first_of, worth
from madang.search.snippets import READ, Part, marked, marks, snippet
from models import NewsletterFile, NewsletterIssue, NewsletterText
from resolvers.access import seen
from resolvers.context import Context
from resolvers.listings import MOST_ROWS, USUAL_ROWS
from resolvers.newsletters.search.library import readers_for, shelf_of
from resolvers.newsletters.search.texts import Pages
from resolvers.newsletters.similar import Similar

READ_CLOSELY = 150  # of the best, whose texts are read to settle their order
NOTHING = Narrowing()
ALONE = Beneath()


@dataclass(frozen=True, slots=True)
class Hit:
    """An issue that was found. `heading` and `snippet` in parts, of which some are marked.

    `similar_count`: how many others are folded under it; `similar`: the best of them.
    """

    issue_id: UUID
    newsletter_id: UUID
    number: int
    issued_on: date
    score: float
    heading: list[Part]
    snippet: list[Part]
    attachment: str | None  # the name of the file that the snippet is of
    cursor: str
    similar_count: int
    similar: tuple[Similar, ...]


@dataclass(frozen=True, slots=True, eq=False)  # each is one answer, by which its facets are asked
class SearchPage:
    """`total`: issues. `groups`: places in the list, each with what is folded under it."""

    total: int
    groups: int
    hits: list[Hit]
    has_next: bool
    found: Found
    narrowing: Narrowing

    async def facets(self) -> dict[str, Counts]:
        """By madang.search.narrowing.FACETS: values with how many of what was found have each."""
        return await to_thread(facets, self.found.readers, self.found.matching, self.narrowing)


async def search(
    ctx: Context,
    query: str,
    narrowing: Narrowing = NOTHING,
    *,
    first: int | None = None,
    after: str | None = None,
    grouped: bool = False,
) -> SearchPage:
    """The issues that fit, the best first; for a blank query all of them, the latest first.

    `grouped`: those that say the same take one place.
    """
    size = _size(first)
    asked = question(query) if query.strip() else None
    behind = _position(after)
    readers = await readers_for(ctx)
    if behind is not None:
        readers = await to_thread(first_of, readers, behind.count)
    begin = behind.place if behind is not None else 0
    pages = shelf_of(ctx.reads).pages

    def ranked() -> tuple[Found, Found, Any, Any]:
        found = find(readers, asked, narrowing)
        listed = folded(found) if grouped else found
        return found, listed, *_ordered(listed, pages, asked, begin + size + 1)

    found, listed, order, scores = await to_thread(ranked)
    begin = 0 if behind is None else _begin(found, order, behind)
    page = order[begin : begin + size].tolist()
    under = await to_thread(beneath, found, page) if grouped and page else [ALONE] * len(page)
    shown = list(zip(page, scores[begin : begin + size].tolist(), under, strict=True))
    hits = await _hits(ctx, found, asked, shown, begin)
    has_next = listed.total > begin + len(page)
    return SearchPage(found.total, listed.total, hits, has_next, found, narrowing)


def _size(first: int | None) -> int:
    size = USUAL_ROWS if first is None else first
    if not 0 <= size <= MOST_ROWS:
        raise Invalid(f"first는 0부터 {MOST_ROWS}까지입니다.", field=("first",), reason=Reason.OUT_OF_RANGE)
    return size


def _ordered(found: Found, pages: Pages, asked: Question | None, most: int) -> tuple[Any, Any]:
    """Places and scores of the best, at least so many of them if there are."""
    best = found.best(max(most, READ_CLOSELY) if asked else most)
    places, scores = found.kept[best], found.scores[best].astype(np.float64)
    if asked is None or asked.initials:
        return places, scores
    library, worths = found.readers.library, worth(found.readers, asked)
    texts = pages.read(library.numbers[places[:READ_CLOSELY]].tolist())
    scores[: len(texts)] *= [closeness(asked, worths, text) for text in texts]
    closely = np.lexsort((library.turns[places[: len(texts)]], -scores[: len(texts)]))
    return np.append(places[closely], places[len(texts) :]), np.append(scores[closely], scores[len(texts) :])


async def _hits(
    ctx: Context, found: Found, asked: Question | None, page: list[tuple[int, float, Beneath]], begin: int
) -> list[Hit]:
    """As the database has them now: what has just been hidden is left out."""
    ids = [found.readers.library.cards[place].issue_id for place, _, _ in page]
    rows = await _rows(ctx, ids)
    shown = [
        (rows[id], score, _cursor(begin + number, id, found.readers.count), _similar(found, under))
        for number, (id, (_, score, under)) in enumerate(zip(ids, page, strict=True), start=1)
        if id in rows
    ]
    attached = await _attached(ctx, asked, [row for row, *_ in shown])
    return await to_thread(lambda: [_hit(asked, *one, attached.get(one[0].id, [])) for one in shown])


def _similar(found: Found, under: Beneath) -> tuple[int, tuple[Similar, ...]]:
    cards = found.readers.library.cards
    told = (Similar(cards[place].issue_id, round(near, 2)) for place, near in under.places)
    return under.count, tuple(told)


async def _attached(ctx: Context, asked: Question | None, rows: list[Any]) -> dict[UUID, list[Any]]:
    """Names and texts of attachments of the issues that do not say themselves what is sought."""
    silent = [] if asked is None else await to_thread(_silent, asked, rows)
    if not silent:
        return {}
    file, found = NewsletterFile, defaultdict[UUID, list[Any]](list)
    wanted = select(file.issue_id, file.name, func.substr(file.text, 1, READ))
    searched = (file.issue_id.in_(silent), file.role == FileRole.ATTACHMENT, file.text != "")
    async with ctx.reads() as session:
        rows = list(await session.execute(wanted.where(*searched, seen(file, ctx.visitor)).order_by(file.id)))
    for id, name, text in rows:
        found[id].append((name, text))
    return found


def _silent(asked: Question, rows: list[Any]) -> list[UUID]:
    return [row.id for row in rows if not marks(asked, row.plain[:READ])]


async def _rows(ctx: Context, ids: list[UUID]) -> dict[UUID, Any]:
    issue = NewsletterIssue
    columns = (issue.id, issue.newsletter_id, issue.number, issue.issued_on, issue.heading, issue.plain)
    wanted = select(*columns).join(NewsletterText, NewsletterText.issue_id == issue.id)
    async with ctx.reads() as session:
        rows = await session.execute(wanted.where(issue.id.in_(ids), seen(issue, ctx.visitor)))
        return {row.id: row for row in rows}


def _hit(
    asked: Question | None,
    row: Any,
    score: float,
    cursor: str,
    similar: tuple[int, tuple[Similar, ...]],
    attached: list[Any],
) -> Hit:
    told = ((name, text) for name, text in attached if marks(asked, text))
    name, text = next(told, (None, row.plain))
    return Hit(
        issue_id=row.id,
        newsletter_id=row.newsletter_id,
        number=row.number,
        issued_on=row.issued_on,
        score=round(score, 4),
        heading=marked(asked, row.heading),
        snippet=snippet(asked, text),
        attachment=name,
        cursor=cursor,
        similar_count=similar[0],
        similar=similar[1],
    )


@dataclass(frozen=True, slots=True)
class Position:
    """Of a hit: it was the so-many-th of those found among the first `count` texts that one may read.

    The next pages look among these alone. So each hit stands on one page, whatever comes out meanwhile.
    """

    place: int
    issue_id: UUID
    count: int


def _cursor(place: int, issue_id: UUID, count: int) -> str:
    return f"{place}.{issue_id.hex}.{count}"


def _position(after: str | None) -> Position | None:
    if after is None:
        return None
    place, _, rest = after.partition(".")
    issue, _, count = rest.partition(".")
    try:
        return Position(_within(int(place)), UUID(issue), _within(int(count)))
    except ValueError:
        raise Invalid("커서의 형식이 아닙니다.", field=("after",), reason=Reason.MALFORMED) from None


def _within(number: int) -> int:
    if not 0 < number < 10_000_000:
        raise ValueError(number)
    return number


def _begin(found: Found, order: Any, behind: Position) -> int:
    """Behind the issue that the cursor names. If it or others before it were withdrawn, the rest moved up."""
    cards = found.readers.library.cards
    for place in range(min(behind.place, len(order)), 0, -1):
        if cards[int(order[place - 1])].issue_id == behind.issue_id:
            return place
    return behind.place - 1
