"""The GraphQL contract. Thin: describe, convert, delegate."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema import enums, evaluation_timeline, material_timeline
from schema.attachments import AttachmentMutation
from schema.comment_live import CommentSubscription
from schema.comment_mutations import CommentMutation
from schema.comment_queries import CommentQuery
from schema.comment_timeline import CommentEvent
from schema.delivery_mutations import DeliveryMutation
from schema.evaluation_mutations import EvaluationMutation
from schema.evaluation_queries import EvaluationQuery
from schema.evaluation_summaries import EvaluationSummaryQuery
from schema.leaderboard_live import LeaderboardSubscription
from schema.leaderboard_queries import LeaderboardQuery
from schema.links import LinkMutation
from schema.live import LiveQuery, LiveSubscription
from schema.mileage_adjustments import AdjustmentMutation, AdjustmentQuery
from schema.mileage_entries import MileageEntryQuery
from schema.mileage_flags import FlagQuery
from schema.mileage_kings import KingMutation, KingQuery, KingSubscription
from schema.mileage_policies import MileagePolicyQuery
from schema.mileage_policy_mutations import MileagePolicyMutation
from schema.mileage_privacy import MileagePrivacyMutation
from schema.mileage_simulations import MileageSimulationQuery
from schema.newsletter_feeds import NewsletterFeedMutation, NewsletterFeedQuery
from schema.newsletter_live import NewsletterSubscription
from schema.newsletter_mutations import NewsletterMutation
from schema.newsletter_readings import NewsletterReadingMutation
from schema.newsletter_relations import NewsletterRelationQuery
from schema.newsletter_search import NewsletterSearchQuery
from schema.newsletter_source_mutations import NewsletterSourceMutation
from schema.newsletter_sources import NewsletterSourceQuery
from schema.newsletter_starts import NewsletterStartMutation, NewsletterStartQuery
from schema.newsletter_subscriptions import NewsletterSubscriptionMutation, NewsletterSubscriptionQuery
from schema.newsletters import NewsletterQuery
from schema.nodes import NodeQuery
from schema.offers import OfferMutation
from schema.people_mutations import PeopleMutation
from schema.people_queries import PeopleQuery
from schema.presence import PresenceSubscription
from schema.refusals import ShowRefusals
from schema.request_mutations import RequestMutation
from schema.request_queries import RequestQuery
from schema.scalars import SCALARS
from schema.template_mutations import TemplateMutation
from schema.templates import TemplateQuery
from schema.thanks import ThanksMutation, ThanksQuery
from schema.timeline import KINDS

DECLARING = (enums, evaluation_timeline, material_timeline)  # by being imported


@strawberry.type(description="읽기")
class Query(
    NodeQuery,
    RequestQuery,
    TemplateQuery,
    CommentQuery,
    EvaluationQuery,
    EvaluationSummaryQuery,
    KingQuery,
    AdjustmentQuery,
    FlagQuery,
    ThanksQuery,
    LeaderboardQuery,
    MileageEntryQuery,
    MileagePolicyQuery,
    MileageSimulationQuery,
    NewsletterQuery,
    NewsletterStartQuery,
    NewsletterRelationQuery,
    NewsletterSearchQuery,
    NewsletterFeedQuery,
    NewsletterSourceQuery,
    NewsletterSubscriptionQuery,
    PeopleQuery,
    LiveQuery,
):
    pass


@strawberry.type(description="바꾸기. 하나의 행위에 하나의 뮤테이션")
class Mutation(
    RequestMutation,
    TemplateMutation,
    DeliveryMutation,
    CommentMutation,
    EvaluationMutation,
    AttachmentMutation,
    LinkMutation,
    OfferMutation,
    KingMutation,
    AdjustmentMutation,
    ThanksMutation,
    MileagePrivacyMutation,
    MileagePolicyMutation,
    NewsletterMutation,
    NewsletterReadingMutation,
    NewsletterFeedMutation,
    NewsletterSubscriptionMutation,
    NewsletterStartMutation,
    NewsletterSourceMutation,
    PeopleMutation,
):
    pass


@strawberry.type(description="실시간")
class Subscription(
    LiveSubscription,
    CommentSubscription,
    KingSubscription,
    LeaderboardSubscription,
    NewsletterSubscription,
    PresenceSubscription,
):
    pass


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[CommentEvent, *KINDS.values()],
    extensions=[ShowRefusals],
    config=StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS),
)
