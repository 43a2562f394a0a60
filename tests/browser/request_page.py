"""The page of one request, as several people have it open at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.acting import STATISTICS

BYSTANDER = "demo-design"
LIVE = "실시간"


async def opened(page: Page, path: str) -> Page:
    await page.goto(path)
    await expect(standing(page)).to_have_text(LIVE)
    return page


def standing(page: Page) -> Locator:
    return page.locator(".standing")


def track(page: Page) -> Locator:
    return page.get_by_role("region", name=STATISTICS)


async def write(page: Page, text: str) -> None:
    await page.get_by_label("댓글 쓰기").fill(text)
    await page.get_by_role("button", name="남기기").click()


@asynccontextmanager
async def held(page: Page, operation: str) -> AsyncGenerator[None]:
    """What the page asks by this name reaches the server only at the end."""
    until = asyncio.Event()

    async def wait(route: Route) -> None:
        if f"{operation}(" in (route.request.post_data or ""):
            await until.wait()
        await route.continue_()

    await page.route("**/graphql", wait)
    try:
        yield
    finally:
        until.set()
