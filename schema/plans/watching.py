"""A plan that is watched says where in the answer each statement is run, and where it fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.recording import place
from schema.plans.parts import (
    FactsPart,
    ObjectsPart,
    PagePart,
    PickPart,
    ResolvedPart,
    SeveralPart,
    ToOnePart,
)
from schema.plans.running import ObjectView, Part, Run, SwitchView, View
from schema.plans.trail import note_place


@dataclass(slots=True)
class Watched:
    part: Part
    path: str

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        before = place.set(self.path)
        try:
            return await self.part.find(run, items)
        except Exception as failure:
            note_place(failure, self.path)
            raise
        finally:
            place.reset(before)


def watch(view: View) -> None:
    """All parts of this view and of those below it, in their places."""
    for _, one in object_views(view):
        for below in [below for part in one.parts for below in views_of(part)]:
            watch(below)
        one.parts[:] = [Watched(part, path) for part, path in zip(one.parts, one.paths, strict=True)]


def object_views(view: View) -> Iterator[tuple[str, ObjectView]]:
    """Each with the name of the type it shows, where there are several."""
    if isinstance(view, SwitchView):
        yield from view.views.items()
    elif isinstance(view, ObjectView):
        yield "", view


def views_of(part: Part) -> list[View]:
    """What shows that which the part finds."""
    match part:
        case ToOnePart() | PagePart() | SeveralPart():
            return part.rows.views
        case PickPart():
            return [view for rows in part.kinds.values() for view in rows.views]
        case ObjectsPart() | ResolvedPart():
            return [part.view]
        case FactsPart() if part.view is not None:
            return [part.view]
        case _:
            return []
