"""Feeds of newsletters: three forms with the same content, as their specifications want them."""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import feedparser  # pyright: ignore[reportMissingTypeStubs]
import pytest
from sqlalchemy import select

from madang.rules.newsletters import Audience, IssueState, Language
from madang.server.site import maps
from madang.server.site.feeds import ENTRIES
from models import Newsletter, NewsletterIssue
from models.recording import recording
from resolvers.newsletters.lines import FULL
from tests.builders import NOON, OPENING
from tests.newsletters.conftest import Press
from tests.newsletters.site import URL, Visitor, issue_row, keep, title_row

BY = "/news/departments/%EB%B2%84%EC%8A%A4%EC%A0%95%EC%B1%85%EA%B3%BC/feed"  # 버스정책과
FEEDS = ("/news/feed", "/news/bus/feed", "/news/topics/%EA%B5%90%ED%86%B5/feed", BY)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT, CREATOR = (
    "{http://purl.org/rss/1.0/modules/content/}encoded",
    "{http://purl.org/dc/elements/1.1/}creator",
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MEDIA = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
ODD = "제목 <b>&amp;\x07 \ufffe \U0001f68c"


@pytest.fixture
async def bus(press: Press) -> Newsletter:
    title = title_row(press, "bus", name="버스 & 소식", language=Language.EN)
    rows = [
        issue_row(press, title, number, issued_on=OPENING + timedelta(days=number)) for number in range(1, 4)
    ]
    rows[0].published_at = NOON
    rows[1].published_at = NOON + timedelta(days=1, hours=5)
    rows[2].heading = ODD
    rows[2].html = '<p>]]&gt; <img src="/newsletter-files/1"> <a href="https://x.test/">\x1b</a></p>'
    await keep(press, *rows)
    return title


@pytest.fixture
def visit(press: Press, bus: Newsletter) -> Visitor:
    return Visitor(press.city)


async def entries(visit: Visitor, path: str) -> list[Any]:
    """Of one feed, as each form tells them; they must agree."""
    found = [_of_rss, _of_atom, _of_json]
    told = [read((await visit(f"{path}.{kind}")).text) for read, kind in zip(found, MEDIA, strict=True)]
    assert told[0] == told[1] == told[2]
    return told[0]


def _of_rss(text: str) -> list[Any]:
    items = fromstring(text).findall("channel/item")
    return [
        (_in(one, "guid"), _in(one, "title"), _in(one, "link"), _in(one, CONTENT), _in(one, CREATOR),
         parsedate_to_datetime(_in(one, "pubDate")))
        for one in items
    ]  # fmt: skip


def _of_atom(text: str) -> list[Any]:
    found = fromstring(text).findall(f"{ATOM}entry")
    return [
        (_in(one, f"{ATOM}id"), _in(one, f"{ATOM}title"), _link(one, "alternate"), _in(one, f"{ATOM}content"),
         _in(one, f"{ATOM}author/{ATOM}name"), datetime.fromisoformat(_in(one, f"{ATOM}published")))
        for one in found
    ]  # fmt: skip


def _of_json(text: str) -> list[Any]:
    return [
        (one["id"], one["title"], one["url"], one["content_html"], one["authors"][0]["name"],
         datetime.fromisoformat(one["date_published"]))
        for one in json.loads(text)["items"]
    ]  # fmt: skip


def _in(parent: Element, path: str) -> str:
    [found] = parent.findall(path)
    return found.text or ""


def _link(parent: Element, rel: str) -> str:
    [found] = [one for one in parent.findall(f"{ATOM}link") if one.get("rel") == rel]
    return found.attrib["href"]


async def test_all_forms_tell_the_same_issues_whole_and_newest_first(visit: Visitor) -> None:
    for path in FEEDS:
        told = await entries(visit, path)
        assert [one[2] for one in told] == [f"{URL}/news/bus/{number}" for number in (3, 2, 1)]
        assert {one[0] for one in told} == {f"urn:uuid:{UUID(one[0][9:])}" for one in told}
        newest = told[0]
        assert newest[1] == "제목 <b>&amp;  \U0001f68c"
        assert (
            newest[3] == f'<p>]]&gt; <img src="{URL}/newsletter-files/1"> <a href="https://x.test/"></a></p>'
        )
        assert newest[4] == "버스정책과"
    days = [one[5].isoformat() for one in await entries(visit, FEEDS[1])]
    assert [day[:10] for day in days] == ["2014-07-04", "2014-07-03", "2014-07-02"]  # midnights in Seoul


async def test_rss_has_what_its_specification_wants(visit: Visitor) -> None:
    for path in FEEDS:
        root = fromstring((await visit(f"{path}.rss")).text)
        assert (root.tag, root.attrib) == ("rss", {"version": "2.0"})
        [channel] = root
        for name in ("title", "link", "description", "language", "lastBuildDate"):
            assert _in(channel, name)
        assert _link(channel, "self") == f"{URL}{path}.rss"
        for item in channel.findall("item"):
            assert item.find("guid").attrib == {"isPermaLink": "false"}  # pyright: ignore[reportOptionalMemberAccess]
            assert parsedate_to_datetime(_in(item, "pubDate")).tzinfo is not None


async def test_atom_has_what_its_specification_wants(visit: Visitor) -> None:
    seen = set[str]()
    for path in FEEDS:
        root = fromstring((await visit(f"{path}.atom")).text)
        assert root.tag == f"{ATOM}feed"
        assert (_link(root, "self"), _link(root, "alternate")) == (
            f"{URL}{path}.atom",
            URL + path.removesuffix("/feed"),
        )
        seen.add(_in(root, f"{ATOM}id"))
        for one in [root, *root.findall(f"{ATOM}entry")]:
            assert urlsplit(_in(one, f"{ATOM}id")).scheme == "urn"
            assert _in(one, f"{ATOM}title")
            assert RFC3339.fullmatch(_in(one, f"{ATOM}updated"))
            assert _in(one, f"{ATOM}author/{ATOM}name")
        for one in root.findall(f"{ATOM}entry"):
            [content] = one.findall(f"{ATOM}content")
            assert content.attrib == {"type": "html"}
    assert len(seen) == len(FEEDS)


async def test_json_has_what_its_specification_wants(visit: Visitor) -> None:
    for path in FEEDS:
        told = json.loads((await visit(f"{path}.json")).text)
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert (told["feed_url"], told["home_page_url"]) == (
            f"{URL}{path}.json",
            URL + path.removesuffix("/feed"),
        )
        assert told["title"]
        for one in told["items"]:
            assert isinstance(one["id"], str)
            assert {"content_html", "url", "title", "tags", "language"} <= one.keys()
            assert RFC3339.fullmatch(one["date_published"])


def _understood(content: bytes) -> Any:
    reader: Any = feedparser
    return reader.parse(content)


async def test_a_reader_of_feeds_understands_them(visit: Visitor) -> None:
    for path in FEEDS:
        for kind, version in (("rss", "rss20"), ("atom", "atom10")):
            answer = await visit(f"{path}.{kind}")
            assert answer.headers["content-type"] == MEDIA[kind]
            told = _understood(answer.content)
            assert (told.bozo, told.version, len(told.entries)) == (False, version, 3)


async def test_pages_lead_to_their_feeds(visit: Visitor) -> None:
    for path, feed in (
        ("/news", FEEDS[0]),
        ("/news/bus", FEEDS[1]),
        ("/news/bus/1", FEEDS[1]),
        ("/news/topics/교통", FEEDS[2]),
    ):
        found = (await visit.page(path)).all("link", rel="alternate")
        assert [(one["href"], one["type"]) for one in found] == [
            (f"{feed}.{kind}", MEDIA[kind]) for kind in MEDIA
        ]
        for one in found:
            assert (await visit(one["href"] or "")).status_code == 200


async def test_who_has_the_newest_gets_no_more(visit: Visitor, press: Press, bus: Newsletter) -> None:
    for path in FEEDS:
        first = await visit(f"{path}.atom")
        tag, date = first.headers["etag"], first.headers["last-modified"]
        assert date == "Tue, 08 Jul 2014 08:00:00 GMT"
        assert first.headers["cache-control"] == "public, max-age=60, must-revalidate"
        assert (await visit(f"{path}.atom", if_none_match=tag)).status_code == 304
        assert (await visit(f"{path}.atom", if_modified_since=date)).status_code == 304
        assert (
            await visit(f"{path}.atom", if_modified_since="Tue, 08 Jul 2014 07:59:59 GMT")
        ).status_code == 200
        assert (await visit(f"{path}.atom", if_modified_since="yesterday")).status_code == 200
        assert (await visit(f"{path}.atom", if_none_match='"x"', if_modified_since=date)).status_code == 200


async def test_what_is_narrowed_is_gone_for_who_asks_by_date_or_tag(
    visit: Visitor, press: Press, bus: Newsletter
) -> None:
    first = await visit("/news/feed.rss")
    async with press.city.sessions() as session, session.begin():
        [newest] = [one for one in await session.scalars(select(NewsletterIssue)) if one.number == 2]
        newest.audience = Audience.STAFF
    tag, date = first.headers["etag"], first.headers["last-modified"]
    for again in (
        await visit("/news/feed.rss", if_none_match=tag),
        await visit("/news/feed.rss", if_modified_since=date),
    ):
        assert (again.status_code, "bus 2호" in again.text) == (200, False)


async def test_a_feed_is_bounded_however_much_there_is(press: Press) -> None:
    titles = [title_row(press, f"t{number}") for number in range(5)]
    rows = [
        issue_row(
            press, title, n, issued_on=OPENING + timedelta(days=n), html="가" * (FULL if n == 60 else 10)
        )
        for title in titles
        for n in range(1, 62)
    ]
    rows[-1].html = "가" * (FULL + 1)
    await keep(press, *rows)
    visit = Visitor(press.city)
    for path in ("/news/feed", "/news/t4/feed", FEEDS[2]):
        with recording(visit.site.context().reads) as statements:
            told = json.loads((await visit(f"{path}.json")).text)["items"]
        assert len(statements) <= 4
        assert len(told) == ENTRIES
        days = [one["date_published"] for one in told]
        assert days == sorted(days, reverse=True)
    long = json.loads((await visit("/news/t4/feed.json")).text)["items"][:2]
    assert ["content_html" in one for one in long] == [False, True]
    assert "content_text" in long[0]
    assert "encoded" not in (await visit("/news/t4/feed.rss")).text.split("</item>")[0]


async def test_what_is_not_there_has_no_feed(visit: Visitor, press: Press) -> None:
    await keep(press, title_row(press, "inside", audience=Audience.STAFF, topics="\n비밀\n"))
    nowhere = await visit("/news/none")
    for path in (
        "/news/feed.xml",
        "/news/none/feed.rss",
        "/news/inside/feed.rss",
        "/news/topics/비밀/feed.rss",
        "/news/topics/none/feed.rss",
    ):
        answer = await visit(path)
        assert (answer.status_code, answer.content) == (404, nowhere.content)


async def test_a_title_without_issues_has_a_feed(press: Press) -> None:
    await keep(press, title_row(press, "new"))
    visit = Visitor(press.city)
    for kind in MEDIA:
        assert (await visit(f"/news/new/feed.{kind}")).status_code == 200
    empty = await visit("/news/new/feed.atom")
    assert _in(fromstring(empty.text), f"{ATOM}updated") == "2014-07-07T03:00:00Z"


async def test_without_an_address_of_the_operator_no_shared_cache_keeps_a_feed(
    press: Press, bus: Newsletter
) -> None:
    visit = Visitor(press.city, url=None)
    answer = await visit("/news/feed.rss", host="evil.test")
    assert answer.headers["cache-control"] == "private, max-age=60, must-revalidate"
    assert "http://evil.test/news/bus/3" in answer.text
    assert (await visit("/news/feed.rss", host="a b")).status_code == 404
    assert "evil" not in (await Visitor(press.city)("/news/feed.rss", host="evil.test")).text


async def test_search_engines_find_every_page_and_no_other(
    visit: Visitor, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = title_row(press, "inside", audience=Audience.STAFF, topics="\n비밀\n")
    draft = issue_row(press, title_row(press, "more"), 1, state=IssueState.DRAFT)
    await keep(press, issue_row(press, hidden, 1), draft)
    monkeypatch.setattr(maps, "MOST", 2)
    robots = (await visit("/robots.txt")).text
    assert robots.endswith(f"\nDisallow: /\nSitemap: {URL}/sitemap.xml\n")
    parts = await _locations(visit, "/sitemap.xml")
    pages = [page for part in parts for page in await _locations(visit, part.removeprefix(URL))]
    assert len(parts) == 3
    topic = f"{URL}/news/topics/%EA%B5%90%ED%86%B5"
    assert sorted(pages) == sorted(
        [f"{URL}/news", f"{URL}/news/titles", f"{URL}/news/bus", f"{URL}/news/more", topic]
        + [URL + BY.removesuffix("/feed")]
        + [f"{URL}/news/bus/{number}" for number in (1, 2, 3)]
    )
    for page in pages:
        assert (await visit(page.removeprefix(URL))).status_code == 200
    for path in (
        "/sitemap-issues.xml",
        "/sitemap-issues.xml?from=x",
        f"/sitemap-issues.xml?from=2030-01-01.{'0' * 32}",
    ):
        assert (await visit(path)).status_code == 404


async def _locations(visit: Visitor, path: str) -> list[str]:
    answer = await visit(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    return [
        one.text or ""
        for one in fromstring(answer.text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


async def test_an_issue_tells_search_engines_what_it_is(visit: Visitor) -> None:
    text = (await visit("/news/bus/3")).text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    told = json.loads(data)
    assert "<" not in data
    assert (told["@type"], told["headline"], told["datePublished"]) == (
        "NewsArticle",
        ODD,
        "2014-07-04T00:00:00+09:00",
    )
    assert told["publisher"] == {"@type": "GovernmentOrganization", "name": "버스정책과"}
