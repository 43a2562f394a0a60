"""Numbers and switches of the board that the city may change without changing the program."""

from dataclasses import dataclass
from datetime import timedelta

from madang.rules.people import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPolicy:
    """Readings AM11 and §8 of the product description. Every number is a proposal of ours."""

    originating_kinds: frozenset[OrganisationKind] = frozenset(
        {OrganisationKind.HEADQUARTERS, OrganisationKind.AFFILIATED_OFFICE}
    )
    most_departments: int = 50  # asked by one request
    most_attachments: int = 30  # of one request
    attachment_bytes: int = 50 << 20  # of one file
    most_links: int = 50  # of one request
    most_relations: int = 50  # of one request
    most_templates: int = 100  # of one department
    head_approves_leaving: bool = True  # what a clerk returns or transfers waits for the department's head
    evaluation_window: timedelta = timedelta(days=14)
    evaluation_reminders: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=10))
    evaluation_edit_window: timedelta = timedelta(hours=12)
    comment_needed_at: int = 2  # a mark this low or lower needs a comment
    fewest_shown: int = 3  # evaluations, and people who gave them, below which no mean is shown
