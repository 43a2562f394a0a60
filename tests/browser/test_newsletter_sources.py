"""Sources of newsletters: added by a clerk, released by the head, mended by whoever sees what is wrong."""

import asyncio
import re
from urllib.parse import quote, urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import ADMIN, HANDLER, HEAD, REQUESTER
from tests.browser.home import Home
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.test_newsletters import CITIZENS, STAFF, shown
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOON = 90  # seconds: a visit by hand is possible once in half a minute


def feed(*headings: str) -> str:
    items = "".join(
        f"<item><guid>{quote(one)}</guid><title>{one}</title><description>{one}의 글</description></item>"
        for one in headings
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>소식</title>{items}</channel></rss>'


def card(page: Page, address: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=address))


async def add(page: Page, address: str) -> Locator:
    await page.get_by_role("button", name="가져올 곳 더하기").click()
    asked = page.get_by_role("dialog")
    await asked.get_by_label("주소", exact=True).fill(address)
    assert await violations(page) == []
    await asked.get_by_role("button", name="더하기", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    return card(page, address)


async def test_a_clerk_adds_a_feed_and_the_head_lets_it_out(visit: Visits, home: Home) -> None:
    home.pages["/rss"] = feed("봄 소식", "여름 소식")
    clerk = await shown(await visit(HANDLER, reduced_motion="reduce"), f"/newsletters/{CITIZENS}")
    await clerk.get_by_role("link", name="가져오기").click()
    head = await shown(await visit(HEAD, reduced_motion="reduce"), f"/newsletters/{CITIZENS}/sources")
    await expect(head.get_by_text("예시 도시는 스스로 바깥에 묻지 않습니다.")).to_be_visible()

    added = await add(clerk, home.address("/rss"))
    await expect(added).to_contain_text("살펴볼 초안 2건")
    await expect(added).to_contain_text("2건 (방금)")
    assert await what_stands_in_the_way(clerk) == []

    seen = card(head, home.address("/rss"))
    await expect(seen).to_contain_text("살펴볼 초안 2건")
    await seen.get_by_role("button", name="고치기").click()
    asked = head.get_by_role("dialog")
    await asked.get_by_label("가져온 글은").select_option(label="곧바로 펴냄")
    await asked.get_by_role("button", name="저장").click()
    await expect(seen.get_by_text("곧바로 펴내게 한 사람")).to_be_visible()

    await clerk.reload()
    await card(clerk, home.address("/rss")).get_by_role("button", name="고치기").click()
    asked = clerk.get_by_role("dialog")
    await asked.get_by_label("주소", exact=True).fill(home.address("/other"))
    await asked.get_by_role("button", name="저장").click()
    await expect(asked.get_by_role("alert")).to_contain_text("부서장(대결자)이나 관리자만")
    await clerk.keyboard.press("Escape")
    await card(clerk, home.address("/rss")).get_by_role("link", name="봄 소식").click()
    await expect(clerk.get_by_label("제목", exact=True)).to_have_value("봄 소식")


async def test_whoever_looks_after_an_issue_sees_that_its_original_has_changed(
    visit: Visits, home: Home
) -> None:
    address, notice = home.address("/reworded"), "가져온 뒤 원문이 바뀌었습니다"
    home.pages["/reworded"] = feed("가을 소식")
    clerk = await shown(await visit(HANDLER, reduced_motion="reduce"), f"/newsletters/{CITIZENS}/sources")
    await (await add(clerk, address)).get_by_role("link", name="가을 소식").click()
    await clerk.get_by_label("제목", exact=True).fill("가을 소식, 우리말로")
    await clerk.get_by_role("button", name="저장").click()
    await expect(clerk.get_by_text("모두 저장했습니다")).to_be_visible()

    head = await shown(await visit(HEAD, reduced_motion="reduce"), f"/newsletters/{CITIZENS}/sources")
    home.pages["/reworded"] = feed("가을 소식").replace("의 글", "의 새 글")
    await visited(card(head, address))
    await expect(clerk.get_by_text(notice)).to_be_visible()
    await expect(clerk.get_by_text("고치면 이 알림은 없어집니다.")).to_be_visible()
    assert await what_stands_in_the_way(clerk) == []

    await card(head, address).get_by_role("link", name="가을 소식, 우리말로").click()
    await head.get_by_role("link", name="호 화면으로").click()
    await expect(head.get_by_text(notice)).to_be_visible()
    for act in ("승인하기", "펴내기"):
        await head.get_by_role("button", name=act, exact=True).click()
    await head.get_by_role("dialog").get_by_role("button", name="펴내기").click()
    await expect(head.get_by_text("알려야 하면 새 호로 알려 주십시오.")).to_be_visible()
    assert await what_stands_in_the_way(head) == []
    reader = await shown(await visit(REQUESTER), urlsplit(head.url).path)
    await expect(reader.locator("article")).to_contain_text("가을 소식, 우리말로")
    await expect(reader.get_by_text(notice)).to_have_count(0)


async def test_what_is_wrong_stands_first_and_is_mended(visit: Visits, home: Home) -> None:
    address = home.address("/moved")
    clerk = await shown(await visit(HANDLER, reduced_motion="reduce"), f"/newsletters/{STAFF}/sources")
    added = await add(clerk, address)
    await expect(added).to_contain_text("(404)")
    admin = await shown(await visit(ADMIN, reduced_motion="reduce"), "/newsletters/titles")
    await admin.get_by_role("link", name=re.compile(r"손볼 곳 \d+곳")).click()
    troubled = admin.get_by_role("region", name="손볼 곳")
    await expect(troubled.get_by_role("heading", name=address)).to_be_visible()
    await expect(troubled.get_by_text("아직 살피지 않은 까닭")).to_have_count(3)
    assert await what_stands_in_the_way(admin) == []

    await added.get_by_role("button", name="지금 살펴보기").click()
    await expect(added.get_by_role("status")).to_contain_text("방금 가져왔습니다.")
    home.pages["/moved"] = feed("옮긴 소식")
    await visited(added)
    await expect(added.get_by_role("status")).to_have_text("새 글 1건을 가져왔습니다.")
    await expect(added.get_by_text("살피는 중")).to_be_visible()
    await expect(added.get_by_role("link", name="옮긴 소식")).to_be_visible()
    await expect(troubled.get_by_role("heading", name=address)).to_have_count(0)

    await added.get_by_role("button", name="쉬게 하기").click()
    await expect(added.get_by_role("button", name="지금 살펴보기")).to_have_count(0)
    await added.get_by_role("button", name="지우기").click()
    asked = clerk.get_by_role("dialog")
    await expect(asked).to_contain_text("이미 가져온 호 1건은 남습니다.")
    assert await violations(clerk) == []
    await asked.get_by_role("button", name="지우기").click()
    await expect(added).to_have_count(0)


async def visited(source: Locator) -> None:
    """As soon as one may again."""
    async with asyncio.timeout(SOON):
        while not re.search("새 글", await source.get_by_role("status").inner_text()):
            await asyncio.sleep(1)
            await source.get_by_role("button", name="지금 살펴보기").click()
            await expect(source.get_by_role("status")).not_to_be_empty()


async def test_who_has_no_part_in_a_title_finds_no_way_to_its_sources(visit: Visits) -> None:
    stranger = await shown(await visit(REQUESTER), f"/newsletters/{CITIZENS}")
    await expect(stranger.get_by_role("link", name="가져오기")).to_have_count(0)
    await shown(stranger, f"/newsletters/{CITIZENS}/sources")
    await expect(stranger.get_by_role("button", name="가져올 곳 더하기")).to_have_count(0)
    await expect(stranger.get_by_text("소식지를 펴내는 부서의 직원만 쓸 수 있습니다.")).to_be_visible()
    await shown(stranger, "/newsletters/titles/sources")
    await expect(stranger.get_by_text("보이는 가져올 곳이 없습니다")).to_be_visible()
