"""What happens to a department's templates. Their subject is the department.

A template is the department's own paper, as a deputy is its own arrangement: the department's row lock keeps
names apart and their number bounded, and its history says who changed what, for an audit. No timeline shows
these lines and nobody is told of them live: they are about no request. What a template says stays in its
table.
"""

from dataclasses import dataclass
from uuid import UUID

from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCreated(Event):
    template_id: UUID
    name: str
    request_id: UUID | None = None  # that it was made from


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEdited(Event):
    """The fields that changed, by name."""

    template_id: UUID
    name: str
    fields: tuple[str, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRemoved(Event):
    template_id: UUID
    name: str
