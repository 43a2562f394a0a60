"""The city's people: its chart by keyboard, finding by initials, and what a department asks and is asked."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import CLERK, REQUESTER, STATISTICS, published
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

STATISTICS_PAGE = "/departments/HQ-05-02"


async def chart(page: Page) -> Page:
    await page.goto("/departments")
    await expect(page.get_by_role("tree", name="조직도")).to_be_visible()
    return page


def line(page: Page, name: str) -> Locator:
    return page.get_by_role("treeitem", name=name)


def listed(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title).get_by_role("listitem")


async def test_the_chart_is_walked_by_keyboard_and_remembers_what_was_open(visit: Visits) -> None:
    page = await chart(await visit(CLERK))
    await expect(line(page, STATISTICS)).to_be_visible()  # one's own stands open
    await page.get_by_role("searchbox").focus()
    await page.keyboard.press("Tab")
    await expect(line(page, "본청")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(line(page, STATISTICS)).to_have_count(0)
    await expect(line(page, "본청")).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(line(page, "서울혁신기획관")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await expect(line(page, "서울혁신기획관")).to_have_attribute("aria-expanded", "true")
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    await expect(line(page, "사회혁신담당관")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("사회혁신담당관")
    await page.get_by_role("link", name="조직도로").press("Enter")
    await expect(line(page, "사회혁신담당관")).to_be_visible()


async def test_departments_and_people_are_found_by_initials_and_known_by_the_address(visit: Visits) -> None:
    page = await chart(await visit(CLERK))
    await page.get_by_role("searchbox").fill("ㅌㄱㄷㅇㅌ")
    await expect(listed(page, "부서")).to_have_text([re.compile(f"^{STATISTICS} 정보기획단")])
    await expect(page.get_by_text("그런 사람이 없습니다")).to_be_visible()
    await page.get_by_role("searchbox").fill("ㅇㅇㅈ(예")
    await expect(listed(page, "사람")).to_have_text([f"이은정(예시) {STATISTICS}"])
    await page.reload()
    await expect(page.get_by_role("searchbox")).to_have_value("ㅇㅇㅈ(예")
    await page.get_by_role("link", name="이은정(예시)").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("이은정(예시)")
    await expect(listed(page, "소속")).to_contain_text([STATISTICS])
    await page.get_by_role("link", name=STATISTICS).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(STATISTICS)
    await expect(page.get_by_role("link", name="이은정(예시)")).to_be_visible()


async def test_a_department_shows_what_it_asked_and_what_it_was_asked(visit: Visits) -> None:
    page = await visit(REQUESTER)
    request = await published(page, "부서에서 찾는 요청")
    await page.goto(STATISTICS_PAGE)
    await expect(listed(page, "요청받은 협력").first).to_contain_text("부서에서 찾는 요청")
    await expect(listed(page, "요청받은 협력").first.locator(".badge")).to_have_text("발송")
    await expect(listed(page, "요청한 협력").filter(has_text="부서에서 찾는 요청")).to_have_count(0)
    await page.get_by_role("region", name="요청받은 협력").get_by_role("link", name="모두 보기").click()
    await expect(page).to_have_url(re.compile("/[?]asked="))
    await expect(page.locator(f'[data-key="{request["key"]}"]')).to_be_visible()
    await page.goto("/departments/HQ-10-02")
    await expect(listed(page, "요청한 협력").first).to_contain_text("부서에서 찾는 요청")
    await page.get_by_role("link", name="부서에서 찾는 요청").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("부서에서 찾는 요청")
