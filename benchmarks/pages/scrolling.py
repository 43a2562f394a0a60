"""A long list: whether it moves smoothly, and how soon an event is seen in it."""

from time import perf_counter
from typing import Any

from playwright.async_api import Browser, Page

from benchmarks.pages.opening import LIVE, WHO, slowed

WRITER = "demo-design"
CARDS = "document.querySelectorAll('.request-card').length"
FRAMES = """(seconds) => new Promise((resolve) => {
  const frames = [];
  const end = performance.now() + seconds * 1000;
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy(0, 180);
    if (now < end) requestAnimationFrame(step);
    else resolve(frames.slice(1).sort((one, other) => one - other));
  };
  requestAnimationFrame(step);
})"""
COMMENT = """
mutation ($id: ID!) { commentAdd(input: {requestId: $id, body: "보입니까"}) { errors { message } } }
"""
TOP = '{ requests(first: 1, filter: {search: "긴 목록"}) { nodes { id key } } }'
SECONDS = 3
PLAIN = "<!doctype html><style>p {{ height: 18rem; margin: 0 }}</style>{rows}"


async def floor(browser: Browser, *, rows: int, slowness: int) -> str:
    """The same movement through as many plain lines: what this machine needs for drawing alone."""
    page = await browser.new_page()
    await page.set_content(PLAIN.format(rows="".join(f"<p>{number}" for number in range(rows))))
    await slowed(page, slowness)
    frames = await page.evaluate(FRAMES, SECONDS)
    await page.context.close()
    return f"{rows:,} plain lines, CPU ÷ {slowness}: {_told(frames)}"


async def scrolled(browser: Browser, url: str, *, rows: int, slowness: int) -> str:
    context = await browser.new_context(base_url=url, locale="ko-KR")
    await context.request.post("/demo/sign-in", data={"persona": WHO})
    page = await context.new_page()
    await page.goto("/?view=list")
    await page.wait_for_function(LIVE)
    await _lengthen(page, rows)
    await slowed(page, slowness)
    await page.evaluate("scrollTo(0, 0)")
    frames: list[float] = await page.evaluate(FRAMES, SECONDS)
    await page.evaluate("scrollTo(0, 0)")
    seen = await _until_seen(browser, page, url)
    await context.close()
    return (
        f"{rows:,} rows, CPU ÷ {slowness}: {_told(frames)}; a comment is seen {seen:.0f} ms after it was sent"
    )


def _told(frames: list[float]) -> str:
    half, most, longest = frames[len(frames) // 2], frames[int(len(frames) * 0.95)], frames[-1]
    return f"a scrolled frame takes {half:.0f} ms (half), {most:.0f} ms (95 %), {longest:.0f} ms (longest)"


async def _lengthen(page: Page, rows: int) -> None:
    while (shown := await page.evaluate(CARDS)) < rows:
        await page.get_by_role("button", name="더 보기").click()
        await page.wait_for_function(f"() => {CARDS} > {shown}")


async def _until_seen(browser: Browser, page: Page, url: str) -> float:
    """Milliseconds from the sending of a comment until its card says so."""
    context = await browser.new_context(base_url=url)
    await context.request.post("/demo/sign-in", data={"persona": WRITER})
    request: Any = (await (await context.request.post("/graphql", data={"query": TOP})).json())["data"]
    (top,) = request["requests"]["nodes"]
    begun = perf_counter()
    await context.request.post("/graphql", data={"query": COMMENT, "variables": {"id": top["id"]}})
    await page.locator(f'[data-key="{top["key"]}"] .hint').wait_for()
    await context.close()
    return (perf_counter() - begun) * 1000
