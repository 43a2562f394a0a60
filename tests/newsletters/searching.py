"""Newsletters to be searched, and the question that tests ask of them."""

from datetime import date

from madang.rules.newsletters import Audience, FileRole, IssueState, Language, Period, TitleStatus
from models import Newsletter, NewsletterFile, NewsletterIssue
from tests.builders import NOON
from tests.newsletters.conftest import Press

FOUND = """query ($query: String!, $filter: NewsletterSearchFilter, $first: Int, $after: String,
    $grouped: Boolean = false) {
  newsletterSearch(query: $query, filter: $filter, first: $first, after: $after, grouped: $grouped) {
    totalCount groupCount pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor score node { id heading newsletter { name } }
      heading { text marked } snippet { text marked } attachment
      similarCount similar { likeness issue { heading newsletter { name } } } }
    facets { newsletters { label count value } publishers { label count value } topics { value count }
      years { value label count } audiences { value label count } periods { value count } } } }"""
Text = tuple[str, str, str]  # heading, body, date
TEXTS: list[Text] = [
    (
        "올빼미버스 늘어난다",
        "심야 버스를 운영하는 노선이 9개로 늘어납니다. 밤 12시부터 새벽 5시까지 다닙니다.",
        "2014-07-01",
    ),
    ("따릉이 대여소 안내", "공공자전거 따릉이 대여소를 한강공원 앞에 새로 엽니다.", "2014-08-03"),
    (
        "미세먼지 대책",
        "미세먼지가 많은 날에는 마스크를 쓰십시오. 2014년 7월 15일 회의에서 정했습니다.",
        "2014-09-09",
    ),
    ("책 읽는 서울", "도서관에서 책을 빌리고 정책을 배웁니다. Night Bus 안내도 있습니다.", "2013-05-02"),
]


def title(press: Press, slug: str = "city-news", **given: object) -> Newsletter:
    usual = {
        "name": "도시 소식",
        "audience": Audience.CITIZEN,
        "department_id": press.city.departments["버스정책과"].id,
        "period": Period.MONTHLY,
        "topics": "\n교통\n생활\n",
        "language": Language.KO,
        "status": TitleStatus.ACTIVE,
    }
    return Newsletter(slug=slug, created_at=NOON, updated_at=NOON, **{**usual, **given})


def issue(press: Press, of: Newsletter, number: int, text: Text, **given: object) -> NewsletterIssue:
    heading, body, day = text
    return NewsletterIssue(
        newsletter=of,
        number=number,
        issued_on=date.fromisoformat(day),
        heading=heading,
        body=body,
        html=body,
        plain=body,
        author_id=press.people["직원"].id,
        created_at=NOON,
        **{"state": IssueState.PUBLISHED, "audience": of.audience, **given},
    )


async def keep(press: Press, *rows: Newsletter | NewsletterIssue | NewsletterFile) -> None:
    async with press.city.sessions() as session, session.begin():
        session.add_all(rows)


async def fill(press: Press, texts: list[Text] | None = None, **given: object) -> Newsletter:
    """One newsletter with these issues."""
    of = title(press, **given)  # type: ignore[arg-type]
    await keep(press, of, *(issue(press, of, n, text) for n, text in enumerate(texts or TEXTS, start=1)))
    return of


def attached(of: NewsletterIssue, text: str, **given: object) -> NewsletterFile:
    usual = {"role": FileRole.ATTACHMENT, "name": "붙임.pdf", "media_type": "application/pdf"}
    kept = {"size": 1, "sha256": "0" * 64, "storage_key": "k", "created_at": NOON}
    return NewsletterFile(issue_id=of.id, text=text, **{**usual, **kept, **given})
