"""What somebody who types may be looking for: newsletters, topics and headings with these letters in them."""

from asyncio import to_thread
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from madang.errors import Invalid, Reason
from madang.search.names import Names, as_typed, unfinished
from madang.search.query import MOST_QUERY
from madang.search.ranking import Readers
from resolvers.context import Context
from resolvers.newsletters.search.library import readers_for

MOST_SUGGESTIONS = 20
MOST_HEADINGS = 2_000  # with the letters in them that are compared with each other


class SuggestionKind(StrEnum):
    TITLE = "TITLE"
    TOPIC = "TOPIC"
    HEADING = "HEADING"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`title_id`: of a newsletter; `issue_id`: of the latest issue with this heading."""

    kind: SuggestionKind
    text: str
    title_id: UUID | None = None
    issue_id: UUID | None = None


async def suggestions(ctx: Context, query: str, *, first: int = 8) -> list[Suggestion]:
    """The best first; none for a blank query."""
    if len(query) > MOST_QUERY:
        raise Invalid(
            f"검색어는 {MOST_QUERY}자까지 쓸 수 있습니다.", field=("query",), reason=Reason.TOO_LONG
        )
    if not 0 <= first <= MOST_SUGGESTIONS:
        message = f"first는 0부터 {MOST_SUGGESTIONS}까지입니다."
        raise Invalid(message, field=("first",), reason=Reason.OUT_OF_RANGE)
    if not as_typed(query):
        return []
    return await to_thread(_suggested, await readers_for(ctx), query, first)


def _suggested(readers: Readers, query: str, first: int) -> list[Suggestion]:
    found = _best(readers, query)
    if not found and (meant := unfinished(query)):
        found = _best(readers, meant)
    return found[:first]


def _best(readers: Readers, query: str) -> list[Suggestion]:
    ranked = [*_of_titles(readers, query), *_of_topics(readers, query), *_of_headings(readers, query)]
    return [suggestion for _, suggestion in sorted(ranked, key=lambda one: one[0])]


Ranked = Iterator[tuple[tuple[int, int, int, str], Suggestion]]


def _of_titles(readers: Readers, query: str) -> Ranked:
    """Newsletters of which something may be read."""
    present = set(readers.titles.of[readers.seen].tolist())
    all = [title for place, title in enumerate(readers.titles.all) if place in present]
    for index, before in Names.of([title.name for title in all]).found(query):
        title = all[index]
        yield (min(before, 1), 0, 0, title.name), Suggestion(SuggestionKind.TITLE, title.name, title.id)


def _of_topics(readers: Readers, query: str) -> Ranked:
    present: set[int] = set(readers.titles.of[readers.seen].tolist())
    topics = sorted({topic for place in present for topic in readers.titles.all[place].topics})
    for index, before in Names.of(topics).found(query):
        yield (min(before, 1), 1, 0, topics[index]), Suggestion(SuggestionKind.TOPIC, topics[index])


def _of_headings(readers: Readers, query: str) -> Ranked:
    """Of equal headings the latest; those that begin so, and the latest, come first."""
    library = readers.library
    latest: dict[str, tuple[int, int]] = {}
    seen, looked = readers.seen, 0
    for place, before in library.headings.found(query):
        if not seen[place]:
            continue
        heading, turn = library.cards[place].heading, int(library.turns[place])
        known = latest.get(heading)
        if known is None or turn < library.turns[known[0]]:
            latest[heading] = (place, before)
        looked += 1
        if looked == MOST_HEADINGS:
            break
    for heading, (place, before) in latest.items():
        card = library.cards[place]
        rank = (min(before, 1), 2, int(library.turns[place]), heading)
        yield rank, Suggestion(SuggestionKind.HEADING, heading, card.title_id, card.issue_id)
