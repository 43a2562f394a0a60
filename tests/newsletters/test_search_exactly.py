"""Facets, pages and suggestions against what one counts by hand, over random newsletters."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import normalize
from uuid import UUID

import pytest

from madang.rules.newsletters import Audience, IssueState
from models import Newsletter, NewsletterIssue
from resolvers.newsletters.titles import topics_of
from schema.identifiers import global_id
from tests.newsletters.conftest import Press
from tests.newsletters.random_issues import Row, made
from tests.newsletters.searching import FOUND, issue, keep, title

SUGGESTED = """query ($query: String!, $first: Int!) { newsletterSuggestions(query: $query, first: $first) {
  kind text newsletter { id } issue { id } } }"""
Value = Callable[[NewsletterIssue], Iterable[Any]]


def of_newsletters(issue: NewsletterIssue) -> Iterable[Any]:
    return [global_id("Newsletter", issue.newsletter.id)]


def of_publishers(issue: NewsletterIssue) -> Iterable[Any]:
    return [global_id("Department", issue.newsletter.department_id)]


VALUES: dict[str, Value] = {
    "newsletters": of_newsletters,
    "publishers": of_publishers,
    "topics": lambda issue: topics_of(issue.newsletter.topics),
    "years": lambda issue: [issue.issued_on.year],
    "audiences": lambda issue: [issue.audience.name],
    "periods": lambda issue: [issue.newsletter.period.name],
}


def out(rows: Iterable[Row]) -> list[NewsletterIssue]:
    states = (IssueState.PUBLISHED, IssueState.ARCHIVED)
    return [row for row in rows if isinstance(row, NewsletterIssue) and row.state in states]


def fits(issue: NewsletterIssue, narrowing: dict[str, list[Any]], but: str = "") -> bool:
    return all(set(VALUES[facet](issue)) & set(values) for facet, values in narrowing.items() if facet != but)


def narrowings(issues: list[NewsletterIssue]) -> list[dict[str, list[Any]]]:
    one, other = issues[0], issues[-1]
    return [
        {},
        {"topics": ["교통"]},
        {"years": [2014]},
        {"newsletters": [*of_newsletters(one), *of_newsletters(other)]},
        {"newsletters": [*of_newsletters(one)], "years": [2014, 2015]},
        {"audiences": ["CITIZEN"], "periods": [one.newsletter.period.name], "topics": ["교통", "비밀"]},
        {"publishers": [*of_publishers(one)], "audiences": ["STAFF"]},
        {"years": [1999]},
    ]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("who", [None, "남"])
async def test_facets_count_what_one_counts_by_hand(press: Press, seed: int, who: str | None) -> None:
    rows = made(press, seed)
    await keep(press, *rows.seen, *rows.hidden)
    readable = [one for one in out(rows.seen + rows.hidden) if who or one.audience is Audience.CITIZEN]
    for query in ("", "버스", "운영"):
        everything = (await press.ask(who, FOUND, query=query, first=100))["newsletterSearch"]
        found = {edge["node"]["id"] for edge in everything["edges"]}
        matching = [one for one in readable if global_id("NewsletterIssue", one.id) in found]
        assert len(matching) == everything["totalCount"] > 0
        assert query or len(matching) == len(readable)
        for narrowing in narrowings(readable):
            answer = (await press.ask(who, FOUND, query=query, filter=narrowing, first=100))[
                "newsletterSearch"
            ]
            kept = {global_id("NewsletterIssue", one.id) for one in matching if fits(one, narrowing)}
            assert {edge["node"]["id"] for edge in answer["edges"]} == kept
            assert answer["totalCount"] == len(kept)
            for facet, values in VALUES.items():
                counted = Counter(
                    str(value) for one in matching if fits(one, narrowing, facet) for value in values(one)
                )
                assert {one["value"]: one["count"] for one in answer["facets"][facet]} == counted, facet
                counts = [one["count"] for one in answer["facets"][facet]]
                assert counts == sorted(counts, reverse=True)


async def _pages(
    press: Press, query: str, size: int, meanwhile: Callable[[], Any] | None = None
) -> list[str]:
    found: list[str] = []
    after: str | None = None
    while True:
        page = (await press.ask(None, FOUND, query=query, first=size, after=after))["newsletterSearch"]
        found += [edge["node"]["id"] for edge in page["edges"]]
        info = page["pageInfo"]
        assert info["hasPreviousPage"] is (after is not None)
        if not info["hasNextPage"]:
            return found
        assert len(page["edges"]) == size
        after = info["endCursor"]
        if meanwhile is not None:
            await meanwhile()


@pytest.mark.parametrize("query", ["", "버스", "야간 버스는 언제 운영하나요?", "ㅂㅅ"])
async def test_every_hit_stands_on_one_page(press: Press, query: str) -> None:
    rows = made(press, 1, titles=7, issues=12)
    await keep(press, *rows.seen, *rows.hidden)
    whole = (await press.ask(None, FOUND, query=query, first=100))["newsletterSearch"]
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    assert len(ids) == len(set(ids)) == whole["totalCount"] > 0
    for size in (1, 3, 7, len(ids)):
        assert await _pages(press, query, size) == ids


@pytest.mark.parametrize("query", ["", "버스"])
async def test_what_was_there_is_found_once_whatever_comes_out_meanwhile(press: Press, query: str) -> None:
    rows = made(press, 1, titles=7, issues=12)
    await keep(press, *rows.seen)
    whole = (await press.ask(None, FOUND, query=query, first=100))["newsletterSearch"]
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    of: Any = next(row for row in rows.seen if isinstance(row, Newsletter))
    count = 0

    async def publishing() -> None:
        nonlocal count
        count += 1
        day = f"20{count % 3 + 13}-05-05"
        await keep(
            press, issue(press, of, 1_000 + count, (f"버스 새 소식 {count}", "버스" * (count % 7), day))
        )

    found = await _pages(press, query, 3, publishing)
    assert count > 2
    assert found == ids


async def test_who_goes_on_behind_an_issue_that_was_withdrawn_goes_on_where_it_stood(press: Press) -> None:
    of = title(press)
    issues = [issue(press, of, n, (f"버스 {n}", "버스", f"2014-07-{n:02}")) for n in range(1, 8)]
    await keep(press, of, *issues)
    first = (await press.ask(None, FOUND, query="", first=3))["newsletterSearch"]
    assert [edge["node"]["heading"] for edge in first["edges"]] == ["버스 7", "버스 6", "버스 5"]
    async with press.city.sessions() as session, session.begin():
        (await session.get_one(NewsletterIssue, issues[4].id)).state = IssueState.DRAFT
    after = first["pageInfo"]["endCursor"]
    rest = (await press.ask(None, FOUND, query="", first=9, after=after))["newsletterSearch"]
    assert [edge["node"]["heading"] for edge in rest["edges"]] == ["버스 4", "버스 3", "버스 2", "버스 1"]


async def _suggested(press: Press, query: str, first: int = 20) -> list[tuple[str, str]]:
    found = await press.ask(None, SUGGESTED, query=query, first=first)
    return [(one["kind"], one["text"]) for one in found["newsletterSuggestions"]]


TITLES = {"city": ("심야 소식", "\n심야버스\n안전\n"), "bike": ("자전거 심야 모임", "\n따릉이\n")}
HEADINGS = [
    ("city", "심야버스 달린다", "2014-01-01"),
    ("city", "달라지는 심야버스", "2014-09-01"),
    ("bike", "심야버스 달린다", "2014-03-01"),  # the same heading: only its latest is suggested
    ("bike", "심야에 타는 따릉이", "2014-02-01"),
    ("bike", "봄나들이", "2014-04-01"),
]
BEGINNING = [
    ("TITLE", "심야 소식"),
    ("TOPIC", "심야버스"),
    ("HEADING", "심야버스 달린다"),
    ("HEADING", "심야에 타는 따릉이"),
]
NIGHT_BUS = [("TOPIC", "심야버스"), ("HEADING", "심야버스 달린다"), ("HEADING", "달라지는 심야버스")]
INSIDE = [("TITLE", "자전거 심야 모임"), ("HEADING", "달라지는 심야버스")]


async def _typed(press: Press) -> dict[str, UUID]:
    of = {slug: title(press, slug, name=name, topics=topics) for slug, (name, topics) in TITLES.items()}
    issues = [
        issue(press, of[slug], n, (heading, "글", day)) for n, (slug, heading, day) in enumerate(HEADINGS, 1)
    ]
    await keep(press, *of.values(), *issues)
    return {one.heading: one.id for one in issues}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("심야", BEGINNING + INSIDE),
        ("심 야", BEGINNING + INSIDE),
        ("ㅅㅇ", BEGINNING + INSIDE),
        ("심ㅇ", BEGINNING + INSIDE),
        ("ㅅㅇㅂㅅ", NIGHT_BUS),
        ("심야벗", NIGHT_BUS),
        ("버스달", [("HEADING", "심야버스 달린다")]),
        (normalize("NFD", "달린"), [("HEADING", "심야버스 달린다")]),
        ("ㄸㄹㅇ", [("TOPIC", "따릉이"), ("HEADING", "심야에 타는 따릉이")]),
        ("안전", [("TOPIC", "안전")]),
        ("없는말", []),
        ("글", []),
        ("  ", []),
        ("?!", []),
    ],
)
async def test_suggestions_in_their_order(press: Press, query: str, expected: list[tuple[str, str]]) -> None:
    latest = await _typed(press)
    assert await _suggested(press, query) == expected
    for first in (0, 1, 2, len(expected)):
        assert await _suggested(press, query, first) == expected[:first]
    found = await press.ask(None, SUGGESTED, query=query, first=20)
    for one in found["newsletterSuggestions"]:
        assert (one["newsletter"] is None) is (one["kind"] == "TOPIC")
        of_issue = global_id("NewsletterIssue", latest[one["text"]]) if one["kind"] == "HEADING" else None
        assert one["issue"] == (of_issue and {"id": of_issue})
