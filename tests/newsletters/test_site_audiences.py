"""No address of the citizens' site tells of what is for staff or not out: random newsletters, every address.

Every text, topic and identifier of a row is its own, so that wherever one is told it can be seen. The same
checks fail if the rule is missing in any one of the statements.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, true

from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.newsletters import OUT, Audience, FileRole, IssueState, TitleStatus
from madang.rules.people import Actor
from madang.server.site import maps, pages
from models import Newsletter, NewsletterFile, NewsletterIssue
from resolvers.access import SEEN
from resolvers.newsletters import line_files as newsletter_line_files
from resolvers.newsletters import lines as newsletter_lines
from resolvers.newsletters import places as newsletter_places
from resolvers.newsletters.titles import topics_of
from tests.builders import NOON
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import say_the_same
from tests.newsletters.site import URL, Visitor, file_row, issue_row, keep, title_row

FORMS = ("rss", "atom", "json")
# The second publishes for staff only, the third for both.
PUBLISHERS = ("버스정책과", "총무과", "서울대공원", "총무과", "버스정책과", "서울대공원")
SEARCH = "/news/search?q=제목"
HIDING = ("/news/slug", "/news/topics", "/news/departments")
FIRST = date(2009, 3, 1)
COUNTED = re.compile(r'<a href="/news/topics/[^"]*">(\w+) <span class="count">(\d+)<')


@dataclass(frozen=True, slots=True)
class World:
    titles: list[Newsletter]
    issues: list[NewsletterIssue]
    files: list[NewsletterFile]

    def seen(self) -> list[NewsletterIssue]:
        return [one for one in self.issues if one.audience is Audience.CITIZEN and one.state in OUT]

    def seen_titles(self) -> list[Newsletter]:
        return [one for one in self.titles if one.audience is Audience.CITIZEN]

    def linked(self) -> set[str]:
        """Files that citizens are led to: of what they see, and none that it was taken from."""
        roles = {FileRole.COVER, FileRole.ATTACHMENT}
        seen = [one for one in self.files if one.issue in self.seen() and one.removed_at is None]
        return {str(one.id) for one in seen if one.role in roles}

    def topics(self, titles: list[Newsletter]) -> dict[str, int]:
        all_topics = [topic for title in titles for topic in topics_of(title.topics)]
        return {topic: all_topics.count(topic) for topic in all_topics}

    def marks(self) -> set[str]:
        """Of everything; no mark stands in another one."""
        own = [mark for one in self.issues for mark in _marks(one)]
        names = [mark for one in self.titles for mark in (one.name, f"/{one.slug}/", str(one.id))]
        files = [mark for one in self.files for mark in (str(one.id), one.name)]
        return {*own, *names, *files, *self.topics(self.titles), *PUBLISHERS}

    def open_marks(self) -> set[str]:
        own = [mark for one in self.seen() for mark in _marks(one)]
        names = [mark for one in self.seen_titles() for mark in (one.name, f"/{one.slug}/", str(one.id))]
        attached = [one for one in self.files if str(one.id) in self.linked()]
        named = [one.name for one in attached if one.role is FileRole.ATTACHMENT]
        publishers = set(PUBLISHERS[::2])
        return {*own, *names, *self.linked(), *named, *self.topics(self.seen_titles()), *publishers}


def _marks(issue: NewsletterIssue) -> list[str]:
    return [issue.heading, issue.plain, issue.html, str(issue.id), issue.id.hex]


def made(press: Press, random: Random) -> World:
    titles = [
        title_row(
            press, f"slug{n:02}", name=f"이름{n:02}", audience=list(Audience)[n % 2],
            topics=f"\n주제{n:02}\n함께{n % 3}\n", department_id=press.city.departments[PUBLISHERS[n]].id,
            status=random.choice(list(TitleStatus)),
        )
        for n in range(6)
    ]  # fmt: skip
    issues = [issue for title in titles for issue in _issues(press, random, title)]
    return World(titles, issues, [file for issue in issues for file in _files(issue)])


def _files(issue: NewsletterIssue) -> Iterator[NewsletterFile]:
    """Of each kind one, and of each another one that was taken off."""
    for role in FileRole:
        for removed_at in (None, NOON):
            name = f"파일-{issue.newsletter.slug}n{issue.number}-{role.value}-{bool(removed_at)}-"
            yield file_row(issue, role, name=name, removed_at=removed_at)


def _issues(press: Press, random: Random, title: Newsletter) -> Iterator[NewsletterIssue]:
    """The first and the last of the years are those of issues that citizens do not see."""
    count = random.randint(3, 7)
    for number, day in enumerate(sorted(random.sample(range(5000), count)), start=1):
        mark = f"{title.slug}n{number}"
        edge = number in (1, count)
        staff = title.audience is Audience.STAFF or (edge and random.random() < 0.5)
        out = staff or (not edge and random.random() < 0.8)
        yield issue_row(
            press, title, number, heading=f"제목-{mark}-", plain=f"글-{mark}-", html=f"<p>본문-{mark}-</p>",
            issued_on=FIRST + timedelta(days=day), audience=Audience.STAFF if staff else Audience.CITIZEN,
            state=random.choice(sorted(OUT if out else set(IssueState) - OUT)),
        )  # fmt: skip


class Survey:
    """What each address answers, and what is wrong with it."""

    def __init__(self, visit: Visitor, world: World) -> None:
        self.visit, self.world = visit, world
        self.answers: dict[str, httpx2.Response] = {}
        self.wrong: list[str] = []

    async def make(self) -> list[str]:
        for path in self._addresses():
            await self._ask(path)
        parts = re.findall(rf"<loc>{URL}([^<]*)", self.answers["/sitemap.xml"].text)
        for path in parts:
            await self._ask(path)
        never = (await self.visit("/news/never")).content
        self._check_marks()
        self._check_doors(never)
        self._check_counts()
        self._check_years()
        self._check_search()
        self._check_same()
        self._check_files()
        await self._check_links()
        return self.wrong

    def _addresses(self) -> Iterator[str]:
        yield from ("/news", "/news/titles", "/sitemap.xml", "/robots.txt", SEARCH)
        topics = [f"/news/topics/{topic}" for topic in self.world.topics(self.world.titles)]
        titles = [f"/news/{title.slug}" for title in self.world.titles]
        publishers = [f"/news/departments/{name}" for name in dict.fromkeys(PUBLISHERS)]
        yield from (*topics, *titles, *publishers)
        fed = ("/news", *topics, *titles, *publishers)
        yield from (f"{path}/feed.{form}" for path in fed for form in FORMS)
        yield from (f"{path}/latest" for path in titles)
        yield from {f"/news/{one.newsletter.slug}?year={one.issued_on.year}" for one in self.world.issues}
        yield from (_path(issue) for issue in self.world.issues)
        for one in self.world.issues:
            yield f"/news/{one.newsletter.slug}?before={one.issued_on}.{one.id.hex}"

    async def _ask(self, path: str) -> None:
        self.answers[path] = await self.visit(path)

    def _check_marks(self) -> None:
        told = "\n".join(one.text for one in self.answers.values())
        found, open_marks = {mark for mark in self.world.marks() if mark in told}, self.world.open_marks()
        in_cursors = {one.id.hex for one in self.world.seen()}
        if found | in_cursors != open_marks:
            self.wrong.append(f"told: {sorted((found | in_cursors) ^ open_marks)}")

    def _check_doors(self, never: bytes) -> None:
        """What is hidden answers as what never was."""
        shown = {f"/news/{title.slug}" for title in self.world.seen_titles()}
        shown |= {f"/news/topics/{topic}" for topic in self.world.topics(self.world.seen_titles())}
        shown |= {f"/news/departments/{name}" for name in PUBLISHERS[::2]}
        shown |= {_path(issue) for issue in self.world.seen()}
        for path, answer in self.answers.items():
            root = re.sub(r"(/feed\..*|/latest|\?.*)$", "", path)
            if root in shown or not root.startswith(HIDING):
                if answer.status_code not in (200, 302):
                    self.wrong.append(f"missing: {path}")
            elif (answer.status_code, answer.content) != (404, never):
                self.wrong.append(f"there: {path}")

    def _check_counts(self) -> None:
        for path in ("/news", "/news/titles"):
            counted = {topic: int(number) for topic, number in COUNTED.findall(self.answers[path].text)}
            if counted != self.world.topics(self.world.seen_titles()):
                self.wrong.append(f"counts: {path}")

    def _check_years(self) -> None:
        for title in self.world.seen_titles():
            days = [one.issued_on for one in self.world.seen() if one.newsletter is title]
            told = re.findall(r"\?year=(\d+)", self.answers[f"/news/{title.slug}"].text)
            years = sorted({str(day.year) for day in days}, reverse=True)
            if told != (years if len(years) > 1 else []):
                self.wrong.append(f"years: {title.slug}")

    def _check_search(self) -> None:
        [found] = re.findall(r"([\d,]+)개의 호를 찾았습니다", self.answers[SEARCH].text)
        if int(found) != len(self.world.seen()):
            self.wrong.append(f"found: {found}")

    def _check_same(self) -> None:
        """All that is out says the same: each page leads to others, and a search folds all under one."""
        most = min(pages.SAME, len(self.world.seen()) - 1)
        for issue in self.world.seen():
            _, _, told = self.answers[_path(issue)].text.partition('<ul class="same-list">')
            if told.partition("</ul>")[0].count("<li>") != most:
                self.wrong.append(f"same: {_path(issue)}")
        [folded] = re.findall(r"같은 소식이 실린 곳 (\d+)", self.answers[SEARCH].text) or ["none"]
        if folded != str(len(self.world.seen()) - 1):
            self.wrong.append(f"folded: {folded}")

    def _check_files(self) -> None:
        told = "\n".join(one.text for one in self.answers.values())
        linked = set(re.findall(r"/newsletter-files/([0-9a-f-]{36})", told))
        if linked != self.world.linked():
            self.wrong.append(f"files: {sorted(linked ^ self.world.linked())}")

    async def _check_links(self) -> None:
        """Each leads to something that is shown; there is none to what is hidden."""
        links = {
            link.removeprefix(URL)
            for answer in self.answers.values()
            for link in [
                *re.findall(rf'(?:href="|<loc>|<link>|url":")((?:{URL})?/[^"<]*)', answer.text),
                answer.headers.get("location", "/news"),
            ]
        }
        for link in links:
            path = link.replace("&amp;", "&")
            if path.startswith("/newsletter-files/"):
                continue  # _check_files
            answer = self.answers.get(path) or await self.visit(path)
            if answer.status_code not in (200, 302):
                self.wrong.append(f"leads nowhere: {path}")


def _path(issue: NewsletterIssue) -> str:
    return f"/news/{issue.newsletter.slug}/{issue.number}"


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "MOST", 2)
    monkeypatch.setattr(pages, "ISSUES", 2)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("seed", range(3))
async def test_every_address_tells_what_is_out_for_citizens_and_nothing_else(press: Press, seed: int) -> None:
    world = made(press, Random(seed))
    await keep(press, *world.issues, *world.files)
    await say_the_same(press)
    assert 0 < len(world.seen()) < len(world.issues)
    assert await Survey(Visitor(press.city), world).make() == []


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("model", [Newsletter, NewsletterIssue, NewsletterFile])
async def test_without_a_rule_the_survey_finds_it(
    press: Press, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = made(press, Random(0))
    await keep(press, *world.issues, *world.files)
    await say_the_same(press)
    monkeypatch.setitem(SEEN, model, _everything)
    assert await Survey(Visitor(press.city), world).make() != []


TELLING = (newsletter_lines, newsletter_line_files, newsletter_places)
SOURCES = [module.__file__ for module in TELLING]
STATEMENTS = (
    "newest", "_newest_of", "issues_of", "years_of", "issue_at", "neighbours", "title_at", "titles_after",
    "titles_about", "titles_by", "topics", "every", "issues_from", "titles", "files_of",
)  # fmt: skip


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("statement", STATEMENTS)
async def test_without_the_rule_in_one_statement_the_survey_finds_it(
    press: Press, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = made(press, Random(0))
    await keep(press, *world.issues, *world.files)
    for module in TELLING:
        for name in ("out", "seen", "readable"):
            if rule := getattr(module, name, None):
                monkeypatch.setattr(module, name, _without(rule, statement))
    assert await Survey(Visitor(press.city), world).make() != []


def _all(model: type[Newsletter], actor: Actor | None) -> Any:
    return select(model)


def _any(*_: object) -> Any:
    return true()


def _without(rule: Any, statement: str) -> Any:
    """The rule, but for calls that come from the function of this name."""
    instead: dict[str, Any] = {"out": _any, "seen": _any, "readable": _all}

    def asked(*given: Any) -> Any:
        frame = inspect.currentframe()
        while frame is not None:
            if frame.f_code.co_name == statement and frame.f_code.co_filename in SOURCES:
                return instead[rule.__name__](*given)
            frame = frame.f_back
        return rule(*given)

    return asked
