"""Mileage on the stage: rows of boards, one of them hidden, and lines of the ledger, one of a winner."""

from typing import Any
from uuid import UUID

import models
from madang.rules.mileage import Holder, Outcome, Rule
from tests.access.furnishing import Filling
from tests.access.parts import ASKED

MONTH, OTHER = 201407, 201408  # the handler is king of the first (tests/access/ledger.py)


async def earn(filling: Filling) -> None:
    """On an open request the handler has earned in a month that they won, and on a restricted one, too."""
    if filling.kind == "open":
        await _standings(filling)
        written = filling.stage.rows["open"]["comment"].id
        await _line(filling, "line", "own mileage", 1, OTHER, rule=Rule.COMMENT, source_id=written)
    elif filling.kind == "restricted":
        thanked: dict[str, Any] = {"rule": Rule.THANKS, "outcome": Outcome.REVERSED, "reverses": 1}
        await _line(filling, "line", "won mileage", 2, MONTH, **thanked)


async def _standings(filling: Filling) -> None:
    handler, department = filling.person("handles"), filling.department(ASKED)
    await _standing(filling, "standing", "won mileage", Holder.PERSON, filling.person("asks"))
    await _standing(filling, "hidden standing", "own mileage", Holder.PERSON, handler, hidden=True)
    await _standing(filling, "their standing", "won mileage", Holder.DEPARTMENT, department)


async def _standing(
    filling: Filling, name: str, seen: str, holder: Holder, id: UUID, *, hidden: bool = False
) -> None:
    row: dict[str, Any] = {"holder": holder, "holder_id": id, "period": "2014-07"}
    await filling.put(name, models.MileageStanding, seen, **row, mean=3_000_000, **{"hidden": hidden})


async def _line(filling: Filling, name: str, seen: str, number: int, month: int, **given: Any) -> None:
    kept: dict[str, Any] = {
        "number": number,
        "month": month,
        "source_id": filling.stage.rows[filling.kind]["delivery"].id,
        "request_id": filling.stage.rows[filling.kind]["request"].id,
        "person_id": filling.person("handles"),
        "department_id": filling.department(ASKED),
        "counterpart_id": filling.person("asks"),
        "counterpart_department_id": None,
        "reverses": None,
    }
    await filling.put(name, models.MileageEntry, seen, **kept | given)
