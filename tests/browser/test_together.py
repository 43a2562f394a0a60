"""Several people at one request: what one does, the others see."""

import re
import unicodedata
from collections.abc import Iterable
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from tests.browser.acting import CLERK, HANDLER, RENAME, REQUESTER, STATISTICS, ask, published
from tests.browser.city import City
from tests.browser.request_page import BYSTANDER, LIVE, held, opened, standing, track, write
from tests.browser.visiting import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_board_says_that_something_is_new_and_shows_it_when_it_is_wanted(visit: Visits) -> None:
    board = await opened(await visit(BYSTANDER), "/")
    asking = await visit(REQUESTER)
    title = f"🚌 심야 {unicodedata.normalize('NFD', '노선')} 조정"
    request = await published(asking, title)
    card = board.locator(f'[data-key="{request["key"]}"]')
    arrived = board.get_by_role("button", name="새 요청 1건 보기")
    await expect(arrived).to_be_visible()
    await expect(card).to_have_count(0)
    await arrived.click()
    await expect(card).to_contain_text("🚌 심야 노선 조정")
    await expect(board.get_by_role("region", name="발송").locator(".request-card").first).to_contain_text(
        "🚌"
    )


async def test_each_step_of_one_is_seen_by_the_others_without_a_reload(visit: Visits) -> None:
    asking, receiving, watching = [await visit(who) for who in (REQUESTER, CLERK, BYSTANDER)]
    request = await published(asking, "정류소 안내판 자료")
    path = f"/requests/{request['key']}"
    for page in (asking, receiving, watching):
        await opened(page, path)
    here = asking.get_by_role("region", name="지금 함께 보는 사람")
    await expect(here).to_contain_text("이은정(예시)")
    await expect(here).to_contain_text("서유나(예시)")

    await track(receiving).get_by_role("button", name="접수").click()
    for page in (asking, receiving, watching):
        await expect(track(page)).to_have_attribute("data-state", "RECEIVED")
    await expect(track(watching)).to_contain_text("이은정(예시)")

    await watching.get_by_label("댓글 쓰기").focus()
    await expect(here.locator(".writing")).to_contain_text("서유나(예시)")
    await expect(watching.get_by_label("추가 요청으로 남기기")).to_have_count(0)
    await write(watching, "지나가다 응원합니다 🎨")
    await asking.get_by_label("추가 요청으로 남기기").check()
    await write(asking, "색 기준도 함께 주십시오")
    for page in (asking, receiving, watching):
        await expect(page.locator(".thread").first).to_contain_text("지나가다 응원합니다 🎨")
        await expect(page.locator(".thread.open")).to_contain_text("색 기준도 함께 주십시오")
    answering = receiving.locator(".thread.open")
    await answering.get_by_role("button", name="답글").click()
    await answering.get_by_label("답글").fill("다음 주에 드리겠습니다.")
    await answering.get_by_role("button", name="남기기").click()
    await expect(asking.locator(".replies")).to_contain_text("다음 주에 드리겠습니다.")


async def act(page: Page, button: str, state: str, *, seen_by: Iterable[Page]) -> None:
    await track(page).get_by_role("button", name=button, exact=True).click()
    for one in seen_by:
        await expect(track(one)).to_have_attribute("data-state", state)


async def survive_a_kill(city: City, everybody: Iterable[Page]) -> None:
    city.first.kill()
    for page in everybody:
        await expect(standing(page)).to_contain_text("끊겼습니다")
    await city.start(city.first)
    for page in everybody:
        await expect(standing(page)).to_contain_text(re.compile(f"{LIVE}|반영했습니다"))


async def rate(page: Page) -> None:
    """Four on each axis."""
    await track(page).get_by_role("button", name="평가하기").click()
    form = track(page).get_by_role("form", name="평가 보내기")
    fours = form.get_by_role("radio", name="4")
    await expect(fours).to_have_count(4)  # all() does not wait
    for radio in await fours.all():
        await radio.check()
    await form.get_by_role("button", name="평가 보내기").click()
    await expect(track(page)).to_contain_text("4.00")


async def test_work_goes_from_its_asking_to_its_rating_through_a_killed_server(
    visit: Visits, city: City
) -> None:
    asking, receiving, working, watching = [
        await visit(who) for who in (REQUESTER, CLERK, HANDLER, BYSTANDER)
    ]
    request = await published(asking, "처음부터 끝까지")
    everybody = (asking, receiving, working, watching)
    for page in everybody:
        await opened(page, f"/requests/{request['key']}")

    await act(receiving, "접수", "RECEIVED", seen_by=everybody)
    await track(receiving).get_by_role("button", name="배부", exact=True).click()
    await receiving.get_by_role("checkbox", name="박준서(예시)").check()
    await receiving.get_by_role("dialog").get_by_role("button", name="배부", exact=True).click()
    await expect(track(asking)).to_contain_text("박준서(예시) (주담당) 100%")
    await act(working, "수락", "IN_PROGRESS", seen_by=everybody)

    visit.forgive("ERR_CONNECTION|WebSocket connection")
    await survive_a_kill(city, everybody)
    await track(working).get_by_role("button", name="완료보고", exact=True).click()
    await working.get_by_role("dialog").get_by_role("textbox").fill("한 달의 자료를 드렸습니다.")
    await working.get_by_role("dialog").get_by_role("button", name="완료보고", exact=True).click()
    await expect(track(asking)).to_contain_text("한 달의 자료를 드렸습니다.")
    await act(asking, "확인", "CONFIRMED", seen_by=everybody)
    await rate(asking)
    await expect(track(working)).to_contain_text("4.00")
    await expect(track(watching)).not_to_contain_text("4.00")


async def test_who_changes_what_somebody_else_has_just_changed_sees_both(visit: Visits) -> None:
    asking = await visit(REQUESTER)
    request = await published(asking, "처음 제목")
    await opened(asking, f"/requests/{request['key']}")
    await asking.get_by_role("button", name="내용 고치기").click()
    dialog = asking.get_by_role("dialog")
    await dialog.get_by_label("제목").fill("내가 고친 제목")
    await ask(asking, RENAME, id=request["id"], title="다른 창의 제목")
    await expect(dialog.get_by_role("alert")).to_contain_text("다른 창의 제목")
    await expect(dialog.get_by_role("alert")).to_contain_text("내가 고친 제목")
    await dialog.get_by_role("button", name="내 것으로 저장").click()
    await expect(asking.get_by_role("heading", level=1)).to_have_text("내가 고친 제목")


async def test_a_comment_shows_at_once_and_settles_with_the_answer(visit: Visits) -> None:
    page, watching = await visit(CLERK), await visit(BYSTANDER)
    request = await published(await visit(REQUESTER), "바로 보이는 댓글")
    for one in (page, watching):
        await opened(one, f"/requests/{request['key']}")
    thread = page.locator(".thread")
    async with held(page, "CommentAdd"):
        await write(page, "**바로** 보입니다")
        await expect(thread).to_contain_text("**바로** 보입니다")
        await expect(thread).to_contain_text("보내는 중")
        await expect(page.get_by_label("댓글 쓰기")).to_have_value("")
        await page.get_by_label("댓글 쓰기").fill("그동안 더 씁니다")
        await expect(watching.locator(".thread")).to_have_count(0)
    await expect(thread.locator(".written strong")).to_have_text("바로")
    await expect(thread).to_have_count(1)
    await expect(thread).not_to_contain_text("보내는 중")
    await expect(watching.locator(".thread")).to_contain_text("바로 보입니다")
    await expect(page.get_by_label("댓글 쓰기")).to_have_value("그동안 더 씁니다")


async def test_a_comment_that_is_refused_goes_back_into_its_box_with_the_reason(visit: Visits) -> None:
    page = await visit(CLERK)
    request = await published(await visit(REQUESTER), "거절되는 댓글")
    await opened(page, f"/requests/{request['key']}")
    await write(page, "먼저 남긴 댓글")
    await page.locator(".thread").get_by_role("button", name="인용").click()
    names = [f"누구 {number}" for number in range(51)]
    async with held(page, "CommentAdd"):
        await write(page, " ".join(f"@[{name}](employee:{uuid4()})" for name in names))
        await expect(page.locator(".sending")).to_have_count(1)
    await expect(page.get_by_role("alert")).to_contain_text("50")
    await expect(page.get_by_label("댓글 쓰기")).to_have_value(" ".join(f"@{name}" for name in names))
    await expect(page.locator(".comment-box")).to_contain_text("이은정(예시)의 댓글을 인용합니다")
    await expect(page.locator(".sending")).to_have_count(0)
    await expect(page.locator(".thread")).to_have_count(1)


async def test_a_changed_comment_shows_what_it_said_before(visit: Visits) -> None:
    page, watching = await visit(CLERK), await visit(BYSTANDER)
    request = await published(await visit(REQUESTER), "고친 댓글")
    for one in (page, watching):
        await opened(one, f"/requests/{request['key']}")
    await write(page, "처음에 쓴 글입니다")
    await page.locator(".thread").get_by_role("button", name="고치기").click()
    await page.locator(".thread textarea").fill("고친 글입니다")
    await page.locator(".thread").get_by_role("button", name="저장").click()
    thread = watching.locator(".thread")
    await expect(thread).to_contain_text("고친 글입니다")
    await expect(thread).not_to_contain_text("처음에 쓴 글입니다")
    await thread.get_by_text("전에 쓴 글 보기").click()
    await expect(thread).to_contain_text("처음에 쓴 글입니다")


async def test_a_request_is_tied_to_another_and_becomes_a_template(visit: Visits) -> None:
    page = await visit(REQUESTER)
    other = await published(page, "먼저 할 일")
    request = await published(page, "나중에 할 일")
    await opened(page, f"/requests/{request['key']}")
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="다른 요청과 잇기").click()
    await dialog.get_by_label("이을 요청의 번호").fill("협업-1999-0001")
    await dialog.get_by_role("button", name="저장").click()
    await expect(dialog).to_contain_text("그런 번호의 요청이 없거나")
    await dialog.get_by_label("이을 요청의 번호").fill(other["key"])
    await dialog.get_by_role("button", name="저장").click()
    await expect(page.get_by_role("link", name="먼저 할 일")).to_be_visible()
    await page.get_by_role("button", name="서식으로 저장").click()
    await dialog.get_by_label("서식의 이름").fill("나중에도 쓸 틀")
    await dialog.get_by_role("button", name="서식으로 저장").click()
    await expect(dialog).to_have_count(0)
    await page.goto("/ask")
    await expect(page.get_by_text("나중에도 쓸 틀")).to_be_visible()


async def test_a_department_is_read_again_when_its_reader_comes_back(visit: Visits) -> None:
    page = await visit(BYSTANDER)
    await page.goto("/departments/HQ-05-02")
    await expect(page.get_by_role("heading", level=1)).to_have_text(STATISTICS)
    asked = page.get_by_role("region", name="요청받은 협력")
    await expect(asked.get_by_role("link")).not_to_have_count(0)
    await published(await visit(REQUESTER), "자리를 비운 사이의 일")
    await expect(asked).not_to_contain_text("자리를 비운 사이의 일")
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await expect(asked).to_contain_text("자리를 비운 사이의 일")


async def test_emoji_and_decomposed_hangul_are_written_shown_and_found_as_anything_else(
    visit: Visits,
) -> None:
    page = await visit(REQUESTER)
    title, comment = "🗺️ 뚝섬 물놀이터 👩🏽‍🚒 안전 지도", "물놀이터 🏊🏽‍♀️ 안내문입니다"
    request = await published(page, title)
    await opened(page, f"/requests/{request['key']}")
    await write(page, unicodedata.normalize("NFD", comment))
    await expect(page.locator(".thread .written")).to_have_text(comment)
    await opened(page, "/")
    search, cards = page.get_by_label("제목·사업명·내용 찾기"), page.locator(".request-card")
    await search.fill(unicodedata.normalize("NFD", "뚝섬물놀이 👩🏽‍🚒"))
    await expect(cards).to_have_count(1)
    await expect(page.locator(f'[data-key="{request["key"]}"]')).to_contain_text(title)
    await search.fill("👩🏽‍🚒")
    await expect(page.get_by_role("alert")).to_contain_text("검색어에 글자나 숫자를 한 자 이상 넣으십시오.")
    await search.fill("")
    await expect(cards.nth(1)).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_count(0)
