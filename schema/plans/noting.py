"""A run that notes what it has asked about its actor: who would have heard the same gets the same answer.

The code that answers is one for all. Two runs of it about the same event can only part where they ask about
their actors. So if all that was asked has the same answer for another actor, that one's run is the same.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from madang.rules.access import OUTSIDER
from madang.rules.people import Actor
from models import Base, Request
from models.rows import Reader, Rows
from resolvers.context import Context
from resolvers.questions import Kind, Question
from resolvers.seeing import Seeing, seeing
from schema.plans.running import Run
from schema.plans.variables import Variables

C = TypeVar("C", bound=Context)
Rule = tuple[type[Base], type[Base] | None, str | None]  # what rows, below what, by which attribute

_visitor: Any = Context.__dict__["visitor"]
_OWN = ("visitor", "loaders", "outcomes")
_FIELDS = tuple(one.name for one in fields(Context) if one.name not in _OWN)


class Judgement(NamedTuple):
    """A pure rule, asked about an actor and what is made of a row's values (`Run.judged`).

    `context`: one whose visitor nobody else looks at.
    """

    rule: Callable[[Any, Any], Any]
    make: Callable[..., Any]
    values: tuple[Any, ...]
    context: Context

    def of(self, actor: Actor) -> Any:
        self.context.visitor = actor
        return self.rule(actor, self.make(self.context, *self.values))

    def mark_of(self, actor: Actor) -> Hashable:
        """What the rule says; the actor where that cannot be told: a run of their own shows it."""
        try:
            said = self.of(actor)
        except Exception:
            return actor
        return said if isinstance(said, Hashable) else actor


@dataclass(slots=True, eq=False)
class Noted:
    """`marks`: what actors have made of all that was noted, numbered by whoever compares them."""

    viewer: bool = False  # who it is was looked at
    rules: dict[Rule, None] = field(default_factory=dict[Rule, None])  # that were asked for
    judgements: list[Judgement] = field(default_factory=list[Judgement])
    marks: dict[Hashable, int] = field(default_factory=dict[Hashable, int])

    @property
    def is_of_one_event(self) -> bool:
        """Whether actors are told apart by what rules say about its rows."""
        return bool(self.judgements) and not self.viewer

    @property
    def key(self) -> Hashable:
        return self.viewer, *self.rules

    def mark_of(self, actor: Actor) -> Hashable:
        """The same for all actors to whom the noted questions have the same answers."""
        rules = tuple(seeing(actor, *rule) for rule in self.rules)
        return (actor, rules) if self.viewer else (rules, *(one.mark_of(actor) for one in self.judgements))


class NotingContext(Context):
    __slots__ = ("noted",)

    noted: Noted

    @property
    def visitor(self) -> Actor | None:
        self.noted.viewer = True
        return _visitor.__get__(self)

    @visitor.setter
    def visitor(self, actor: Actor | None) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        _visitor.__set__(self, actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What an answer tells of. `for_all`: all staff see its subject. `together`: for what others read, too.

    `subject`: the row of `model` that all who are told have just been found to see; None: nothing is known.
    """

    model: type[object] | None
    subject: UUID | None
    today: date
    for_all: bool
    together: Reader


class NotForAll(Exception):
    """What all staff could see a moment ago, all do not see now: nothing is known of who does."""


class NotingRun(Run):
    """About an event of a row, such as a request, that the actor has just been found to see.

    That it may be seen, and so what hangs on it, is not noted: it has been asked for everybody who shares.
    What an event tells of hangs on its own request (tests/plans/test_sharing.py).

    A row that all staff see is read as somebody reads it who has nothing to do with it: that is one
    statement for all. Raises NotForAll where it finds nothing.
    """

    __slots__ = ("_actor", "_given", "_is_widened", "_judging", "_noting", "_occasion", "noted")

    def __init__(self, context: Context, variables: Variables, actor: Actor, occasion: Occasion) -> None:
        super().__init__(context, variables, occasion.today)
        self.noted = Noted()
        self._actor, self._occasion = actor, occasion
        self._judging: Context | None = None
        self._is_widened = False  # of the statement to come

    @property
    def context(self) -> Context:
        """Made when it is first asked for: most answers need none."""
        if self._noting is None:
            self._noting = _of_one(NotingContext, self._given, self._actor)
            self._noting.noted = self.noted
        return self._noting

    @context.setter
    def context(self, given: Context) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        self._given, self._noting = given, None

    @property
    def actor(self) -> Actor:
        self.noted.viewer = True
        return self._actor

    def judged(self, rule: Callable[[Any, Any], Any], make: Callable[..., Any], *values: Any) -> Any:
        self._judging = self._judging or _of_one(Context, self._given, self._actor)
        judgement = Judgement(rule, make, values, self._judging)
        self.noted.judgements.append(judgement)
        return judgement.of(self._actor)

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        if question is None:
            self.noted.rules[model, None, None] = None
            return seeing(self._actor, model)
        is_one = question.kind is Kind.OF_ONE
        is_subject = is_one and self._is_subject(model, question)
        rule = None if is_subject else (model, *self._above(model, question))
        if rule is not None:
            self.noted.rules[rule] = None
        widened = is_one and self._occasion.for_all
        found = _seen(self._actor, model, question.parent, question.listing.parent, rule, widened)
        if question.kind is not Kind.INNER:
            self._is_widened = found.is_widened
        return found.seeing

    @property
    def reader(self) -> Reader:
        return self

    async def fetch(self, sql: str, *values: Any) -> Rows:
        is_widened = self._is_widened
        rows = await self._occasion.together.fetch(sql, *values)
        if is_widened and not rows:
            raise NotForAll
        return rows

    def _is_subject(self, model: type[Base], question: Question) -> bool:
        is_it = question.listing.parent == "id" and question.keys == self._occasion.subject
        return model is self._occasion.model and is_it

    def _above(self, model: type[Base], question: Question) -> tuple[type[Base] | None, str | None]:
        """What rows the rule is asked below. A row that an event points to hangs on the event's request."""
        is_pointed_to = question.parent is None and question.listing.parent == "id"
        about_request = self._occasion.model is Request and self._occasion.subject is not None
        if about_request and is_pointed_to and hasattr(model, "request_id"):
            return Request, "request_id"
        return question.parent, question.listing.parent


class _Seen(NamedTuple):
    seeing: Seeing
    is_widened: bool  # it is not the actor's own, which may see more


@lru_cache(maxsize=10_000)
def _seen(
    actor: Actor,
    model: type[Base],
    parent: type[Base] | None,
    by: str | None,
    rule: Rule | None,  # what is left of the rule for those who see the request; None: nothing
    widening: bool,
) -> _Seen:
    own = seeing(actor, model, parent, by)
    if widening and (rule is None or seeing(actor, *rule) == seeing(OUTSIDER, *rule)):
        others = seeing(OUTSIDER, model, parent, by)
        return _Seen(others, others != own)
    return _Seen(own, False)


def _of_one(kind: type[C], context: Context, actor: Actor) -> C:
    """The context of whoever runs first serves all: it is the process's, but for these."""
    given: Any = {name: getattr(context, name) for name in _FIELDS}
    return kind(**given, visitor=actor, loaders={}, outcomes={})
