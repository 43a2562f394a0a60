"""찾기: the search over newsletters, and what is suggested while somebody types."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.newsletters import Audience, Language, Period
from madang.search.folding import MOST_TOLD
from madang.search.narrowing import Narrowing
from resolvers.context import Context
from resolvers.newsletters.search import facets as newsletter_facets
from resolvers.newsletters.search import finding as newsletter_search
from resolvers.newsletters.search import suggestions as newsletter_suggestions
from resolvers.newsletters.search.finding import SearchPage
from resolvers.newsletters.search.suggestions import SuggestionKind
from schema.connections import PageInfo
from schema.guards import Anyone
from schema.identifiers import global_id, uuid_of
from schema.loaders import Find
from schema.newsletters import Newsletter, NewsletterIssue, SimilarNewsletterIssue
from schema.sources import Ctx, gathered, to_one

MOST_VALUES = 50
Query = Annotated[str, strawberry.argument(description="찾는 말. 200자까지. 비우면 최근 호부터 모두")]

strawberry.enum(SuggestionKind, name="NewsletterSuggestionKind", description="무엇을 제안하는지")
KINDS = {SuggestionKind.TITLE: "소식지", SuggestionKind.TOPIC: "주제", SuggestionKind.HEADING: "호의 제목"}
for value in SuggestionKind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = KINDS[SuggestionKind(value.value)]


@strawberry.input(
    description="찾은 호 가운데 이런 것만. 준 것을 모두 만족하고, 여러 값은 그 가운데 하나면 됩니다."
)
class NewsletterSearchFilter:
    newsletters: list[strawberry.ID] | None = strawberry.field(default=None, description="이 소식지의 호")
    publishers: list[strawberry.ID] | None = strawberry.field(default=None, description="이 부서가 펴낸 것")
    topics: list[str] | None = strawberry.field(default=None, description="소식지가 이 주제를 다루는 것")
    years: list[int] | None = strawberry.field(default=None, description="이 해의 호")
    audiences: list[Audience] | None = strawberry.field(default=None, description="누가 읽는지")
    periods: list[Period] | None = strawberry.field(default=None, description="얼마나 자주 펴내는지")
    languages: list[Language] | None = strawberry.field(default=None, description="무슨 말로 쓰는지")
    since: date | None = strawberry.field(default=None, description="이 날부터")
    until: date | None = strawberry.field(default=None, description="이 날까지")
    similar_to: strawberry.ID | None = strawberry.field(
        default=None,
        description="이 호와, 글이 거의 같아서 그와 함께 묶이는 호. 볼 수 없는 호이면 아무것도 없습니다.",
    )

    def narrowing(self) -> Narrowing:
        return Narrowing(
            titles=[_id(id, "Newsletter", "newsletters") for id in _few(self.newsletters, "newsletters")],
            publishers=[_id(id, "Department", "publishers") for id in _few(self.publishers, "publishers")],
            topics=_few(self.topics, "topics"),
            years=_few(self.years, "years"),
            audiences=_few(self.audiences, "audiences"),
            periods=_few(self.periods, "periods"),
            languages=_few(self.languages, "languages"),
            since=self.since,
            until=self.until,
            group_of=_id(self.similar_to, "NewsletterIssue", "similarTo") if self.similar_to else None,
        )


def _few(values: Collection[Any] | None, field: str) -> list[Any]:
    given = list(values or ())
    if len(given) > MOST_VALUES:
        message = f"값은 {MOST_VALUES}개까지 고를 수 있습니다."
        raise Invalid(message, field=("filter", field), reason=Reason.TOO_MANY)
    return given


def _id(id: str, kind: str, field: str) -> UUID:
    return uuid_of(id, kind, field=("filter", field))


@strawberry.type(description="글의 한 토막. 이어 붙이면 글이 됩니다.")
class TextPart:
    """Resolves on a madang.search.snippets.Part."""

    text: str = strawberry.field(description="글자 그대로. HTML이 아닙니다.")
    marked: bool = strawberry.field(description="찾는 말이면 true")


@strawberry.type(description="찾은 호 하나")
class NewsletterHit:
    """Resolves on a resolvers.newsletters.search.finding.Hit."""

    issue_id: strawberry.Private[UUID]

    cursor: str = strawberry.field(description="after에 쓰는 이 항목의 위치")
    node: NewsletterIssue | None = to_one(
        models.NewsletterIssue, "issue_id", "호. 그 사이에 볼 수 없게 되었으면 null"
    )
    score: float = strawberry.field(description="얼마나 맞는지. 같은 검색 안에서만 견줄 수 있습니다.")
    heading: list[TextPart] = strawberry.field(description="제목. 찾는 말이 표시되어 있습니다.")
    snippet: list[TextPart] = strawberry.field(description="찾는 말이 가장 많이 나오는 대목")
    attachment: str | None = strawberry.field(description="그 대목이 있는 첨부의 이름. 본문이면 null")
    similar_count: int = strawberry.field(description="아래에 접힌, 글이 거의 같은 호의 수. grouped일 때만")
    similar: list[SimilarNewsletterIssue] = strawberry.field(
        description=f"접힌 것 가운데 가장 잘 맞는 {MOST_TOLD}호까지. 나머지는 similarTo로 찾습니다."
    )


@strawberry.type(description="찾은 호를 나누어 본 값 하나")
class NewsletterFacetValue:
    value: str = strawberry.field(description="NewsletterSearchFilter에 넣는 값. 소식지와 부서는 ID")
    label: str = strawberry.field(description="사람이 읽는 이름")
    count: int = strawberry.field(description="이 값을 가진 호의 수")


@strawberry.type(
    description="찾은 호를 나누어 본 수. 많은 것부터 50개까지. 그 갈래에서 고른 것은 치지 않고 셉니다."
)
class NewsletterFacets:
    newsletters: list[NewsletterFacetValue] = strawberry.field(description="소식지별")
    publishers: list[NewsletterFacetValue] = strawberry.field(description="펴내는 부서별")
    topics: list[NewsletterFacetValue] = strawberry.field(description="주제별")
    years: list[NewsletterFacetValue] = strawberry.field(description="해별")
    audiences: list[NewsletterFacetValue] = strawberry.field(description="독자별")
    periods: list[NewsletterFacetValue] = strawberry.field(description="펴내는 주기별")


async def _facets(ctx: Context, pages: Sequence[Any]) -> dict[Any, NewsletterFacets]:
    return {page: _shown(await newsletter_facets.shown(ctx, page)) for page in dict.fromkeys(pages)}


def _shown(shown: dict[str, newsletter_facets.Shown]) -> NewsletterFacets:
    return NewsletterFacets(
        newsletters=_values(shown["titles"], "Newsletter"),
        publishers=_values(shown["publishers"], "Department"),
        topics=_values(shown["topics"]),
        years=_values(shown["years"]),
        audiences=_values(shown["audiences"]),
        periods=_values(shown["periods"]),
    )


def _values(shown: newsletter_facets.Shown, kind: str | None = None) -> list[NewsletterFacetValue]:
    return [
        NewsletterFacetValue(value=global_id(kind, value) if kind else str(value), label=label, count=count)
        for value, label, count in shown
    ]


@strawberry.type(description="소식지에서 찾은 것")
class NewsletterSearchPage:
    id: strawberry.Private[SearchPage]  # by which what is found beside it is asked

    total_count: int = strawberry.field(description="찾은 호가 모두 몇인지. 접힌 것도 셉니다.")
    group_count: int = strawberry.field(
        description="edges가 모든 쪽에 몇인지. grouped가 아니면 totalCount와 같습니다."
    )
    edges: list[NewsletterHit] = strawberry.field(description="찾은 호. 가장 잘 맞는 것부터")
    page_info: PageInfo = strawberry.field(description="뒤에 더 있는지")

    @gathered(NewsletterFacets, description="찾은 호를 나누어 본 수. 물을 때에만 셉니다.")
    def facets(self) -> Find:
        return _facets


@strawberry.type(description="찾는 말을 적는 동안 보이는 제안")
class NewsletterSuggestion:
    """Resolves on a resolvers.newsletters.search.suggestions.Suggestion."""

    title_id: strawberry.Private[UUID | None]
    issue_id: strawberry.Private[UUID | None]

    kind: SuggestionKind = strawberry.field(description="무엇인지")
    text: str = strawberry.field(description="소식지의 이름이나 주제나 호의 제목")
    newsletter: Newsletter | None = to_one(models.Newsletter, "title_id", "그 소식지. 주제이면 null")
    issue: NewsletterIssue | None = to_one(
        models.NewsletterIssue, "issue_id", "그 제목의 가장 최근 호. 소식지나 주제이면 null"
    )


@strawberry.type
class NewsletterSearchQuery:
    @strawberry.field(
        description="소식지에서 찾기. 시민은 시민용만. 띄어쓰기와 조사가 달라도 찾습니다.",
        permission_classes=[Anyone],
    )
    async def newsletter_search(
        self,
        info: Ctx,
        query: Query = "",
        filter: Annotated[NewsletterSearchFilter | None, strawberry.argument(description="이런 것만")] = None,
        first: Annotated[int | None, strawberry.argument(description="몇 개 (0~100, 기본 20)")] = None,
        after: Annotated[str | None, strawberry.argument(description="이 커서 다음부터")] = None,
        grouped: Annotated[
            bool, strawberry.argument(description="글이 거의 같은 호를 가장 잘 맞는 것 아래에 접을지")
        ] = False,
    ) -> NewsletterSearchPage:
        narrowing = filter.narrowing() if filter else newsletter_search.NOTHING
        page = await newsletter_search.search(
            info.context, query, narrowing, first=first, after=after, grouped=grouped
        )
        hits: list[Any] = list(page.hits)
        return NewsletterSearchPage(
            id=page,
            total_count=page.total,
            group_count=page.groups,
            edges=hits,
            page_info=PageInfo(
                has_next_page=page.has_next,
                has_previous_page=after is not None,
                start_cursor=hits[0].cursor if hits else None,
                end_cursor=hits[-1].cursor if hits else None,
            ),
        )

    @strawberry.field(
        description="적는 동안의 제안: 소식지의 이름, 주제, 호의 제목. 초성(ㅅㅇㅂㅅ)으로도 찾습니다.",
        permission_classes=[Anyone],
    )
    async def newsletter_suggestions(
        self,
        info: Ctx,
        query: Annotated[str, strawberry.argument(description="지금까지 적은 것. 200자까지")],
        first: Annotated[int, strawberry.argument(description="몇 개까지 (0~20)")] = 8,
    ) -> list[NewsletterSuggestion]:
        found: Any = await newsletter_suggestions.suggestions(info.context, query, first=first)
        return found
