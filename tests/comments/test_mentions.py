"""Calls reach exactly those whom they name and who may see the request; everything else is told back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.rules.access import seen_requests
from madang.rules.conditions import holds
from models import Comment, CommentMention, Department, Deputy, Employee
from resolvers.calls import Unresolved, WhyUnresolved
from resolvers.comments import NewComment, add, edit, take_back
from resolvers.mentions import of_actor
from resolvers.parties import employees_who_see, party_departments
from resolvers.subjects import locked_request
from subscriptions.comment_events import CommentEdited, Mentioned
from tests import builders
from tests.comments.conftest import Thread


async def called(thread: Thread, comment: Comment) -> set[str]:
    """Names of those whom the comment calls, from its rows."""
    async with thread.city.sessions() as session:
        rows = (await session.scalars(select(CommentMention).filter_by(comment_id=comment.id))).all()
        people = [await session.get_one(Employee, row.employee_id) for row in rows if row.employee_id]
        places = [await session.get_one(Department, row.department_id) for row in rows if row.department_id]
    return {one.name for one in people} | {one.name for one in places}


async def test_plain_names_call_with_particles_or_without(thread: Thread) -> None:
    text = "@이바다님께 자료를, @서대문구에서는 현장을, @HQ-4 는 예산을 부탁합니다."
    written = await thread.written("김하늘", text)
    assert await called(thread, written.comment) == {"이바다", "서대문구", "총무과"}
    assert written.unresolved == ()
    assert (
        written.comment.plain == "@이바다님께 자료를, @서대문구에서는 현장을, @총무과 는 예산을 부탁합니다."
    )
    assert '<span class="mention">@서대문구</span>에서는' in written.comment.html


async def test_a_picked_name_calls_by_its_identifier_and_shows_the_present_name(thread: Thread) -> None:
    person = thread.people["박솔"]
    written = await thread.written("김하늘", f"@[소리](employee:{person.id}) 확인 바랍니다.")
    assert await called(thread, written.comment) == {"박솔"}
    assert written.comment.plain == "@박솔 확인 바랍니다."


async def test_calls_that_reach_nobody_are_told_back(thread: Thread) -> None:
    await builders.employee(thread.city, "김하늘", "총무과")
    written = await thread.written("박솔", f"@김하늘 @홍길동 @[누구](department:{uuid4()}) 보세요.")
    assert written.unresolved == (
        Unresolved(name="김하늘", why=WhyUnresolved.AMBIGUOUS),
        Unresolved(name="홍길동", why=WhyUnresolved.UNKNOWN),
        Unresolved(name="누구", why=WhyUnresolved.UNKNOWN),
    )
    assert await called(thread, written.comment) == set()


async def test_who_has_left_and_what_has_closed_cannot_be_called(thread: Thread) -> None:
    today = builders.NOON.date()
    async with thread.city.sessions.begin() as session:
        (await session.get_one(Employee, thread.people["박솔"].id)).left_on = today
        (await session.get_one(Department, thread.city.departments["총무과"].id)).closed_on = today
    written = await thread.written("김하늘", "@박솔 @총무과 @서울대공원")
    assert await called(thread, written.comment) == {"서울대공원"}
    assert [one.name for one in written.unresolved] == ["박솔", "총무과"]


async def test_on_a_restricted_request_only_its_parties_are_called(restricted: Thread) -> None:
    text = "@박솔 @이바다 @한별 @오솔길 @통계데이터담당관 @서대문구"
    written = await restricted.written("김하늘", text)
    assert await called(restricted, written.comment) == {"박솔", "이바다", "한별", "통계데이터담당관"}
    assert written.unresolved == (
        Unresolved(name="오솔길", why=WhyUnresolved.UNSEEING),
        Unresolved(name="서대문구", why=WhyUnresolved.UNSEEING),
    )
    assert '<span class="mention">@오솔길</span>' not in written.comment.html


async def test_an_edit_calls_anew_only_those_not_called_before(thread: Thread) -> None:
    comment = await thread.add("김하늘", "@박솔 @서대문구")
    thread.city.clock.advance(timedelta(minutes=1))
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="@이바다 @서대문구"))
    people, departments = thread.people, thread.city.departments
    edited = (await thread.events())[-1]
    assert isinstance(edited, CommentEdited)
    assert edited.mentioned == Mentioned(
        employees=(people["이바다"].id,), departments=(departments["서대문구"].id,)
    )
    assert edited.newly_mentioned == Mentioned(employees=(people["이바다"].id,))
    async with thread.city.sessions() as session:
        rows = (await session.scalars(select(CommentMention).order_by(CommentMention.created_at))).all()
    assert [(row.department_id, row.employee_id) for row in rows] == [
        (departments["서대문구"].id, None),
        (None, people["이바다"].id),
    ]


async def listed(thread: Thread, name: str) -> list[object]:
    ctx = await thread.ctx(name)
    async with ctx.reads() as session:
        found = await session.scalars(of_actor(ctx.actor).select(ctx.visitor))
        return [row.comment_id for row in found]


async def test_one_finds_the_calls_of_oneself_and_ones_departments(thread: Thread) -> None:
    own = await thread.add("김하늘", "@이바다")
    department = await thread.add("김하늘", "@통계데이터담당관")
    await thread.add("김하늘", "@박솔")
    assert set(await listed(thread, "이바다")) == {own.id, department.id}
    await thread.checked(take_back(await thread.ctx("김하늘"), own.id))
    assert await listed(thread, "이바다") == [department.id]
    assert await listed(thread, "오솔길") == []


async def test_fifty_calls_cost_as_many_statements_as_one(restricted: Thread, engine: AsyncEngine) -> None:
    statements: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    costs: list[int] = []
    ctx = await restricted.ctx("김하늘")
    for text in ("@이바다", "@이바다 @박솔 @통계데이터담당관 @홍길동 @총무과 " * 10):
        statements.clear()
        await add(ctx, NewComment(request_id=restricted.request.id, body=text))
        costs.append(len(statements))
    assert costs[1] == costs[0]


async def merge(restricted: Thread) -> None:
    """통계데이터담당관 became part of 총무과; a member of 서울대공원 stands in for its head."""
    city, today = restricted.city, builders.OPENING
    async with city.sessions.begin() as session:
        closed = await session.get_one(Department, city.departments["통계데이터담당관"].id)
        closed.closed_on, closed.successor_id = today, city.departments["총무과"].id
    keeper = await builders.employee(city, "한솔", "서울대공원")
    restricted.people["한솔"] = keeper
    deputy = Deputy(
        department_id=city.departments["총무과"].id,
        deputy_id=keeper.id,
        since=today,
        until=today + timedelta(days=30),
        reason="출장",
        created_at=builders.NOON,
    )
    async with city.sessions.begin() as session:
        session.add(deputy)


@pytest.mark.parametrize("is_merged", [False, True], ids=["as-asked", "merged"])
async def test_the_rule_from_the_side_of_the_people_is_the_rule(restricted: Thread, is_merged: bool) -> None:
    if is_merged:
        await merge(restricted)
    asker = await restricted.ctx("김하늘")
    async with asker.change() as change:
        found = await locked_request(change, asker.actor, restricted.request.id)
        departments = await party_departments(change.session, found)
        condition = employees_who_see(found, departments, today=asker.today)
        from_people = set(await change.session.scalars(select(Employee.name).where(condition)))
    from_rule = {
        name
        for name, person in restricted.people.items()
        if holds(seen_requests(await builders.actor(restricted.city, person)), found)
    }
    since_merger = {"오솔길", "한솔"} if is_merged else set[str]()
    assert from_people == from_rule == {"김하늘", "박솔", "이바다", "한별"} | since_merger
