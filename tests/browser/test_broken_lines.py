"""Lines that break and sessions that end: it is said, nothing is lost, and nobody has to reload."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.acting import CLERK, COMMENT, REQUESTER, act, ask, published
from tests.browser.city import City
from tests.browser.request_page import BYSTANDER, LIVE, opened, standing, track, write
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_goes_from_page_to_page_is_told_that_each_is_live(visit: Visits) -> None:
    page, elsewhere = await visit(CLERK), await visit(BYSTANDER)
    request = await published(await visit(REQUESTER), "쪽에서 쪽으로")
    await opened(page, "/")
    await page.get_by_role("link", name="쪽에서 쪽으로").click()
    await ask(elsewhere, COMMENT, id=request["id"], body="지금 보고 계십니까")
    await expect(page.locator(".thread")).to_contain_text("지금 보고 계십니까")
    await expect(standing(page)).to_have_text(LIVE)
    await page.get_by_role("link", name="접수함").click()
    await expect(page.get_by_role("link", name="쪽에서 쪽으로")).to_be_visible()
    await page.get_by_role("link", name="협력판").click()
    await ask(elsewhere, COMMENT, id=request["id"], body="또 한 번")
    await expect(page.locator(f'[data-key="{request["key"]}"]')).to_contain_text("댓글")
    await expect(standing(page)).to_have_text(LIVE)


async def test_a_browser_without_network_says_so_and_catches_up_once_it_is_back(visit: Visits) -> None:
    page, elsewhere = await visit(CLERK), await visit(BYSTANDER)
    request = await published(await visit(REQUESTER), "잠시 끊긴 노트북")
    await opened(page, f"/requests/{request['key']}")
    visit.forgive("ERR_INTERNET_DISCONNECTED")
    await page.context.set_offline(True)
    await expect(standing(page)).to_have_text("네트워크가 없습니다")
    await comment_twice(elsewhere, request["id"])
    (delivery,) = request["deliveries"]["nodes"]
    await act(await visit(CLERK), "deliveryReceive", delivery["id"])
    await page.context.set_offline(False)
    await expect(page.locator(".thread")).to_have_count(2)
    await expect(standing(page)).to_have_text("끊긴 사이의 4건을 반영했습니다")
    await expect(track(page)).to_have_attribute("data-state", "RECEIVED")
    await expect(standing(page)).to_have_text(LIVE)
    await ask(elsewhere, COMMENT, id=request["id"], body="이어진 뒤의 댓글")
    await expect(page.locator(".thread")).to_have_count(3)


async def comment_twice(page: Page, id: str) -> None:
    for body in ("하나", "둘"):
        await ask(page, COMMENT, id=id, body=f"끊긴 사이의 댓글 {body}")


async def test_an_act_without_network_is_taken_back_and_can_be_sent_again(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "끊긴 채 누른 접수")
    await opened(page, f"/requests/{request['key']}")
    visit.forgive("ERR_INTERNET_DISCONNECTED")
    await page.context.set_offline(True)
    await track(page).get_by_role("button", name="접수", exact=True).click()
    await expect(track(page).get_by_role("alert")).to_contain_text("접수")
    await expect(track(page)).to_have_attribute("data-state", "SENT")
    await page.context.set_offline(False)
    await track(page).get_by_role("alert").get_by_role("button").click()
    await expect(track(page)).to_have_attribute("data-state", "RECEIVED")
    await expect(track(page).get_by_role("alert")).to_have_count(0)


async def test_a_comment_without_network_stays_in_its_box_and_says_why_in_words(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "끊긴 채 쓴 댓글")
    await opened(page, f"/requests/{request['key']}")
    visit.forgive("ERR_INTERNET_DISCONNECTED")
    await page.context.set_offline(True)
    await write(page, "지하철에서 쓴 글")
    await expect(page.get_by_role("alert")).to_have_text(
        "보내지 못했습니다: 서버에 닿지 않습니다. 연결을 확인한 뒤 다시 하십시오."
    )
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("지하철에서 쓴 글")
    await page.context.set_offline(False)
    await expect(standing(page)).to_have_text(LIVE)
    await page.get_by_role("button", name="남기기").click()
    await expect(page.locator(".thread")).to_contain_text("지하철에서 쓴 글")
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_a_killed_server_is_told_and_what_was_missed_comes_by_itself(visit: Visits, city: City) -> None:
    other = await city.another_process()
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "끊겨도 이어지는 일")
    await opened(page, f"/requests/{request['key']}")
    visit.forgive("ERR_CONNECTION|WebSocket connection")
    city.first.kill()
    await expect(standing(page)).to_contain_text("끊겼습니다")
    writer = await visit(BYSTANDER, at=other)
    for body in ("하나", "둘", "셋"):
        await ask(writer, COMMENT, id=request["id"], body=f"끊긴 사이의 댓글 {body}")
    await city.start(city.first)
    await expect(page.locator(".thread")).to_have_count(3)
    await expect(standing(page)).to_contain_text("3건을 반영했습니다")
    await expect(standing(page)).to_have_text(LIVE)


async def test_a_session_that_ends_takes_nothing_with_it(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "로그인이 끝나도 남는 글")
    await opened(page, f"/requests/{request['key']}")
    await page.get_by_label("댓글 쓰기").fill("쓰던 글은 남아야 합니다")
    await page.context.clear_cookies()
    visit.forgive("401")
    await page.get_by_role("button", name="남기기").click()
    await expect(page.get_by_text("로그인이 끝났습니다")).to_be_visible()
    await expect(page.get_by_label("댓글 쓰기")).to_be_hidden()
    await page.get_by_role("button", name="이은정").click()
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("쓰던 글은 남아야 합니다")
    await expect(standing(page)).to_have_text(LIVE)
    await page.get_by_role("button", name="남기기").click()
    await expect(page.locator(".thread")).to_contain_text("쓰던 글은 남아야 합니다")


async def test_a_session_that_ends_in_the_middle_of_an_act_keeps_the_filled_form(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "로그인이 끝난 반려")
    await opened(page, f"/requests/{request['key']}")
    await track(page).get_by_role("button", name="반려 상신", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="사유").fill("다른 부서의 일입니다.")
    await page.context.clear_cookies()
    visit.forgive("401")
    await dialog.get_by_role("button", name="반려 상신").click()
    await expect(page.get_by_text("로그인이 끝났습니다")).to_be_visible()
    await page.get_by_role("button", name="이은정").click()
    await expect(dialog.get_by_role("textbox", name="사유")).to_have_value("다른 부서의 일입니다.")
    await dialog.get_by_role("button", name="반려 상신").click()
    await expect(dialog).to_have_count(0)
    await expect(track(page)).to_contain_text("다른 부서의 일입니다.")
