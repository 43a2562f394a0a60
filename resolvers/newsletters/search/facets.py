"""How much of what was found falls to each newsletter, department, topic, year …: with names to be read."""

from typing import Any

from sqlalchemy import select

from madang.rules.labels import Labelled
from madang.search.narrowing import FACETS
from models import Department
from resolvers.context import Context
from resolvers.newsletters.search.finding import SearchPage

MOST_SHOWN = 50
Shown = list[tuple[Any, str, int]]  # value, label, count


async def shown(ctx: Context, page: SearchPage) -> dict[str, Shown]:
    """By facet. Departments are told by name, as publishers are: whoever may read an issue learns it."""
    counted = {facet: counts[:MOST_SHOWN] for facet, counts in (await page.facets()).items()}
    labels: dict[Any, str] = {title.id: title.name for title in page.found.readers.titles.all}
    department = Department
    ids = [id for id, _ in counted["publishers"]]
    async with ctx.reads() as session:
        named = await session.execute(select(department.id, department.name).where(department.id.in_(ids)))
        labels |= {id: name for id, name in named}
    return {
        facet: [(value, _label(value, labels), count) for value, count in counted[facet]] for facet in FACETS
    }


def _label(value: Any, labels: dict[Any, str]) -> str:
    if isinstance(value, Labelled):
        return value.label
    return f"{value}년" if isinstance(value, int) else labels.get(value, str(value))
