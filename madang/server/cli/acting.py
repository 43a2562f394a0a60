"""`--as 사번`: the employee on whose behalf a command acts."""

from typing import TYPE_CHECKING

from madang.errors import NotFound

if TYPE_CHECKING:
    from madang.rules.people import Actor
    from resolvers.context import Context


async def acting(context: "Context", number: str) -> "Actor":
    """Raises NotFound for nobody, and for who has left."""
    from resolvers.people import actor_for

    async with context.reads() as session:
        actor = await actor_for(session, number, today=context.today)
    if actor is None:
        raise NotFound(f"사번 {number}인 직원이 없거나 지금 소속이 없습니다.", field=("as",))
    return actor
