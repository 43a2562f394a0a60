"""The citizens' site in a browser that runs no script, in every theme and on a phone."""

from typing import Any

import pytest
from playwright.async_api import Page, Response, expect

from tests.browser.visiting import ABOUT_COLOURS, MACHINES, Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = [
    "/news",
    "/news/titles",
    "/news/topics/교통",
    "/news/bus-news",
    "/news/bus-news?year=2026",
    "/news/bus-news/1",
    "/news/search?q=심야",
    "/news/none",
]
SCREEN, PHONE = 1280, 360  # pixels across
EVERY_MACHINE: dict[str, dict[str, Any]] = {
    **MACHINES,
    "forced colours": {"contrast": "more", "forced_colors": "active"},
}


async def test_one_reads_without_script_from_the_newest_to_the_first(visit: Visits) -> None:
    page = await visit(java_script_enabled=False)
    loaded: list[Response] = []
    page.on("response", lambda one: loaded.append(one))
    await page.goto("/news")
    await expect(page.get_by_role("heading", level=1)).to_have_text("서울의 소식지를 한곳에서")
    await page.get_by_role("link", name="모든 소식지", exact=True).click()
    await page.get_by_role("link", name="버스 소식 (예시)").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("버스 소식 (예시)")
    issues = page.get_by_role("main").get_by_role("listitem").get_by_role("heading").get_by_role("link")
    await issues.first.click()
    for number in range(8, 0, -1):
        await expect(page).to_have_url(f"{page.url.rsplit('/', 1)[0]}/{number}")
        if number > 1:
            await page.get_by_role("link", name=f"지난 호 ({number - 1}호)").click()
    await expect(page.get_by_role("link", name="지난 호 (")).to_have_count(0)
    kinds = {one.request.resource_type for one in loaded}
    assert kinds <= {"document", "stylesheet", "font", "other"}  # the icon is "other"
    assert await page.context.cookies() == []


async def test_the_content_is_two_keys_away(visit: Visits) -> None:
    page = await visit(java_script_enabled=False)
    await page.goto("/news")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="본문으로 건너뛰기")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()


async def test_nothing_stands_in_the_way_of_reading(visit: Visits) -> None:
    page = await visit()
    visit.forgive("404")  # the console tells of it
    found: dict[str, list[str]] = {}
    for path in PAGES:
        await page.goto(path)
        if wrong := await what_stands_in_the_way(page):
            found[path] = wrong
    assert found == {}


async def what_stands_in_the_way(page: Page) -> list[str]:
    found: list[str] = []
    for across in (SCREEN, PHONE):
        await page.set_viewport_size({"width": across, "height": 740})
        for theme, machine in EVERY_MACHINE.items():
            await page.emulate_media(forced_colors="none")
            await page.emulate_media(**machine)
            rules = () if theme == "light" else ABOUT_COLOURS
            found += [f"{theme}, {across}: {one}" for one in await violations(page, rules=rules)]
        width = await page.evaluate("document.documentElement.scrollWidth")
        if width > across:
            found.append(f"{width} pixels wide on a screen of {across}")
    return found
