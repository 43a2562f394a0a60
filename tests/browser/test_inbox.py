"""A department's inbox: worked by keyboard, seen live by others, safe where two act at once."""

import json
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.acting import (
    CLERK,
    HEAD,
    REQUESTER,
    act,
    asked_of_statistics,
    employee_of,
    give,
)
from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def inbox(page: Page, address: str = "/inbox") -> Page:
    await page.goto(address)
    await expect(page.get_by_role("status").filter(has_text="실시간")).to_be_visible()
    await expect(page.locator(".loading")).to_have_count(0)
    return page


def item(page: Page, title: str, group: str | None = None) -> Locator:
    """The item; of a group it is only found where it stands in that group."""
    inside = page.locator("section", has=page.get_by_role("heading", level=2, name=group)) if group else page
    return inside.locator("[data-item]", has_text=title)


async def go_to(page: Page, title: str) -> None:
    """By the key for the next one, from the first."""
    link = page.get_by_role("link", name=title)
    for _ in range(await page.locator("[data-item]").count()):
        await page.keyboard.press("j")
        if await link.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keys do not lead to {title}")


async def test_the_clerk_receives_and_distributes_by_keyboard_while_the_head_sees_it_live(
    visit: Visits,
) -> None:
    clerk, head = await inbox(await visit(CLERK)), await inbox(await visit(HEAD))
    await asked_of_statistics(await visit(REQUESTER), "글쇠로 하는 접수")
    await expect(item(head, "글쇠로 하는 접수", "접수할 것")).to_be_visible()
    await expect(item(clerk, "글쇠로 하는 접수", "접수할 것")).to_be_visible()

    await go_to(clerk, "글쇠로 하는 접수")
    await clerk.keyboard.press("r")
    await expect(item(clerk, "글쇠로 하는 접수", "배부할 것")).to_be_visible()
    await expect(item(head, "글쇠로 하는 접수", "배부할 것")).to_be_visible()
    await expect(clerk.get_by_role("link", name="글쇠로 하는 접수")).to_be_focused()

    await clerk.keyboard.press("a")
    await expect(clerk.get_by_role("checkbox", name="이은정(예시)")).to_be_focused()
    await clerk.keyboard.press("Tab")
    await clerk.keyboard.press("Space")
    await clerk.keyboard.press("Enter")
    await expect(item(clerk, "글쇠로 하는 접수", "하고 있는 것")).to_be_visible()
    await expect(item(head, "글쇠로 하는 접수", "하고 있는 것")).to_contain_text("박준서(예시) (주담당) 100%")
    await expect(clerk.get_by_role("link", name="글쇠로 하는 접수")).to_be_focused()


async def test_letters_do_nothing_while_somebody_writes_or_once_they_are_switched_off(visit: Visits) -> None:
    await asked_of_statistics(await visit(REQUESTER), "꺼 둔 글쇠")
    clerk = await inbox(await visit(CLERK))
    await go_to(clerk, "꺼 둔 글쇠")
    await clerk.keyboard.press("x")
    await clerk.get_by_role("textbox", name="사유").fill("")
    await clerk.keyboard.type("rat")
    await expect(clerk.get_by_role("textbox", name="사유")).to_have_value("rat")
    await clerk.keyboard.press("Escape")
    await clerk.get_by_role("checkbox", name="한 글자 단축키 쓰기").uncheck()
    await clerk.get_by_role("link", name="꺼 둔 글쇠").focus()
    await clerk.keyboard.press("r")
    await clerk.reload()
    await expect(clerk.get_by_role("checkbox", name="한 글자 단축키 쓰기")).not_to_be_checked()
    await expect(item(clerk, "꺼 둔 글쇠", "접수할 것")).to_be_visible()


async def test_the_head_approves_what_the_clerk_wants_to_return(visit: Visits) -> None:
    await asked_of_statistics(await visit(REQUESTER), "우리 일이 아닌 것")
    clerk, head = await inbox(await visit(CLERK)), await inbox(await visit(HEAD), "/inbox?approval=1")
    await item(clerk, "우리 일이 아닌 것").get_by_role("button", name="반려 상신").click()
    await clerk.get_by_role("textbox", name="사유").fill("공간정보를 맡은 부서의 일입니다.")
    await clerk.get_by_role("dialog").get_by_role("button", name="반려 상신").click()
    waiting = item(head, "우리 일이 아닌 것", "부서장 승인을 기다리는 것")
    await expect(waiting).to_contain_text("공간정보를 맡은 부서의 일입니다.")
    await waiting.get_by_role("button", name="반려 승인").click()
    await expect(waiting).to_have_count(0)
    await expect(item(clerk, "우리 일이 아닌 것").locator(".badge").first).to_have_text("반려")


async def test_whoever_was_slower_sees_what_there_is_now_and_decides_on_that(visit: Visits) -> None:
    id = await asked_of_statistics(await visit(REQUESTER), "둘이 하는 배부")
    clerk, head = await inbox(await visit(CLERK)), await visit(HEAD)
    await act(clerk, "deliveryReceive", id)
    await item(clerk, "둘이 하는 배부").get_by_role("button", name="배부").click()
    await clerk.get_by_role("checkbox", name="이은정(예시)").check()
    await give(head, id, await employee_of(head))
    await clerk.get_by_role("dialog").get_by_role("button", name="배부").click()

    conflict = clerk.get_by_role("dialog", name="그 사이에 바뀌었습니다")
    await expect(conflict).to_contain_text("이은정(예시) 100%")
    await expect(conflict).to_contain_text("정태원(예시) · 통계데이터담당관 배부: 정태원(예시)")
    await expect(item(clerk, "둘이 하는 배부")).to_contain_text("정태원(예시) (주담당) 100%")
    assert await violations(clerk) == []
    await conflict.get_by_role("button", name="지금 것에 다시: 배부").click()
    await expect(clerk.get_by_role("checkbox", name="이은정(예시)")).to_be_checked()
    await clerk.get_by_role("dialog").get_by_role("button", name="배부").click()
    await expect(item(clerk, "둘이 하는 배부")).to_contain_text("이은정(예시) (주담당) 100%")


async def test_nothing_stands_in_the_way_in_the_inbox(visit: Visits) -> None:
    page = await inbox(await visit(HEAD, reduced_motion="reduce"))
    await page.locator(".act-reasons").first.locator("summary").click()
    assert await violations_in_each_theme(page) == []


async def test_an_inbox_longer_than_is_read_at_once_says_so_and_reads_on(visit: Visits) -> None:
    clerk, requester = await visit(CLERK), await visit(REQUESTER)
    titles = [f"길어진 접수함 {number}" for number in range(6)]
    for title in titles:
        await asked_of_statistics(requester, title)
    await clerk.route("**/graphql", small_pages)
    await inbox(clerk)
    rest = clerk.locator(".inbox-more")
    await expect(rest).to_contain_text("오래 기다린 것부터 5건을 보이고 있습니다. 더 있습니다.")
    await expect(item(clerk, titles[-1])).to_have_count(0)
    while await rest.count():
        before = await clerk.locator("[data-item]").count()
        await rest.get_by_role("button", name="더 보기").click()
        await expect(clerk.locator("[data-item]")).not_to_have_count(before)
    for title in titles:
        await expect(item(clerk, title, "접수할 것")).to_have_count(1)


async def small_pages(route: Route) -> None:
    """Where the page asks for a hundred items it gets one."""
    sent: Any = route.request.post_data_json
    if sent["variables"].get("first") == 100:
        sent["variables"]["first"] = 1
    await route.continue_(post_data=json.dumps(sent))
