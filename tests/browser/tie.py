"""A month before the sample's weeks that three people end equal: nobody clicks two acts at one moment."""

from dataclasses import replace
from datetime import timedelta

from madang.server.sample.cast import Moment, assemble
from resolvers.context import Context
from resolvers.thanks import give_thanks

BEFORE = timedelta(days=100)  # today; the sample's weeks begin in a later month
GIVER = "demo-secretary"
EQUAL = {"demo-data": "노은별(예시)", "demo-facility": "문지호(예시)", "demo-juror": "송병철(예시)"}


async def thank_equally(ctx: Context) -> None:
    """One point for each of them at the same moment: equal by the whole chain."""
    moment = Moment(ctx.clock() - BEFORE)
    cast = await assemble(replace(ctx, clock=moment), clock=moment)
    giver = await cast.person(GIVER)
    for number in EQUAL:
        receiver = await cast.person(number)
        await give_thanks(giver, receiver.actor.id, message="자료를 함께 찾아 주셔서 고맙습니다.")
