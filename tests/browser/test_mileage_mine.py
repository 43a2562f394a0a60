"""One's own mileage: every line with its reason, thanks, hiding, and what two administrators adjust."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import ADMIN, CLERK, HEAD, REQUESTER, ask, opened, published, thank
from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

GIVER, RECEIVER = "demo-transport", "demo-waterworks"
SECOND_ADMIN = "demo-manager"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}  # colours are looked at while nothing fades
WRITE = """mutation ($id: ID!, $body: String!) { done: commentAdd(input: {requestId: $id, body: $body}) {
  errors { message } comment { id } } }"""
DELETE = "mutation ($id: ID!) { done: commentDelete(id: $id) { errors { message } } }"


def line(page: Page, text: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("region", name="원장").get_by_role("listitem").filter(has_text=text)


async def test_thanks_given_on_one_screen_are_seen_on_the_other(visit: Visits) -> None:
    receiving = await opened(await visit(RECEIVER), "/mileage/mine")
    await expect(receiving.get_by_role("row", name="감사")).to_have_text("감사00")
    giving = await visit(GIVER, **STILL)
    await giving.goto(f"/people/{RECEIVER}")
    card = giving.get_by_role("region", name="감사")
    await expect(card).to_contain_text("이달에 5번 더 보낼 수 있습니다.")
    await card.get_by_role("button", name="감사 보내기").click()
    form = giving.get_by_role("dialog")
    await form.get_by_label("감사의 말").fill("밤에도 수도관을 살펴 주셔서 고맙습니다.")
    assert await violations_in_each_theme(giving) == []
    await form.get_by_role("button", name="보내기").click()
    await expect(card).to_contain_text("배성현(예시)님에게 감사를 보냈습니다.")
    await expect(card).to_contain_text("이달에 4번 더 보낼 수 있습니다.")

    booked = line(receiving, "다른 부서 동료의 감사 = 1.00")
    await expect(booked).to_contain_text("+1점")
    await expect(booked.get_by_role("link", name="윤가람(예시)")).to_be_visible()
    await expect(receiving.get_by_role("row", name="감사")).to_have_text(re.compile("감사11"))
    await booked.get_by_role("link", name="감사의 말 보기").click()
    received = receiving.get_by_role("region", name="받은 감사")
    await expect(received.get_by_role("listitem")).to_contain_text("밤에도 수도관을 살펴 주셔서 고맙습니다.")

    await thank(giving, RECEIVER)
    await expect(received.get_by_role("listitem")).to_have_count(2)
    await giving.reload()
    await expect(card).to_contain_text("이분에게 이달에 보낼 수 있는 감사 2번을 모두 보냈습니다.")
    await expect(card.get_by_role("button")).to_have_count(0)


async def test_why_no_thanks_can_be_given_is_told_before(visit: Visits) -> None:
    page = await visit(CLERK)
    await page.goto(f"/people/{HEAD}")
    await expect(page.get_by_role("region", name="감사")).to_contain_text("이분은 같은 부서의 동료입니다.")
    await page.goto(f"/people/{CLERK}")
    await expect(page.get_by_role("region", name="소속")).to_be_visible()
    await expect(page.get_by_role("region", name="감사")).to_have_count(0)
    await opened(page, "/mileage/thanks")
    await page.get_by_role("button", name="감사 보내기").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="받을 사람").fill("ㅈㅌㅇ(예")
    await form.get_by_role("option", name="정태원(예시)").click()
    await expect(form).to_contain_text("이분은 같은 부서의 동료입니다.")
    await form.get_by_label("감사의 말").fill("고맙습니다.")
    await expect(form.get_by_role("button", name="보내기")).to_have_attribute("aria-disabled", "true")
    assert await violations(page) == []


async def test_what_does_not_count_says_why_and_what_is_taken_back_leads_to_what_it_was(
    visit: Visits,
) -> None:
    page = await opened(await visit(HEAD, **STILL), "/mileage/mine")
    request = await published(await visit(REQUESTER), "점수를 따져 볼 요청")
    body = "지난달의 통화량부터 정류장마다 드리겠습니다."
    comment = (await ask(page, WRITE, id=request["id"], body=body))["done"]["comment"]["id"]
    short_comment = (await ask(page, WRITE, id=request["id"], body="네!"))["done"]["comment"]["id"]
    short = line(page, "10자부터 셉니다. 이 댓글은 2자입니다.")
    await expect(short).to_contain_text(re.compile("짧은 글.*0점", re.DOTALL))
    await ask(page, DELETE, id=comment)
    reversal = line(page, "댓글을 지워서 되돌립니다.")
    await expect(reversal).to_contain_text("-1점")
    number = await reversal.get_attribute("id")
    assert number is not None
    earned = line(page, "되돌려짐")
    await expect(earned).to_contain_text("댓글 하나 = 1.00")
    await expect(earned.get_by_role("link", name=re.compile("원장"))).to_have_attribute("href", f"#{number}")
    await reversal.get_by_role("link", name=re.compile("원장")).click()
    await expect(earned).to_have_css("scroll-margin-top", "80px")
    await expect(page.locator(".entry:target")).to_contain_text("되돌려짐")
    assert await violations_in_each_theme(page) == []
    await short.get_by_role("link", name="점수를 따져 볼 요청").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("점수를 따져 볼 요청")
    await expect(page.locator(".comment").filter(has_text="네!")).to_be_in_viewport()
    await expect(page).to_have_url(re.compile(f"#{short_comment}$"))


async def test_who_hides_is_off_the_board_that_somebody_else_looks_at(visit: Visits) -> None:
    looking = await visit(CLERK)
    await thank(looking, "demo-safety")
    board = (await opened(looking, "/mileage/board")).get_by_role("region", name="순위", exact=True)
    hiding = await opened(await visit("demo-safety", **STILL), "/mileage/mine")
    await expect(board.get_by_role("link", name="오세민(예시)")).to_be_visible()
    card = hiding.get_by_role("region", name="순위표에서 숨기기")
    await card.get_by_role("button", name="순위표에서 나를 숨기기").click()
    form = hiding.get_by_role("dialog")
    await expect(form).to_contain_text("부서의 마일리지에도 그대로 듭니다.")
    assert await violations_in_each_theme(hiding) == []
    await form.get_by_role("button", name="숨기기", exact=True).click()
    await expect(card).to_contain_text("이달의 협력왕도 되지 않습니다.")
    await expect(board.get_by_role("link", name="오세민(예시)")).to_have_count(0)
    await card.get_by_role("button", name="협력왕은 되겠습니다").click()
    await expect(card).to_contain_text("그래도 이달의 협력왕은 됩니다.")
    await card.get_by_role("button", name="다시 보이기").click()
    await expect(board.get_by_role("link", name="오세민(예시)")).to_be_visible()


async def test_an_adjustment_counts_once_a_second_administrator_agrees(visit: Visits) -> None:
    first = await visit(ADMIN, **STILL)
    await proposes(first, "2.5", "행사를 함께 준비했습니다.")
    listed = first.get_by_role("listitem").filter(has_text="행사를 함께 준비했습니다.")
    await expect(listed).to_contain_text(re.compile("조아라.*제안.*[+]2.5점", re.DOTALL))
    await expect(listed).to_contain_text("제안한 사람은 반영할 수 없습니다.")
    await expect(listed.get_by_role("button", name="반영하기")).to_have_count(0)
    await proposes(first, "-40", "잘못 적었습니다.")

    concerned = await opened(await visit("demo-institution"), "/mileage/mine")
    second = await visit(SECOND_ADMIN, **STILL)
    await second.goto("/mileage/adjustments?state=PROPOSED")
    waiting = second.get_by_role("listitem").filter(has_text="행사를 함께 준비했습니다.")
    await waiting.get_by_role("button", name="반영하기").click()
    await expect(waiting).to_contain_text(re.compile("반영.*결정 김태원", re.DOTALL))
    refused = second.get_by_role("listitem").filter(has_text="잘못 적었습니다.")
    await refused.get_by_role("button", name="반영하지 않기").click()
    form = second.get_by_role("dialog")
    await form.get_by_label("까닭").fill("너무 많습니다.")
    assert await violations_in_each_theme(second) == []
    await form.get_by_role("button", name="반영하지 않기").click()
    await expect(refused).to_contain_text("반영하지 않은 까닭: 너무 많습니다.")

    told = line(concerned, "관리자 두 사람이 조정했습니다: 행사를 함께 준비했습니다.")
    await expect(told).to_contain_text("+2.5점")
    await expect(line(concerned, "잘못 적었습니다.")).to_have_count(0)
    await told.get_by_role("link", name="조정 보기").click()
    await expect(concerned.get_by_role("listitem").filter(has_text="너무 많습니다.")).to_be_visible()
    await expect(concerned.get_by_role("button", name=re.compile("제안|반영"))).to_have_count(0)


async def proposes(admin: Page, points: str, reason: str) -> None:
    await admin.goto("/mileage/adjustments")
    await admin.get_by_role("button", name="조정 제안하기").click()
    form = admin.get_by_role("dialog")
    await form.get_by_role("combobox", name="누구의 마일리지").fill("조아라")
    await form.get_by_role("option", name="조아라(예시)").click()
    await form.get_by_label("점수").fill("많이")
    await expect(form).to_contain_text("0이 아닌 10,000점까지의 수를")
    await form.get_by_label("점수").fill(points)
    await form.get_by_label("까닭").fill(reason)
    assert await violations(admin) == []
    await form.get_by_role("button", name="제안하기").click()
    await expect(form).to_have_count(0)


async def test_why_a_king_has_their_points_is_open_for_the_month_that_was_won(visit: Visits) -> None:
    page = await opened(await visit(CLERK), "/mileage")
    king = page.locator(".podium .place-1")
    points = await king.locator(".king-points").inner_text()
    await king.get_by_role("link", name="왜 이 점수인가").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("님의 마일리지")
    await expect(page).to_have_url(re.compile(r"/mileage/people/[^?]+[?]period=\d{4}-\d\d$"))
    await expect(page.get_by_role("region", name="무엇으로 받았나")).to_contain_text(points)
    await expect(page.locator(".entry-amount").first).to_be_visible()
    amounts = [float(text[:-1]) for text in await page.locator(".entry-amount").all_inner_texts()]
    assert sum(amounts) == pytest.approx(float(points[:-1]))
    await page.get_by_role("button", name="이전").click()
    await expect(page.get_by_text("이 기간에 볼 수 있는 줄이 없습니다")).to_be_visible()
    await expect(page.locator(".entry")).to_have_count(0)
