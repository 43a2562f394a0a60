"""What a level of a query asks for: which rows, by whom, on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Date, Uuid, bindparam
from sqlalchemy.engine import Dialect

from madang.rules.people import Actor
from models.base import Base
from models.rows import Reader
from resolvers.columns import Columns
from resolvers.listings import Listing, Window
from resolvers.seeing import Seeing, seeing

# For expressions about the actor and the day; always the first values.
viewer_id = bindparam("viewer_id", type_=Uuid(), required=True)
today = bindparam("today", type_=Date(), required=True)
ALWAYS = (viewer_id.key, today.key)


def parameters_for(actor: Actor | None, day: date) -> dict[str, Any]:
    return {viewer_id.key: None if actor is None else actor.id, today.key: day}


class Kind(Enum):
    ALL = auto()
    OF_ONE = auto()  # of one parent: plain equality plans better than membership in a list of one
    OF_MANY = auto()  # a page of each parent's
    INNER = auto()  # of the row in whose statement it stands


@dataclass(slots=True, kw_only=True)  # not frozen: each level of each answer makes one
class Question:
    """Which rows a level reads, or how many there are.

    `keys`: one identifier (OF_ONE) or several, of the parents or of the rows themselves. `parent`: what the
    keys are identifiers of, if those rows were read under their own access rule.
    """

    kind: Kind
    listing: Listing
    window: Window | None = None  # None: all of them
    keys: Any = None
    parent: type[Base] | None = None
    counts: bool = False


class Asking(Protocol):
    """Who asks, when, and of which database."""

    @property
    def viewer_id(self) -> UUID | None: ...
    @property
    def today(self) -> date: ...
    @property
    def dialect(self) -> Dialect: ...
    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        """The access rule for the rows that the question asks for; without one, for rows joined to them."""
        ...

    @property
    def reader(self) -> Reader: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """By an actor, of a database."""

    actor: Actor | None
    today: date
    dialect: Dialect
    reader: Reader

    @property
    def viewer_id(self) -> UUID | None:
        return None if self.actor is None else self.actor.id

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        return rule_for(self.actor, model, question)


def rule_for(actor: Actor | None, model: type[Base], question: Question | None) -> Seeing:
    return (
        seeing(actor, model)
        if question is None
        else seeing(actor, model, question.parent, question.listing.parent)
    )


@dataclass(slots=True)
class Level:
    """A question with the access rules of its rows, of the rows joined to them, and the levels inside."""

    columns: Columns
    question: Question
    rules: Sequence[Seeing]
    inner: Sequence["Level"]


NOTHING_INSIDE: Sequence[Level] = ()


def level_of(asking: Asking, columns: Columns, question: Question) -> Level:
    """Raises what the questions inside raise."""
    own = asking.sees(question.listing.model, question)
    if question.counts or not (columns.paths or columns.inner):
        return Level(columns, question, (own,), NOTHING_INSIDE)
    rules = [own, *(asking.sees(path[-1].model) for path in columns.paths)]
    inner = [level_of(asking, one.columns, one.ask(asking)) for one in columns.inner]
    return Level(columns, question, rules, inner)
