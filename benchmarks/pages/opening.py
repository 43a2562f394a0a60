"""The board opened by a browser that has nothing of it yet."""

from dataclasses import dataclass, fields
from statistics import median
from typing import Any, ClassVar

from playwright.async_api import Browser, Page, Response

WHO = "demo-requester"
LIVE = "() => document.querySelector('.standing.live') !== null"

# Told by the browser itself; a task blocks for what it takes beyond 50 ms.
WATCH = """
window.seen = {largest: 0, shift: 0, blocked: 0};
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
watch('largest-contentful-paint', (entry) => (seen.largest = entry.startTime));
watch('layout-shift', (entry) => entry.hadRecentInput || (seen.shift += entry.value));
watch('longtask', (entry) => (seen.blocked += Math.max(0, entry.duration - 50)));
"""
TOLD = """() => ({
  ...seen,
  first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  live: performance.now(),
})"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Medians. Milliseconds from the click; kilobytes over the line."""

    HEADINGS: ClassVar[list[str]] = [
        "first paint ms", "largest paint ms", "live ms", "blocked ms", "layout shift", "script kB", "all kB",
    ]  # fmt: skip
    first: float
    largest: float
    live: float
    blocked: float
    shift: float
    script: float
    bytes: float

    def __str__(self) -> str:
        whole = [self.first, self.largest, self.live, self.blocked]
        told = [
            *(f"{one:.0f}" for one in whole),
            f"{self.shift:.3f}",
            f"{self.script:.0f}",
            f"{self.bytes:.0f}",
        ]
        return " | ".join(told)


async def opened(browser: Browser, url: str, *, loads: int, slowness: int) -> Opening:
    found = [await _load(browser, url, slowness) for _ in range(loads)]
    return Opening(**{one.name: median(load[one.name] for load in found) for one in fields(Opening)})


async def _load(browser: Browser, url: str, slowness: int) -> dict[str, Any]:
    context = await browser.new_context(base_url=url, locale="ko-KR")
    await context.request.post("/demo/sign-in", data={"persona": WHO})
    page = await context.new_page()
    await slowed(page, slowness)
    await page.add_init_script(WATCH)
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    await page.goto("/")
    await page.wait_for_function(LIVE)
    told = await page.evaluate(TOLD)
    sizes = [(one.request.resource_type, (await one.request.sizes())["responseBodySize"]) for one in answers]
    await context.close()
    script = sum(size for kind, size in sizes if kind == "script") / 1000
    return {**told, "script": script, "bytes": sum(size for _, size in sizes) / 1000}


async def slowed(page: Page, slowness: int) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": slowness})
