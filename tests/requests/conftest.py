"""A city with a requester, and two departments that are asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from madang.rules.people import Position, Role
from models import Employee
from models.base import Sessions
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live
from tests import builders
from tests.asking import Board
from tests.builders import City


@dataclass(slots=True)
class People:
    requester: Employee  # 버스정책과
    asking_head: Employee
    clerk: Employee  # 통계데이터담당관
    handler: Employee
    second_handler: Employee
    head: Employee
    park_clerk: Employee  # 서울대공원
    park_handler: Employee
    district_clerk: Employee  # 서대문구
    bystander: Employee  # 총무과
    administrator: Employee  # 사회혁신담당관


@pytest.fixture
async def board(sessions: Sessions) -> AsyncIterator[Board]:
    city = await builders.chart(sessions)
    async with Live(sessions, MemoryBroker()) as live:
        yield Board(city, live.hub)


@pytest.fixture
async def people(board: Board) -> People:
    return await cast(board.city)


async def cast(city: City) -> People:
    """Somebody for every part."""

    async def hire(name: str, department: str, position: Position = Position.MEMBER) -> Employee:
        return await builders.employee(city, name, department, position=position)

    return People(
        requester=await hire("김하늘", "버스정책과"),
        asking_head=await hire("윤가람", "버스정책과", Position.HEAD),
        clerk=await hire("이바다", "통계데이터담당관", Position.CLERK),
        handler=await hire("박솔", "통계데이터담당관"),
        second_handler=await hire("최들", "통계데이터담당관"),
        head=await hire("정강", "통계데이터담당관", Position.HEAD),
        park_clerk=await hire("한별", "서울대공원", Position.CLERK),
        park_handler=await hire("나래", "서울대공원"),
        district_clerk=await hire("오름", "서대문구", Position.CLERK),
        bystander=await hire("강산", "총무과"),
        administrator=await builders.employee(city, "문샘", "사회혁신담당관", roles=[Role.ADMINISTRATOR]),
    )
