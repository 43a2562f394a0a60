"""Covers and attachments of issues: put to a draft by its writers, once each, and seen by its readers."""

import re
from typing import Any

import pytest
from playwright.async_api import FilePayload, Locator, Page, Route, expect

from tests.browser.acting import HANDLER, HEAD, REQUESTER, ask, opened
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.test_newsletters import CITIZENS, STAFF, act, drafted, kept, shown
from tests.browser.visiting import Visits
from tests.newsletters.pictures import png

pytestmark = pytest.mark.asyncio(loop_scope="session")

COVER: FilePayload = {"name": "겨울.png", "mimeType": "image/png", "buffer": png(400, 300)}
NOTE: FilePayload = {"name": "신청서.txt", "mimeType": "text/plain", "buffer": "이름과 전화번호".encode()}
DROP = """(zone, [name, text]) => { const carried = new DataTransfer();
  carried.items.add(new File([text], name, {type: "text/plain"}));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true})); }"""
FILES = """query ($id: ID!) { newsletterIssue(id: $id) {
  files(roles: [ATTACHMENT, COVER]) { nodes { role name } } } }"""


def files(page: Page) -> Locator:
    return page.get_by_role("region", name="표지와 첨부 파일")


async def names(page: Page, issue: str) -> list[tuple[str, str]]:
    found = (await ask(page, FILES, id=issue))["newsletterIssue"]["files"]["nodes"]
    return [(one["role"], one["name"]) for one in found]


async def editing(page: Page, issue: dict[str, Any], slug: str = STAFF) -> Locator:
    await opened(page, f"/newsletters/{slug}/{issue['number']}/edit")
    return files(page)


async def test_a_writer_adds_a_cover_and_files_and_readers_have_them(visit: Visits) -> None:
    writer, head = await visit(HANDLER, reduced_motion="reduce"), await visit(HEAD, reduced_motion="reduce")
    issue = await drafted(writer, CITIZENS, "그림이 있는 호")
    ours, theirs = await editing(writer, issue, CITIZENS), await editing(head, issue, CITIZENS)
    await writer.get_by_label("제목", exact=True).fill("아직 저장하지 않은 제목")
    await ours.get_by_label("표지 그림 고르기").set_input_files(COVER)
    await expect(ours.get_by_role("img", name="그림이 있는 호 표지")).to_be_visible()
    await expect(theirs.get_by_role("img", name="그림이 있는 호 표지")).to_be_visible()
    await ours.get_by_label("파일 고르기").set_input_files(NOTE)
    await expect(theirs.get_by_role("link", name="신청서.txt")).to_be_visible()
    await ours.locator(".upload-drop").last.evaluate(DROP, ["지도.txt", "오시는 길"])
    await expect(ours.get_by_role("link", name="지도.txt")).to_be_visible()
    assert await what_stands_in_the_way(writer) == []
    await theirs.get_by_role("button", name="지도.txt 빼기").click()
    await expect(ours.get_by_role("link", name="지도.txt")).to_have_count(0)
    await expect(writer.get_by_label("제목", exact=True)).to_have_value("아직 저장하지 않은 제목")
    assert await names(head, issue["id"]) == [("COVER", "겨울.png"), ("ATTACHMENT", "신청서.txt")]

    for name in ("Approve", "Publish"):
        await act(head, name, issue["id"])
    await expect(ours).to_have_count(0)
    reader = await shown(await visit(REQUESTER), f"/newsletters/{CITIZENS}/{issue['number']}")
    picture = reader.get_by_role("img", name="그림이 있는 호 표지")
    await expect(picture).to_have_js_property("naturalWidth", 400)
    attached = reader.get_by_role("region", name="첨부 파일").get_by_role("link")
    async with reader.expect_download() as download:
        await attached.click()
    assert (await (await download.value).path()).read_text(encoding="utf-8") == "이름과 전화번호"


async def test_what_is_sent_again_after_a_broken_line_is_kept_once(visit: Visits) -> None:
    visit.forgive("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    page = await visit(HANDLER, reduced_motion="reduce")
    issue = await drafted(page, STAFF, "두 번 보낸 파일")
    ours = await editing(page, issue)

    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route(re.compile("/newsletter-files/"), lose_the_answer, times=1)
    await ours.get_by_label("파일 고르기").set_input_files(NOTE)
    await expect(ours.get_by_role("alert")).to_have_text("보내지 못했습니다")
    assert await names(page, issue["id"]) == [("ATTACHMENT", "신청서.txt")]
    await page.context.set_offline(True)
    await ours.get_by_role("button", name="신청서.txt 다시 보내기").click()
    await expect(ours.get_by_role("alert")).to_have_text("보내지 못했습니다")
    await page.context.set_offline(False)
    again = ours.get_by_role("button", name="신청서.txt 다시 보내기")
    await again.focus()
    await page.keyboard.press("Enter")
    await expect(ours.get_by_role("alert")).to_have_count(0)
    await expect(ours.get_by_role("link", name="신청서.txt")).to_have_count(1)
    assert await names(page, issue["id"]) == [("ATTACHMENT", "신청서.txt")]


async def test_what_is_no_picture_or_no_document_is_refused_with_its_reason(visit: Visits) -> None:
    visit.forgive("415")
    page = await visit(HANDLER, reduced_motion="reduce")
    issue = await drafted(page, STAFF, "맞지 않는 파일")
    ours = await editing(page, issue)
    await ours.get_by_label("표지 그림 고르기").set_input_files(NOTE)
    await expect(ours.get_by_role("alert")).to_have_text("표지는 PNG, JPEG, GIF, WebP 그림이어야 합니다.")
    disguised: FilePayload = {"name": "계획.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\0" * 100}
    await ours.get_by_label("파일 고르기").set_input_files(disguised)
    await expect(ours.get_by_role("alert").last).to_contain_text("내용이 .pdf 파일이 아닙니다.")
    await expect(ours.get_by_role("button", name=re.compile("다시 보내기"))).to_have_count(0)
    assert await what_stands_in_the_way(page) == []
    assert await names(page, issue["id"]) == []


async def test_files_of_an_approved_issue_make_it_a_draft_which_is_said_before(visit: Visits) -> None:
    page, head = await visit(HANDLER), await visit(HEAD)
    issue = await drafted(page, STAFF, "승인한 뒤의 파일")
    await act(head, "Approve", issue["id"])
    ours = await editing(page, issue)
    await expect(ours.get_by_text("승인한 호입니다. 글이나 파일을 바꾸면 다시 초안이 되고")).to_be_visible()
    await ours.get_by_label("표지 그림 고르기").set_input_files(COVER)
    await expect(ours.get_by_text("승인한 호입니다.")).to_have_count(0)
    assert (await kept(page, issue["id"]))["state"] == "DRAFT"
    await ours.get_by_role("button", name="표지 빼기").click()
    await expect(ours.get_by_role("img")).to_have_count(0)
    assert await names(page, issue["id"]) == []
