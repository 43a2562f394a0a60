"""What newsletters and their issues can be filtered and sorted by.

Nothing here asks about rows that whoever asks may not see: of an issue one sees, one sees the title.
"""

from collections.abc import Sequence

import strawberry

from madang.rules.access import NOBODY
from madang.rules.conditions import Absent, Condition, Contains, Not, equal, every, some
from madang.rules.labels import Labelled
from madang.rules.newsletters import (
    Audience,
    IssueFormat,
    IssueState,
    Language,
    Period,
    TitleFormat,
    TitleStatus,
)
from resolvers.context import Context
from resolvers.listings import Order
from resolvers.newsletters.titles import as_kept, as_topic
from schema.board_filters import Direction, orders
from schema.enums import show
from schema.filters import (
    Choice,
    DateComparator,
    DepartmentChoice,
    NumberComparator,
    TextComparator,
    chosen_department,
    combined,
    compared,
)

show(Audience, "누가 읽는 소식지인지", name="NewsletterAudience")
show(Period, "얼마나 자주 펴내는지", name="NewsletterPeriod")
show(Language, "무슨 말로 쓰는지", name="NewsletterLanguage")
show(TitleFormat, "소식지를 어떻게 펴내는지", name="NewsletterFormat")
show(TitleStatus, "지금도 펴내는지", name="NewsletterStatus")
show(IssueFormat, "호의 글이 어떻게 왔는지", name="NewsletterIssueFormat")
show(IssueState, "호가 어디까지 왔는지", name="NewsletterIssueState")


class NewsletterOrderField(Labelled):
    NAME = "name", "이름"
    UPDATED_AT = "updated_at", "마지막으로 고친 때"


show(NewsletterOrderField, "소식지를 늘어놓는 기준")


class NewsletterIssueOrderField(Labelled):
    ISSUED_ON = "issued_on", "호의 날짜"
    NUMBER = "number", "호의 번호"


show(NewsletterIssueOrderField, "소식지의 호를 늘어놓는 기준")


@strawberry.input(description="소식지 정렬")
class NewsletterOrder:
    field: NewsletterOrderField = strawberry.field(description="기준")
    direction: Direction = strawberry.field(default=Direction.ASC, description="방향")


@strawberry.input(description="소식지의 호 정렬")
class NewsletterIssueOrder:
    field: NewsletterIssueOrderField = strawberry.field(description="기준")
    direction: Direction = strawberry.field(default=Direction.ASC, description="방향")


@strawberry.input(description="소식지 고르기. 준 조건을 모두 만족하는 것")
class NewsletterFilter:
    audience: Choice[Audience] | None = strawberry.field(default=None, description="누가 읽는지")
    status: Choice[TitleStatus] | None = strawberry.field(default=None, description="지금도 펴내는지")
    period: Choice[Period] | None = strawberry.field(default=None, description="얼마나 자주 펴내는지")
    language: Choice[Language] | None = strawberry.field(default=None, description="무슨 말로 쓰는지")
    slug: TextComparator | None = strawberry.field(default=None, description="주소에 쓰는 이름")
    name: TextComparator | None = strawberry.field(default=None, description="이름")
    format: TitleFormat | None = strawberry.field(default=None, description="이렇게도 펴내는 것")
    topic: str | None = strawberry.field(default=None, description="이 주제를 다루는 것. 글자까지 같은 것")
    publisher: DepartmentChoice | None = strawberry.field(default=None, description="펴내는 부서")
    and_: list["NewsletterFilter"] | None = strawberry.field(
        default=None, name="and", description="이것도 모두"
    )
    or_: list["NewsletterFilter"] | None = strawberry.field(
        default=None, name="or", description="이 가운데 하나라도"
    )
    not_: "NewsletterFilter | None" = strawberry.field(default=None, name="not", description="이것이 아닌 것")


@strawberry.input(description="소식지의 호 고르기. 준 조건을 모두 만족하는 것")
class NewsletterIssueFilter:
    newsletter: NewsletterFilter | None = strawberry.field(default=None, description="이런 소식지의 호")
    audience: Choice[Audience] | None = strawberry.field(default=None, description="누가 읽는지")
    state: Choice[IssueState] | None = strawberry.field(default=None, description="어디까지 왔는지")
    number: NumberComparator | None = strawberry.field(default=None, description="몇째 호인지")
    issued_on: DateComparator | None = strawberry.field(default=None, description="호의 날짜")
    heading: TextComparator | None = strawberry.field(default=None, description="제목")
    scheduled: bool | None = strawberry.field(default=None, description="발행을 예약했는지")
    source_changed: bool | None = strawberry.field(
        default=None, description="가져온 원문이 그 뒤에 바뀌었는지"
    )
    viewer_has_read: bool | None = strawberry.field(default=None, description="내가 읽었는지")
    viewer_has_starred: bool | None = strawberry.field(default=None, description="내가 별을 달았는지")
    and_: list["NewsletterIssueFilter"] | None = strawberry.field(
        default=None, name="and", description="이것도 모두"
    )
    or_: list["NewsletterIssueFilter"] | None = strawberry.field(
        default=None, name="or", description="이 가운데 하나라도"
    )
    not_: "NewsletterIssueFilter | None" = strawberry.field(
        default=None, name="not", description="이것이 아닌 것"
    )


def newsletter_condition(ctx: Context, filter: NewsletterFilter | None) -> Condition:
    def own(one: NewsletterFilter) -> Condition:
        return every(
            compared("audience", one.audience),
            compared("status", one.status),
            compared("period", one.period),
            compared("language", one.language),
            compared("slug", one.slug),
            compared("name", one.name),
            _about(one.topic),
            every() if one.format is None else Contains("formats", as_kept([one.format.value])),
            chosen_department("department_id", one.publisher, ctx.visitor),
        )

    return combined(filter, own)


def issue_condition(ctx: Context, filter: NewsletterIssueFilter | None) -> Condition:
    def own(one: NewsletterIssueFilter) -> Condition:
        title = newsletter_condition(ctx, one.newsletter)
        return every(
            every() if one.newsletter is None else some("newsletter", title),
            compared("audience", one.audience),
            compared("state", one.state),
            compared("number", one.number),
            compared("issued_on", one.issued_on),
            compared("heading", one.heading),
            _is_set("publish_at", one.scheduled),
            _is_set("source_changed_at", one.source_changed),
            _marked(ctx, "read_at", one.viewer_has_read),
            _marked(ctx, "starred_at", one.viewer_has_starred),
        )

    return combined(filter, own)


def newsletter_orders(asked: Sequence[NewsletterOrder] | None) -> tuple[Order, ...]:
    return orders(asked) or (Order("name"),)


def issue_orders(asked: Sequence[NewsletterIssueOrder] | None) -> tuple[Order, ...]:
    return orders(asked) or (Order("issued_on", descending=True),)


def _about(topic: str | None) -> Condition:
    return every() if topic is None else Contains("topics", as_topic(topic, field=("filter", "topic")))


def _is_set(attribute: str, wanted: bool | None) -> Condition:
    if wanted is None:
        return every()
    return Not(Absent(attribute)) if wanted else Absent(attribute)


def _marked(ctx: Context, when: str, wanted: bool | None) -> Condition:
    """Of the viewer's own marks: nobody learns of others' by a filter. Citizens have none."""
    if wanted is None:
        return every()
    viewer = NOBODY if ctx.visitor is None else ctx.visitor.id
    marked = some("readings", every(equal("employee_id", viewer), Not(Absent(when))))
    return marked if wanted else Not(marked)
