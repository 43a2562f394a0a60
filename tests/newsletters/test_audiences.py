"""No door of citizens shows what is for staff: random newsletters, asked for in every way there is."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from madang.rules.access import for_staff
from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.newsletters import OUT, Audience, IssueState, Language, Period, TitleStatus
from madang.rules.people import Actor
from models import Newsletter, NewsletterIssue
from resolvers.access import SEEN
from schema.identifiers import global_id
from tests.access.asking import ask as ask_the_engine
from tests.builders import NOON, OPENING
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import press_text, sketch_all

WORDS = ("버스", "복지", "공원")
DEPARTMENTS = ("버스정책과", "총무과", "서울대공원")
Row = tuple[Newsletter, NewsletterIssue]
Model = Callable[[Newsletter, NewsletterIssue], bool]

# Filters, and what they mean: a count that differs tells of what is hidden.
FILTERS: list[tuple[str, Model]] = [
    ("{}", lambda t, i: True),
    ("{state: {eq: DRAFT}}", lambda t, i: i.state is IssueState.DRAFT),
    ("{state: {nin: [PUBLISHED]}}", lambda t, i: i.state is not IssueState.PUBLISHED),
    ("{not: {state: {in: [PUBLISHED, ARCHIVED]}}}", lambda t, i: i.state not in OUT),
    ("{number: {gt: 2}}", lambda t, i: i.number > 2),
    ("{heading: {contains: \"버스\"}}", lambda t, i: "버스" in i.heading),
    ("{or: [{heading: {contains: \"복지\"}}, {newsletter: {audience: {eq: STAFF}}}]}",
     lambda t, i: "복지" in i.heading or t.audience is Audience.STAFF),
    ("{newsletter: {audience: {eq: STAFF}}}", lambda t, i: t.audience is Audience.STAFF),
    ("{not: {newsletter: {audience: {eq: CITIZEN}}}}", lambda t, i: t.audience is not Audience.CITIZEN),
    ("{audience: {eq: STAFF}}", lambda t, i: i.audience is Audience.STAFF),
    ("{newsletter: {topic: \"공원\"}}", lambda t, i: "공원" in t.topics),
    ("{newsletter: {not: {topic: \"공원\"}}}", lambda t, i: "공원" not in t.topics),
    ("{newsletter: {publisher: {myDepartment: false}}}", lambda t, i: True),
    ("{newsletter: {publisher: {myDepartment: true}}}", lambda t, i: False),
]  # fmt: skip


SAME = "fragment Same on NewsletterIssue { similar(first: 100) { issue { id } } }"
FOLDED = """{ newsletterSearch(first: 100, grouped: true) { totalCount groupCount
  edges { node { id } similarCount similar { issue { id } } } } }"""


def made(press: Press, random: Random) -> tuple[list[Newsletter], list[Row]]:
    titles = [_title(press, random, number) for number in range(12)]
    issues = [
        (title, _issue(press, random, title, number))
        for title in titles
        for number in range(1, random.randint(1, 6))
    ]
    return titles, issues


def _title(press: Press, random: Random, number: int) -> Newsletter:
    audience = list(Audience)[number % 2]
    return Newsletter(
        slug=f"title-{number}", name=f"{audience.value} 소식 {number}", audience=audience,
        department_id=press.city.departments[random.choice(DEPARTMENTS)].id,
        period=random.choice(list(Period)), topics=random.choice(["", "\n버스\n", "\n복지\n공원\n"]),
        language=Language.KO, status=random.choice(list(TitleStatus)), created_at=NOON, updated_at=NOON,
    )  # fmt: skip


def _issue(press: Press, random: Random, title: Newsletter, number: int) -> NewsletterIssue:
    """Every fourth one of a title for citizens is for staff alone."""
    heading = " ".join(random.sample(WORDS, 2))
    narrowed = title.audience is Audience.STAFF or random.random() < 0.25
    return NewsletterIssue(
        number=number, issued_on=OPENING, heading=heading, body=heading, html=heading,
        plain=press_text(number),
        state=random.choice(list(IssueState)), author_id=press.people["직원"].id, created_at=NOON,
        newsletter=title, audience=Audience.STAFF if narrowed else Audience.CITIZEN,
    )  # fmt: skip


@pytest.fixture(params=range(3))
async def kept(press: Press, request: pytest.FixtureRequest) -> tuple[list[Newsletter], list[Row]]:
    titles, issues = made(press, Random(request.param))
    async with press.city.sessions() as session, session.begin():
        session.add_all(titles)
        session.add_all([issue for _, issue in issues])
    await sketch_all(press)
    return titles, issues


def for_citizens(rows: list[Row]) -> list[Row]:
    return [(title, one) for title, one in rows if one.audience is Audience.CITIZEN and one.state in OUT]


def same_texts(rows: list[Row]) -> dict[str, set[str]]:
    """Issues have the same text that have the same number."""
    return {
        global_id("NewsletterIssue", one.id): {
            global_id("NewsletterIssue", other.id)
            for _, other in rows
            if other.number == one.number and other is not one
        }
        for _, one in rows
    }


class Doors:
    """Every way to newsletters, asked by a citizen; both ways of answering must say the same."""

    def __init__(self, press: Press, titles: list[Newsletter], issues: list[Row]) -> None:
        self.press, self.titles, self.issues = press, titles, issues

    async def ask(self, document: str) -> dict[str, Any]:
        one = await self.press.ask(None, document)
        two = await ask_the_engine(await self.press.board.context(None), document)
        assert two["errors"] == []
        assert one == two["data"]
        return one

    async def lists(self) -> dict[str, set[str]]:
        whole = """{ newsletters(first: 100) { totalCount nodes { id
            issues(first: 100) { totalCount nodes { id newsletter { id } } edges { node { id } } }
            drafts: issues(filter: {not: {state: {eq: PUBLISHED}}}) { totalCount nodes { id } } } }
          newsletterIssues(last: 100, orderBy: [{field: NUMBER, direction: DESC}]) {
            totalCount nodes { id newsletter { id issues { nodes { id } } } } } }"""
        data = await self.ask(whole)
        nodes = data["newsletters"]["nodes"]
        inner = [one for node in nodes for one in node["issues"]["nodes"]]
        assert sum(node["issues"]["totalCount"] for node in nodes) == len(inner)
        assert data["newsletters"]["totalCount"] == len(nodes)
        met = [str(value) for value in _ids(data)]
        return {"all": set(met), "inner": {one["id"] for one in inner}}

    async def by_identifier(self) -> set[str]:
        titles = [global_id("Newsletter", one.id) for one in self.titles]
        issues = [global_id("NewsletterIssue", one.id) for _, one in self.issues]
        asked = [f't{n}: newsletter(id: "{id}") {{ id }}' for n, id in enumerate(titles)]
        asked += [f's{n}: newsletter(slug: "{one.slug}") {{ id }}' for n, one in enumerate(self.titles)]
        asked += [f'i{n}: newsletterIssue(id: "{id}") {{ id heading }}' for n, id in enumerate(issues)]
        asked += [f'n{n}: node(id: "{id}") {{ id }}' for n, id in enumerate([*titles, *issues])]
        many = ", ".join(f'"{id}"' for id in [*titles, *issues])
        asked.append(f"nodes(ids: [{many}]) {{ id }}")
        found = await self.ask(f"{{ {' '.join(asked)} }}")
        doors = {name[0] for name, value in found.items() if value}
        assert doors == {"t", "s", "i", "n"}
        return {str(one) for one in _ids(found)}

    async def similar(self) -> dict[str, set[str]]:
        """By issue those that print the same text, in a list, one by one and as a search folds them."""
        listed = "{ newsletterIssues(first: 100) { nodes { id similar(first: 100) { issue { id } } } } }"
        found = {
            node["id"]: {one["issue"]["id"] for one in node["similar"]}
            for node in (await self.ask(listed))["newsletterIssues"]["nodes"]
        }
        asked = " ".join(f'i{n}: node(id: "{id}") {{ ...Same }}' for n, id in enumerate(found))
        alone = await self.ask(f"{{ {asked} }} {SAME}")
        assert [{one["issue"]["id"] for one in node["similar"]} for node in alone.values()] == [
            *found.values()
        ]
        page = (await self.ask(FOLDED))["newsletterSearch"]
        for edge in page["edges"]:
            same = found[edge["node"]["id"]]
            assert {one["issue"]["id"] for one in edge["similar"]} <= same
            assert edge["similarCount"] == len(same)
        assert page["totalCount"] == page["groupCount"] + sum(edge["similarCount"] for edge in page["edges"])
        return found

    async def counts(self) -> list[int]:
        asked = " ".join(
            f"c{n}: newsletterIssues(filter: {text}) {{ totalCount }}" for n, (text, _) in enumerate(FILTERS)
        )
        return [one["totalCount"] for one in (await self.ask(f"{{ {asked} }}")).values()]


def _ids(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [id for one in value for id in _ids(one)]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(value, dict):
        return []
    row: dict[str, Any] = value  # pyright: ignore[reportUnknownVariableType]
    return [*([row["id"]] if "id" in row else []), *(id for one in row.values() for id in _ids(one))]


async def test_a_citizen_finds_what_is_out_for_citizens_through_every_door_and_nothing_else(
    press: Press, kept: tuple[list[Newsletter], list[Row]]
) -> None:
    titles, issues = kept
    doors, open_rows = Doors(press, titles, issues), for_citizens(issues)
    own = {global_id("NewsletterIssue", one.id) for _, one in open_rows}
    open_titles = {global_id("Newsletter", one.id) for one in titles if one.audience is Audience.CITIZEN}
    assert 0 < len(own) < len(issues)
    assert await doors.lists() == {"all": own | open_titles, "inner": own}
    assert await doors.by_identifier() == own | open_titles
    assert await doors.similar() == same_texts(open_rows)
    assert await doors.counts() == [sum(says(*row) for row in open_rows) for _, says in FILTERS]
    named = await doors.ask('{ newsletters(filter: {name: {contains: "STAFF"}}) { totalCount } }')
    assert named == {"newsletters": {"totalCount": 0}}
    people = """{ newsletterIssues { nodes {
      author { name } newsletter { publisher { name } publisherName } } } }"""
    for node in (await doors.ask(people))["newsletterIssues"]["nodes"]:
        assert (node["author"], node["newsletter"]["publisher"]) == (None, None)
        assert node["newsletter"]["publisherName"] in DEPARTMENTS


async def test_staff_find_both_audiences_and_only_the_publisher_what_is_not_out(
    press: Press, kept: tuple[list[Newsletter], list[Row]]
) -> None:
    _, issues = kept
    asked = "{ newsletterIssues(first: 100) { totalCount nodes { id } } }"
    for who, department in (("직원", "버스정책과"), ("남", "총무과"), ("관리자", None)):
        home = press.city.departments[department].id if department else None
        seen = {
            global_id("NewsletterIssue", one.id)
            for title, one in issues
            if one.state in OUT or home in (None, title.department_id)
        }
        found = (await press.ask(who, asked))["newsletterIssues"]
        assert ({one["id"] for one in found["nodes"]}, found["totalCount"]) == (seen, len(seen))


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


@pytest.mark.parametrize("model", [Newsletter, NewsletterIssue])
async def test_without_the_rule_each_door_would_show_more(
    press: Press, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above can fail."""
    titles, issues = made(press, Random(0))
    async with press.city.sessions() as session, session.begin():
        session.add_all([*titles, *(issue for _, issue in issues)])
    await sketch_all(press)
    doors = Doors(press, titles, issues)
    lists, ids, counts = await doors.lists(), await doors.by_identifier(), await doors.counts()
    similar = await doors.similar()
    monkeypatch.setitem(SEEN, model, _everything)
    assert (await doors.lists())["all"] > lists["all"]
    assert await doors.by_identifier() > ids
    assert (await doors.counts() != counts) is (model is NewsletterIssue)  # they count issues
    if model is NewsletterIssue:
        opened = await doors.similar()
        assert all(opened[id] >= same for id, same in similar.items())
        assert any(opened[id] > same for id, same in similar.items())
    monkeypatch.setitem(SEEN, model, for_staff)
    assert (await doors.lists())["inner"] == set()


async def test_issues_with_high_numbers_stand_on_the_pages_of_several_titles(press: Press) -> None:
    """Pages of several parents are numbered rows: that number is not the issue's own."""
    titles, issues = made(press, Random(1))
    for title in titles:
        title.audience = Audience.CITIZEN
    for number, (_, issue) in enumerate(issues, start=1):
        issue.state, issue.number, issue.audience = IssueState.PUBLISHED, 1000 - number, Audience.CITIZEN
    async with press.city.sessions() as session, session.begin():
        session.add_all([*titles, *(issue for _, issue in issues)])
    doors = Doors(press, titles, issues)
    latest = "issues(first: 1, orderBy: [{field: NUMBER, direction: DESC}]) { nodes { number } }"
    shown = await doors.ask(
        f"{{ newsletterIssues(first: 100) {{ nodes {{ newsletter {{ id {latest} }} }} }} }}"
    )
    got = {
        one["newsletter"]["id"]: [issue["number"] for issue in one["newsletter"]["issues"]["nodes"]]
        for one in shown["newsletterIssues"]["nodes"]
    }
    own: dict[str, list[int]] = {global_id("Newsletter", title.id): [] for title, _ in issues}
    for title, issue in issues:
        own[global_id("Newsletter", title.id)].append(issue.number)
    assert got == {id: [max(numbers)] for id, numbers in own.items()}
