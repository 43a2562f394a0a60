"""Mileage: the podium, what its winners were given, and a board that moves while somebody looks at it."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import CLERK, HANDLER, REQUESTER, ask
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADMIN = "demo-admin"
THANKED = "신혜경(예시)"
FIND_EMPLOYEE = "query ($name: String!) { employees(first: 1, filter: {search: $name}) { nodes { id } } }"
THANK = """mutation ($receiver: ID!, $message: String!) {
  done: thanksGive(input: {receiverId: $receiver, message: $message}) { errors { message } } }"""


async def opened(page: Page, path: str) -> Page:
    await page.goto(path)
    await expect(page.get_by_role("status").filter(has_text="실시간")).to_be_visible()
    await expect(page.locator(".loading")).to_have_count(0)
    return page


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
    thanking = await visit(REQUESTER)
    (receiver,) = (await ask(thanking, FIND_EMPLOYEE, name="신혜경"))["employees"]["nodes"]
    await ask(thanking, THANK, receiver=receiver["id"], message="자료를 서둘러 주셔서 고맙습니다.")
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
