"""What happens to newsletters. The subject is the title, or the issue.

What an issue says stays in its table; the log keeps length and digest of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from madang.rules.newsletters import OUT, Audience, FileRole, IssueState, TitleStatus
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
class NewsletterIssueImported(Event):
    """Taken from elsewhere. What is put out as new by that is told to be published, too, right behind this.

    `source_digest`: of what it was taken from; `files`: how many came with it.
    """

    newsletter_id: UUID
    number: int
    issued_on: date
    audience: Audience
    state: IssueState
    source_digest: str
    files: int
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueSourceChanged(Event):
    """Where it was taken from says something else now.

    `is_applied`: a draft that no person had touched says so, too. Otherwise it stays as it is.
    """

    newsletter_id: UUID
    is_applied: bool
    wording: str
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueFileAdded(Event):
    """By people. It is a draft again, whether or not it had been approved; here and below."""

    newsletter_id: UUID
    file_id: UUID
    role: FileRole
    name: str
    media_type: str
    size: int
    sha256: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueFileRemoved(Event):
    newsletter_id: UUID
    file_id: UUID
    role: FileRole


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueApproved(Event):
    """`text`: as it was approved, here and below."""

    newsletter_id: UUID
    text: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueScheduled(Event):
    """To go out by itself, at a time."""

    newsletter_id: UUID
    publish_at: datetime


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueUnscheduled(Event):
    """By somebody, or at its time by the city itself, which says why it could not go out."""

    newsletter_id: UUID
    problem: str | None = None


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


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterIssueDiscarded(Event):
    """Before it was out. Its row is gone; `files`: how many went with it."""

    newsletter_id: UUID
    number: int
    audience: Audience
    files: int


BEFORE_IT_IS_OUT = frozenset(
    one.kind
    for one in (
        NewsletterIssueDrafted,
        NewsletterIssueEdited,
        NewsletterIssueSourceChanged,
        NewsletterIssueFileAdded,
        NewsletterIssueFileRemoved,
        NewsletterIssueApproved,
        NewsletterIssueScheduled,
        NewsletterIssueUnscheduled,
    )
)


def is_before_it_is_out(event: Event) -> bool:
    """Whether only those hear of it who see the issue before it is out."""
    if isinstance(event, NewsletterIssueImported):
        return event.state not in OUT
    return event.kind in BEFORE_IT_IS_OUT
