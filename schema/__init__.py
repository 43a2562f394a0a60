"""The GraphQL contract. Thin: describe, convert, delegate."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema import enums
from schema.delivery_mutations import DeliveryMutation
from schema.live import LiveQuery, LiveSubscription
from schema.nodes import NodeQuery
from schema.people_mutations import PeopleMutation
from schema.people_queries import PeopleQuery
from schema.refusals import ShowRefusals
from schema.request_mutations import RequestMutation
from schema.request_queries import RequestQuery
from schema.timeline import KINDS

assert enums  # shown by being imported


@strawberry.type(description="읽기")
class Query(NodeQuery, RequestQuery, PeopleQuery, LiveQuery):
    pass


@strawberry.type(description="바꾸기. 하나의 행위에 하나의 뮤테이션")
class Mutation(RequestMutation, DeliveryMutation, PeopleMutation):
    pass


@strawberry.type(description="실시간")
class Subscription(LiveSubscription):
    pass


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=list(KINDS.values()),
    extensions=[ShowRefusals],
    config=StrawberryConfig(disable_field_suggestions=True),
)
