"""What an act is, by hand: who may do it to which kind of request, and what is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.base import Base
from tests.access.parts import EVERYBODY, those
from tests.access.stage import Stage

ADMINISTRATOR = those("administrator")
HEADS = those("head deputy")
WRITERS = EVERYBODY - {"reader"}
Given = Callable[[Stage, str], dict[str, Any]]
Who = dict[str, frozenset[str]]  # by kind of request; kinds that are not named: nobody
State = Mapping[type[Base], dict[str, Any] | None]  # columns as they must be; None: no such row


def own(who: frozenset[str]) -> Who:
    """The parties' own requests, restricted or not."""
    return {"open": who, "restricted": who}


def any_seen(who: frozenset[str]) -> Who:
    return dict.fromkeys(("open", "restricted", "foreign", "foreign restricted"), who)


def nothing(stage: Stage, kind: str) -> dict[str, Any]:
    return {}


def given(**arguments: Any) -> Given:
    return lambda stage, kind: arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`on`: the name of the row on the stage whose identifier it is given as `id`; None: no row of a request.

    `ready` is the state from which it is possible. `late`: who would be the right one, but not now.
    `hidden`: for whom what is given as `id`, and is no row of a request, does not exist.
    """

    on: str | None
    may: Who
    late: Who = field(default_factory=dict[str, frozenset[str]])
    hidden: frozenset[str] = frozenset()
    citizen: str = "NOT_SIGNED_IN"  # what becomes of it where nobody is signed in
    tells_version: bool = True
    given: Given = nothing
    ready: State = field(default_factory=dict[type[Base], Any])
