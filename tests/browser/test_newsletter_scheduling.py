"""Issues that go out by themselves: the head chooses when, and others see what waits and what could not."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from playwright.async_api import Page, expect

from tests.browser.acting import ADMIN, HANDLER, HEAD, ask, opened
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.test_newsletters import RENAME, STAFF, TITLE, act, drafted
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEOUL = timezone(timedelta(hours=9))
SCHEDULE = """mutation ($id: ID!, $at: DateTime!) { done: newsletterIssueSchedule(id: $id, at: $at) {
  errors { message } } }"""


def said(day: datetime, clock: str) -> str:
    year = "" if day.year == datetime.now(SEOUL).year else f"{day.year}년 "
    return f"{year}{day.month}월 {day.day}일 {clock}"


async def schedule_soon(page: Page, id: str) -> None:
    await ask(page, SCHEDULE, id=id, at=(datetime.now(UTC) + timedelta(seconds=3)).isoformat())


async def test_the_head_schedules_changes_and_cancels_and_the_writer_sees_it(visit: Visits) -> None:
    writer, head = await visit(HANDLER, reduced_motion="reduce"), await visit(HEAD, reduced_motion="reduce")
    issue = await drafted(writer, STAFF, "내일 나갈 호")
    await act(head, "Approve", issue["id"])
    path = f"/newsletters/{STAFF}/{issue['number']}"
    for page in (writer, head):
        await opened(page, path)
    await expect(writer.get_by_role("button", name="발행 예약하기")).to_have_count(0)
    await head.get_by_role("button", name="발행 예약하기").click()
    asked, tomorrow = head.get_by_role("dialog"), datetime.now(SEOUL) + timedelta(days=1)
    when = asked.get_by_label("나갈 때")
    await expect(when).to_have_value(f"{tomorrow:%Y-%m-%d}T09:00")
    assert await violations(head) == []
    await when.fill("2014-07-01T09:00")
    await asked.get_by_role("button", name="예약하기").click()
    await expect(when).to_have_accessible_description(re.compile("지금부터 365일 안의 때를"))
    await when.fill(f"{tomorrow:%Y-%m-%d}T09:00")
    await when.press("Enter")
    await expect(asked).to_have_count(0)
    waits = writer.get_by_role("region", name="펴내기까지")
    await expect(waits).to_contain_text(f"예약됨 · {said(tomorrow, '09:00')}")
    await expect(writer.get_by_text(f"{said(tomorrow, '09:00')}에 저절로 나갑니다.")).to_be_visible()
    assert await what_stands_in_the_way(writer) == []

    await head.get_by_role("button", name="예약 바꾸기").click()
    await when.fill(f"{tomorrow:%Y-%m-%d}T18:30")
    await asked.get_by_role("button", name="예약하기").click()
    await expect(waits).to_contain_text(f"예약됨 · {said(tomorrow, '18:30')}")
    await opened(writer, "/newsletters")
    await writer.get_by_role("link", name=re.compile(r"예약한 호 \d+건")).click()
    card = writer.get_by_role("listitem").filter(has_text="내일 나갈 호")
    await expect(card).to_contain_text(f"예약됨 · {said(tomorrow, '18:30')}")
    assert await what_stands_in_the_way(writer) == []
    await head.get_by_role("button", name="예약 취소").click()
    await expect(card).to_have_count(0)
    await expect(head.get_by_role("button", name="발행 예약하기")).to_be_visible()


async def test_what_is_scheduled_comes_out_before_its_writers_eyes(visit: Visits) -> None:
    writer, head = await visit(HANDLER), await visit(HEAD)
    issue = await drafted(writer, STAFF, "곧 나갈 호")
    await act(head, "Approve", issue["id"])
    await opened(writer, f"/newsletters/{STAFF}")
    waiting = writer.get_by_role("region", name="예약한 호")
    await schedule_soon(head, issue["id"])
    await expect(waiting.get_by_role("link", name="곧 나갈 호")).to_be_visible()
    await expect(waiting.get_by_role("link", name="곧 나갈 호")).to_have_count(0)
    await opened(writer, f"/newsletters/{STAFF}/{issue['number']}")
    step = writer.get_by_role("region", name="펴내기까지").get_by_role("listitem").filter(has_text="펴냄")
    await expect(step).to_have_class("done")


async def test_what_could_not_go_out_says_why(visit: Visits) -> None:
    writer, head, admin = await visit(HANDLER, reduced_motion="reduce"), await visit(HEAD), await visit(ADMIN)
    issue = await drafted(writer, STAFF, "못 나간 호")
    title = (await ask(admin, TITLE, slug=STAFF))["newsletter"]["id"]
    await act(head, "Approve", issue["id"])
    await opened(writer, f"/newsletters/{STAFF}/{issue['number']}")
    await schedule_soon(head, issue["id"])
    await ask(admin, RENAME, id=title, input={"status": "PAUSED"})
    told = writer.get_by_role("alert")
    await expect(told).to_contain_text("예약한 때에 나가지 못했습니다. 쉬거나 끝난 소식지입니다.")
    await ask(admin, RENAME, id=title, input={"status": "ACTIVE"})
    assert await what_stands_in_the_way(writer) == []
    await opened(writer, "/newsletters?state=work")
    card = writer.get_by_role("listitem").filter(has_text="못 나간 호")
    await expect(card).to_contain_text("예약한 때에 못 나감")
    await act(head, "Publish", issue["id"])
