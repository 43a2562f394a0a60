"""Drafts that are thrown away: asked about first, gone for everybody, and no word that is written lost."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.acting import HANDLER, HEAD, opened
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.test_newsletters import STAFF, act, body, drafted
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_writer_discards_and_the_head_who_edits_it_keeps_their_words(visit: Visits) -> None:
    writer, head = await visit(HANDLER, reduced_motion="reduce"), await visit(HEAD, reduced_motion="reduce")
    issue = await drafted(writer, STAFF, "버릴 호")
    watcher = await opened(await visit(HEAD), "/newsletters?state=work")
    card = watcher.get_by_role("listitem").filter(has_text="버릴 호")
    await expect(card).to_be_visible()
    await opened(head, f"/newsletters/{STAFF}/{issue['number']}/edit")
    await body(head).fill("아까운 글")
    await opened(writer, f"/newsletters/{STAFF}/{issue['number']}")
    await writer.get_by_role("button", name="버리기").click()
    asked = writer.get_by_role("dialog")
    await expect(asked).to_contain_text("되돌릴 수 없습니다")
    assert await what_stands_in_the_way(writer) == []
    await writer.keyboard.press("Escape")
    await expect(asked).to_have_count(0)
    await writer.get_by_role("button", name="버리기").click()
    await asked.get_by_role("button", name="버리기").click()
    await expect(writer).to_have_url(re.compile(f"/newsletters/{STAFF}$"))
    await expect(writer.get_by_role("link", name="버릴 호")).to_have_count(0)
    await expect(card).to_have_count(0)
    await expect(head.get_by_role("alert")).to_contain_text("동료가 그사이 이 호를 버렸습니다.")
    await expect(body(head)).to_have_value("아까운 글")
    await expect(head.get_by_role("region", name="표지와 첨부 파일")).to_have_count(0)
    assert await what_stands_in_the_way(head) == []


async def test_what_is_out_offers_no_way_to_discard_it(visit: Visits) -> None:
    head = await visit(HEAD)
    issue = await drafted(head, STAFF, "나간 호")
    await act(head, "Approve", issue["id"])
    await opened(head, f"/newsletters/{STAFF}/{issue['number']}")
    await expect(head.get_by_role("button", name="버리기")).to_be_visible()
    await act(head, "Publish", issue["id"])
    await expect(head.get_by_role("button", name="지난 호로 보관하기")).to_be_visible()
    await expect(head.get_by_role("button", name="버리기")).to_have_count(0)
