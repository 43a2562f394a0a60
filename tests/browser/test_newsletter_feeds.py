"""Feed addresses of one's own: made, shown once, read without signing in, revoked."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.acting import HANDLER, REQUESTER
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.test_newsletters import CITIZENS, STAFF, shown
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")
FEEDS = "/newsletters/subscriptions/feeds"


async def made(page: Page, name: str) -> str:
    """The address of everything, as it is shown once."""
    await page.get_by_role("button", name="새 피드 주소").click()
    asked = page.get_by_role("dialog")
    await asked.get_by_label("쓰임").fill(name)
    assert await violations(page) == []
    await asked.get_by_role("button", name="만들기").click()
    return await page.get_by_label("주소", exact=True).input_value()


async def test_an_address_is_made_read_and_revoked(visit: Visits) -> None:
    page = await shown(await visit(HANDLER, reduced_motion="reduce"), "/newsletters/subscriptions")
    await page.get_by_role("link", name="피드로 받기").click()
    await expect(page.get_by_text("주소가 곧 열쇠입니다.")).to_be_visible()
    address = await made(page, "내 휴대전화")
    assert await what_stands_in_the_way(page) == []
    await page.get_by_label("무엇을").select_option(label="한 소식지")
    await page.get_by_label("어느 것").select_option(value=STAFF)
    await page.get_by_label("형식").select_option(label="RSS")
    of_staff = page.get_by_label("주소", exact=True)
    await expect(of_staff).to_have_value(address.replace("all.atom", f"titles/{STAFF}.rss"))
    reader = await visit()
    answer = await reader.request.get(await of_staff.input_value())
    assert (answer.status, "<rss" in await answer.text()) == (200, True)

    other = await shown(await visit(REQUESTER), FEEDS)
    await expect(other.get_by_text("아직 만든 주소가 없습니다")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="내 휴대전화")).to_be_visible()
    await expect(page.get_by_label("주소", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="거두기").click()
    await page.get_by_role("dialog").get_by_role("button", name="거두기").click()
    await expect(page.get_by_text("아직 만든 주소가 없습니다")).to_be_visible()
    assert (await reader.request.get(address)).status == 404


async def test_a_title_leads_to_the_feeds_that_anybody_reads(visit: Visits) -> None:
    page = await shown(await visit(REQUESTER, reduced_motion="reduce"), f"/newsletters/{CITIZENS}")
    await page.get_by_text("누구나 읽는 피드").click()
    assert await what_stands_in_the_way(page) == []
    reader = await visit()
    links = await page.locator("details a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert f"/news/{CITIZENS}/feed.rss" in links
    for link in links:
        assert (await reader.request.get(link)).status == 200
    await shown(page, f"/newsletters/{STAFF}")
    await expect(page.get_by_text("누구나 읽는 피드")).to_have_count(0)
