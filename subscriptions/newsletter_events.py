"""What happens to newsletters. The subject is the title, or the issue.

What an issue says stays in its table; the log keeps length and digest of it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from madang.rules.newsletters import Audience, TitleStatus
from subscriptions.events import Event, Wording, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterCreated(Event):
    slug: str
    name: str
    department_id: UUID
    audience: Audience


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterEdited(Event):
    """The fields that changed, by name, and who it is for and where it stands since."""

    fields: tuple[str, ...]
    department_id: UUID
    audience: Audience
    status: TitleStatus


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueDrafted(Event):
    newsletter_id: UUID
    number: int
    issued_on: date
    audience: Audience
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueEdited(Event):
    """It is a draft again, whether or not it had been approved."""

    newsletter_id: UUID
    fields: tuple[str, ...]
    audience: Audience
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueApproved(Event):
    """`text`: as it was approved, here and below."""

    newsletter_id: UUID
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssuePublished(Event):
    newsletter_id: UUID
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueArchived(Event):
    newsletter_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueNarrowed(Event):
    """Citizens no longer see it."""

    newsletter_id: UUID


BEFORE_IT_IS_OUT = frozenset(
    one.kind for one in (NewsletterIssueDrafted, NewsletterIssueEdited, NewsletterIssueApproved)
)
