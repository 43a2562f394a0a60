"""What the first page costs who opens it: little, packed, and nothing of the pages behind it."""

import pytest
from playwright.async_api import Response, expect

from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_SCRIPT = 150_000  # bytes, as they come over the line


async def test_the_board_loads_little_script_and_only_its_own(visit: Visits) -> None:
    page = await visit("demo-clerk")
    scripts: list[Response] = []
    page.on("response", lambda one: scripts.append(one) if one.request.resource_type == "script" else None)
    await page.goto("/")
    await expect(page.locator(".standing")).to_have_text("실시간")
    sizes = [(await one.request.sizes())["responseBodySize"] for one in scripts]
    assert 0 < sum(sizes) <= MOST_SCRIPT
    assert {one.headers["content-encoding"] for one in scripts} == {"gzip"}
    assert not [one.url for one in scripts if "RequestPage" in one.url or "Inbox" in one.url]


async def test_a_page_that_is_opened_brings_its_own_script(visit: Visits) -> None:
    page = await visit("demo-clerk")
    await page.goto("/")
    async with page.expect_response(lambda one: "RequestPage" in one.url):
        await page.locator(".request-card a").first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
