"""What a client follows: the operation it sends, and which lines of the log that operation is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models import Request
from resolvers.following import concerns
from schema.identifiers import global_id
from subscriptions.events import Record

CHANGE = """{
  __typename
  ... on RequestChange { cursor position event { __typename version } request { id } }
  ... on SnapshotRequired { cursor }
}"""
ONE = f"subscription One($id: ID!, $after: String) {{ live: requestEvents(id: $id, after: $after) {CHANGE} }}"
BOARD = f"""subscription Board($filter: RequestFilter, $after: String) {{
  live: boardEvents(filter: $filter, after: $after) {CHANGE}
}}"""
INBOX = f"subscription Inbox($after: String) {{ live: inboxEvents(after: $after) {CHANGE} }}"

Asks = Callable[[UUID], UUID | None]  # the department that a request is from
About = Callable[[Record, Asks], bool]


def about_request(record: Record) -> bool:
    return record.subject_kind == Request.subject_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """`about`: whether it wants a line, whoever may see it. It must not change while the soak runs."""

    name: str
    document: str
    about: About
    variables: Mapping[str, Any]

    def asked(self, after: str) -> dict[str, Any]:
        return {"query": self.document, "variables": {**self.variables, "after": after}}


def one(request_id: UUID) -> Follow:
    def about(record: Record, asks: Asks) -> bool:
        return about_request(record) and record.subject_id == request_id

    variables = {"id": global_id("Request", request_id)}
    return Follow(name="one request", document=ONE, about=about, variables=variables)


def board() -> Follow:
    def about(record: Record, asks: Asks) -> bool:
        return about_request(record)

    return Follow(name="board", document=BOARD, about=about, variables={})


def board_from(department_id: UUID) -> Follow:
    """What one department asks of others."""

    def about(record: Record, asks: Asks) -> bool:
        return about_request(record) and asks(record.subject_id) == department_id

    chosen = {"department": {"in": [global_id("Department", department_id)]}}
    return Follow(name="board of one", document=BOARD, about=about, variables={"filter": chosen})


def inbox(department_id: UUID) -> Follow:
    """For people who stay in this one department."""

    def about(record: Record, asks: Asks) -> bool:
        return about_request(record) and concerns(record.event, frozenset({department_id}))

    return Follow(name="inbox", document=INBOX, about=about, variables={})
