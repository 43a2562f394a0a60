"""What a fetch comes to."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the last answer said of its version: sent along, so that the same is not sent again."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`address`: where it came from in the end. `fresh_for`: how long the server says it stays as it is."""

    content: bytes
    address: str
    known: Known
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    known: Known
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """`problem` says in Korean what to do. `gone`: it will never be there again. `wait`: not before that."""

    problem: str
    gone: bool = False
    wait: timedelta | None = None


Outcome = Fetched | Unchanged | Failed
