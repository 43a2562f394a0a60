"""Citizens search newsletters on a page that needs no script."""

import re
from urllib.parse import quote
from uuid import UUID

import pytest

from madang.rules.newsletters import Audience
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import press_text, printed
from tests.newsletters.searching import TEXTS, issue, title
from tests.newsletters.site import Visitor, keep


@pytest.fixture
async def visit(press: Press) -> Visitor:
    city, inside = title(press), title(press, "inside", name="직원 소식", audience=Audience.STAFF)
    await keep(press, *(issue(press, city, number, text) for number, text in enumerate(TEXTS, start=1)))
    await keep(press, issue(press, inside, 1, TEXTS[0], audience=Audience.STAFF))
    return Visitor(press.city)


async def test_what_is_sought_is_found_whatever_its_spacing_and_marked(visit: Visitor) -> None:
    page = await visit.page(f"/news/search?q={quote('심야버스 운영')}")
    assert page.headings[:3] == ["소식지에서 찾기", "1개의 호를 찾았습니다", "올빼미버스 늘어난다"]
    assert "<mark>심야 버스</mark>" in page.text
    assert "/news/city-news/1" in page.links
    assert 'value="심야버스 운영"' in page.text
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]


async def test_facets_narrow_and_let_go_again(visit: Visitor) -> None:
    page = await visit.page(f"/news/search?q={quote('서울 안내')}")
    years = [link for link in page.links if "year=" in link]
    assert [link[-4:] for link in years] == ["2014", "2013"]
    narrowed = await visit.page(years[1])
    assert narrowed.headings[1] == "1개의 호를 찾았습니다"
    assert (
        narrowed.all("a", **{"class": "chosen"})[0]["href"]
        == f"/news/search?q={quote('서울')}+{quote('안내')}"
    )


async def test_what_is_for_staff_is_neither_found_nor_counted(visit: Visitor) -> None:
    for path in ("/news/search?q=" + quote("직원 소식"), "/news/search?q=" + quote("올빼미버스")):
        text = (await visit.page(path)).text
        assert "inside" not in text
        assert "직원 소식" not in text.replace('value="직원 소식"', "").replace("‘직원 소식’", "")


async def test_what_cannot_be_sought_says_why(visit: Visitor) -> None:
    assert "낱말, 날짜, 물음을" in (await visit.page("/news/search")).text
    for query, word in (("%21%21", "글자나 숫자를"), ("a" * 201, "200자까지")):
        answer = await visit(f"/news/search?q={query}")
        assert (answer.status_code, word in answer.text) == (400, True)
    for query in ("year=x", "title=x", "publisher=1"):
        assert (await visit(f"/news/search?q=a&{query}")).status_code == 404
    assert (await visit("/news/search?q=a&after=x")).status_code == 400
    nothing = await visit.page("/news/search?q=zzzz")
    assert "맞는 소식이 없습니다." in nothing.text
    odd = await visit.page('/news/search?q="><script>')
    assert "<script>" not in odd.text


async def test_all_that_is_found_is_reached_page_by_page(press: Press) -> None:
    city = title(press)
    rows = [issue(press, city, number, ("버스", f"버스 {number}", "2014-07-01")) for number in range(1, 48)]
    await keep(press, *rows)
    visit, path, found = Visitor(press.city), "/news/search?q=" + quote("버스"), set[str]()
    while path:
        page = await visit.page(path)
        shown = {link for link in page.links if link.startswith("/news/city-news/")}
        assert not shown & found
        found |= shown
        path = next((str(one["href"]) for one in page.all("a", rel="next")), "")
    assert len(found) == 47


async def test_the_same_text_takes_one_place_and_all_of_it_can_be_reached(press: Press) -> None:
    for number in range(13):
        await printed(press, f"copy-{number:02}", press_text(1))
    await printed(press, "other", press_text(2))
    await printed(press, "inside", press_text(1), audience=Audience.STAFF)
    visit = Visitor(press.city)
    page = await visit.page(f"/news/search?q={quote('담당자')}")
    assert page.headings[1] == "14개의 호를 찾았습니다"
    assert len(page.all("li", **{"class": "card"})) == 2
    assert "같은 소식이 실린 곳 12" in page.text
    assert len({link for link in page.links if re.fullmatch(r"/news/copy-\d\d/1", link)}) == 11
    (all_of_it,) = [link for link in page.links if "like=" in link]
    group = await visit.page(all_of_it)
    assert group.headings[1] == "13개의 호를 찾았습니다"
    assert len({link for link in group.links if re.fullmatch(r"/news/copy-\d\d/1", link)}) == 13
    assert f"/news/search?q={quote('담당자')}" in group.links
    hidden = await visit.page(f"/news/search?q={quote('담당자')}&like={UUID(int=1)}")
    assert hidden.headings[1] == "0개의 호를 찾았습니다"
    assert (await visit("/news/search?q=a&like=x")).status_code == 404
