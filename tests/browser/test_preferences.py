"""Language and theme: chosen once, remembered by this browser. And what to do for a token."""

import shlex
from typing import Any

import httpx2
import pytest
from playwright.async_api import Page, expect

from tests.browser.city import City
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(page: Page) -> Page:
    await page.goto("/")
    await expect(page.locator(".request-card").first).to_be_visible()
    return page


async def test_english_is_chosen_at_once_and_stays(visit: Visits) -> None:
    page = await opened(await visit("demo-clerk"))
    await expect(page.locator("html")).to_have_attribute("lang", "ko")
    await page.get_by_label("언어").select_option("en")
    for _ in ("at once", "after a reload"):
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Board")
        await expect(page.get_by_role("navigation").get_by_role("link", name="Inbox")).to_be_visible()
        await expect(page.locator(".standing")).to_have_text("Live")
        await page.reload()


@pytest.mark.parametrize(
    ("machine", "shown"),
    [
        ({"color_scheme": "dark"}, "dark"),
        ({"color_scheme": "light"}, "light"),
        ({"color_scheme": "light", "contrast": "more"}, "high-contrast"),
    ],
)
async def test_a_theme_follows_the_machine_until_it_is_chosen(
    visit: Visits, machine: dict[str, Any], shown: str
) -> None:
    page = await opened(await visit("demo-clerk", **machine))
    await expect(page.locator("html")).to_have_attribute("data-krds-mode", shown)
    await page.get_by_label("화면 모드").select_option("high-contrast")
    await expect(page.locator("html")).to_have_attribute("data-krds-mode", "high-contrast")
    await opened(page)
    await expect(page.locator("html")).to_have_attribute("data-krds-mode", "high-contrast")


async def test_the_page_about_tokens_says_a_command_that_works(visit: Visits, city: City) -> None:
    page = await opened(await visit("demo-clerk"))
    await page.get_by_role("link", name="API 토큰").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("API 토큰")
    reading, writing, *_ = await page.locator("code").all_inner_texts()
    assert writing == f"{reading} --write"
    token, *_ = (await city.run(*shlex.split(reading)[1:])).splitlines()
    answer = httpx2.post(
        f"{city.first.url}/graphql",
        json={"query": "{ viewer { readOnly employee { number } } }"},
        headers={"authorization": f"Bearer {token}"},
    ).json()
    assert answer == {"data": {"viewer": {"readOnly": True, "employee": {"number": "demo-clerk"}}}}
