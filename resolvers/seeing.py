"""An actor's access rule for the rows of one level, ready to stand in a statement."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from madang.rules.conditions import Condition, Every, Some, every
from madang.rules.people import Actor
from models import Base
from resolvers.access import SEEN
from resolvers.clauses import shape


@dataclass(frozen=True, slots=True)
class Seeing:
    condition: Condition
    shape: Hashable
    values: tuple[Any, ...]


@lru_cache(maxsize=10_000)
def seeing(
    actor: Actor | None, model: type[Base], parent: type[Base] | None = None, key: str | None = None
) -> Seeing:
    """The rule for rows of `model`; below rows of `parent` (by the attribute `key`), what is left of it.

    A rule such as "what hangs on a request is seen by those who see the request" has been asked already
    when the parent is that very request and was read under its own rule.
    """
    rule = SEEN[model](actor)
    if parent is not None and key is not None:
        rule = every(*(part for part in _parts(rule) if not _asked_above(part, model, parent, key, actor)))
    values: list[Any] = []
    return Seeing(rule, shape(rule, values), tuple(values))


def _parts(rule: Condition) -> tuple[Condition, ...]:
    return rule.conditions if isinstance(rule, Every) else (rule,)


def _asked_above(
    part: Condition, model: type[Base], parent: type[Base], key: str, actor: Actor | None
) -> bool:
    """Whether the part says only that the row `key` points to is seen."""
    if not isinstance(part, Some) or part.condition != SEEN[parent](actor):
        return False
    related = getattr(model, part.relation).property
    columns = {column.key for column in related.local_columns}
    return related.mapper.class_ is parent and not related.uselist and columns == {getattr(model, key).key}
