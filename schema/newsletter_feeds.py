"""피드 주소: what staff give to their reader of feeds, each for oneself."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from resolvers.newsletters import feeds as newsletter_feeds
from schema.guards import StaffOnly
from schema.payloads import Payload, mutation
from schema.sources import Ctx


@strawberry.type(description="내 소식지 피드 주소. 만든 사람만 보고, 토큰은 만들 때 한 번만 보입니다.")
class NewsletterFeed:
    """Resolves on a models.ApiToken."""

    id: UUID = strawberry.field(description="거둘 때 쓰는 번호")
    name: str = strawberry.field(description="쓰임")
    hint: str = strawberry.field(description="토큰의 마지막 네 글자")
    created_at: datetime = strawberry.field(description="만든 때")
    expires_at: datetime = strawberry.field(description="끝나는 때")
    last_used_on: date | None = strawberry.field(description="마지막으로 읽힌 날")


@strawberry.type(description="피드 주소를 만들거나 거둔 결과. version은 직원의 것")
class NewsletterFeedPayload(Payload):
    feed: NewsletterFeed | None = strawberry.field(default=None, description="피드 주소")
    path: str | None = strawberry.field(
        default=None,
        description="모든 소식의 주소(Atom). 만들 때 한 번만 보입니다. all 대신 titles/SLUG, topics/주제, "
        "departments/부서 이름, atom 대신 rss나 json을 적을 수 있습니다.",
    )


@strawberry.type
class NewsletterFeedQuery:
    @strawberry.field(
        description="내 소식지 피드 주소 가운데 살아 있는 것. 새것부터", permission_classes=[StaffOnly]
    )
    async def newsletter_feeds(self, info: Ctx) -> list[NewsletterFeed]:
        found: Any = await newsletter_feeds.mine(info.context)
        return found


@strawberry.type
class NewsletterFeedMutation:
    @mutation(
        "두 독자의 소식지를 읽는 내 피드 주소를 만듭니다. 주소를 아는 사람은 읽으니 남에게 주지 마십시오."
    )
    async def newsletter_feed_create(
        self,
        info: Ctx,
        name: Annotated[str, strawberry.argument(description="쓰임. 100자까지")],
    ) -> NewsletterFeedPayload:
        made, token, version = await newsletter_feeds.create(info.context, name)
        feed: Any = made
        return NewsletterFeedPayload(feed=feed, path=f"/feeds/{token}/all.atom", version=version)

    @mutation("내 피드 주소를 거둡니다. 그때부터 아무것도 보이지 않습니다.")
    async def newsletter_feed_revoke(
        self, info: Ctx, id: Annotated[UUID, strawberry.argument(description="피드 주소의 번호")]
    ) -> NewsletterFeedPayload:
        revoked, version = await newsletter_feeds.revoke(info.context, id)
        feed: Any = revoked
        return NewsletterFeedPayload(feed=feed, version=version)
