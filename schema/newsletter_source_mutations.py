"""Acts on sources of newsletters: added, changed, paused, asked now, removed."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from madang.rules.newsletter_sources import Release, SourceKind
from resolvers.newsletters.intake import sources
from resolvers.newsletters.intake.sources import SourceContent
from resolvers.newsletters.intake.visits import visit_by_hand
from schema.identifiers import uuid_of
from schema.newsletter_sources import NewsletterSource
from schema.payloads import Payload, Version, mutation
from schema.sources import Ctx

SourceId = Annotated[strawberry.ID, strawberry.argument(description="가져올 곳의 ID")]
URL = "주소. http://나 https://로 시작하고, 누구나 볼 수 있어야 합니다."
PART = "홈페이지에서 살필 곳(CSS 선택자). 괄호와 쌍점은 쓸 수 없습니다. 빈 글은 없앱니다."
LINK = "홈페이지에서 따라갈 링크(CSS 선택자). 새 링크마다 한 호가 됩니다. 빈 글은 없앱니다."
RELEASE = "가져온 글을 어떻게 할지. PUBLISH는 부서장(대결자)이나 관리자만 정합니다."
OURS = "펴내는 부서의 직원이 합니다."


@strawberry.input(description="새로 가져올 곳")
class NewsletterSourceAddInput:
    newsletter_id: strawberry.ID = strawberry.field(description="가져온 글이 실릴 소식지")
    kind: SourceKind = strawberry.field(description="소식 목록인지 홈페이지인지")
    url: str = strawberry.field(description=URL)
    part_selector: str | None = strawberry.field(default=None, description=PART)
    link_selector: str | None = strawberry.field(default=None, description=LINK)
    release: Release = strawberry.field(default=Release.DRAFT, description=RELEASE)


@strawberry.input(description="가져올 곳에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class NewsletterSourceUpdateInput:
    url: str | None = strawberry.field(default=None, description=URL)
    part_selector: str | None = strawberry.field(default=None, description=PART)
    link_selector: str | None = strawberry.field(default=None, description=LINK)
    release: Release | None = strawberry.field(default=None, description=RELEASE)


@strawberry.type(description="가져올 곳을 바꾼 결과. version은 가져올 곳의 것")
class NewsletterSourcePayload(Payload):
    source: NewsletterSource | None = strawberry.field(default=None, description="가져올 곳. 지웠으면 null")
    found: int | None = strawberry.field(default=None, description="지금 가져온 호. 가져오게 했을 때만")

    @classmethod
    def of(cls, row: Any, found: int | None = None) -> "NewsletterSourcePayload":
        shown = None if row.removed_at is not None else row
        return cls(source=shown, version=row.version, found=found)


@strawberry.type
class NewsletterSourceMutation:
    @mutation(f"소식지를 가져올 곳을 더합니다. 곧 살피기 시작합니다. {OURS}")
    async def newsletter_source_add(
        self,
        info: Ctx,
        input: Annotated[NewsletterSourceAddInput, strawberry.argument(description="가져올 곳")],
    ) -> NewsletterSourcePayload:
        title = uuid_of(input.newsletter_id, "Newsletter", field=("input", "newsletterId"))
        return NewsletterSourcePayload.of(await sources.add(info.context, title, input.kind, _content(input)))

    @mutation("가져올 곳을 고칩니다. 곧바로 펴내는 곳은 부서장(대결자)이나 관리자만 고칩니다.")
    async def newsletter_source_update(
        self,
        info: Ctx,
        id: SourceId,
        input: Annotated[NewsletterSourceUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> NewsletterSourcePayload:
        changed = await sources.update(info.context, _source(id), _content(input), version=version)
        return NewsletterSourcePayload.of(changed)

    @mutation(f"살피기를 쉽니다. {OURS}")
    async def newsletter_source_pause(
        self, info: Ctx, id: SourceId, version: Version = None
    ) -> NewsletterSourcePayload:
        return NewsletterSourcePayload.of(await sources.pause(info.context, _source(id), version=version))

    @mutation(f"다시 살핍니다. 실패한 횟수는 잊습니다. {OURS}")
    async def newsletter_source_resume(
        self, info: Ctx, id: SourceId, version: Version = None
    ) -> NewsletterSourcePayload:
        return NewsletterSourcePayload.of(await sources.resume(info.context, _source(id), version=version))

    @mutation(f"지금 가져옵니다. 다 가져올 때까지 기다립니다. 한 곳에 30초에 한 번까지. {OURS}")
    async def newsletter_source_fetch(self, info: Ctx, id: SourceId) -> NewsletterSourcePayload:
        return NewsletterSourcePayload.of(*await visit_by_hand(info.context, _source(id)))

    @mutation(f"가져올 곳을 지웁니다. 이미 가져온 호는 남습니다. {OURS}")
    async def newsletter_source_remove(
        self, info: Ctx, id: SourceId, version: Version = None
    ) -> NewsletterSourcePayload:
        return NewsletterSourcePayload.of(await sources.remove(info.context, _source(id), version=version))


def _source(id: strawberry.ID) -> UUID:
    return uuid_of(id, "NewsletterSource")


def _content(input: NewsletterSourceAddInput | NewsletterSourceUpdateInput) -> SourceContent:
    return SourceContent(
        url=input.url,
        part_selector=input.part_selector,
        link_selector=input.link_selector,
        release=input.release,
    )
