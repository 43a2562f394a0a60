"""A run that notes what it has asked about its actor: who would have heard the same gets the same answer.

The code that answers is one for all. Two runs of it about the same event can only part where they ask about
their actors. So if all that was asked has the same answer for another actor, that one's run is the same.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from madang.rules.people import Actor
from models import Base, Request
from resolvers.context import Context
from resolvers.questions import Kind, Question, rule_for
from resolvers.seeing import Seeing, seeing
from schema.plans.running import Run
from schema.plans.variables import Variables

Rule = tuple[type[Base], type[Base] | None, str | None]  # what rows, below what, by which attribute

_visitor: Any = Context.__dict__["visitor"]
_FIELDS = tuple(one.name for one in fields(Context) if one.name != "visitor")


@dataclass(slots=True)
class Noted:
    viewer: bool = False  # who it is was looked at
    rules: dict[Rule, None] = field(default_factory=dict[Rule, None])  # that were asked for

    @property
    def key(self) -> Hashable:
        return self.viewer, *self.rules


def mark_of(noted: Noted, actor: Actor) -> Hashable:
    """The same for all actors to whom the noted questions have the same answers."""
    rules = tuple(seeing(actor, *rule) for rule in noted.rules)
    return (actor, rules) if noted.viewer else rules


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


class NotingRun(Run):
    """About a request that the actor has just been found to see.

    That it may be seen, and so what hangs on it, is not noted: it has been asked for everybody who shares.
    What an event tells of hangs on its own request (tests/plans/test_noting.py).
    """

    __slots__ = ("_subject", "noted")

    def __init__(self, context: Context, variables: Variables, actor: Actor, subject: UUID | None) -> None:
        self.noted = Noted()
        given: Any = {name: getattr(context, name) for name in _FIELDS}
        noting = NotingContext(**given, visitor=actor)
        object.__setattr__(noting, "noted", self.noted)
        super().__init__(noting, variables)
        self._subject = subject

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        actor = _visitor.__get__(self.context)
        if question is None:
            self.noted.rules[model, None, None] = None
        elif not self._is_subject(model, question):
            self.noted.rules[model, *_above(model, question)] = None
        return rule_for(actor, model, question)

    def _is_subject(self, model: type[Base], question: Question) -> bool:
        by_id = question.kind is Kind.OF_ONE and question.listing.parent == "id"
        return model is Request and by_id and question.keys == self._subject


def _above(model: type[Base], question: Question) -> tuple[type[Base] | None, str | None]:
    """What rows the rule is asked below. A row that an event points to hangs on the event's request."""
    if question.parent is None and question.listing.parent == "id" and hasattr(model, "request_id"):
        return Request, "request_id"
    return question.parent, question.listing.parent
