"""소식지를 메일로 받기: citizens ask and confirm, staff subscribe signed in; a personal link opens it."""

from typing import Annotated, Any

import strawberry

import models
from madang.rules.newsletter_mail import Frequency
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.newsletters.mail import signups, subscriptions
from resolvers.newsletters.mail.wishes import Chosen
from schema.guards import Anyone
from schema.identifiers import uuid_of
from schema.newsletters import Newsletter
from schema.payloads import Payload, mutation
from schema.sources import Ctx, column, derived, several

NEWSLETTERS = Listing(model=models.Newsletter, order=(Order("name"),))
TITLES = "이 소식지들의 새 호"
TOPICS = "이 주제를 다루는 모든 소식지의 새 호"
PUBLISHERS = "이 부서들이 펴내는 모든 소식지의 새 호. 부서의 이름(Newsletter.publisherName)"
Token = Annotated[
    str | None,
    strawberry.argument(description="메일에 있는 개인 주소의 마지막 부분. 직원은 로그인하고 적지 않습니다."),
]


@strawberry.input(
    description="메일로 받을 것. 소식지, 주제, 부서를 합해 200개까지. 겹쳐도 한 호는 한 번만 갑니다."
)
class NewsletterWishes:
    newsletters: list[strawberry.ID] = strawberry.field(
        default_factory=list[strawberry.ID], description=TITLES
    )
    topics: list[str] = strawberry.field(default_factory=list[str], description=TOPICS)
    publishers: list[str] = strawberry.field(default_factory=list[str], description=PUBLISHERS)
    frequency: Frequency = strawberry.field(
        default=Frequency.IMMEDIATELY,
        description="얼마나 자주. 하루에 한 번은 08:00, 한 주에 한 번은 월요일 08:00(서울)",
    )


@strawberry.input(description="시민의 구독 신청")
class NewsletterSubscribeInput(NewsletterWishes):
    email: str = strawberry.field(description="받을 전자우편 주소. 확인하기 전에는 확인 메일만 갑니다.")


def _sorted(ctx: Context, topics: tuple[str, ...]) -> list[str]:
    return sorted(topics)


def _listed(ctx: Context, names: tuple[str, ...]) -> list[str]:
    return list(names)


@strawberry.type(description="메일로 받는 소식지. 본인만 봅니다.")
class NewsletterMailSubscription:
    """Resolves on a resolvers.newsletters.mail.subscriptions.Subscription."""

    email: str = column("받는 전자우편 주소")
    frequency: Frequency = column("얼마나 자주 받는지")
    newsletters: list[Newsletter] = several(NEWSLETTERS, "newsletters", TITLES)
    topics: list[str] = derived(_sorted, "topics", description=TOPICS)
    publishers: list[str] = derived(_listed, "publishers", description=PUBLISHERS)
    token: str = column("로그인하지 않고 이 구독을 바꾸고 그만두는 개인 주소의 마지막 부분")


@strawberry.type(description="구독을 신청한 결과. 그 주소를 아는지는 누구에게도 말하지 않습니다.")
class NewsletterSubscribePayload(Payload):
    notice: str | None = strawberry.field(default=None, description="신청한 사람에게 보일 말")


@strawberry.type(description="구독을 바꾼 결과. version은 구독의 것")
class NewsletterSubscriptionPayload(Payload):
    subscription: NewsletterMailSubscription | None = strawberry.field(default=None, description="구독")

    @classmethod
    def of(cls, kept: Any) -> "NewsletterSubscriptionPayload":
        return cls(subscription=kept, version=kept.version if kept else None)


@strawberry.type
class NewsletterSubscriptionQuery:
    @strawberry.field(
        description="이 서버가 소식지를 메일로 보내는지. 아니면 구독을 받지 않습니다.",
        permission_classes=[Anyone],
    )
    def newsletter_mail_is_offered(self, info: Ctx) -> bool:
        return info.context.post is not None

    @strawberry.field(
        description="메일로 받는 소식지: 개인 주소로, 직원은 로그인하고. 받지 않으면 null",
        permission_classes=[Anyone],
    )
    async def newsletter_subscription(
        self, info: Ctx, token: Token = None
    ) -> NewsletterMailSubscription | None:
        if token is None and info.context.visitor is None:
            return None
        found: Any = await subscriptions.own(info.context, token)
        return found


@strawberry.type
class NewsletterSubscriptionMutation:
    @mutation(
        "소식지를 메일로 받겠다고 신청합니다. 그 주소로 온 메일에서 확인해야 이루어집니다.", guard=Anyone
    )
    async def newsletter_subscribe(
        self, info: Ctx, input: Annotated[NewsletterSubscribeInput, strawberry.argument(description="신청")]
    ) -> NewsletterSubscribePayload:
        await signups.sign_up(info.context, input.email, _chosen(input))
        return NewsletterSubscribePayload(notice=signups.NOTICE)

    @mutation("확인 메일의 주소로 구독을 확인합니다. 한 번만, 이틀 안에 됩니다.", guard=Anyone)
    async def newsletter_subscription_confirm(
        self,
        info: Ctx,
        token: Annotated[str, strawberry.argument(description="확인 메일에 있는 주소의 마지막 부분")],
    ) -> NewsletterSubscriptionPayload:
        return NewsletterSubscriptionPayload.of(await signups.confirm(info.context, token))

    @mutation("메일로 받을 것을 이대로 바꿉니다. 직원은 로그인하고 하면 확인 없이 구독됩니다.", guard=Anyone)
    async def newsletter_subscription_update(
        self,
        info: Ctx,
        input: Annotated[NewsletterWishes, strawberry.argument(description="이제부터 받을 것 모두")],
        token: Token = None,
    ) -> NewsletterSubscriptionPayload:
        kept = await subscriptions.choose(info.context, _chosen(input), token)
        return NewsletterSubscriptionPayload.of(kept)

    @mutation("메일을 그만 받습니다. 시민의 주소는 지웁니다. 이미 그만두었어도 됩니다.", guard=Anyone)
    async def newsletter_subscription_end(
        self, info: Ctx, token: Token = None
    ) -> NewsletterSubscriptionPayload:
        return NewsletterSubscriptionPayload(version=await subscriptions.leave(info.context, token))


def _chosen(input: NewsletterWishes) -> Chosen:
    field = ("input", "newsletters")
    return Chosen(
        newsletters=tuple(uuid_of(id, "Newsletter", field=field) for id in input.newsletters),
        topics=tuple(input.topics),
        publishers=tuple(input.publishers),
        frequency=input.frequency,
    )
