"""서식: templates of requests that a department keeps, as the API shows them."""

from datetime import datetime
from functools import partial
from typing import Any

import strawberry
from strawberry import Parent

import models
from madang.rules.people import Actor
from madang.rules.requests import PartnerRole, Scale
from madang.rules.templates import Outcome, TemplateAct, TemplateFacts, explained, may_change
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.template_parts import from_document
from resolvers.templates import template_facts
from schema import loaders
from schema.connections import Connection, connection
from schema.enums import show
from schema.guards import StaffOnly
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, derived, rows_of, ruled, to_one

TEMPLATES = Listing(model=models.RequestTemplate, order=(Order("name"),))

show(
    Outcome,
    "서식을 쓴 뒤에 조직이 바뀌어 협력부서가 어떻게 되었는지",
    name="RequestTemplateOutcome",
)


def may(act: TemplateAct) -> Any:
    """`viewerCan…` for one act on a template."""
    return ruled(partial(_permission, act), template_facts, f"지금 내가 할 수 있는지: {act.label}")


def _permission(act: TemplateAct, actor: Actor, facts: TemplateFacts) -> Any:
    return may_change(act, actor, facts)


@strawberry.type(description="서식에 적힌 협력부서 하나")
class RequestTemplateAddressee:
    """Resolves on a resolvers.template_parts.Part."""

    department: Department | None = to_one(
        models.Department, "department_id", "서식에 적힌 협력부서. 없어졌으면 present가 지금 맡은 부서"
    )
    role: PartnerRole = column("바라는 역할")
    ask: str = column("이 부서에 따로 바라는 것")
    offered_resource: str = column("요청부서가 내놓는 자원")
    due_in_days: int | None = column("이 부서의 기한: 쓰는 날부터 며칠 뒤. null이면 요청의 기한")


def _addressees(ctx: Context, document: Any) -> Any:
    return from_document(document)


@rows_of(models.RequestTemplate, description="서식: 자주 하는 협력 요청의 틀. 그 부서의 직원만 봅니다.")
class RequestTemplate(Node):
    name: str = column("서식의 이름. 부서 안에서 하나뿐입니다.")
    department: Department | None = to_one(models.Department, "department_id", "이 서식을 쓰는 부서")
    author: Employee | None = to_one(models.Employee, "author_id", "만든 사람")
    title: str = column("제목")
    project: str = column("사업명")
    scale: Scale = column("사업 규모")
    significance: str = column("왜 무게 있는 일인지")
    body: str = column("협조 내용")
    due_in_days: int | None = column("기한: 쓰는 날부터 며칠 뒤. 기한이 없으면 null")
    created_at: datetime = column("만든 때")
    updated_at: datetime = column("마지막으로 고친 때")
    version: int = column("마지막으로 고친 사건의 번호. 부서에 일어난 일의 번호입니다.")

    viewer_can_update: Permission = may(TemplateAct.UPDATE)
    viewer_can_remove: Permission = may(TemplateAct.REMOVE)

    addressees: list[RequestTemplateAddressee] = derived(
        _addressees, "addressees", description="협력을 요청할 부서. 쓸 때 지금의 조직에 맞춥니다."
    )


@strawberry.type(description="조직이 바뀌어 서식과 달라진 협력부서")
class RequestTemplateAdjustment:
    """Resolves on a madang.rules.templates.Adjustment."""

    department: Department | None = to_one(models.Department, "department_id", "적혀 있던 부서")
    present: Department | None = to_one(models.Department, "present_id", "지금 그 일을 맡은 부서")
    outcome: Outcome = column("어떻게 되었는지")

    @strawberry.field(description="사람이 읽을 설명")
    async def message(root: Parent[Any], info: Ctx) -> str:
        return explained(
            root.outcome,
            department=await _name(info, root.department_id),
            present=await _name(info, root.present_id),
        )


async def _name(info: Ctx, id: Any) -> str:
    row = None if id is None else await loaders.row_by(info.context, models.Department, id)
    return "" if row is None else row.name


@strawberry.type
class TemplateQuery:
    @connection(
        Connection[RequestTemplate], description="내 부서의 서식. 이름 순서", permission_classes=[StaffOnly]
    )
    def request_templates(self) -> Listing:
        return TEMPLATES
