"""What a client sends again is done once, even at the same time, and never after it was thrown away."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from madang.errors import Conflict, Reason
from models import EventLine, Request
from models.base import Sessions
from resolvers import drafts
from resolvers.drafts import RequestContent
from tests.requests.stage import Stage, open_stage

CONTENT = RequestContent(title="심야버스", project="심야 올빼미버스", body="함께합시다.")


@pytest.fixture
async def stage(sessions: Sessions) -> Stage:
    return await open_stage(sessions)


async def counted(stage: Stage) -> tuple[int | None, ...]:
    async with stage.city.sessions() as session:
        return tuple(
            [await session.scalar(select(func.count()).select_from(one)) for one in (Request, EventLine)]
        )


async def test_the_same_draft_sent_several_times_at_once_is_one(stage: Stage) -> None:
    id, ctx = uuid4(), stage.contexts["requester"]
    made = await asyncio.gather(*(drafts.create(ctx, CONTENT, id=id) for _ in range(5)))
    assert {one.id for one in made} == {id}
    assert await counted(stage) == (1, 1)


async def test_a_draft_that_was_thrown_away_does_not_come_back(stage: Stage) -> None:
    id = uuid4()
    await drafts.create(stage.contexts["requester"], CONTENT, id=id)
    await drafts.discard(stage.contexts["requester"], id)
    for who in ("requester", "bystander"):
        await refused(stage, who, id)
    assert await counted(stage) == (0, 2)


async def refused(stage: Stage, who: str, id: UUID) -> None:
    with pytest.raises(Conflict) as refusal:
        await drafts.create(stage.contexts[who], CONTENT, id=id)
    assert (refusal.value.field, refusal.value.reason) == (("input", "id"), Reason.DUPLICATE)
