"""GraphiQL as a person uses it, as several people at once, and while servers come and go."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.city import City
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLERK, REQUESTER = "demo-clerk", "demo-requester"
NAME = "이은정(예시)"  # the clerk's
WHO = "query Who { viewer { employee { name } } }"


async def opened(page: Page, at: str = "/graphql") -> Page:
    await page.goto(at)
    await expect(page.get_by_label("Operation Editor")).to_contain_text(
        "query"
    )  # else it would come over ours
    return page


async def run(page: Page, typed: str) -> None:
    """An operation with a name: once the tab bears it, the editor has understood."""
    await page.get_by_label("Operation Editor").locator(".view-lines").click()
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Delete")  # a brace typed over a selection would embrace it
    await page.keyboard.type(typed)
    await expect(page.get_by_role("tab", selected=True)).to_contain_text(typed.split()[1])
    await page.keyboard.press("Control+Enter")


def answer(page: Page) -> Locator:
    return page.get_by_label("Result Window")


async def test_an_example_answers_and_so_does_what_a_person_types(visit: Visits) -> None:
    page = await opened(await visit(CLERK))
    await page.get_by_role("tab", name="Inbox").first.click()
    await page.get_by_label("Execute query").click()
    await expect(answer(page)).to_contain_text('"name": "통계데이터담당관"')
    await run(page, WHO)
    await expect(answer(page)).to_contain_text(NAME)
    await expect(answer(page)).not_to_contain_text("통계데이터담당관")


async def test_two_people_are_there_at_once_and_one_sees_live_what_the_other_does(visit: Visits) -> None:
    watching, acting = await opened(await visit(CLERK)), await opened(await visit(REQUESTER))
    await watching.get_by_role("tab", name="LiveBoard").click()
    await watching.get_by_label("Execute query").click()
    await expect(watching.get_by_label("Stop query")).to_be_visible()
    board = await acting.request.post("/graphql", data={"query": "{ requests(first: 1) { nodes { id } } }"})
    (request,) = (await board.json())["data"]["requests"]["nodes"]
    said = f'commentAdd(input: {{ requestId: "{request["id"]}", body: "봅시다" }}) {{ version }}'
    await run(acting, f"mutation Say {{ {said} }}")
    await expect(answer(acting)).to_contain_text('"version":')
    await expect(answer(watching)).to_contain_text("김하늘(예시)")


async def test_a_person_goes_on_at_another_process_and_at_the_one_that_comes_back(
    visit: Visits, city: City
) -> None:
    other = await city.another_process()
    page = await opened(await visit(CLERK))
    await run(page, WHO)
    await expect(answer(page)).to_contain_text(NAME)
    await page.wait_for_load_state("networkidle")  # parts of the editor come when they are first needed
    city.first.kill()
    visit.forgive("Failed to load resource: net::ERR_CONNECTION_")
    await page.keyboard.press("Control+Enter")
    await expect(answer(page)).to_contain_text("Failed to fetch")
    there = await page.request.post(f"{other.url}/graphql", data={"query": WHO})
    assert (await there.json())["data"]["viewer"]["employee"]["name"] == NAME
    await city.start(city.first)
    await page.keyboard.press("Control+Enter")
    await expect(answer(page)).to_contain_text(NAME)
