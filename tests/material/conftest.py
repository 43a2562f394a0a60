"""A published request, the people around it, and a count of everything that a refusal must leave alone."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from madang.files import FolderStorage
from madang.rules.people import Position, Role
from models import Attachment, Employee, EventLine, HelpOffer, Request, RequestLink, RequestRelation
from models.base import Sessions
from resolvers.context import Context
from schema import schema
from schema.identifiers import global_id
from tests import builders
from tests.builders import City

COUNTED = (Attachment, EventLine, HelpOffer, RequestLink, RequestRelation)
PEOPLE: dict[str, tuple[str, str, Position, list[Role]]] = {
    "requester": ("김하늘", "버스정책과", Position.MEMBER, []),
    "colleague": ("이바다", "버스정책과", Position.MEMBER, []),
    "asking head": ("박솔", "버스정책과", Position.HEAD, []),
    "asked": ("정들", "통계데이터담당관", Position.MEMBER, []),
    "stranger": ("한별", "총무과", Position.MEMBER, []),
    "strange clerk": ("오름", "총무과", Position.CLERK, []),
    "administrator": ("최수진", "사회혁신담당관", Position.MEMBER, [Role.ADMINISTRATOR]),
}


@dataclass(slots=True)
class Scene:
    """`people` by the part they play; nobody is called `citizen`."""

    city: City
    people: dict[str, Employee]
    request: Request
    storage: FolderStorage
    folder: Path  # of the storage

    async def as_(self, who: str) -> Context:
        ctx = await builders.context(self.city, self.people.get(who))
        return replace(ctx, storage=self.storage)

    async def ask(self, who: str, document: str, **variables: Any) -> dict[str, Any]:
        """The data, or `{"errors": [codes]}` for a top-level failure."""
        ctx = await self.as_(who)
        result = await schema.execute(document, variable_values=variables, context_value=ctx)
        if result.errors:
            return {"errors": [(error.extensions or {}).get("code") for error in result.errors]}
        assert result.data is not None
        return result.data

    async def refusal(self, who: str, document: str, **variables: Any) -> tuple[str, str | None, list[str]]:
        """Code, reason and field of what a mutation is refused with, after making sure nothing changed."""
        before, version = await self.counts(), (await self.fresh()).version
        data = await self.ask(who, document, **variables)
        (payload,) = data.values()
        (error,) = payload["errors"]
        assert (await self.counts(), (await self.fresh()).version) == (before, version)
        return error["code"], error["reason"], error["field"]

    async def restrict(self, request: Request) -> None:
        async with self.city.sessions.begin() as session:
            (await session.get_one(Request, request.id)).restriction = "개인정보"

    @property
    def id(self) -> str:
        return global_id("Request", self.request.id)

    async def counts(self) -> list[int]:
        async with self.city.sessions() as session:
            return [await session.scalar(select(func.count()).select_from(one)) or 0 for one in COUNTED]

    async def fresh(self) -> Request:
        async with self.city.sessions() as session:
            return await session.get_one(Request, self.request.id)


@pytest.fixture
async def scene(sessions: Sessions, tmp_path: Path) -> Scene:
    city = await builders.chart(sessions)
    people = {
        who: await builders.employee(city, name, department, position=position, roles=roles)
        for who, (name, department, position, roles) in PEOPLE.items()
    }
    request = await builders.published_request(city, people["requester"], "통계데이터담당관")
    folder = tmp_path / "attachments"
    return Scene(city, people, request, FolderStorage(folder), folder)
