"""`python -m tests.browser.screenshots`: pictures of every page, light and dark, into docs/pictures."""

import asyncio
import shutil
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.cities import Process, open_settings

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
THEMES = ["light", "dark"]
SIZE: ViewportSize = {"width": 1280, "height": 860}
PAGES = {
    "sign-in": (None, "/"),
    "board": ("demo-requester", "/"),
    "request": ("demo-clerk", "/requests/협업-2026-0005"),
    "ask": ("demo-requester", "/ask"),
    "inbox": ("demo-clerk", "/inbox"),
    "evaluations": ("demo-transport", "/evaluations"),
    "mileage": ("demo-handler", "/mileage/mine?period=ALL"),
    "departments": ("demo-requester", "/departments"),
}


async def main() -> None:
    """Takes about a minute. Exits with a word where there is no chromium."""
    chromium = shutil.which("chromium") or sys.exit("chromium이 없습니다.")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        city = Process(open_settings(f"sqlite:///{folder}/city.db", Path(folder)), command="demo")
        try:
            await asyncio.to_thread(city.wait_until_ready)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
                for name, theme in product(PAGES, THEMES):
                    await take(browser, city.url, name, theme)
        finally:
            city.stop()


async def take(browser: Browser, city: str, name: str, theme: str) -> None:
    persona, path = PAGES[name]
    context = await browser.new_context(base_url=city, locale="ko-KR", viewport=SIZE, reduced_motion="reduce")
    if persona:
        await context.request.post("/demo/sign-in", data={"persona": persona})
    page = await context.new_page()
    await page.add_init_script(f"localStorage.setItem('madang.theme', '{theme}')")
    await page.goto(path)
    await expect(page.locator("h1")).not_to_have_count(0, timeout=30_000)  # before it nothing loads
    await expect(page.locator(".loading")).to_have_count(0, timeout=30_000)
    await page.screenshot(path=FOLDER / f"{name}-{theme}.png")
    await context.close()


if __name__ == "__main__":
    asyncio.run(main())
