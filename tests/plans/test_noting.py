"""Actors are marked by what rules say of them; of whom that cannot be told is marked alone."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from madang.rules.people import Actor
from resolvers.context import Context
from schema.plans.noting import Judgement, Noted
from tests.plans.sharing import opened

RULES: dict[str, tuple[Callable[[Any, Any], Any], bool]] = {
    "says the same": (lambda actor, facts: True, True),
    "says who it is": (lambda actor, facts: actor.name, False),
    "is asked of facts about who it is": (lambda actor, facts: facts, False),
    "says what cannot be compared": (lambda actor, facts: [True], False),
    "fails": (lambda actor, facts: 1 // 0, False),
}


@pytest.mark.parametrize("name", RULES)
def test_two_are_marked_alike_if_every_rule_says_the_same_of_them(name: str, sample_url: str) -> None:
    rule, alike = RULES[name]
    asyncio.run(_mark(sample_url, rule, alike))


async def _mark(url: str, rule: Callable[[Any, Any], Any], alike: bool) -> None:
    async with opened(url) as city:
        one, two = [actor for actor in city.actors if actor is not None][:2]
        noted = Noted(judgements=[Judgement(rule, _whose, (1,), city.context)])
        assert (noted.mark_of(one) == noted.mark_of(two)) is alike
        assert noted.mark_of(one) == noted.mark_of(one)


def _whose(context: Context, value: int) -> tuple[Actor | None, int]:
    return context.visitor, value
