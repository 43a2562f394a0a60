"""Help that was not asked for: offered in one browser, answered in another."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import REQUESTER, published
from tests.browser.request_page import BYSTANDER, opened
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

WATERWORKS = "demo-waterworks"
DESIGN, WATER = "디자인정책과", "상수도사업본부"
OFFERING = "참여 의사 밝히기"


def offer(page: Page, department: str) -> Locator:
    return page.get_by_role("region", name="참여 의사").get_by_role("article", name=department)


def track(page: Page, department: str) -> Locator:
    return page.get_by_role("region", name=department)


async def offer_help(page: Page, message: str, resources: str = "") -> None:
    await page.get_by_role("button", name=OFFERING).click()
    dialog = page.get_by_role("dialog", name=OFFERING)
    await dialog.get_by_label("역할").select_option("자문")
    await dialog.get_by_label("도울 수 있는 것").fill(message)
    await dialog.get_by_label("내놓을 자원").fill(resources)
    await dialog.get_by_role("button", name="보내기").click()
    await expect(dialog).to_have_count(0)


async def test_offered_help_that_is_accepted_becomes_a_part_of_the_work(visit: Visits) -> None:
    asking, offering = await visit(REQUESTER), await visit(BYSTANDER)
    request = await published(asking, "안내판을 새로 그립니다")
    for page in (asking, offering):
        await opened(page, f"/requests/{request['key']}")
    await expect(asking.get_by_role("button", name=OFFERING)).to_have_count(0)
    await offer_help(offering, "색과 글꼴을 살펴 드립니다 🎨", "디자이너 두 사람")

    for page in (asking, offering):
        await expect(offer(page, DESIGN)).to_contain_text("색과 글꼴을 살펴 드립니다 🎨")
        await expect(offer(page, DESIGN)).to_contain_text("디자이너 두 사람")
        await expect(offer(page, DESIGN)).to_contain_text("자문")
        await expect(track(page, DESIGN)).to_have_count(0)
    await expect(offering.get_by_role("button", name=OFFERING)).to_have_count(0)
    await expect(offer(offering, DESIGN).get_by_role("button")).to_have_text(["거두기"])
    assert await violations(asking) == []

    await offer(asking, DESIGN).get_by_role("button", name="받아들이기").click()
    for page in (asking, offering):
        await expect(offer(page, DESIGN).locator(".badge")).to_have_text("수락")
        await expect(track(page, DESIGN)).to_have_attribute("data-state", "RECEIVED")
        await expect(offer(page, DESIGN).get_by_role("button")).to_have_count(0)
    await expect(track(offering, DESIGN).get_by_role("button", name="배부", exact=True)).to_be_visible()


async def test_offered_help_is_declined_with_a_reason_that_the_offering_department_reads(
    visit: Visits,
) -> None:
    asking, offering = await visit(REQUESTER), await visit(WATERWORKS)
    request = await published(asking, "이미 끝난 조사")
    for page in (asking, offering):
        await opened(page, f"/requests/{request['key']}")
    await offer_help(offering, "관로 자료가 있습니다")
    await offer(asking, WATER).get_by_role("button", name="사양하기").click()
    dialog = asking.get_by_role("dialog", name="사양하기")
    await dialog.get_by_role("button", name="사양하기").click()
    await expect(dialog.get_by_role("textbox")).to_be_focused()
    await expect(offer(offering, WATER).locator(".badge")).to_have_text("대기")
    await dialog.get_by_role("textbox").fill("조사가 끝나 자료만 모읍니다.")
    await dialog.get_by_role("button", name="사양하기").click()
    for page in (asking, offering):
        await expect(offer(page, WATER).locator(".badge")).to_have_text("사양")
        await expect(offer(page, WATER)).to_contain_text("조사가 끝나 자료만 모읍니다.")
        await expect(track(page, WATER)).to_have_count(0)
    await expect(offering.get_by_role("button", name=OFFERING)).to_be_visible()
