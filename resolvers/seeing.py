"""An actor's access rule for the rows of one level, ready to stand in a statement."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from madang.rules.conditions import EVERYTHING, Condition, Every, Some, every
from madang.rules.people import Actor
from models import Base
from resolvers.access import SEEN, Rule
from resolvers.clauses import shape


@dataclass(frozen=True, slots=True)
class Seeing:
    condition: Condition
    shape: Hashable
    values: tuple[Any, ...]


ALL = Seeing(EVERYTHING, shape(EVERYTHING, []), ())  # for the city itself


def seeing(
    actor: Actor | None, model: type[Base], parent: type[Base] | None = None, key: str | None = None
) -> Seeing:
    """The rule for rows of `model`; below rows of `parent` (by the attribute `key`), what is left of it.

    A rule such as "what hangs on a request is seen by those who see the request" has been asked already
    when the parent is that very request and was read under its own rule.
    """
    above = None if parent is None or key is None else Above(parent, SEEN[parent], key)
    return _seeing(SEEN[model], actor, model, above)


class Above(NamedTuple):
    """The rows a level hangs below: their rule, and the attribute that points to them."""

    model: type[Base]
    rule: Rule
    key: str


@lru_cache(maxsize=10_000)
def _seeing(rule: Rule, actor: Actor | None, model: type[Base], above: Above | None) -> Seeing:
    condition = rule(actor)
    if above is not None:
        parts = _parts(condition)
        condition = every(*(part for part in parts if not _asked_above(part, model, above, actor)))
    values: list[Any] = []
    return Seeing(condition, shape(condition, values), tuple(values))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, Every) else (condition,)


def _asked_above(part: Condition, model: type[Base], above: Above, actor: Actor | None) -> bool:
    """Whether the part says only that the row above is seen."""
    if not isinstance(part, Some) or part.condition != above.rule(actor):
        return False
    related = getattr(model, part.relation).property
    columns = {column.key for column in related.local_columns}
    return related.mapper.class_ is above.model and not related.uselist and columns == {above.key}
