"""Covers and attachments on the citizens' pages and in their feeds; what an issue was taken from in none."""

import json
from uuid import UUID
from xml.etree.ElementTree import fromstring

import pytest

from madang.files.media import label_of, told_size
from madang.rules.newsletters import FileRole
from models import NewsletterFile, NewsletterIssue
from tests.builders import NOON
from tests.newsletters.conftest import Press
from tests.newsletters.site import URL, Visitor, file_row, issue_row, keep, title_row

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ("/news", "/news/bus", "/news/topics/교통")
FEEDS = tuple(f"{path}/feed" for path in LISTS)


def file(issue: NewsletterIssue, role: FileRole, number: int, **given: object) -> NewsletterFile:
    return file_row(issue, role, id=UUID(int=number), **given)


def path(number: int) -> str:
    return f"/newsletter-files/{UUID(int=number)}"


@pytest.fixture
def issue(press: Press) -> NewsletterIssue:
    return issue_row(press, title_row(press, "bus"), 1, heading='"밤" 버스')


@pytest.fixture
async def visit(press: Press, issue: NewsletterIssue) -> Visitor:
    """An issue with files of all kinds, one taken off again, and one without any."""
    await keep(
        press,
        issue_row(press, issue.newsletter, 2),
        file(issue, FileRole.COVER, 1, name="표지.png", media_type="image/png"),
        file(issue, FileRole.ATTACHMENT, 2, name="<시간표> & 노선.pdf"),
        file(issue, FileRole.ATTACHMENT, 3, name="표.csv", media_type="text/csv; charset=euc-kr", size=5),
        file(issue, FileRole.ORIGINAL, 4),
        file(issue, FileRole.PICTURE, 5, media_type="image/png", sha256="1" * 64),
        file(issue, FileRole.ATTACHMENT, 6, removed_at=NOON),
        file(issue, FileRole.COVER, 7, removed_at=NOON),
    )
    return Visitor(press.city)


async def test_an_issue_shows_its_cover_and_lists_what_is_attached(visit: Visitor) -> None:
    page = await visit.page("/news/bus/1")
    [shown] = page.all("img")
    assert (shown["src"], shown["alt"], shown["loading"]) == (path(1), '"밤" 버스 표지', "lazy")
    files = [one for one in page.links if one.startswith("/newsletter-files/")]
    assert files == [path(2), path(3)]
    assert [one["href"] for one in page.all("a") if "download" in one] == files
    assert "&lt;시간표&gt; &amp; 노선.pdf" in page.text
    assert '<span class="subtle">PDF 문서, 1KB</span>' in page.text
    assert '<span class="subtle">쉼표로 나눈 표, 5B</span>' in page.text
    without = await visit.page("/news/bus/2")
    assert (without.all("img"), "첨부 파일" in without.text) == ([], False)


async def test_a_cover_that_the_text_shows_is_not_shown_twice(
    visit: Visitor, press: Press, issue: NewsletterIssue
) -> None:
    html = f'<p><img src="{path(8)}" alt="정류장"></p>'
    mailing = issue_row(press, issue.newsletter, 3, html=html)
    await keep(
        press,
        file(mailing, FileRole.COVER, 9, media_type="image/png", sha256="2" * 64),
        file(mailing, FileRole.PICTURE, 8, media_type="image/png", sha256="2" * 64),
    )
    page = await visit.page("/news/bus/3")
    assert page.all("img") == [{"src": path(8), "alt": "정류장"}]
    assert page.all("meta", property="og:image")[0]["content"] == URL + path(9)


async def test_lists_show_the_cover_made_small_beside_its_issue(visit: Visitor) -> None:
    for where in (*LISTS, "/news/search?q=밤"):
        [shown] = (await visit.page(where)).all("img")
        assert (shown["src"], shown["alt"], shown["loading"]) == (f"{path(1)}?size=small", "", "lazy")


async def test_those_who_pass_an_issue_on_are_told_its_picture(visit: Visitor, press: Press) -> None:
    page = await visit.page("/news/bus/1")
    assert [one["content"] for one in page.all("meta", property="og:image")] == [URL + path(1)]
    [told] = page.text.split('<script type="application/ld+json">')[1:]
    assert json.loads(told.split("</script>")[0])["image"] == [URL + path(1)]
    assert (await visit.page("/news/bus/2")).all("meta", property="og:image") == []
    nowhere = await Visitor(press.city, url=None)("/news/bus/1", host='a"><b')
    assert "og:image" not in nowhere.text


async def test_feeds_tell_what_is_attached_and_where(visit: Visitor) -> None:
    pdf, csv = ("application/pdf", "1300"), ("text/csv; charset=euc-kr", "5")
    expected = [(URL + path(2), *pdf), (URL + path(3), *csv)]
    for feed in FEEDS:
        rss = fromstring((await visit(f"{feed}.rss")).text)
        told = [one.attrib for one in rss.iter("enclosure")]
        assert [(one["url"], one["type"], one["length"]) for one in told] == expected
        atom = fromstring((await visit(f"{feed}.atom")).text)
        links = [one.attrib for one in atom.iter(f"{ATOM}link") if one.get("rel") == "enclosure"]
        assert [(one["href"], one["type"], one["length"]) for one in links] == expected
        items = json.loads((await visit(f"{feed}.json")).text)["items"]
        [files] = [one["attachments"] for one in items if "attachments" in one]
        assert [(one["url"], one["mime_type"], str(one["size_in_bytes"])) for one in files] == expected
        assert files[0]["title"] == links[0]["title"] == "<시간표> & 노선.pdf"


async def test_what_an_issue_was_taken_from_and_what_was_taken_off_stands_nowhere(visit: Visitor) -> None:
    feeds = [f"{feed}.{form}" for feed in FEEDS for form in ("rss", "atom", "json")]
    told = "".join([(await visit(one)).text for one in (*LISTS, "/news/bus/1", *feeds)])
    assert [number for number in range(1, 8) if path(number) in told] == [1, 2, 3]


async def test_a_picture_that_was_left_elsewhere_is_told_by_its_words(
    visit: Visitor, press: Press, issue: NewsletterIssue
) -> None:
    html = f'<p><img alt="노선도 &lt;b&gt;">, <img><img src="{path(5)}"><img src="{path(5)}" alt="역"></p>'
    await keep(press, issue_row(press, issue.newsletter, 3, html=html))
    page = await visit.page("/news/bus/3")
    told = f'<p>노선도 &lt;b&gt;, <img src="{path(5)}" alt=""><img src="{path(5)}" alt="역"></p>'
    assert told in page.text
    assert [one for one in page.loads if not one.startswith("/static/")] == [path(5), path(5)]


def test_kinds_and_sizes_are_told_as_people_read_them() -> None:
    assert [told_size(size) for size in (0, 1_023, 1_024, 900_000, 1_048_575, 1_310_720, 52_428_800)] == [
        "0B", "1023B", "1KB", "879KB", "1MB", "1.25MB", "50MB",
    ]  # fmt: skip
    assert (label_of("application/x-hwp"), label_of("message/rfc822")) == ("한글 문서", "파일")
