"""One run of a plan: who asks, and with which variables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from sqlalchemy.engine import Dialect

from madang.rules.people import Actor
from models.base import Base
from models.engine import engine_of
from models.rows import Reader, reader_of
from resolvers.context import Context
from resolvers.questions import Question, rule_for
from resolvers.seeing import Seeing

if TYPE_CHECKING:
    from schema.plans.variables import Variables


class StepAside(Exception):
    """The plan does not cover what has come up; Strawberry answers, and says what is wrong if anything is."""


class Run:
    """Also what resolvers and guards take for Strawberry's Info: they ask it for the context."""

    __slots__ = ("context", "dialect", "pages", "today", "variables")

    def __init__(self, context: Context, variables: "Variables", today: date | None = None) -> None:
        self.context, self.variables = context, variables
        self.today: date = today or context.today
        self.dialect: Dialect = engine_of(context.reads).dialect
        self.pages: dict[Any, Any] = {}  # what parts have worked out about this run's arguments

    @property
    def actor(self) -> Actor | None:
        return self.context.visitor

    @property
    def viewer_id(self) -> UUID | None:
        return None if self.context.visitor is None else self.context.visitor.id

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        """For resolvers.questions: the access rule."""
        return rule_for(self.context.visitor, model, question)

    def judged(self, rule: Callable[[Any, Any], Any], make: Callable[..., Any], *values: Any) -> Any:
        """What a pure rule says of the actor and of what is made of a row's values."""
        return rule(self.actor, make(self.context, *values))

    @property
    def reader(self) -> Reader:
        return reader_of(self.context.reads)


class Part(Protocol):
    """What is found for many items at once: a to-one row, a page, facts."""

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        """One result an item, in their order."""
        ...


class View(Protocol):
    """How items of one selection are shown."""

    async def show(self, run: Run, items: list[Any]) -> list[Any]:
        """One answer an item, in their order: what JSON can say, and instants."""
        ...


@dataclass(slots=True)
class ObjectView:
    """Items of one concrete type. `build(run, items, *found)` was written by schema.plans.writing.

    Where in the answer each part is shown, and which others the items hold already, is told when the plan is
    explained.
    """

    parts: list[Part]
    build: Any
    paths: list[str]
    held: list[tuple[Part, str]]

    async def show(self, run: Run, items: list[Any]) -> list[Any]:
        if not items:
            return []
        found: list[Any] = []
        for part in self.parts:
            found.append(await part.find(run, items))  # a comprehension would be a coroutine more
        return self.build(run, items, *found)


def plain(view: View) -> ObjectView | None:
    """The view, if nothing has to be found for its items first."""
    return view if isinstance(view, ObjectView) and not view.parts else None


@dataclass(slots=True)
class SwitchView:
    """Items of an interface or union: each is shown by the view of its own type."""

    name_of: Any  # item -> the name of its type
    views: dict[str, ObjectView]

    async def show(self, run: Run, items: list[Any]) -> list[Any]:
        if len(items) == 1:
            return await self.views[self.name_of(items[0])].show(run, items)
        shown: list[Any] = [None] * len(items)
        places: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            places.setdefault(self.name_of(item), []).append(place)
        for name, own in places.items():
            answers = await self.views[name].show(run, [items[place] for place in own])
            for place, answer in zip(own, answers, strict=True):
                shown[place] = answer
        return shown
