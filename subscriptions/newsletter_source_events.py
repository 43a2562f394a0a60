"""What people do with sources of newsletters, and when one is asked no more. The source is the subject."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.newsletter_sources import Release, SourceKind
from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSourceAdded(Event):
    """Also when one is added again that was removed."""

    newsletter_id: UUID
    source_kind: SourceKind
    url: str
    release: Release


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSourceEdited(Event):
    """The fields that changed, by name."""

    newsletter_id: UUID
    fields: tuple[str, ...]
    url: str
    release: Release


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSourcePaused(Event):
    """By somebody, or by the city itself, which says why."""

    newsletter_id: UUID
    problem: str | None = None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSourceResumed(Event):
    newsletter_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSourceRemoved(Event):
    newsletter_id: UUID
