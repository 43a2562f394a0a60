"""Deliveries that wait for marks, the most urgent first."""

import models
from madang.rules.conditions import Absent, Compare, Condition, Not, Operator, among, equal, every, some
from madang.rules.people import Actor
from madang.rules.requests import DeliveryState
from resolvers.context import Context
from resolvers.listings import Listing, Order


def unrated(ctx: Context, *, of_department: bool = False) -> Listing:
    """Confirmed, not rated, still in time, and nobody's own affair: what one asked for, or what was asked by
    the departments one is head of.
    """
    since = ctx.clock() - ctx.policy.evaluation_window
    waiting = every(
        equal("state", DeliveryState.CONFIRMED),
        Absent("evaluated_at"),
        Compare("confirmed_at", Operator.GREATER, since),
        _of_heads(ctx.actor) if of_department else _of_requester(ctx.actor),
    )
    return Listing(model=models.Delivery, where=waiting, order=(Order("confirmed_at"),))


def _of_requester(actor: Actor) -> Condition:
    asked = every(equal("requester_id", actor.id), among("requester_department_id", actor.departments))
    return every(
        some("request", asked),
        Not(among("department_id", actor.departments)),
        Not(some("handlers", equal("employee_id", actor.id))),
    )


def _of_heads(actor: Actor) -> Condition:
    return every(
        some("request", among("requester_department_id", actor.head_of)),
        Not(among("department_id", actor.departments)),
    )
