"""Asking for cooperation: by keyboard from the first word to the sending, through a reload or two windows."""

import re
import unicodedata

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.browser.acting import CREATE, REQUESTER, ask
from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_TABS = 60
TITLE = "🚌 심야 노선 협의"
FILE: FilePayload = {"name": "회의록 🚌.txt", "mimeType": "text/plain", "buffer": "안녕하십니까".encode()}
SENT = """query ($key: String!) { request(key: $key) {
  title body state attachments(first: 10) { nodes { name size } }
  deliveries(first: 10) { nodes { departmentName role ask } }
} }"""
DRAFT = {"title": "함께 쓰는 글", "project": "시험", "body": "내용", "restriction": "개인정보"}
STANDING = ".ask-standing"


async def a_draft(page: Page) -> str:
    """Its ID."""
    created = await ask(page, CREATE, input=DRAFT)
    return created["done"]["request"]["id"]


async def reach(page: Page, target: Locator) -> None:
    """By the Tab key alone."""
    await expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"no key leads to {target}")


async def press(page: Page, name: str) -> None:
    await reach(page, page.get_by_role("button", name=name, exact=True))
    await page.keyboard.press("Enter")


async def pick(page: Page, typed: str, name: str) -> None:
    await page.keyboard.insert_text(typed)
    await expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text(name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def write_what(page: Page) -> None:
    await reach(page, page.get_by_role("textbox", name="제목", exact=True))
    await page.keyboard.insert_text(unicodedata.normalize("NFD", TITLE))
    await expect(page.locator(STANDING)).to_have_text("이 브라우저에 저장됨")
    await page.keyboard.press("Tab")
    await page.keyboard.insert_text("올빼미버스")
    await page.keyboard.press("Tab")
    await page.keyboard.insert_text("노선을 함께 정합니다.")
    await expect(page.locator(STANDING)).to_have_text("저장됨")


async def attach(page: Page) -> None:
    async with (
        page.expect_file_chooser() as choosing
    ):  # before the keys: until then the browser shows its own
        await reach(page, page.get_by_label("파일 고르기"))
        await page.keyboard.press("Enter")
    await (await choosing.value).set_files([FILE])
    await expect(page.get_by_role("link", name=FILE["name"])).to_be_visible()


async def test_a_request_is_asked_by_keyboard_alone_and_outlives_a_reload(visit: Visits) -> None:
    page = await visit(REQUESTER)
    await page.goto("/ask")
    await reach(page, page.get_by_role("link", name="새로 쓰기"))
    await page.keyboard.press("Enter")
    await write_what(page)
    await press(page, "다음")
    await expect(page.get_by_role("heading", name="누구에게")).to_be_focused()
    await reach(page, page.get_by_role("combobox", name="협력부서 더하기"))
    await pick(page, "ㄱㅌㅈㅊ", "교통정책과")
    await pick(page, "통계데", "통계데이터담당관")
    asks = page.get_by_role("textbox", name=re.compile("이 부서에 따로 바라는 것"))
    await reach(page, asks.nth(1))
    await page.keyboard.insert_text("통화량")
    await page.wait_for_function("Object.values(localStorage).some((kept) => kept.includes('통화량'))")
    await page.reload()
    await expect(asks.nth(1)).to_have_value("통화량")
    await expect(page.locator(STANDING)).to_have_text("저장됨")
    await press(page, "다음")
    await attach(page)
    await press(page, "다음")
    await expect(page.locator("main").get_by_text(FILE["name"])).to_be_visible()
    await press(page, "발송하기")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    await expect(page).to_have_url(re.compile("/requests/"))
    key = await page.evaluate("decodeURIComponent(location.pathname.split('/')[2])")
    assert (await ask(page, SENT, key=key))["request"] == {
        "title": TITLE,
        "body": "노선을 함께 정합니다.",
        "state": "SENT",
        "attachments": {"nodes": [{"name": FILE["name"], "size": len(FILE["buffer"])}]},
        "deliveries": {
            "nodes": [
                {"departmentName": "교통정책과", "role": "JOINT", "ask": ""},
                {"departmentName": "통계데이터담당관", "role": "JOINT", "ask": "통화량"},
            ]
        },
    }
    assert await page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('madang.ask'))") == []


async def test_what_is_refused_is_said_beside_its_field_which_takes_the_focus(visit: Visits) -> None:
    page = await visit(REQUESTER)
    await page.goto(f"/ask/{await a_draft(page)}")
    due = page.get_by_label("기한")
    await due.fill("2014-01-01")
    await expect(page.get_by_text("기한은 오늘이나 그 뒤여야 합니다.")).to_be_visible()
    await page.get_by_role("textbox", name="협조 내용").fill("")
    for _ in range(3):
        await page.get_by_role("button", name="다음").click()
    await page.get_by_role("button", name="발송하기").click()
    body = page.get_by_role("textbox", name="협조 내용")
    await expect(body).to_be_focused()
    await expect(body).to_have_accessible_description(re.compile("꼭 적어야 합니다"))
    await body.fill("내용")
    await expect(due).to_have_accessible_description("기한은 오늘이나 그 뒤여야 합니다.")


async def test_two_windows_on_one_draft_let_the_writer_choose(visit: Visits) -> None:
    one, other = await visit(REQUESTER), await visit(REQUESTER)
    address = f"/ask/{await a_draft(one)}"
    for page in (one, other):
        await page.goto(address)
        await expect(page.get_by_role("textbox", name="제목", exact=True)).to_have_value("함께 쓰는 글")
    await other.get_by_role("textbox", name="제목", exact=True).fill("저쪽에서")
    await expect(other.locator(STANDING)).to_have_text("저장됨")
    await one.get_by_role("textbox", name="사업명").fill("이쪽에서")
    await expect(one.get_by_role("heading", name="다른 곳에서도 고쳤습니다")).to_be_focused()
    assert await violations(one) == []
    rows = one.get_by_role("row")
    assert [await row.inner_text() for row in await rows.all()] == [
        "다른 곳\t이 화면\t저장된 것",
        "제목\t함께 쓰는 글\t저쪽에서",
        "사업명\t이쪽에서\t시험",
    ]
    await one.get_by_role("button", name="이 화면의 것으로").click()
    await expect(one.locator(STANDING)).to_have_text("저장됨")
    await other.reload()
    await expect(other.get_by_role("textbox", name="제목", exact=True)).to_have_value("함께 쓰는 글")
    await expect(other.get_by_role("textbox", name="사업명")).to_have_value("이쪽에서")


async def test_no_step_stands_in_the_way(visit: Visits) -> None:
    page = await visit(REQUESTER, reduced_motion="reduce")
    id = await a_draft(page)
    for step in range(1, 5):
        await page.goto(f"/ask/{id}?step={step}")
        await expect(page.locator(STANDING)).to_have_text("저장됨")
        await expect(page.locator(".loading")).to_have_count(0)
        if step == 2:
            await page.get_by_role("combobox", name="협력부서 더하기").fill("ㄱㅌ")
            await expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
        assert await violations_in_each_theme(page) == []
