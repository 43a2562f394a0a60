"""Who comments and who changes the record of the author or their department need not wait for each other."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL, select

from models import Department, Employee
from models.base import Subject
from tests.comments.conftest import Thread


@pytest.fixture
def database_url(postgres_database: URL) -> str:
    return postgres_database.render_as_string(hide_password=False)


def _rows(thread: Thread) -> list[tuple[type[Subject], UUID]]:
    """What a comment of the employee refers to, besides its request."""
    return [
        (Employee, thread.people["이바다"].id),
        (Department, thread.city.departments["통계데이터담당관"].id),
    ]


async def test_nobody_waits_to_comment_until_their_record_is_changed(thread: Thread) -> None:
    ctx = await thread.ctx("한별")
    async with ctx.change() as change:
        for model, id in _rows(thread):
            assert await change.lock(model, id) is not None
        async with asyncio.timeout(5):
            await thread.add("이바다", "그동안에도 씁니다.")


async def test_a_record_is_changed_while_a_comment_of_theirs_is_not_committed(thread: Thread) -> None:
    ctx = await thread.ctx("한별")
    async with thread.city.sessions() as commenting, asyncio.timeout(5):
        for model, id in _rows(thread):  # what a foreign key does for the row that it points to
            points_to: Any = select(model).where(model.id == id)
            await commenting.scalar(points_to.with_for_update(read=True, key_share=True))
        async with ctx.change() as change:
            for model, id in _rows(thread):
                assert await change.lock(model, id) is not None
