"""가져올 곳: where issues of a title are taken from, shown to those who look after it."""

from datetime import datetime

import models
from madang.rules.newsletter_sources import Release, SourceKind, SourceState, may_change_source, may_fetch
from resolvers.newsletters.intake.sources import source_facts
from schema.enums import show
from schema.newsletters import Newsletter
from schema.people import Employee
from schema.permissions import Permission
from schema.sources import Node, column, rows_of, ruled, to_one

show(SourceKind, "무엇을 살피는지", name="NewsletterSourceKind")
show(SourceState, "지금 살피는지", name="NewsletterSourceState")
show(Release, "가져온 글을 어떻게 하는지", name="NewsletterSourceRelease")


@rows_of(
    models.NewsletterSource,
    description="소식지를 가져올 곳: 소식 목록이나 홈페이지. 펴내는 부서의 직원과 관리자만 봅니다.",
)
class NewsletterSource(Node):
    newsletter: Newsletter | None = to_one(models.Newsletter, "newsletter_id", "가져온 글이 실릴 소식지")
    kind: SourceKind = column("무엇을 살피는지")
    url: str = column("주소")
    part_selector: str | None = column("홈페이지에서 살필 곳(CSS 선택자). 없으면 본문 전체")
    link_selector: str | None = column("홈페이지에서 따라갈 링크(CSS 선택자). 있으면 새 링크마다 한 호")
    release: Release = column("가져온 글을 어떻게 하는지")
    state: SourceState = column("지금 살피는지")
    problem: str | None = column("마지막에 잘 되지 않은 일과 할 일. 없으면 null")
    failures: int = column("이어서 가져오지 못한 횟수")
    found: int = column("이제까지 가져온 호")
    next_at: datetime = column("다음에 살필 때. 쉬는 중이면 뜻이 없습니다.")
    last_fetched_at: datetime | None = column("마지막으로 살핀 때")
    last_found_at: datetime | None = column("마지막으로 새 글을 가져온 때")
    added_by: Employee | None = to_one(models.Employee, "added_by_id", "더한 사람")
    released_by: Employee | None = to_one(
        models.Employee, "released_by_id", "가져온 글을 어떻게 할지 정한 사람"
    )
    created_at: datetime = column("더한 때")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_change: Permission = ruled(
        may_change_source, source_facts, "지금 내가 고치거나 지울 수 있는지"
    )
    viewer_can_fetch: Permission = ruled(may_fetch, source_facts, "지금 내가 가져오게 할 수 있는지")
