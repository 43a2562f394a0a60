"""What the board costs: little, packed, nothing of the pages behind it; of a long list one card an event."""

import asyncio

import pytest
from playwright.async_api import Page, Response, expect

from tests.browser.acting import COMMENT, ask
from tests.browser.city import City
from tests.browser.filling import fill
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_SCRIPT = 150_000  # bytes, as they come over the line
PAGE = 40  # requests

FIND = """query ($key: String!) { requests(first: 1, filter: {search: $key}) { nodes { id } } }"""
WATCH = """
window.touched = new Set();
const all = {subtree: true, childList: true, characterData: true, attributes: true};
const cardOf = (node) => (node instanceof Element ? node : node.parentElement).closest('.request-card');
new MutationObserver((changes) =>
  changes.forEach(({ target }) => touched.add(cardOf(target)?.dataset.key ?? 'the list itself'))
).observe(document.querySelector('.lanes'), all);
"""


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


@pytest.fixture(scope="module")
def many(city_of_all: City) -> None:
    asyncio.run(fill(city_of_all.database_url, 5 * PAGE))


async def long_list(page: Page, rows: int) -> Page:
    """`rows` of them, read by the button."""
    await page.goto("/?view=list&q=긴 목록")
    cards = page.locator(".request-card")
    await expect(page.locator(".standing")).to_have_text("실시간")
    for shown in range(PAGE, rows + 1, PAGE):
        await expect(cards).to_have_count(shown)
        if shown < rows:
            await page.get_by_role("button", name="더 보기").click()
    return page


@pytest.mark.usefixtures("many")
async def test_a_long_list_is_one_list_by_keyboard_by_search_and_by_ear(visit: Visits) -> None:
    page = await long_list(await visit("demo-clerk"), 4 * PAGE)
    await page.get_by_role("link", name="줄 11", exact=True).focus()
    for number in (12, 13):
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name=f"줄 {number}", exact=True)).to_be_focused()
    assert await page.evaluate("window.find('줄 158')")
    await expect(page.get_by_role("link", name="줄 158", exact=True)).to_be_in_viewport()
    await expect(page.get_by_role("list").filter(has_text="줄 158").get_by_role("listitem")).to_have_count(
        4 * PAGE
    )


@pytest.mark.usefixtures("many")
async def test_an_event_touches_one_card_of_a_long_list(visit: Visits) -> None:
    page = await long_list(await visit("demo-clerk"), 4 * PAGE)
    key = await page.locator(".request-card").nth(100).get_attribute("data-key")
    (request,) = (await ask(page, FIND, key=key))["requests"]["nodes"]
    await page.evaluate(WATCH)
    await ask(await visit("demo-design"), COMMENT, id=request["id"], body="하나만 움직입니다")
    await expect(page.locator(f'[data-key="{key}"] .hint')).to_have_count(1)
    assert await page.evaluate("[...touched]") == [key]
