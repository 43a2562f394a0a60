"""Events that are one and the same object for many: what a document shows of one is worked out once for them.

It is worked out for somebody who has nothing to do with anything, so it holds nothing that any member of
staff may not see. Whoever may see more of what was asked for gets an answer of their own.
"""

import asyncio
import logging
from collections.abc import Hashable
from typing import Any

from graphql import GraphQLError

from madang.errors import Refused
from madang.rules.access import OUTSIDER
from madang.rules.people import Actor
from models import Base
from resolvers.context import Context
from resolvers.seeing import seeing
from resolvers.together import Together
from schema.operations import Prepared, Result
from schema.plans import Plan, StepAside
from schema.plans.noting import Noted, NotingRun, Occasion
from schema.plans.variables import Variables
from schema.sharing import key_of

log = logging.getLogger("madang.plans")

Answer = tuple[Result, Noted]


class ForMany:
    """`answers`: by what was asked. `open_to_all`: of these models it shows only rows that all staff see."""

    answers: dict[Hashable, Any]
    open_to_all: tuple[type[Base], ...]


async def answer_for_many(
    prepared: Prepared, plan: Plan, variables: Variables, context: Context, event: ForMany
) -> Result | None:
    """None for who needs an answer of their own, or where the plan has none."""
    key = key_of(prepared)
    answer: asyncio.Future[Answer | None] | None = event.answers.get(key)
    if answer is None:
        answering = _answer(plan, variables, context, event, (id(event.answers), key))
        answer = event.answers[key] = asyncio.ensure_future(answering)
    found = await asyncio.shield(answer)  # whoever gives up leaves the others theirs
    if found is None or context.visitor is None:
        return None
    result, noted = found
    return result if hears_the_same(context.visitor, noted, event) else None


def hears_the_same(actor: Actor, noted: Noted, event: ForMany) -> bool:
    others = (rule for rule in noted.rules if rule[0] not in event.open_to_all)
    is_personal = noted.viewer or noted.judgements
    return not is_personal and all(seeing(actor, *rule) == seeing(OUTSIDER, *rule) for rule in others)


async def _answer(
    plan: Plan, variables: Variables, context: Context, event: ForMany, about: Hashable
) -> Answer | None:
    occasion = Occasion(
        model=None,
        subject=None,
        today=context.today,
        for_all=False,
        together=Together(context.hub.once, context.reads, about),
    )
    run = NotingRun(context, variables, OUTSIDER, occasion)
    try:
        data = await plan.run(run, event)
    except (StepAside, Refused, GraphQLError):
        return None
    except Exception:
        log.warning("a plan failed", exc_info=True)
        return None
    return Result(data, text=Result(data).encode()), run.noted
