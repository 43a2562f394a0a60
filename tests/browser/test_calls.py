"""Calling people and departments in a comment: suggested to who writes, told to who is called."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import CLERK, HANDLER, REQUESTER, STATISTICS, published
from tests.browser.request_page import BYSTANDER, opened, write
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

CALLED = "나를 부름"


def suggested(page: Page) -> Locator:
    return page.get_by_role("listbox", name="부를 사람이나 부서").get_by_role("option")


async def type_call(page: Page, typed: str, *, offers: str) -> None:
    """`offers`: what is then to be found among what is suggested, first of all."""
    await page.keyboard.insert_text(typed)
    await expect(suggested(page).first).to_contain_text(offers)


async def everybody_at(visit: Visits, title: str, *personas: str) -> list[Page]:
    pages = [await visit(who) for who in personas]
    request = await published(pages[0], title)
    return [await opened(page, f"/requests/{request['key']}") for page in pages]


async def test_a_person_and_a_department_are_called_by_keyboard_and_learn_of_it(visit: Visits) -> None:
    writing, called, colleague, watching = await everybody_at(
        visit, "누구를 부르는 일", REQUESTER, CLERK, HANDLER, BYSTANDER
    )
    await writing.get_by_label("댓글 쓰기").focus()
    await type_call(writing, "@이은정", offers="이은정(예시)")
    await expect(suggested(writing).first).to_have_attribute("aria-selected", "true")
    assert await violations(writing) == []
    await writing.keyboard.press("Enter")
    await expect(suggested(writing)).to_have_count(0)
    await writing.keyboard.insert_text("님 봐 주십시오")
    await expect(writing.get_by_label("댓글 쓰기")).to_have_value("@이은정(예시) 님 봐 주십시오")
    await writing.keyboard.press("Control+Enter")
    for page in (writing, called, colleague, watching):
        await expect(page.locator(".thread .mention")).to_have_text(["@이은정(예시)"])
    await expect(called.locator(".thread").get_by_text(CALLED)).to_be_visible()
    for page in (writing, colleague, watching):
        await expect(page.locator(".thread").get_by_text(CALLED)).to_have_count(0)

    await writing.get_by_label("댓글 쓰기").focus()
    await type_call(writing, "@ㅌㄱㄷㅇㅌ", offers=STATISTICS)
    await writing.keyboard.press("Tab")
    await writing.keyboard.press("Control+Enter")
    for page in (called, colleague):
        await expect(page.locator(".thread").nth(1)).to_contain_text(CALLED)
    await expect(watching.locator(".thread").nth(1).locator(".mention")).to_have_text(f"@{STATISTICS}")
    await expect(watching.locator(".thread").get_by_text(CALLED)).to_have_count(0)


async def test_the_arrows_choose_among_those_of_one_name_and_escape_leaves_the_text_alone(
    visit: Visits,
) -> None:
    (page,) = await everybody_at(visit, "같은 초성", REQUESTER)
    box = page.get_by_label("댓글 쓰기")
    await box.focus()
    await page.keyboard.insert_text("@ㄱㅎㄴ")
    await expect(suggested(page)).not_to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(suggested(page)).to_have_count(0)
    await expect(box).to_have_value("@ㄱㅎㄴ")
    await page.keyboard.press("Backspace")
    await expect(suggested(page)).to_have_count(8)
    await page.keyboard.press("ArrowUp")
    await expect(suggested(page).last).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(suggested(page).nth(1)).to_have_attribute("aria-selected", "true")
    name = await suggested(page).nth(1).evaluate("one => one.firstChild.textContent.trim()")
    await page.keyboard.press("Tab")
    await expect(box).to_be_focused()
    await expect(box).to_have_value(f"@{name} ")


async def test_a_call_that_reaches_nobody_is_told_to_the_caller_alone(visit: Visits) -> None:
    writing, watching = await everybody_at(visit, "없는 이름", REQUESTER, BYSTANDER)
    await write(writing, "@아무도아닌이 봐 주십시오")
    await expect(writing.get_by_text("닿지 않은 이름")).to_have_text(
        "닿지 않은 이름: 아무도아닌이 (그런 직원이나 부서가 없습니다.)"
    )
    await expect(watching.locator(".thread")).to_contain_text("@아무도아닌이 봐 주십시오")
    await expect(watching.locator(".mention")).to_have_count(0)
    await expect(watching.get_by_text("닿지 않은 이름")).to_have_count(0)
    await write(writing, "고쳐 씁니다")
    await expect(writing.get_by_text("닿지 않은 이름")).to_have_count(0)
