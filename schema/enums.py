"""The enumerations of the city's rules as GraphQL shows them: each value with its Korean label."""

from typing import TypeVar, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from madang.rules.comments import CommentState, FollowUpState, ReactionKind
from madang.rules.labels import Labelled
from madang.rules.mileage import Holder, Outcome, PeriodKind, Rule
from madang.rules.mileage_kings import Place
from madang.rules.newsletter_mail import Frequency
from madang.rules.people import OrganisationKind, Position, Role
from madang.rules.requests import DeliveryState, Health, PartnerRole, RequestState, Scale
from madang.rules.workflow import Act
from resolvers.calls import WhyUnresolved

L = TypeVar("L", bound=type[Labelled])


def show(kind: L, description: str, *, name: str | None = None) -> L:
    """Make an enumeration part of the schema. Use the class itself in annotations."""
    strawberry.enum(kind, description=description, name=name)
    definition = cast(StrawberryEnumDefinition, getattr(kind, "__strawberry_definition__"))  # noqa: B009
    members: list[Labelled] = list(kind)
    for value, member in zip(definition.values, members, strict=True):
        value.description = member.label
    return kind


show(OrganisationKind, "기관 종류")
show(Position, "부서 안에서의 직위")
show(Role, "시 전체에서 맡은 역할")
show(Scale, "사업 규모")
show(PartnerRole, "협력부서에 바라는 역할")
show(Health, "진행이 순조로운지")
show(DeliveryState, "협력부서별 진행 상태")
show(RequestState, "협력 요청 전체의 상태. 협력부서별 상태에서 나옵니다.")
show(Act, "협력부서의 일에 할 수 있는 행위", name="DeliveryAct")
show(CommentState, "댓글의 글이 있는지")
show(FollowUpState, "추가 요청의 상태")
show(ReactionKind, "댓글에 남기는 반응")
show(Frequency, "소식지를 얼마나 자주 메일로 받을지", name="NewsletterFrequency")
show(Place, "이달의 협력왕의 자리", name="MonthlyKingPlace")
show(WhyUnresolved, "부른 이름이 아무에게도 닿지 않은 까닭", name="MentionFailure")
show(Rule, "무엇으로 받은 마일리지인지", name="MileageRule")
show(Outcome, "마일리지로 인정했는지, 아니면 까닭", name="MileageOutcome")
show(PeriodKind, "순위표의 기간", name="MileagePeriodKind")
show(Holder, "누구의 마일리지를 더한 순위표인지", name="MileageHolder")
