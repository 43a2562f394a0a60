"""Ratings: given, changed while that is possible, answered, and decided on."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import CLERK, HANDLER, REQUESTER, confirmed
from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADMIN = "demo-admin"
MARKS = ("이 협력 없이는", "요청한 그대로", "기한보다 일찍", "간단한 확인이나")  # 5, 4, 4, 2


async def ratings(page: Page) -> Page:
    await page.goto("/evaluations")
    await expect(page.get_by_role("status").filter(has_text="실시간")).to_be_visible()
    return page


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3, name=title))


async def test_a_rating_is_given_edited_answered_and_decided_on(visit: Visits) -> None:
    asking, working = await visit(REQUESTER), await visit(HANDLER)
    await confirmed(asking, await visit(CLERK), working, "평가할 협력")
    mine = card(await ratings(asking), "평가할 협력")
    await expect(mine).to_contain_text(re.compile("1[34]일 남음"))
    await mine.get_by_role("button", name="평가하기").click()
    form = mine.get_by_role("form", name="평가 보내기")
    for anchor in MARKS:
        await form.get_by_text(anchor).click()
    assert await violations(asking) == []
    await form.get_by_role("button", name="평가 보내기").click()
    await expect(form).to_contain_text("2점 이하를 준 까닭을 적어 주십시오.")
    await expect(form.get_by_role("textbox")).to_be_focused()
    await form.get_by_role("textbox").fill("자료가 이미 있었습니다.")
    await form.get_by_role("button", name="평가 보내기").click()
    await expect(mine).to_contain_text("3.75")
    await expect(mine).to_contain_text("고칠 수 있는 시간 1")

    await mine.get_by_role("button", name="평가 고치기").click()
    await mine.get_by_text("전례가 없거나").click()
    await mine.get_by_role("form").get_by_role("button", name="평가 고치기").click()
    await expect(mine).to_contain_text("4.50")
    await expect(mine).to_contain_text("(고침)")

    theirs = card(await ratings(working), "평가할 협력")
    await theirs.get_by_role("button", name="이의 신청").click()
    await theirs.get_by_role("textbox").fill("기한보다 훨씬 빨랐습니다.")
    await theirs.get_by_role("form").get_by_role("button", name="이의 신청").click()
    await expect(theirs).to_contain_text("이의에 대한 결정을 기다립니다.")
    await expect(mine).to_contain_text("기한보다 훨씬 빨랐습니다.")

    deciding = await ratings(await visit(ADMIN))
    await card(deciding, "평가할 협력").get_by_role("button", name="이의 결정").click()
    await deciding.get_by_role("radio", name="평가 유지").check()
    await deciding.get_by_role("textbox").fill("평가의 까닭이 분명합니다.")
    await deciding.get_by_role("form").get_by_role("button", name="이의 결정").click()
    await expect(theirs).to_contain_text("평가의 까닭이 분명합니다.")
    await expect(mine.get_by_role("button", name="평가 고치기")).to_have_count(0)


async def test_the_lead_handler_rates_the_request(visit: Visits) -> None:
    asking, working = await visit(REQUESTER), await visit(HANDLER)
    await confirmed(asking, await visit(CLERK), working, "돌려받을 평가")
    theirs = card(await ratings(working), "돌려받을 평가")
    await theirs.get_by_role("button", name="요청을 평가하기").click()
    await theirs.get_by_role("button", name="요청 평가 보내기").click()
    await expect(theirs.get_by_text("하나를 고르십시오.")).to_have_count(3)
    fours = theirs.get_by_role("radio", name="4")
    await expect(fours).to_have_count(3)
    for radio in await fours.all():
        await radio.check()
    await theirs.get_by_role("button", name="요청 평가 보내기").click()
    await expect(theirs).to_contain_text("요청에 대한 평가")
    await expect(theirs.get_by_text("4/5")).to_have_count(3)


async def test_nothing_stands_in_the_way_among_the_ratings(visit: Visits) -> None:
    page = await ratings(await visit(HANDLER, reduced_motion="reduce"))
    await expect(page.locator(".loading")).to_have_count(0)
    assert await violations_in_each_theme(page) == []
