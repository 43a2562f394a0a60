"""Every page, in every theme and on a narrow screen, as axe-core and people with other senses find it."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLERK, REQUESTER = "demo-clerk", "demo-requester"
REQUEST = "/requests/협업-2026-0001"
PAGES = [
    "/",
    "/?view=list&whose=department",
    "/?q=없는말",
    REQUEST,
    "/requests/협업-2026-0011",
    "/ask",
    "/inbox",
    "/evaluations",
    "/mileage",
    "/mileage/board?period=ALL",
    "/mileage/board?of=DEPARTMENT",
    "/mileage/mine?period=ALL",
    "/mileage/people/demo-handler?period=ALL",
    "/mileage/people/demo-hr",
    "/mileage/people/none",
    "/mileage/thanks",
    "/mileage/adjustments",
    "/mileage/rules",
    "/mileage/rules/1",
    "/mileage/flags",
    "/newsletters",
    "/newsletters?state=work",
    "/newsletters?topic=없는주제",
    "/newsletters/search?q=설명회",
    "/newsletters/subscriptions",
    "/newsletters/subscriptions/feeds",
    "/newsletters/titles",
    "/newsletters/titles/gaps",
    "/newsletters/titles/sources",
    "/newsletters/data-letter/sources",
    "/newsletters/data-letter",
    "/newsletters/data-letter/1",
    "/newsletters/data-letter/3/edit",
    "/newsletters/data-letter/new",
    "/newsletters/none",
    "/newsletters/data-letter/999",
    "/departments",
    "/departments?q=ㅂㅅ",
    "/departments/HQ-05-02",
    "/departments/none",
    "/people/demo-head",
    "/settings/tokens",
    "/nothing/here",
]
SCREEN, MAGNIFIED, PHONE = 1280, 640, 360  # pixels across; the second is the first, magnified to 200 %


async def shown(page: Page, path: str) -> None:
    """Until what is live has been loaded, and nothing moves any more."""
    await page.goto(path)
    await expect(page.locator("main h1, main .empty strong")).not_to_have_count(0)  # before it nothing loads
    await expect(page.locator(".loading")).to_have_count(0)


async def what_stands_in_the_way(page: Page) -> list[str]:
    """In each theme, and what would have to be scrolled to sideways."""
    found = await violations_in_each_theme(page)
    for across in (MAGNIFIED, PHONE, SCREEN):
        await page.set_viewport_size({"width": across, "height": 740})
        width = await page.evaluate("document.documentElement.scrollWidth")
        if width > across:
            found.append(f"{width} pixels wide on a screen of {across}")
    return found


async def test_nothing_stands_in_the_way(visit: Visits) -> None:
    page = await visit(CLERK, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for path in PAGES:
        await shown(page, path)
        if wrong := await what_stands_in_the_way(page):
            found[path] = wrong
    assert found == {}


async def test_nothing_stands_in_the_way_in(visit: Visits) -> None:
    page = await visit(reduced_motion="reduce")
    await shown(page, "/")
    await expect(page.get_by_role("button", name="김하늘")).to_be_visible()
    assert await what_stands_in_the_way(page) == []


async def test_a_phone_shows_the_first_card_at_once_and_unfolds_the_conditions(visit: Visits) -> None:
    page = await visit(CLERK, viewport={"width": PHONE, "height": 740}, reduced_motion="reduce")
    await shown(page, "/?whose=department")
    await expect(page.locator(".request-card").first.get_by_role("heading")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_label("누구의 일")).to_be_hidden()
    await page.get_by_role("button", name="조건 1").click()
    await page.get_by_label("상태").select_option(label="진행")
    await expect(page.get_by_role("button", name="조건 2", expanded=True)).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="모두 풀기").click()
    await page.get_by_role("button", name="조건", exact=True).click()
    await expect(page.get_by_label("누구의 일")).to_be_hidden()
    assert page.url.endswith("/")


async def test_a_dialog_fits_on_a_phone(visit: Visits) -> None:
    page = await visit(CLERK, viewport={"width": PHONE, "height": 740}, reduced_motion="reduce")
    await shown(page, REQUEST)
    await page.get_by_role("button", name="서식으로 저장").click()
    edges = await page.get_by_role("dialog").bounding_box()
    assert edges is not None
    assert edges["x"] == PHONE - edges["x"] - edges["width"] > 0
    assert await violations_in_each_theme(page) == []


async def test_the_content_is_two_keys_away_and_a_page_that_opens_takes_the_focus(visit: Visits) -> None:
    page = await visit(REQUESTER)
    await shown(page, "/")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="본문으로 건너뛰기")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
    await page.get_by_role("link", name="심야 올빼미버스").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("심야 올빼미버스")
    await expect(page.locator("main")).to_be_focused()
    assert await page.title() == "협업-2026-0001 심야 올빼미버스 노선을 위한 통화량 분석 (예시) · 마당"
