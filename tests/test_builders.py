"""The small city of the tests is one that the product itself could have made."""

from madang.rules.people import Position, Role
from models import Request
from models.base import Sessions
from resolvers.access import readable
from tests import builders


async def test_people_of_the_small_city_act_for_their_departments(sessions: Sessions) -> None:
    city = await builders.chart(sessions)
    clerk = await builders.employee(
        city, "이바다", "통계데이터담당관", position=Position.CLERK, roles=[Role.JUROR]
    )
    actor = await builders.actor(city, clerk)
    assert actor.department_name == "통계데이터담당관"
    assert actor.clerk_of == {city.departments["통계데이터담당관"].id}
    assert actor.roles == {Role.JUROR}


async def test_a_published_request_is_seen_by_all_staff_and_a_draft_by_its_author(sessions: Sessions) -> None:
    city = await builders.chart(sessions)
    requester = await builders.employee(city, "김하늘", "버스정책과")
    reader = await builders.employee(city, "정들", "총무과")
    request = await builders.published_request(city, requester, "통계데이터담당관", "서대문구")
    draft = await builders.draft(city, requester)
    seen: list[set[object]] = []
    for person in (requester, reader, None):
        ctx = await builders.context(city, person)
        async with ctx.reads() as session:
            seen.append({row.id for row in await session.scalars(readable(Request, ctx.visitor))})
    assert seen == [{request.id, draft.id}, {request.id}, set()]
