"""Rules of mileage: drafted, tried, put in force by somebody else, announced; and what stands out."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from madang.rules.calendar import seoul_day
from tests.browser.acting import CLERK, CREATE, FIND, PUBLISH, act, ask, employee_of, give
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.visiting import Visits, violations, violations_in_each_theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADMIN, MANAGER, SAFETY = "demo-admin", "demo-manager", "demo-safety"
RATE = """mutation ($id: ID!) { done: evaluationSubmit(input: {
  deliveryId: $id, importance: 5, effectiveness: 5, promptness: 5, difficulty: 5}) { errors { message } } }"""
DEPARTMENT = "{ viewer { department { name } } }"
TRIED = "query ($id: ID!) { mileagePolicy(id: $id) { simulatedAt } }"
ROUNDS = 8  # ratings from each to the other
REFUSAL = "이 화면은 사회혁신담당관(관리자)이 봅니다"
PATIENT = 30  # looks


async def opened(page: Page, path: str) -> Page:
    await page.goto(path)
    await expect(page.locator("main h1")).to_be_visible()
    await expect(page.locator(".loading")).to_have_count(0)
    return page


async def drafted(page: Page, note: str, **numbers: str) -> None:
    """By the form; the labels stand for blanks, too."""
    await opened(page, "/mileage/rules/new")
    for label, value in numbers.items():
        await page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    await page.get_by_label("왜 이렇게 정하는지").fill(note)
    await page.get_by_role("button", name="초안으로 저장").click()
    await expect(page.get_by_role("heading", level=2, name="시행 중인 규칙과 다른 것")).to_be_visible()


def trial(page: Page) -> Locator:
    return page.get_by_role("region", name="지난달로 시험하기")


async def test_one_administrator_drafts_and_tries_another_activates_and_everybody_knows_the_day(
    visit: Visits,
) -> None:
    note = "요청의 수보다 응답의 질이 드러나도록"
    admin = await opened(await visit(ADMIN), "/mileage/rules")
    await admin.get_by_role("link", name="초안 쓰기·시험하기").click()
    points = admin.get_by_label("요청 한 건", exact=True)
    await points.fill("100.5")
    await expect(admin.get_by_text("0점~100점 사이로 적어 주십시오.")).to_be_visible()
    await points.fill("3.125")
    await expect(admin.get_by_text("소수점 아래 두 자리까지 적어 주십시오.")).to_be_visible()
    assert await violations(admin) == []
    await points.fill("3")
    await expect(admin.get_by_text("5점 → 3점")).to_be_visible()
    await expect(admin.get_by_text("시행 중인 규칙과 다른 수 1개")).to_be_visible()
    await admin.get_by_label("왜 이렇게 정하는지").fill(note)
    await admin.get_by_role("button", name="초안으로 저장").click()
    await expect(admin.get_by_role("table", name="시행 중인 규칙과 다른 것")).to_contain_text("요청 한 건")
    await trial(admin).get_by_role("button", name="시험하기").click()
    await expect(admin.get_by_role("heading", name=re.compile("시험한 결과"))).to_be_visible()
    await expect(admin.get_by_role("button", name="확정하기")).to_have_attribute("aria-disabled", "true")
    await expect(admin.get_by_text("다른 관리자가 확정합니다.")).to_be_visible()

    manager = await opened(await visit(MANAGER), "/mileage/rules")
    await manager.get_by_role("link", name=note).click()
    await expect(manager.get_by_role("heading", name=re.compile("시험한 결과"))).to_be_visible()
    begin = await activated(manager)
    await expect(coming(manager, begin)).to_contain_text(note)

    clerk = await opened(await visit(CLERK, reduced_motion="reduce"), "/mileage/rules")
    announced = coming(clerk, begin)
    await expect(announced.get_by_role("row", name=re.compile(r"요청 한 건 5점 3점"))).to_be_visible()
    await expect(announced).to_contain_text("김태원(예시)")
    await expect(clerk.get_by_role("heading", name="초안")).to_have_count(0)
    await expect(clerk.get_by_role("row", name=re.compile("요청 한 건.*5점.*0점~100점"))).to_be_visible()
    assert await what_stands_in_the_way(clerk) == []


async def activated(page: Page) -> date:
    """The day from which it holds, in some weeks: not yet today."""
    await page.get_by_role("button", name="확정하기").click()
    form, today = page.get_by_role("dialog"), seoul_day(datetime.now(UTC))
    await form.get_by_label("시행일").fill(today.isoformat())
    await expect(form).to_contain_text("내일이나 그 뒤의 날을 고르십시오.")
    assert await violations(page) == []
    begin = today + timedelta(days=40)
    await form.get_by_label("시행일").fill(begin.isoformat())
    await form.get_by_role("button", name="확정하기").click()
    return begin


def coming(page: Page, begin: date) -> Locator:
    day = re.compile(rf"곧 시행됩니다: .*{begin.month}월 {begin.day}일")
    return page.get_by_role("region", name=day)


async def test_numbers_are_tried_as_they_stand_and_the_plots_are_told_in_words(visit: Visits) -> None:
    page = await opened(await visit(ADMIN, reduced_motion="reduce"), "/mileage/rules/new")
    await page.get_by_label("만점을 받은 응답", exact=True).fill("2")
    await page.get_by_label("마지막 달").fill(f"{seoul_day(datetime.now(UTC)):%Y-%m}")
    await trial(page).get_by_role("button", name="시험하기").click()
    bars = page.get_by_role("img", name=re.compile("막대 그림"))
    await expect(bars).to_have_accessible_name(re.compile(r"응답 만족도 \d[\d,.]* → \d"))
    slopes = page.get_by_role("img", name=re.compile("선 그림"))
    await expect(slopes).to_have_accessible_name(re.compile(r"\d+위에서 \d+위"))
    row = page.get_by_role("table", name="규칙마다 모두의 마일리지").get_by_role(
        "row", name=re.compile("응답 만족도")
    )
    then, tried, difference = [float(one) for one in await row.get_by_role("cell").all_inner_texts()]
    assert tried < then
    assert difference == pytest.approx(tried - then)
    await expect(page.get_by_role("table", name=re.compile("누가"))).to_contain_text("응답 만족도 -")
    await page.get_by_label("만점을 받은 응답", exact=True).fill("3")
    await expect(page.get_by_text("아래는 고치기 전의 결과입니다.")).to_be_visible()
    assert await what_stands_in_the_way(page) == []


async def test_a_try_can_be_given_up_and_the_server_is_told(visit: Visits) -> None:
    page = await visit(ADMIN)
    heard: list[dict[str, Any]] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def said(message: str | bytes) -> None:
            heard.append(json.loads(message))
            if "mileagePolicySimulate" not in str(message):  # held back, so that it takes its time
                server.send(message)

        socket.on_message(said)

    await page.route_web_socket(re.compile("/graphql$"), between)
    await drafted(page, "멈출 시험", 댓글_하나="2")
    (id,) = re.findall(r"/mileage/rules/(.+)$", page.url)
    await trial(page).get_by_role("button", name="시험하기").click()
    await expect(trial(page).get_by_text("기록을 다시 세고 있습니다.")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="시험 멈추기").click()
    await expect(page.get_by_text("시험을 멈추었습니다. 남은 것은 없습니다.")).to_be_attached()
    (asked,) = [one for one in heard if "mileagePolicySimulate" in json.dumps(one)]
    assert {"id": asked["id"], "type": "complete"} in heard
    await expect(trial(page).get_by_text("아직 시험하지 않았습니다.")).to_be_visible()
    assert (await ask(page, TRIED, id=id))["mileagePolicy"]["simulatedAt"] is None


async def test_a_draft_is_edited_and_discarded_and_stays_to_be_read(visit: Visits) -> None:
    page = await visit(MANAGER)
    await drafted(page, "버릴 초안", 감사_하나="2")
    await page.get_by_role("button", name="고치기").click()
    await page.get_by_label("감사 하나", exact=True).fill("3.5")
    await page.get_by_role("button", name="고친 것 저장").click()
    row = page.get_by_role("row", name=re.compile("감사 하나 1점 3.5점"))
    await expect(row).to_be_visible()
    await page.get_by_role("button", name="버리기").click()
    await page.get_by_role("dialog").get_by_role("button", name="버리기").click()
    await expect(page.get_by_role("region", name="버림")).to_contain_text("버릴 초안")
    await expect(page.get_by_role("button", name="고치기")).to_have_count(0)
    admin = await opened(await visit(ADMIN), "/mileage/rules")
    await admin.get_by_text(re.compile(r"버린 초안 \d+개")).click()
    await expect(admin.get_by_role("link", name="버릴 초안")).to_be_visible()


async def test_what_stands_out_is_asked_about_with_its_evidence_and_administrators_only(
    visit: Visits,
) -> None:
    one, other = await visit(SAFETY), await visit(CLERK, reduced_motion="reduce")
    offices = [(await ask(who, DEPARTMENT))["viewer"]["department"]["name"] for who in (one, other)]
    for turn in range(ROUNDS):
        await helped(one, other, offices[1], f"서로 돕기 {turn}")
        await helped(other, one, offices[0], f"서로 돕기 {turn}")
    admin = await opened(await visit(ADMIN, reduced_motion="reduce"), "/mileage")
    await (
        admin.get_by_role("navigation", name="마일리지의 화면").get_by_role("link", name="확인할 것").click()
    )
    flag = admin.get_by_role("article", name="주고받기").filter(has_text="오세민(예시)")
    for _ in range(PATIENT):  # the books follow the log some tenths of a second behind
        await opened(admin, "/mileage/flags")
        if await flag.count():
            break
    await expect(flag).to_contain_text("이은정(예시)")
    await expect(flag).to_contain_text("확인이 필요할 수 있습니다.")
    await flag.get_by_text(re.compile(r"센 장부의 줄 \d+개 보기")).first.click()
    await expect(flag.get_by_role("link", name="서로 돕기 0")).not_to_have_count(0)
    await expect(admin.locator("main")).not_to_contain_text(re.compile("부정|위반|삭제|박탈"))
    assert await what_stands_in_the_way(admin) == []
    await admin.get_by_label("무엇").select_option("COMMENT_FARMING")
    await expect(flag).to_have_count(0)

    clerk = await opened(other, "/mileage/flags")
    await expect(clerk.get_by_role("heading", level=1)).to_have_text(
        "이 화면은 사회혁신담당관(관리자)이 봅니다"
    )
    assert await violations_in_each_theme(clerk) == []
    await clerk.goto("/mileage")
    await expect(clerk.get_by_role("link", name="규칙", exact=True)).to_be_visible()
    await expect(clerk.get_by_role("link", name="확인할 것")).to_have_count(0)


async def helped(asking: Page, helping: Page, office: str, title: str) -> None:
    """A clerk did a piece of work for the other, who rated it as high as can be."""
    (department,) = (await ask(asking, FIND, name=office))["departments"]["nodes"]
    delivery = {"departmentId": department["id"], "role": "PROVIDE", "ask": "자료"}
    body = {"title": title, "project": "자료", "body": "한 달의 자료를 정리해 주십시오.", "scale": "CITYWIDE"}
    asked = await ask(asking, CREATE, input={**body, "deliveries": [delivery]})
    sent = (await ask(asking, PUBLISH, id=asked["done"]["request"]["id"]))["done"]["request"]
    (id,) = [one["id"] for one in sent["deliveries"]["nodes"]]
    await act(helping, "deliveryReceive", id)
    await give(helping, id, await employee_of(helping))
    await act(helping, "deliveryAccept", id)
    await act(helping, "deliveryReport", id, ', result: "자료를 드렸습니다."')
    await act(asking, "deliveryConfirm", id)
    await ask(asking, RATE, id=id)
