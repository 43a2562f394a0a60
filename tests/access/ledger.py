"""What stands on the stage about mileage: of people, and not of requests."""

from typing import Any
from uuid import UUID

import models
from madang.rules.mileage import AdjustmentState, MonthState
from madang.rules.mileage_kings import Place
from models.base import Base, uuid7
from schema.identifiers import global_id
from tests.access.filling import filled
from tests.access.parts import ASKED, ASKING
from tests.access.stage import TYPE_OF, Stage, Thing

CITY = "city"


async def keep_ledger(stage: Stage) -> None:
    """A month with a king, one whose tie waits, an adjustment that waits, and thanks between two people."""
    state = models.MileageState(id=1, position=0, number=0, chain="", policies=[])
    tied = [str(stage.people[part].id) for part in ("requester", "member")]
    month: dict[str, Any] = {"version": 1, "decided_by_id": stage.people["administrator"].id, "tied": tied}
    closed = _put(stage, "month", models.MileageMonth, month=201407, state=MonthState.CLOSED, **month)
    undecided: dict[str, Any] = {"month": 201408, "state": MonthState.UNDECIDED}
    waiting = _put(stage, "undecided month", models.MileageMonth, **undecided, **month)
    async with stage.city.sessions.begin() as session:
        session.add_all([state, closed, waiting])
        await session.flush()
        session.add_all([_king(stage, closed.id), _adjustment(stage), _thanks(stage)])


def _king(stage: Stage, month_id: UUID) -> Any:
    return _put(
        stage,
        "king",
        models.MonthlyKing,
        month_id=month_id,
        month=201407,
        place=Place.GRAND,
        rank=1,
        person_id=stage.people["handler"].id,
        department_id=stage.city.departments[ASKED].id,
    )


def _adjustment(stage: Stage) -> Any:
    return _put(
        stage,
        "adjustment",
        models.MileageAdjustment,
        rule="adjustment",
        employee_id=stage.people["member"].id,
        department_id=stage.city.departments[ASKED].id,
        state=AdjustmentState.PROPOSED,
        proposed_by_id=stage.people["stranger"].id,
        decided_by_id=stage.people["stranger"].id,
    )


def _thanks(stage: Stage) -> Any:
    return _put(
        stage,
        "thanks",
        models.Thanks,
        rule="thanks",
        giver_id=stage.people["handler"].id,
        giver_department_id=stage.city.departments[ASKED].id,
        receiver_id=stage.people["requester"].id,
        receiver_department_id=stage.city.departments[ASKING].id,
    )


def _put(stage: Stage, name: str, model: type[Base], *, rule: str = "staff", **given: Any) -> Any:
    thing, id = Thing(rule, CITY), uuid7()

    def mark(place: str) -> str:
        return stage.secret(thing, place)

    pointers: dict[str, UUID] = {}
    row: Any = filled(model, mark, pointers, id=id, **given)
    stage.rows.setdefault(CITY, {})[name] = row
    stage.things[global_id(TYPE_OF[model], id)] = thing
    return row
