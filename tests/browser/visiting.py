"""Visits to a city by browser, and everything in them that a person should never meet."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, WebError, expect

from tests.browser.city import City
from tests.cities import Process

PATIENCE = 60_000  # milliseconds; a busy machine is no failure
WITHIN = {"data", "blob", "about"}  # addresses of what a page holds itself
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FOUND = "async (rules) => (await axe.run(document, {resultTypes: ['violations'], ...rules})).violations"
MACHINES: dict[str, dict[str, Any]] = {  # which theme a page follows on which machine
    "light": {"color_scheme": "light", "contrast": "no-preference"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference"},
    "high-contrast": {"color_scheme": "light", "contrast": "more"},
}
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]  # of axe-core's rules; a theme changes nothing else


class Visits:
    """Calling it opens a page, signed in as a persona or as nobody.

    What the browser's console, the scripts and the addresses asked for have to complain about is kept.
    """

    def __init__(self, browser: Browser, city: City) -> None:
        self._browser, self._city = browser, city
        self._contexts: list[BrowserContext] = []
        self._forgiven: list[str] = []
        self._complaints: list[str] = []

    async def __call__(
        self, persona: str | None = None, *, at: Process | None = None, **options: Any
    ) -> Page:
        """A blank page in a browser profile of its own; its relative addresses lead to the process `at`.

        `options`: of Playwright's `new_context`, such as `viewport` or `reduced_motion`.
        """
        usual: dict[str, Any] = {"base_url": (at or self._city.first).url, "locale": "ko-KR"}
        context = await self._browser.new_context(**{**usual, **options})
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        self._watch(context)
        if persona:
            answer = await context.request.post("/demo/sign-in", data={"persona": persona})
            assert answer.ok, await answer.text()
        return await context.new_page()

    @property
    def complaints(self) -> list[str]:
        return [one for one in self._complaints if not any(re.search(ours, one) for ours in self._forgiven)]

    def forgive(self, pattern: str) -> None:
        """What the test itself brings about, such as refused connections to a server it has killed."""
        self._forgiven.append(pattern)

    async def photograph(self, folder: Path) -> None:
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages):
            await page.screenshot(path=folder / f"page-{number}.png", full_page=True)

    async def end(self) -> None:
        for context in self._contexts:
            await context.close()

    def _watch(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", lambda request: self._asked(request.url))
        context.on("page", partial(_on_sockets, then=self._asked))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, failure: WebError) -> None:
        self._complaints.append(f"script: {failure.error.stack or failure.error}")

    def _asked(self, url: str) -> None:
        address = urlsplit(url)
        own = {urlsplit(process.url).netloc for process in self._city.processes}
        if address.scheme not in WITHIN and address.netloc not in own:
            self._complaints.append(f"asked elsewhere: {url}")


def _on_sockets(page: Page, *, then: Callable[[str], None]) -> None:
    page.on("websocket", lambda socket: then(socket.url))


# Colours are those at the end of what fades; what turns for ever has none.
STILL = """Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""


async def violations(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds in the page as it stands: each rule, what it wants, and where it is broken."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    await page.evaluate(STILL)
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found: list[dict[str, Any]] = await page.evaluate(FOUND, only)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n  {node['target']}: {node['html']}"
        for rule in found
        for node in rule["nodes"]
    ]


async def violations_in_each_theme(page: Page) -> list[str]:
    """All of the page is looked at once, and its colours in each theme."""
    found: list[str] = []
    for theme, machine in MACHINES.items():
        await page.emulate_media(**machine)
        await expect(page.locator("html")).to_have_attribute("data-krds-mode", theme)
        rules = () if theme == "light" else ABOUT_COLOURS
        found += [f"{theme}: {one}" for one in await violations(page, rules=rules)]
    return found
