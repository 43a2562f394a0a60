"""Issues come from feeds and home pages of departments, each once, and what goes wrong is told."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from madang.rules.newsletter_sources import MOST_FAILURES
from models import NewsletterSource
from schema.identifiers import global_id
from tests.fetching.sites import Asked, answer, endless, head, silent
from tests.newsletters.conftest import codes
from tests.newsletters.elsewhere import POSTS, Desk, rss

HOUR = timedelta(hours=1, minutes=10)
LIST = "<html><body><ul id='list'>{}</ul></body></html>"
PAGE = """<html><head><title>공원 소식</title></head><body><div id="content">{}</div>
<footer>3</footer></body></html>"""
OPEN = "<p>" + "서울숲은 아침 여섯 시에 문을 엽니다. " * 8 + "</p>"


def later(desk: Desk, by: timedelta = HOUR) -> None:
    desk.press.city.clock.advance(by)


async def problem(desk: Desk) -> str:
    return (await desk.source()).problem or ""


async def test_posts_of_a_feed_become_drafts_each_once_and_the_oldest_first(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS), etag='"1"', cache_control="max-age=60")
    added = await desk.add()
    assert added["errors"] == []
    shown = added["source"]
    assert (shown["state"], shown["release"], shown["found"], shown["addedBy"]) == (
        "ACTIVE",
        "DRAFT",
        0,
        {"name": "직원"},
    )
    assert await desk.poll() == 2
    assert await desk.told() == [(1, "심야버스", "DRAFT"), (2, "정류소", "DRAFT")]
    first, second = await desk.issues()
    assert (first.author_id, str(first.issued_on), second.plain) == (None, "2014-07-01", "정류소를 옮깁니다.")
    assert f'href="{desk.home.address("/view?id=2")}"' in second.html
    assert ("t.example" in second.html, "src" in second.html) == (False, False)
    source = await desk.source()
    now = desk.press.city.clock()
    assert (source.found, source.failures, source.problem, source.etag) == (2, 0, None, '"1"')
    assert (source.last_fetched_at, source.last_found_at) == (now, now)
    assert now + timedelta(hours=1) <= source.next_at <= now + timedelta(minutes=67)
    assert await desk.poll() == 0
    assert len(desk.home.asked) == 1


async def test_what_has_not_changed_is_asked_for_with_its_version_and_not_read(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS), etag='"1"', last_modified="Mon, 07 Jul 2014 03:00:00 GMT")
    await desk.add()
    await desk.poll()
    desk.home.put("/rss", "", status=304)
    later(desk)
    assert await desk.poll() == 0
    asked = desk.home.asked[1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "Mon, 07 Jul 2014 03:00:00 GMT")
    source = await desk.source()
    assert (source.etag, source.last_fetched_at, source.found) == ('"1"', desk.press.city.clock(), 2)


async def test_what_was_discarded_comes_back_by_no_source_of_its_title(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    await desk.add()
    assert await desk.poll() == 2
    for one in await desk.issues():
        id = global_id("NewsletterIssue", one.id)
        press = desk.press
        payload = await press.board.do(press.people["동료"], "newsletterIssueDiscard", "id", id=id)
        assert payload["errors"] == []
    renamed = [(f"other {name}", heading, text) for name, heading, text in POSTS]
    desk.home.put("/rss", rss(*POSTS, ("3", "새 소식", "<p>새로</p>")))
    desk.home.put("/other", rss(*renamed))  # the same posts another way
    assert (await desk.add("/other"))["errors"] == []
    later(desk)
    assert await desk.poll() == 1
    assert await desk.told() == [(1, "새 소식", "DRAFT")]


async def test_posts_without_names_are_known_by_their_address_or_their_words(desk: Desk) -> None:
    def feed(*items: str) -> str:
        return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'

    def item(heading: str, link: str) -> str:
        return (
            f"<item><title>{heading}</title><description>{heading} 글</description><link>{link}</link></item>"
        )

    alike = [item("가", "/home"), item("나", "/home")]
    desk.home.put("/rss", feed(*alike, item("다", "/3")))
    await desk.add()
    assert await desk.poll() == 3
    desk.home.put("/rss", feed(*alike, item("다, 고침", "/3"), item("라", "/home")))
    later(desk)
    assert await desk.poll() == 1
    assert sorted(heading for _, heading, _ in await desk.told()) == ["가", "나", "다, 고침", "라"]


async def test_what_its_head_lets_out_is_past_at_first_and_new_from_then_on(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    added = await desk.add(who="부서장", release="PUBLISH")
    assert (added["source"]["release"], added["source"]["releasedBy"]) == ("PUBLISH", {"name": "부서장"})
    await desk.poll()
    assert [state for *_, state in await desk.told()] == ["ARCHIVED", "ARCHIVED"]
    desk.home.put("/rss", rss(*POSTS, ("3", "새 소식", "<p>새로</p>")))
    later(desk)
    await desk.poll()
    assert (await desk.told())[2] == (3, "새 소식", "PUBLISHED")


async def test_nothing_goes_out_unseen_once_nobody_answers_for_it(desk: Desk) -> None:
    desk.home.put("/rss", rss(POSTS[0]))
    await desk.add(who="부서장", release="PUBLISH")
    source = await desk.source()
    async with desk.press.city.sessions() as session, session.begin():
        row = await session.get_one(NewsletterSource, source.id)
        row.released_by_id = desk.press.people["직원"].id
    await desk.poll()
    assert [state for *_, state in await desk.told()] == ["DRAFT"]
    assert "부서장이나 관리자가 아니어서" in await problem(desk)
    await desk.press.retitle(desk.title, status="PAUSED")
    desk.home.put("/rss", rss(*POSTS))
    later(desk)
    await desk.poll()
    assert [state for *_, state in await desk.told()] == ["DRAFT", "DRAFT"]
    assert "쉬는 소식지" in await problem(desk)
    await desk.press.retitle(desk.title, status="CLOSED")
    later(desk)
    await desk.poll()
    assert ((await desk.source()).state, await problem(desk)) == (
        "PAUSED",
        "끝난 소식지여서 더 가져오지 않습니다.",
    )


@pytest.mark.parametrize(
    ("say", "told"),
    [
        (answer("", status=404), "(404)"),
        (answer("", status=500), "500번"),
        (
            answer("<html><head><title>t</title></head><body><p>글</p></body></html>"),
            "소식 목록(RSS)이 아니라",
        ),
        (answer(b"\x00\x01\x02" * 500), "읽지 않는 종류입니다"),
        (answer("<rss><channel><item>"), ""),
        (answer('<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>'), "개체 선언"),
        (answer("", status=302, location="http://169.254.169.254/"), "안쪽 주소"),
        (answer("", status=302, location="/rss"), "5번 넘게"),
        (endless(b"<rss>" * 1000), "1 MB를 넘어"),
        (silent(head(200)), "2초 안에"),
        (answer(rss(*((str(n), f"{n}", "글") for n in range(1001)))), "1,000건을 넘어"),
    ],
)
async def test_what_goes_wrong_is_told_and_tried_again_later(desk: Desk, say: Any, told: str) -> None:
    desk.home.answers["/rss"] = say
    await desk.add()
    assert await desk.poll() == 0
    source, now = await desk.source(), desk.press.city.clock()
    if not told:  # an unfinished feed without posts is an empty one
        assert (source.failures, source.problem) == (0, None)
        return
    assert told in (source.problem or "")
    assert (source.state, source.failures, source.found) == ("ACTIVE", 1, 0)
    assert now + timedelta(minutes=5) <= source.next_at <= now + timedelta(minutes=6.5)
    desk.home.put("/rss", rss(*POSTS))
    later(desk, timedelta(minutes=7))
    assert await desk.poll() == 2
    source = await desk.source()
    assert (source.failures, source.problem) == (0, None)


async def test_a_page_given_for_a_feed_tells_where_its_feed_is(desk: Desk) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/real.xml">'
    desk.home.put("/rss", f"<html><head>{link}</head><body><p>글</p></body></html>")
    await desk.add()
    await desk.poll()
    assert f"{desk.home.address('/real.xml')}에 있다고 합니다" in await problem(desk)


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
async def test_a_feed_is_read_whatever_charset_it_claims(desk: Desk, encoding: str) -> None:
    feed = rss(*POSTS).replace('version="1.0"?', 'version="1.0" encoding="euc-kr"?')
    desk.home.put("/rss", feed.encode(encoding), content_type="text/xml; charset=iso-8859-1")
    await desk.add()
    await desk.poll()
    assert [heading for _, heading, _ in await desk.told()] == ["심야버스", "정류소"]


async def test_failures_wait_longer_and_longer_and_end_in_a_rest_that_says_why(desk: Desk) -> None:
    desk.home.put("/rss", "", status=500)
    id = (await desk.add())["source"]["id"]
    waits: list[timedelta] = []
    for _ in range(MOST_FAILURES):
        await desk.poll()
        waits.append((await desk.source()).next_at - desk.press.city.clock())
        later(desk, waits[-1])
    least = [timedelta(minutes=5) * 2**n for n in range(9)] + [timedelta(days=1)] * 3
    assert all(low <= wait <= low * 1.25 for low, wait in zip(least, waits, strict=True)), waits
    source = await desk.source()
    assert (source.state, source.failures) == ("PAUSED", MOST_FAILURES)
    assert "12번 이어서 가져오지 못해 쉽니다" in (source.problem or "")
    assert await desk.kinds() == ["NewsletterSourceAdded", "NewsletterSourcePaused"]
    asked = len(desk.home.asked)
    later(desk, timedelta(days=30))
    assert (await desk.poll(), len(desk.home.asked)) == (0, asked)
    desk.home.put("/rss", rss(*POSTS))
    resumed = await desk.do("Resume", id=id)
    assert (resumed["source"]["state"], resumed["source"]["problem"]) == ("ACTIVE", None)
    assert await desk.poll() == 2


async def test_a_server_is_left_alone_as_long_as_it_wants(desk: Desk) -> None:
    desk.home.put("/rss", "", status=429, retry_after="7200")
    await desk.add()
    await desk.poll()
    source = await desk.source()
    assert source.next_at >= desk.press.city.clock() + timedelta(hours=2)
    assert (source.state, "(429)" in (source.problem or "")) == ("ACTIVE", True)
    desk.home.put("/rss", rss(*POSTS), cache_control="max-age=36000")
    later(desk, timedelta(hours=3))
    await desk.poll()
    assert (await desk.source()).next_at >= desk.press.city.clock() + timedelta(hours=10)


async def test_what_is_gone_for_good_is_not_asked_again(desk: Desk) -> None:
    desk.home.put("/rss", "", status=410)
    await desk.add()
    await desk.poll()
    source = await desk.source()
    assert (source.state, source.failures) == ("PAUSED", 1)
    assert source.problem == "없어진 주소라고 합니다(410). 새 주소가 있으면 고쳐 주십시오."
    later(desk, timedelta(days=2))
    await desk.poll()
    assert len(desk.home.asked) == 1


async def test_a_watched_page_is_told_of_when_its_text_changes(desk: Desk) -> None:
    desk.home.put("/", PAGE.format(OPEN))
    await desk.add("/", kind="PAGE")
    assert await desk.poll() == 0
    assert ((await desk.source()).found, await desk.told()) == (0, [])
    desk.home.put("/", PAGE.format(OPEN).replace("<footer>3", "<footer>4"))
    later(desk)
    assert await desk.poll() == 0
    desk.home.put("/", PAGE.format(f"{OPEN}<p>토요일은 쉽니다.</p>"))
    later(desk)
    assert await desk.poll() == 1
    (issue,) = await desk.issues()
    assert (issue.heading, issue.state, str(issue.issued_on)) == ("공원 소식", "DRAFT", "2014-07-07")
    assert issue.plain.startswith("새로 바뀐 곳\n토요일은 쉽니다.\n\n홈페이지 전체\n서울숲은")
    assert issue.html.startswith("<h2>새로 바뀐 곳</h2><p>토요일은 쉽니다.</p><h2>홈페이지 전체</h2>")
    desk.home.put("/", PAGE.format(OPEN))
    later(desk)
    assert await desk.poll() == 0  # something is only gone
    desk.home.put("/", PAGE.format(f"{OPEN}<p>토요일은 쉽니다.</p>"))
    later(desk, timedelta(days=1))
    assert await desk.poll() == 1  # and is there again


async def test_only_the_part_of_a_page_that_counts_is_watched(desk: Desk) -> None:
    page = "<html><body><p>방문자 {}</p><div class='notice'>{}</div></body></html>"
    desk.home.put("/", page.format(1, OPEN))
    await desk.add("/", kind="PAGE", partSelector=".notice")
    await desk.poll()
    desk.home.put("/", page.format(2, OPEN))
    later(desk)
    assert await desk.poll() == 0
    desk.home.put("/", page.format(3, f"{OPEN}<p>분수를 켭니다.</p>"))
    later(desk)
    assert await desk.poll() == 1
    desk.home.put("/", "<html><body><p>새 단장</p></body></html>")
    later(desk)
    assert await desk.poll() == 0
    assert await problem(desk) == "홈페이지에 CSS 선택자에 맞는 곳이 없습니다: .notice"


async def test_each_page_behind_a_new_link_becomes_an_issue(desk: Desk) -> None:
    links = "".join(f"<li><a href='view?id={n}'>{n}</a></li>" for n in (3, 2, 1))
    outside = "<li><a href='javascript:go()'>x</a><a href='http://10.0.0.1/'>y</a></li>"
    desk.home.put("/list", LIST.format(links + outside))
    for number in (1, 2):
        desk.home.put(f"/view?id={number}", PAGE.format(f"<h1>{number}번째 글</h1>{OPEN}"))
    await desk.add("/list", kind="PAGE", linkSelector="#list a")
    assert await desk.poll() == 2
    assert await desk.told() == [(1, "1번째 글", "DRAFT"), (2, "2번째 글", "DRAFT")]
    source = await desk.source()
    assert sorted(source.misses.values()) == [1, 1]
    assert "가져오지 못한 쪽이 있습니다" in (source.problem or "")
    desk.home.put("/view?id=3", PAGE.format(f"<h1>3번째 글</h1>{OPEN}"))
    later(desk)
    assert await desk.poll() == 1
    for _ in range(3):
        later(desk)
        assert await desk.poll() == 0
    asked = [one.target for one in desk.home.asked]
    assert [asked.count(f"/view?id={n}") for n in (1, 2, 3)] == [1, 1, 2]
    assert list((await desk.source()).misses.values()) == [3]


async def test_many_links_are_followed_a_few_at_a_time(desk: Desk) -> None:
    desk.home.put("/list", LIST.format("".join(f"<a href='{n}'>{n}</a>" for n in range(24))), etag='"1"')
    for number in range(24):
        desk.home.put(f"/{number}", PAGE.format(f"<h1>{number}번</h1>{OPEN}"))
    await desk.add("/list", who="부서장", kind="PAGE", linkSelector="#list", release="PUBLISH")
    for brought in (10, 10, 4, 0):
        assert await desk.poll() == brought
        later(desk, timedelta(minutes=1))
    assert [number for number, *_ in await desk.told()] == list(range(1, 25))
    assert {state for *_, state in await desk.told()} == {"ARCHIVED"}
    assert (await desk.source()).etag == '"1"'


async def test_hosts_are_asked_side_by_side_and_each_host_one_by_one(desk: Desk) -> None:
    together, alone = asyncio.Event(), set[str]()
    at_once: list[int] = []

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        host = asked.headers["host"]
        assert host not in alone
        alone.add(host)
        at_once.append(len(alone))
        if len(alone) == 2:
            together.set()
        await together.wait()
        await answer(rss((asked.target, asked.target, "글")))(asked, writer)
        alone.discard(host)

    for number in range(4):
        desk.home.answers[f"/{number}"] = say
        host = ("bus.seoul.kr", "park.seoul.kr")[number % 2]
        await desk.add(url=desk.home.address(f"/{number}", host=host))
    async with asyncio.timeout(20):
        assert await desk.poll() == 4
    assert max(at_once) == 2


async def test_an_editor_fetches_now_and_reads_what_came(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    id = (await desk.add())["source"]["id"]
    fetched = await desk.do("Fetch", id=id)
    assert (fetched["errors"], fetched["found"], fetched["source"]["found"]) == ([], 2, 2)
    assert datetime.fromisoformat(fetched["source"]["lastFetchedAt"]) == desk.press.city.clock()
    assert (await desk.issues())[0].author_id is None
    assert codes(await desk.do("Fetch", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
    desk.home.put("/rss", "", status=404)
    later(desk, timedelta(seconds=31))
    fetched = await desk.do("Fetch", id=id)
    assert (fetched["errors"], fetched["found"], fetched["source"]["failures"]) == ([], 0, 1)
    assert fetched["source"]["problem"] == "그런 주소가 없다고 합니다(404). 주소를 확인해 주십시오."
    await desk.do("Pause", id=id)
    later(desk, timedelta(seconds=31))
    assert codes(await desk.do("Fetch", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
