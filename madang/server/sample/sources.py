"""Where some of the sample's newsletters would be taken from: paused, so that nothing is asked by itself."""

from typing import NamedTuple
from uuid import UUID

from madang.rules.newsletter_sources import Release, SourceKind, SourceState
from models import NewsletterSource
from models.base import uuid7
from resolvers.context import Change
from subscriptions.events import Event
from subscriptions.newsletter_source_events import NewsletterSourceAdded, NewsletterSourcePaused

PROBLEM = "예시 도시는 스스로 바깥에 묻지 않습니다. '다시 살피기'를 누르면 이 주소(예시)에 물어봅니다."


class Place(NamedTuple):
    """Of a name that is nobody's."""

    kind: SourceKind
    url: str
    link_selector: str | None = None
    part_selector: str | None = None


PLACES = {
    "data-letter": Place(SourceKind.FEED, "https://data.seoul.example/rss.xml"),
    "data-at-work": Place(SourceKind.PAGE, "https://data.seoul.example/notice", part_selector=".board_view"),
    "library-news": Place(SourceKind.PAGE, "https://library.seoul.example/news", link_selector="#list a"),
}


def put_source(
    change: Change, newsletter_id: UUID, place: Place, writer: UUID
) -> tuple[NewsletterSource, list[Event]]:
    """The source, and what is to be told of it."""
    source = NewsletterSource(
        id=uuid7(),
        newsletter_id=newsletter_id,
        release=Release.DRAFT,
        released_by_id=writer,
        state=SourceState.PAUSED,
        added_by_id=writer,
        created_at=change.now,
        next_at=change.now,
        problem=PROBLEM,
        version=0,
        **place._asdict(),
    )
    change.session.add(source)
    added = NewsletterSourceAdded(
        newsletter_id=newsletter_id, source_kind=source.kind, url=source.url, release=source.release
    )
    return source, [added, NewsletterSourcePaused(newsletter_id=newsletter_id, problem=PROBLEM)]
