"""Whoever goes back finds what they had left: their place in a list, and the words they had typed."""

import pytest
from playwright.async_api import expect

from tests.browser.acting import CLERK, REQUESTER, published
from tests.browser.request_page import opened
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOW = {"width": 1280, "height": 500}


async def test_going_back_leads_to_the_place_in_the_list(visit: Visits) -> None:
    page = await opened(await visit(CLERK, viewport=LOW), "/?view=list")
    last = page.locator(".request-card").last
    await last.scroll_into_view_if_needed()
    before = await page.evaluate("scrollY")
    assert before > 200
    await last.get_by_role("link").first.click()
    await expect(page.locator(".facts").first).to_be_visible()
    assert await page.evaluate("scrollY") == 0
    await page.go_back()
    await expect(last).to_be_in_viewport()
    assert abs(await page.evaluate("scrollY") - before) < 50
    await page.get_by_role("link", name="접수함").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("접수함")
    assert await page.evaluate("scrollY") == 0


async def test_a_comment_that_was_not_sent_is_still_there_after_going_back(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "쓰다 만 댓글")
    await opened(page, "/")
    await page.get_by_role("link", name="쓰다 만 댓글").click()
    await page.get_by_label("댓글 쓰기").fill("아직 보내지 않은 글")
    await page.go_back()
    await expect(page.locator(".request-card")).not_to_have_count(0)
    await page.go_forward()
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("아직 보내지 않은 글")
    await page.reload()
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("아직 보내지 않은 글")
    await page.get_by_role("button", name="남기기").click()
    await expect(page.locator(".thread")).to_contain_text("아직 보내지 않은 글")
    await opened(page, f"/requests/{request['key']}")
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("")
