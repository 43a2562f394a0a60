"""What people write without a space, and tables wider than a phone: nobody scrolls the page sideways."""

import pytest

from tests.browser.acting import ADMIN, REQUESTER, REVISE, ask, published
from tests.browser.request_page import opened, write
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORD = "가나다라마바사아자차카타파하" * 8
TABLE = f"| 노선 | 대수 |\n|---|---|\n| {WORD} | 9 |\n\n|{' 열 |' * 20}\n|{'---|' * 20}\n|{' 값 |' * 20}"


async def test_long_words_and_wide_tables_stay_within_the_page(visit: Visits) -> None:
    page = await visit(REQUESTER, reduced_motion="reduce")
    request = await published(page, WORD[:100])
    await ask(page, REVISE, id=request["id"], input={"project": WORD[:90], "body": TABLE})
    await opened(page, f"/requests/{request['key']}")
    await write(page, TABLE)
    await page.locator(".thread .written table").first.wait_for()
    assert await what_stands_in_the_way(page) == []
    admin = await visit(ADMIN, reduced_motion="reduce")
    await opened(admin, "/")
    assert await what_stands_in_the_way(admin) == []
