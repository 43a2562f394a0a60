"""How well what is kept is used: the figures of each cache, for whoever measures."""

from dataclasses import dataclass
from typing import Any

from resolvers.statements import Statements
from schema.documents import Documents
from schema.newest import Newest
from schema.plans import Plans
from schema.repeated import Repeated


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one cache since the process began.

    hits: found in it; misses: made, because it was not there; size: held now.
    """

    hits: int
    misses: int
    size: int

    @property
    def evictions(self) -> int:
        """Made and no longer held: to make room, or together with the document that they belong to."""
        return self.misses - self.size

    def since(self, before: "Figures") -> "Figures":
        hits, misses, size = self.hits - before.hits, self.misses - before.misses, self.size - before.size
        return Figures(hits, misses, size)


def figures(
    documents: Documents, plans: Plans | None, repeated: Repeated | None = None
) -> dict[str, Figures]:
    """By the cache's name. Statements are those of all plans of the process."""
    found = {
        "documents": _of(documents),
        "statements": Figures(Statements.hits, Statements.misses, Statements.held()),
    }
    if plans is not None:
        found["plans"] = Figures(plans.hits, plans.misses, sum(len(one.plans) for one in documents))
    if repeated is not None:
        found["repeated"] = _of(repeated)
    return found


def _of(newest: Newest[Any, Any]) -> Figures:
    return Figures(newest.hits, newest.misses, len(newest))
