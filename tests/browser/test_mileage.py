"""Mileage: the podium, what its winners were given, and a board that moves while somebody looks at it."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import ADMIN, CLERK, HANDLER, REQUESTER, opened, thank
from tests.browser.tie import EQUAL
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

THANKED = "신혜경(예시)"


def place(page: Page, name: str) -> Locator:
    """Of somebody on the board."""
    return page.get_by_role("region", name="순위", exact=True).get_by_role("listitem").filter(has_text=name)


async def test_a_winner_is_recorded_what_they_were_given_and_everybody_sees_it(visit: Visits) -> None:
    admin = await opened(await visit(ADMIN), "/mileage")
    kings = admin.locator(".podium > li")
    await expect(kings).to_have_count(3)
    assert [await king.locator(".king-place").inner_text() for king in await kings.all()] == [
        "1 최우수",
        "2 우수",
        "3 장려",
    ]
    await kings.first.get_by_role("button", name="인센티브 적기").press("Enter")
    form = admin.get_by_role("dialog")
    await form.get_by_label("무엇을 받았는지").fill("온누리상품권")
    await form.get_by_label("금액").fill("많이")
    await expect(form).to_contain_text("0 이상의 수로 적어 주십시오.")
    assert await violations(admin) == []
    await form.get_by_label("금액").fill("200000")
    await form.get_by_role("button", name="저장").click()
    await expect(kings.first).to_contain_text("온누리상품권 (200,000원)")

    other = await opened(await visit(CLERK), "/mileage")
    await expect(other.locator(".podium > li").first).to_contain_text("온누리상품권 (200,000원)")
    await expect(other.get_by_role("button", name=re.compile("인센티브"))).to_have_count(0)


async def test_the_board_moves_while_somebody_looks_and_not_under_their_hand(visit: Visits) -> None:
    looking = await opened(await visit(CLERK), "/mileage/board")
    board = looking.get_by_role("region", name="순위", exact=True)
    before = await board.get_by_role("link").all_inner_texts()
    assert before.index(THANKED) > before.index("한도연(예시)")
    await board.get_by_role("link").first.focus()
    await thank(await visit(REQUESTER), "demo-hr")
    await expect(place(looking, THANKED)).to_contain_text("감사 1")
    assert await board.get_by_role("link").all_inner_texts() == before

    await looking.get_by_role("heading", level=1).click()
    await expect(place(looking, THANKED)).to_contain_text(re.compile(r"▲\d+\s*\d+계단 올랐습니다"))
    after = await board.get_by_role("link").all_inner_texts()
    assert after.index(THANKED) < after.index("한도연(예시)")
    assert await violations(looking) == []


async def test_the_period_and_the_holder_stand_in_the_address(visit: Visits) -> None:
    page = await opened(await visit(HANDLER), "/mileage/board")
    await page.get_by_label("기간").select_option("전체")
    await expect(page).to_have_url(re.compile(r"period=ALL"))
    mine = page.get_by_role("region", name="나와 앞뒤")
    await expect(mine).to_contain_text(re.compile(r"나의 순위는 \d+위, [\d.]+점입니다\."))
    await expect(place(page, "박준서")).to_contain_text(re.compile(r"응답 만족도 \d"))
    await page.get_by_label("누구의").select_option("부서")
    await expect(page).to_have_url(re.compile(r"of=DEPARTMENT"))
    await expect(place(page, "통계데이터담당관")).to_be_visible()
    await expect(mine).to_have_count(0)


async def test_who_is_equal_is_put_in_order_by_an_administrator_with_a_reason(visit: Visits) -> None:
    looking = await opened(await visit(CLERK), "/mileage")
    tie = looking.get_by_text("점수, 평가의 평균, 도운 부서, 먼저 받은 날까지 같습니다.")
    for name in EQUAL.values():
        await expect(tie).to_contain_text(name)
    await expect(looking.get_by_role("button", name="동점의 순서 정하기")).to_have_count(0)

    admin = await opened(await visit(ADMIN), "/mileage")
    await admin.get_by_role("button", name="동점의 순서 정하기").click()
    form = admin.get_by_role("dialog")
    order = form.get_by_role("list").get_by_role("listitem")
    await expect(order).to_have_count(3)
    last = (await order.last.locator("span").first.inner_text()).removeprefix("3. ")
    for _ in range(2):
        await form.get_by_role("button", name=f"{last} 앞으로").press("Enter")
    await expect(order.first).to_contain_text(f"1. {last}")
    assert await violations(admin) == []
    await form.get_by_label("그렇게 정한 까닭").fill("먼저 도운 순서입니다.")
    await form.get_by_role("button", name="저장").click()
    await expect(form).to_have_count(0)

    for page in (admin, looking):  # who only looks is told by the stream
        past = page.get_by_role("region", name=re.compile(r"^\d+년 \d+월$"))
        decided = past.filter(has_text="먼저 도운 순서입니다.")
        await expect(decided.locator(".king")).to_have_count(3)
        await expect(decided.locator(".king").first).to_contain_text(last)
        await expect(tie).to_have_count(0)
