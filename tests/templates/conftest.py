"""A department that keeps templates, people around it, and all that a refusal must leave alone."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from madang.rules.calendar import seoul_day
from madang.rules.people import Position, Role
from madang.rules.policy import BoardPolicy
from models import Department, Employee, EventLine, Request, RequestTemplate
from models.base import Sessions
from schema import schema
from schema.identifiers import global_id
from subscriptions import log
from subscriptions.events import Event
from tests import builders
from tests.builders import City

PEOPLE: dict[str, tuple[str, str, Position, list[Role]]] = {
    "author": ("김하늘", "버스정책과", Position.MEMBER, []),
    "colleague": ("이바다", "버스정책과", Position.MEMBER, []),
    "clerk": ("나래", "버스정책과", Position.CLERK, []),
    "head": ("박솔", "버스정책과", Position.HEAD, []),
    "stranger": ("한별", "총무과", Position.MEMBER, []),
    "strange head": ("오름", "총무과", Position.HEAD, []),
    "district": ("정들", "서대문구", Position.MEMBER, []),
    "administrator": ("최수진", "사회혁신담당관", Position.MEMBER, [Role.ADMINISTRATOR]),
}
FIELDS = """id name title project scale significance body dueInDays version
  author { name } department { name }
  viewerCanUpdate { allowed reason } viewerCanRemove { allowed }
  addressees { department { name } role ask offeredResource dueInDays }"""
TOLD = "adjustments { outcome department { name } present { name } message }"
ERRORS = "errors { code reason field }"
CREATE = f"""mutation ($input: RequestTemplateCreateInput!) {{ requestTemplateCreate(input: $input) {{
  version template {{ {FIELDS} }} {TOLD} {ERRORS} }} }}"""
UPDATE = f"""mutation ($id: ID!, $input: RequestTemplateUpdateInput!, $version: Int) {{
  requestTemplateUpdate(id: $id, input: $input, version: $version) {{
  version template {{ {FIELDS} }} {ERRORS} }} }}"""
REMOVE = f"""mutation ($id: ID!, $version: Int) {{ requestTemplateRemove(id: $id, version: $version) {{
  id version {ERRORS} }} }}"""
USE = f"""mutation ($id: ID!, $input: RequestTemplateUseInput) {{ requestTemplateUse(
  id: $id, input: $input) {{ version {TOLD} {ERRORS} request {{
    id state title project scale significance body dueOn requesterDepartmentName requester {{ name }}
    addressees {{ department {{ name }} role ask offeredResource dueOn }} }} }} }}"""
LIST = f"{{ requestTemplates {{ totalCount nodes {{ {FIELDS} }} }} }}"
WRITTEN: dict[str, Any] = {
    "name": "통화량 분석",
    "title": "심야 통화량 분석",
    "project": "심야 올빼미버스",
    "body": "자정부터 05시까지의 통화량을 **동별로** 알려 주십시오.",
}


def asked(department: str, **more: Any) -> dict[str, Any]:
    """One addressee as it is shown: without `more`, nothing is said to it in particular."""
    usual = {"role": "JOINT", "ask": "", "offeredResource": ""}
    return {"department": {"name": department}} | usual | more


@dataclass(slots=True)
class Scene:
    """`people` by the part they play; nobody is called `citizen`."""

    city: City
    people: dict[str, Employee]
    policy: BoardPolicy = field(default_factory=BoardPolicy)

    async def ask(self, who: str, document: str, **variables: Any) -> dict[str, Any]:
        """The data, or `{"errors": [codes]}` for a top-level failure."""
        ctx = await builders.context(self.city, self.people.get(who), policy=self.policy)
        result = await schema.execute(document, variable_values=variables, context_value=ctx)
        if result.errors:
            return {"errors": [(error.extensions or {}).get("code") for error in result.errors]}
        assert result.data is not None
        return result.data

    async def do(self, who: str, document: str, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation that is not refused."""
        (payload,) = (await self.ask(who, document, **variables)).values()
        assert payload["errors"] == []
        return payload

    async def refusal(self, who: str, document: str, **variables: Any) -> tuple[str, str | None, list[str]]:
        """Code, reason and field of what a mutation is refused with, after making sure nothing changed."""
        before = await self.everything()
        (payload,) = (await self.ask(who, document, **variables)).values()
        (error,) = payload["errors"]
        assert await self.everything() == before
        return error["code"], error["reason"], error["field"]

    async def create(self, who: str = "author", **input: Any) -> dict[str, Any]:
        return (await self.do(who, CREATE, input=WRITTEN | input))["template"]

    async def names(self, who: str) -> list[str]:
        shown = (await self.ask(who, LIST))["requestTemplates"]
        assert shown["totalCount"] == len(shown["nodes"])
        return [node["name"] for node in shown["nodes"]]

    async def everything(self) -> list[Any]:
        async with self.city.sessions() as session:
            table = RequestTemplate.__table__
            templates = await session.execute(select(table).order_by(table.c.id))
            counted = [
                await session.scalar(select(func.count()).select_from(one)) for one in (EventLine, Request)
            ]
            return [*templates.all(), *counted]

    async def told(self, department: str) -> list[Event]:
        id = self.city.departments[department].id
        async with self.city.sessions() as session:
            return [e.event for e in await log.history(session, subject_kind="department", subject_id=id)]

    async def close(self, department: str, *, into: str | None = None) -> None:
        """From today on; `into`: the department that does its work."""
        async with self.city.sessions.begin() as session:
            row = await session.get_one(Department, self.city.departments[department].id)
            row.closed_on = seoul_day(self.city.clock())
            row.successor_id = self.city.departments[into].id if into else None

    def part(self, department: str, **more: Any) -> dict[str, Any]:
        return {"departmentId": global_id("Department", self.city.departments[department].id)} | more

    def uuid(self, department: str) -> UUID:
        return self.city.departments[department].id


@pytest.fixture
async def scene(sessions: Sessions) -> Scene:
    city = await builders.chart(sessions)
    people = {
        who: await builders.employee(city, name, department, position=position, roles=roles)
        for who, (name, department, position, roles) in PEOPLE.items()
    }
    return Scene(city, people)
