"""Citizens read newsletters in pages that need no script, load nothing from elsewhere and set no cookie."""

from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import update

from madang.rules.newsletters import Audience, FileRole, IssueState, Language, TitleStatus
from madang.server.site.pages import ISSUES, TITLES
from models import Newsletter, NewsletterIssue
from models.recording import recording
from tests.builders import OPENING
from tests.newsletters.conftest import Press, codes
from tests.newsletters.pressing import press_text, printed, reprinted, sketch_all
from tests.newsletters.site import URL, Visitor, file_row, issue_row, keep, title_row

EVERY_PAGE = (
    "/news",
    "/news/titles",
    "/news/topics/교통",
    "/news/departments/버스정책과",
    "/news/bus",
    "/news/bus/2",
    "/news/none",
)


@pytest.fixture
async def bus(press: Press) -> Newsletter:
    """Three issues that are out, the newest still being written; and a title for staff."""
    title, inside = title_row(press, "bus", name="버스 소식"), title_row(press, "in", audience=Audience.STAFF)
    days = [OPENING + timedelta(days=7 * number) for number in range(4)]
    rows = [issue_row(press, title, number, issued_on=day) for number, day in enumerate(days, start=1)]
    rows[0].state, rows[3].state = IssueState.ARCHIVED, IssueState.DRAFT
    await keep(press, *rows, issue_row(press, inside, 1))
    return title


@pytest.fixture
def visit(press: Press, bus: Newsletter) -> Visitor:
    return Visitor(press.city)


async def test_one_reads_from_the_newest_back_to_the_first(visit: Visitor) -> None:
    home = await visit.page("/news")
    assert home.headings == [
        "서울의 소식지를 한곳에서",
        "새로 나온 호",
        "bus 3호 제목",
        "bus 2호 제목",
        "bus 1호 제목",
        "주제",
    ]
    newest = await visit.page("/news/bus/3")
    assert newest.headings == ["bus 3호 제목"]
    assert newest.all("a", rel="next") == []
    assert newest.all("a", rel="prev") == [{"href": "/news/bus/2", "rel": "prev"}]
    middle = await visit.page("/news/bus/2")
    assert [one["href"] for one in middle.all("a", rel="next")] == ["/news/bus/3"]
    assert [one["href"] for one in middle.all("a", rel="prev")] == ["/news/bus/1"]
    first = await visit.page("/news/bus/1")
    assert first.all("a", rel="prev") == []
    assert "버스정책과" in first.text
    assert '<time datetime="2014-07-01">2014년 7월 1일</time>' in first.text


async def test_the_catalogue_leads_to_each_title_topic_and_newest_issue(visit: Visitor) -> None:
    page = await visit.page("/news/titles")
    assert {unquote(link) for link in page.links} >= {"/news/bus", "/news/topics/교통", "/news/bus/3"}
    assert page.headings == ["모든 소식지", "주제로 찾기", "이름 순서", "버스 소식"]
    topic = await visit.page("/news/topics/교통")
    assert topic.headings[:2] == ["교통", "새로 나온 호"]
    assert topic.headings[-2:] == ["이 주제의 소식지", "버스 소식"]


async def test_a_department_has_a_page_and_feeds_that_its_titles_lead_to(visit: Visitor) -> None:
    title = await visit.page("/news/bus")
    assert "/news/departments/버스정책과" in {unquote(link) for link in title.links}
    page = await visit.page("/news/departments/버스정책과")
    assert page.headings[:2] == ["버스정책과", "새로 나온 호"]
    assert page.headings[-2:] == ["이 부서의 소식지", "버스 소식"]
    feeds = {unquote(link) for link in page.links if "/feed." in link}
    assert feeds == {f"/news/departments/버스정책과/feed.{kind}" for kind in ("rss", "atom", "json")}
    for path in ("/news/departments/총무과", "/news/departments/없음", "/news/departments/총무과/feed.rss"):
        assert (await visit(path)).status_code == 404


async def test_the_newest_issue_has_an_address_that_stays(visit: Visitor, press: Press) -> None:
    answer = await visit("/news/bus/latest")
    assert (answer.status_code, answer.headers["location"]) == (302, "/news/bus/3")
    await keep(press, title_row(press, "empty"))
    answer = await visit("/news/empty/latest")
    assert (answer.status_code, answer.headers["location"]) == (302, "/news/empty")
    assert "아직 펴낸 호가 없습니다." in (await visit("/news/empty")).text


async def test_all_issues_of_a_title_are_found_page_by_page_and_by_year(press: Press) -> None:
    title = title_row(press, "daily")
    days = [date(2013, 12, 1) + timedelta(days=number) for number in range(70)]
    await keep(press, *(issue_row(press, title, n, issued_on=day) for n, day in enumerate(days, start=1)))
    visit = Visitor(press.city)
    for query, numbers in (
        ("", range(70, 0, -1)),
        ("?year=2014", range(70, 31, -1)),
        ("?year=2013", range(31, 0, -1)),
    ):
        found, path = list[int](), "/news/daily" + query
        while path:
            page = await visit.page(path)
            shown = [link.removeprefix("/news/daily/") for link in page.links]
            numbered = [int(link) for link in shown if link.isdecimal()]
            assert len(numbered) <= ISSUES
            found += numbered
            path = next((str(one["href"]) for one in page.all("a", rel="next")), "")
        assert found == list(numbers)
    await keep(press, issue_row(press, title, 71, issued_on=date(2011, 12, 31)))
    years = [link for link in (await visit.page("/news/daily")).links if "?year=" in link]
    assert [link.removeprefix("/news/daily?year=") for link in years] == ["2014", "2013", "2011"]
    empty = await visit.page("/news/daily?year=2012")
    assert "2012년에는 펴낸 호가 없습니다." in empty.text


async def test_all_titles_are_found_page_by_page(press: Press) -> None:
    titles = [title_row(press, f"t{number}", name=f"소식 {number:03}") for number in range(TITLES + 5)]
    await keep(press, *titles)
    visit, path, found = Visitor(press.city), "/news/titles", list[str]()
    while path:
        page = await visit.page(path)
        found += [heading for heading in page.headings if heading.startswith("소식 ")]
        path = next((str(one["href"]) for one in page.all("a", rel="next")), "")
    assert found == [title.name for title in titles]


async def test_what_is_not_there_and_what_is_not_shown_answer_alike(visit: Visitor) -> None:
    hidden = ("/news/in", "/news/in/1", "/news/in/latest", "/news/bus/4")
    missing = (
        "/news/no",
        "/news/no/1",
        "/news/bus/77",
        "/news/topics/없음",
        "/news/bus/x",
        "/news/a/b/c",
        "/news/%00",
    )
    wrong = (
        "/news/bus/99999999999999999999", "/news/bus?before=x", "/news/bus?before=2014-07-01.zz",
        "/news/bus?year=0000", "/news/bus?year=٢٠١٤", "/news/titles?after=x", "/news/titles?after=%00",
        f"/news/titles?after={'0' * 32}.", f"/news/bus?before=2014-02-30.{'0' * 32}",
        f"/news/titles?after={'é' * 32}.a",
    )  # fmt: skip
    answers = [await visit(path) for path in (*hidden, *missing, *wrong)]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (404, (await visit("/news/never")).text)
    }
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert "모든 소식지에서 찾기" in answers[0].text


async def test_no_page_needs_a_script_or_sets_a_cookie_or_loads_from_elsewhere(
    visit: Visitor, press: Press
) -> None:
    for path in EVERY_PAGE:
        answer = await visit(path, cookie="madang_session=anything")
        page = answer.text
        assert "set-cookie" not in answer.headers
        assert "<script" not in page.replace('<script type="application/ld+json">', "")
        assert " style=" not in page
        policy = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
        assert policy.pop("default-src") == "'none'"
        assert "script-src" not in policy
        assert set(policy.values()) == {"'self'", "'none'"}
    for path in EVERY_PAGE[:-1]:
        loads = (await visit.page(path)).loads
        assert len(loads) == 2
        for one in loads:
            assert one.startswith("/static/site/")
            asset = await visit(one)
            assert (asset.status_code, asset.headers["cache-control"][:6]) == (200, "public")
            packed = await visit(one, accept_encoding="gzip")
            assert packed.content == asset.content
    assert (await visit("/static/site/site-000000000000.css")).status_code == 404


async def test_an_answer_may_be_kept_for_a_minute_and_is_told_apart_by_its_tag(
    visit: Visitor, press: Press
) -> None:
    for path in EVERY_PAGE[:-1]:
        first = await visit(path)
        assert first.headers["cache-control"] == "public, max-age=60, must-revalidate"
        tag = first.headers["etag"]
        for given in (tag, f'"other", W/{tag}', "*"):
            again = await visit(path, if_none_match=given)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert (await visit(path, if_none_match='"other"')).status_code == 200
        head = await visit(path, "HEAD")
        assert (head.status_code, head.headers["etag"]) == (200, tag)
        assert (await visit(path, "POST")).status_code == 405
    home = (await visit("/news")).headers["etag"]
    async with press.city.sessions() as session, session.begin():
        await session.execute(update(NewsletterIssue).values(state=IssueState.DRAFT))
    assert (await visit("/news", if_none_match=home)).status_code == 200


async def test_whole_addresses_are_the_operators_and_else_the_visitors_own(
    press: Press, bus: Newsletter
) -> None:
    known = await Visitor(press.city)("/news/bus", host="evil.test")
    assert f'<link rel="canonical" href="{URL}/news/bus">' in known.text
    assert "evil" not in known.text
    unknown = await Visitor(press.city, url=None)("/news/bus", host="127.0.0.1:8000")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/news/bus">' in unknown.text
    assert unknown.headers["cache-control"] == "private, max-age=60, must-revalidate"
    broken = await Visitor(press.city, url=None)("/news/bus", host='a"><script>')
    assert "canonical" not in broken.text
    assert "<script>" not in broken.text


async def test_what_was_written_stays_inside_its_place(press: Press) -> None:
    title = title_row(press, "odd", name='<b>"이름"</b>', topics="\na&b/c?\n", language=Language.EN)
    odd = issue_row(
        press, title, 1, heading='</title><script>alert("1")</script>', html="<h1>Big</h1><p>1 &lt; 2</p>"
    )
    await keep(press, odd)
    visit = Visitor(press.city)
    page = await visit.page("/news/odd/1")
    assert "<script>" not in page.text
    assert page.headings == ['</title><script>alert("1")</script>', "Big"]
    assert page.all("div", **{"class": "text"}) == [{"class": "text", "lang": "en"}]
    assert "<h2>Big</h2><p>1 &lt; 2</p>" in page.text
    assert "/news/topics/a%26b%2Fc%3F" in page.links
    assert (await visit.page("/news/topics/a%26b%2Fc%3F")).headings[0] == "a&b/c?"


async def test_headings_of_a_text_skip_no_level_below_the_pages_own(press: Press) -> None:
    written = "<h3>가</h3><h6>나</h6><h2>다</h2><h3>라</h3><h1>마</h1>"
    await keep(press, issue_row(press, title_row(press, "deep"), 1, html=written))
    page = await Visitor(press.city).page("/news/deep/1")
    assert "<h2>가</h2><h3>나</h3><h2>다</h2><h3>라</h3><h2>마</h2>" in page.text


async def test_titles_that_rest_or_have_ended_say_so_and_lead_on(press: Press) -> None:
    await keep(
        press,
        title_row(press, "ended", status=TitleStatus.CLOSED),
        title_row(press, "rests", status=TitleStatus.PAUSED),
    )
    visit = Visitor(press.city)
    assert "더는 펴내지 않는 소식지입니다." in (await visit.page("/news/ended")).text
    assert "지금은 쉬는 소식지입니다." in (await visit.page("/news/rests")).text


async def test_a_page_asks_few_statements_however_much_there_is(press: Press) -> None:
    titles = [title_row(press, f"t{n}") for n in range(30)]
    rows = [issue_row(press, title, n) for title in titles for n in range(1, 4)]
    await keep(press, *rows, *(file_row(row, role) for row in rows for role in FileRole))
    visit = Visitor(press.city)
    costs = {
        "/news": 3,
        "/news/titles": 3,
        "/news/topics/교통": 4,
        "/news/departments/버스정책과": 4,
        "/news/t1": 6,
        "/news/t1/2": 4,
        "/news/t1/latest": 2,
    }
    for path, most in costs.items():
        with recording(visit.site.context().reads) as statements:
            assert (await visit(path)).status_code in (200, 302)
        assert len(statements) == most, path


SAME = {f"/news/{slug}/1" for slug in ("park", "city", "inside")}


async def test_an_issue_leads_to_others_that_print_the_same(press: Press) -> None:
    text = press_text(1)
    await printed(press, "bus", text, press_text(2))
    await printed(press, "park", reprinted(text, 0.1))
    await printed(press, "city", text)
    await printed(press, "inside", text, audience=Audience.STAFF)
    await sketch_all(press)
    visit = Visitor(press.city)
    page = await visit.page("/news/bus/1")
    assert "같은 소식이 실린 곳" in page.headings
    assert [link for link in page.links if link in SAME] == ["/news/city/1", "/news/park/1"]
    assert "같은 소식이 실린 곳" not in (await visit.page("/news/bus/2")).headings


async def test_a_slash_at_the_end_is_forgiven(visit: Visitor) -> None:
    answer = await visit("/news/bus/")
    assert (answer.status_code, answer.headers["location"]) == (308, "/news/bus")


async def test_a_page_that_fails_says_so_and_tells_nothing(
    visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(visit.site, "context", broken)
    answer = await visit("/news")
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")
    assert "secret" not in answer.text
    assert "잠시 뒤에 다시 열어 주십시오." in answer.text


async def test_words_of_the_sites_own_addresses_are_no_slugs(press: Press) -> None:
    for slug in ("titles", "topics", "search", "subscribe"):
        assert codes(await press.title(slug=slug)) == [("INVALID", "DUPLICATE")]
