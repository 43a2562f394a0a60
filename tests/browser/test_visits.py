"""Nothing that a page should not do escapes the visits."""

import pytest
from playwright.async_api import expect

from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

ELSEWHERE = "http://127.0.0.1:9/a.png"


async def test_errors_and_what_is_asked_for_elsewhere_are_noticed_until_they_are_forgiven(
    visit: Visits,
) -> None:
    page = await visit()
    await page.evaluate("console.error('a word')")
    await page.set_content(
        f"<img src='{ELSEWHERE}'><script>new WebSocket('ws://127.0.0.1:9/b'); throw Error('a slip')</script>"
    )
    await page.wait_for_load_state("networkidle")
    kinds = sorted(complaint.partition(": ")[0] for complaint in visit.complaints)
    assert kinds == ["asked elsewhere"] * 2 + ["console"] * 3 + ["script"]
    assert f"asked elsewhere: {ELSEWHERE}" in visit.complaints
    for ours in ("^asked elsewhere", "^console", "^script: Error: a slip"):
        visit.forgive(ours)
    assert visit.complaints == []


async def test_what_is_in_the_way_of_a_screen_reader_is_told_with_its_place(visit: Visits) -> None:
    page = await visit()
    await page.set_content(
        "<html lang=ko><title>마당</title><main><h1>마당</h1><img id=map src='data:,'></main></html>"
    )
    visit.forgive("^console")
    (found,) = await violations(page)
    assert found.splitlines() == [
        "image-alt (critical): Images must have alternative text",
        '  [\'#map\']: <img id="map" src="data:,">',
    ]


async def test_a_colour_that_is_hard_to_read_in_one_theme_only_is_told_with_the_theme(visit: Visits) -> None:
    page = await visit(bypass_csp=True, reduced_motion="reduce")
    await page.goto("/")
    await expect(page.get_by_role("button", name="김하늘")).to_be_visible()
    assert await violations_in_each_theme(page) == []
    await page.add_style_tag(content="[data-krds-mode=dark] h1 { color: #333 }")
    (found,) = await violations_in_each_theme(page)
    assert found.startswith("dark: color-contrast (serious)")


async def test_a_visitor_is_who_they_came_as_and_reads_korean(visit: Visits) -> None:
    page = await visit("demo-head")
    asked = await page.request.post("/graphql", data={"query": "{ viewer { employee { name } } }"})
    assert await asked.json() == {"data": {"viewer": {"employee": {"name": "정태원(예시)"}}}}
    assert await page.evaluate("navigator.language") == "ko-KR"
