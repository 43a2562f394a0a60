"""Newsletters: read by staff, written with a preview, approved by the head, published for everybody."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import ADMIN, HANDLER, HEAD, REQUESTER, ask, opened
from tests.browser.test_accessibility import what_stands_in_the_way
from tests.browser.visiting import Visits, violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANAGER = "demo-manager"  # another administrator
CITIZENS, STAFF = "data-letter", "data-at-work"  # of the department of the handler and the head
BODY = "## 눈이 오면\n\n**제설**은 데이터로 합니다.\n\n- 기온\n- 적설"
TITLE = "query ($slug: String!) { newsletter(slug: $slug) { id } }"
WRITE = """mutation ($input: NewsletterIssueCreateInput!) { done: newsletterIssueCreate(input: $input) {
  errors { message } issue { id number } } }"""
CHANGE = """mutation ($id: ID!, $input: NewsletterIssueUpdateInput!) {
  done: newsletterIssueUpdate(id: $id, input: $input) { errors { message } } }"""
RENAME = """mutation ($id: ID!, $input: NewsletterUpdateInput!) {
  done: newsletterUpdate(id: $id, input: $input) { errors { message } } }"""
KEPT = """query ($id: ID!) { newsletterIssue(id: $id) { heading body state } }"""


async def shown(page: Page, path: str) -> Page:
    """Until all of it is there."""
    await page.goto(path)
    await expect(page.locator("main h1")).not_to_have_count(0)
    await expect(page.locator(".loading")).to_have_count(0)
    return page


async def drafted(page: Page, slug: str, heading: str) -> dict[str, Any]:
    """The ID and the number of a draft that was just written."""
    title = (await ask(page, TITLE, slug=slug))["newsletter"]["id"]
    given = {"newsletterId": title, "issuedOn": "2026-11-20", "heading": heading, "body": BODY}
    return (await ask(page, WRITE, input=given))["done"]["issue"]


async def act(page: Page, name: str, id: str) -> None:
    done = f"newsletterIssue{name}(id: $id) {{ errors {{ message }} }}"
    await ask(page, f"mutation ($id: ID!) {{ done: {done} }}", id=id)


async def kept(page: Page, id: str) -> dict[str, Any]:
    return (await ask(page, KEPT, id=id))["newsletterIssue"]


def body(page: Page) -> Locator:
    return page.get_by_role("textbox", name="글", exact=True)


async def write_in_form(page: Page, heading: str) -> None:
    """From the title's page to the issue's."""
    await page.get_by_role("link", name="새 호 쓰기").click()
    await page.get_by_role("button", name="초안으로 저장").click()
    described = re.compile("적어 주십시오")
    await expect(page.get_by_label("제목", exact=True)).to_have_accessible_description(described)
    await page.get_by_label("제목", exact=True).fill(heading)
    await body(page).fill(BODY)
    preview = page.get_by_role("region", name="미리보기")
    await expect(preview.get_by_role("heading", name="눈이 오면")).to_be_visible()
    await expect(preview.get_by_role("heading", name=heading)).to_be_visible()
    assert await what_stands_in_the_way(page) == []
    await page.get_by_role("button", name="초안으로 저장").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("호 고치기")
    await page.get_by_role("link", name="호 화면으로").click()
    await expect(page.get_by_text("아직 초안입니다.")).to_be_visible()


async def put_out(page: Page, heading: str) -> None:
    """By the head, who finds it among what is being written."""
    await page.get_by_role("link", name=re.compile(r"쓰고 있는 호 \d+건")).click()
    await page.get_by_role("link", name=heading).click()
    await page.get_by_role("button", name="승인하기").click()
    await expect(page.get_by_text("승인했지만 아직 펴내지 않았습니다.")).to_be_visible()
    await page.get_by_role("button", name="펴내기").click()
    asked = page.get_by_role("dialog")
    await expect(asked).to_contain_text("시민과 직원 모두가 곧바로 볼 수 있습니다.")
    assert await violations(page) == []
    await asked.get_by_role("button", name="펴내기").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_writer_drafts_the_head_publishes_and_everybody_reads(visit: Visits) -> None:
    heading = "겨울을 나는 데이터"
    writer = await shown(await visit(HANDLER, reduced_motion="reduce"), f"/newsletters/{CITIZENS}")
    await write_in_form(writer, heading)
    await expect(writer.get_by_text(re.compile("승인하기: .*부서장"))).to_be_visible()
    await expect(writer.get_by_role("button", name="승인하기")).to_have_count(0)
    assert await what_stands_in_the_way(writer) == []
    path = re.sub(r"^https?://[^/]+", "", writer.url)
    archive = f"/newsletters?newsletter={CITIZENS}"
    colleague = await opened(await visit(REQUESTER, reduced_motion="reduce"), archive)

    head = await shown(await visit(HEAD, reduced_motion="reduce"), "/newsletters")
    await put_out(head, heading)
    link = head.get_by_role("link", name="시민이 보는 화면")
    await expect(link).to_have_attribute("href", path.replace("/newsletters/", "/news/"))
    await expect(writer.get_by_text("아직 초안입니다.")).to_have_count(0)
    await expect(writer.get_by_role("link", name="고치기")).to_have_count(0)

    await colleague.get_by_role("button", name="새로 나온 호 1건 보기").click()
    assert await what_stands_in_the_way(colleague) == []
    await colleague.get_by_role("link", name=heading).click()
    await expect(colleague.get_by_role("heading", level=1)).to_have_text(heading)
    await expect(colleague.locator("article").get_by_role("listitem").first).to_have_text("기온")
    await expect(colleague.get_by_role("region", name="펴내기까지")).to_contain_text("박준서(예시)")
    await expect(colleague.get_by_role("button", name=re.compile("보관|직원만"))).to_have_count(0)


async def test_a_draft_is_seen_by_its_publisher_and_administrators_only(visit: Visits) -> None:
    writer = await visit(HANDLER)
    number = (await drafted(writer, STAFF, "아직 쓰는 호"))["number"]
    stranger = await shown(await visit(REQUESTER), f"/newsletters/{STAFF}/{number}")
    await expect(stranger.get_by_role("heading", level=1)).to_have_text("그런 호가 없습니다")
    await shown(stranger, "/newsletters?state=work")
    await expect(stranger.get_by_role("link", name="아직 쓰는 호")).to_have_count(0)
    await shown(stranger, f"/newsletters/{STAFF}/new")
    await expect(stranger.get_by_role("alert")).to_contain_text(
        "소식지를 펴내는 부서의 직원만 쓸 수 있습니다."
    )
    admin = await shown(await visit(ADMIN), f"/newsletters/{STAFF}/{number}")
    await expect(admin.get_by_role("heading", level=1)).to_have_text("아직 쓰는 호")


async def test_words_survive_leaving_a_broken_line_and_a_reload(visit: Visits) -> None:
    visit.forgive("ERR_INTERNET_DISCONNECTED")
    page = await shown(await visit(HANDLER), f"/newsletters/{STAFF}/new")
    await page.get_by_label("제목", exact=True).fill("끊긴 선에서 쓴 호")
    await body(page).fill("첫 문단")
    await page.get_by_role("link", name="일하는 데이터 (예시)").click()
    await page.get_by_role("link", name="새 호 쓰기").click()
    await expect(page.get_by_text("저장하지 않고 나갔던 글을 되살렸습니다.")).to_be_visible()
    await expect(body(page)).to_have_value("첫 문단")
    await page.context.set_offline(True)
    await body(page).fill("첫 문단\n\n둘째 문단")
    await page.get_by_role("button", name="초안으로 저장").click()
    await expect(page.get_by_role("alert")).to_contain_text("서버에 닿지 않아 저장하지 못했습니다.")
    await page.context.set_offline(False)
    await page.reload()
    await expect(body(page)).to_have_value("첫 문단\n\n둘째 문단")
    await page.get_by_role("button", name="초안으로 저장").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("호 고치기")
    await expect(page.get_by_text("모두 저장했습니다")).to_be_visible()
    await shown(page, f"/newsletters/{STAFF}/new")
    await expect(body(page)).to_have_value("")


async def test_two_who_write_at_once_see_each_others_words_and_choose(visit: Visits) -> None:
    one, other = await visit(HANDLER, reduced_motion="reduce"), await visit(HEAD)
    issue = await drafted(one, STAFF, "둘이 쓰는 호")
    await opened(one, f"/newsletters/{STAFF}/{issue['number']}/edit")
    await body(one).fill("내가 쓴 글")
    await ask(other, CHANGE, id=issue["id"], input={"heading": "동료의 제목"})
    await expect(one.get_by_text("동료가 그사이 고친 것을 합쳤습니다: 제목")).to_be_visible()
    await expect(one.get_by_label("제목", exact=True)).to_have_value("동료의 제목")
    await expect(body(one)).to_have_value("내가 쓴 글")

    await ask(other, CHANGE, id=issue["id"], input={"body": "동료가 쓴 글"})
    conflict = one.get_by_role("region", name="동료가 그사이 같은 곳을 고쳤습니다")
    await expect(conflict).to_contain_text("내가 쓴 글")
    await expect(conflict).to_contain_text("동료가 쓴 글")
    assert await what_stands_in_the_way(one) == []
    assert (await kept(other, issue["id"]))["body"] == "동료가 쓴 글"
    await conflict.get_by_role("button", name="내가 쓴 것으로").click()
    await one.get_by_role("button", name="저장", exact=True).click()
    await expect(one.get_by_text("모두 저장했습니다")).to_be_visible()
    assert await kept(other, issue["id"]) == {
        "heading": "동료의 제목", "body": "내가 쓴 글", "state": "DRAFT",
    }  # fmt: skip


async def test_whoever_hears_nothing_live_is_told_when_saving(visit: Visits) -> None:
    one, other = await visit(HANDLER), await visit(HEAD)
    issue = await drafted(one, STAFF, "듣지 못한 호")
    await one.route_web_socket(re.compile("/graphql$"), lambda _: None)
    await shown(one, f"/newsletters/{STAFF}/{issue['number']}/edit")
    await body(one).fill("내가 쓴 글")
    await ask(other, CHANGE, id=issue["id"], input={"body": "동료가 쓴 글"})
    await one.get_by_role("button", name="저장", exact=True).click()
    conflict = one.get_by_role("region", name="동료가 그사이 같은 곳을 고쳤습니다")
    await conflict.get_by_role("button", name="동료의 것으로").click()
    await expect(body(one)).to_have_value("동료가 쓴 글")
    await expect(one.get_by_text("모두 저장했습니다")).to_be_visible()


async def test_what_was_published_meanwhile_cannot_be_edited_and_no_word_is_lost(visit: Visits) -> None:
    one, head = await visit(HANDLER), await visit(HEAD)
    issue = await drafted(one, STAFF, "먼저 나간 호")
    await opened(one, f"/newsletters/{STAFF}/{issue['number']}/edit")
    await body(one).fill("늦게 고친 글")
    for name in ("Approve", "Publish"):
        await act(head, name, issue["id"])
    await expect(one.get_by_role("alert")).to_contain_text("지금은 이 호를 고칠 수 없습니다")
    await expect(body(one)).to_have_value("늦게 고친 글")
    await expect(one.get_by_role("button", name="저장", exact=True)).to_be_disabled()


async def test_buttons_write_markdown_and_can_be_undone(visit: Visits) -> None:
    page = await shown(await visit(HANDLER), f"/newsletters/{STAFF}/new")
    await body(page).fill("심야 버스")
    await body(page).select_text()
    await page.keyboard.press("Control+b")
    await expect(body(page)).to_have_value("**심야 버스**")
    await page.keyboard.press("Control+z")
    await expect(body(page)).to_have_value("심야 버스")
    await page.get_by_role("toolbar").get_by_role("button", name="번호 목록").click()
    await expect(body(page)).to_have_value("1. 심야 버스")
    await page.get_by_role("region", name="미리보기").get_by_text("심야 버스").wait_for()
    await body(page).fill("")


async def test_the_archive_shows_what_its_address_says(visit: Visits) -> None:
    page = await shown(await visit(REQUESTER), "/newsletters")
    await page.get_by_label("누가 읽는지").select_option(label="직원")
    await page.get_by_label("주제", exact=True).select_option(label="통계")
    await expect(page).to_have_url(re.compile(r"\?audience=STAFF&topic=.+$"))
    cards = page.get_by_role("region", name="호의 목록").get_by_role("listitem")
    await expect(cards.first).to_contain_text("일하는 데이터 (예시)")
    for card in await cards.all():
        await expect(card).to_contain_text("직원용")
    again = await shown(await visit(REQUESTER), re.sub(r"^https?://[^/]+", "", page.url))
    await expect(again.get_by_label("누가 읽는지")).to_have_value("STAFF")
    await expect(again.get_by_label("이날부터")).to_have_value("")
    await again.get_by_label("이날부터").fill(date(2030, 1, 1).isoformat())
    await expect(again.get_by_text("맞는 호가 없습니다")).to_be_visible()
    await again.get_by_role("button", name="모두 풀기").click()
    await expect(again).to_have_url(re.compile("/newsletters$"))


async def test_a_reader_who_came_too_early_sees_the_issue_once_it_is_out(visit: Visits) -> None:
    head = await visit(HEAD)
    issue = await drafted(head, STAFF, "기다린 호")
    early = await opened(await visit(REQUESTER), f"/newsletters/{STAFF}/{issue['number']}")
    await expect(early.get_by_role("heading", level=1)).to_have_text("그런 호가 없습니다")
    for name in ("Approve", "Publish"):
        await act(head, name, issue["id"])
    await expect(early.get_by_role("heading", level=1)).to_have_text("기다린 호")


async def test_the_catalogue_leads_to_titles_and_those_to_issues_before_and_after(visit: Visits) -> None:
    page = await shown(await visit(REQUESTER), "/newsletters/titles")
    await expect(page.get_by_text("소식지 51종")).to_be_visible()
    await page.get_by_label("이름").fill("문화 소")
    await expect(page.get_by_text("소식지 1종")).to_be_visible()
    await page.get_by_role("link", name="문화 소식 (예시)").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("문화 소식 (예시)")
    await expect(page.get_by_role("link", name="새 호 쓰기")).to_have_count(0)
    cards = page.get_by_role("region", name=re.compile("년에 펴낸 호")).get_by_role("listitem")
    await cards.last.get_by_role("link").click()
    await expect(page.locator("article")).to_contain_text("1호")
    await page.get_by_role("link", name=re.compile("^다음 호")).click()
    await expect(page.locator("article")).to_contain_text("2호")
    await expect(page.get_by_role("link", name=re.compile("^이전 호"))).to_be_visible()
    await page.goto("/newsletters/none")
    await expect(page.get_by_role("heading", level=1)).to_have_text("그런 소식지가 없습니다")


async def test_an_administrator_registers_and_pauses_a_title(visit: Visits) -> None:
    admin = await shown(await visit(ADMIN, reduced_motion="reduce"), "/newsletters/titles")
    await admin.get_by_role("button", name="소식지 등록").click()
    form = admin.get_by_role("dialog")
    await form.get_by_label("주소 이름").fill("Winter News")
    await expect(form.get_by_text("영어 소문자와 숫자로 시작하고")).to_be_visible()
    await form.get_by_label("주소 이름").fill("titles")
    await form.get_by_label("이름", exact=True).fill("겨울 소식")
    await form.get_by_role("combobox", name="펴내는 부서").fill("통계데이터")
    await form.get_by_role("option", name=re.compile("통계데이터담당관")).click()
    await form.get_by_label("누가 읽는지").select_option(label="직원")
    await form.get_by_label(re.compile("^주제")).fill("계절, 눈")
    await form.get_by_role("button", name="등록하기").click()
    await expect(form.get_by_label("주소 이름")).to_have_accessible_description(re.compile("주소에 쓰는 말"))
    assert await violations(admin) == []
    await form.get_by_label("주소 이름").fill("winter-news")
    await form.get_by_role("button", name="등록하기").click()
    await expect(admin.get_by_role("heading", level=1)).to_have_text("겨울 소식")
    await expect(admin.get_by_role("list", name="주제")).to_contain_text("#계절")

    other = await visit(MANAGER)
    title = (await ask(other, TITLE, slug="winter-news"))["newsletter"]["id"]
    await admin.get_by_role("button", name="고치기").click()
    await ask(other, RENAME, id=title, input={"name": "한겨울 소식"})
    await form.get_by_label("상태").select_option(label="쉬는 중")
    await form.get_by_role("button", name="저장").click()
    await expect(form.get_by_role("alert")).to_contain_text("이름: 한겨울 소식")
    await form.get_by_role("button", name="저장").click()
    await expect(admin.get_by_role("heading", level=1)).to_have_text("한겨울 소식")
    await expect(admin.get_by_text("쉬는 중")).to_be_visible()


async def test_titles_are_kept_by_administrators_only(visit: Visits) -> None:
    page = await shown(await visit(HEAD), "/newsletters/titles")
    await expect(page.get_by_role("button", name="소식지 등록")).to_have_count(0)
    await shown(page, f"/newsletters/{STAFF}")
    await expect(page.get_by_role("button", name="고치기")).to_have_count(0)


async def test_issues_are_found_by_words_and_narrowed_down(visit: Visits) -> None:
    page = await shown(await visit(REQUESTER, reduced_motion="reduce"), "/newsletters/search")
    await page.get_by_label("찾는 말").fill("데이터")
    suggested = page.get_by_role("list", name="제안").get_by_role("link", name="데이터 편지 (예시)")
    await expect(suggested).to_have_attribute("href", f"/newsletters/{CITIZENS}")
    await page.get_by_label("찾는 말").fill("설명회")
    await expect(page).to_have_url(re.compile("q="))
    hits = page.get_by_role("region", name="찾은 호").get_by_role("listitem")
    await expect(hits.first.locator("mark").first).to_have_text("설명회")
    facets = page.get_by_role("complementary", name="좁히기")
    await facets.get_by_role("group", name="누가 읽는지").get_by_label(re.compile("직원")).check()
    await expect(page).to_have_url(re.compile("audiences=STAFF"))
    await expect(page.get_by_text("시민용")).to_have_count(0)
    assert await what_stands_in_the_way(page) == []
    await page.get_by_label("찾는 말").fill("없는낱말이다")
    await expect(page.get_by_text("찾은 호가 없습니다")).to_be_visible()
    await facets.get_by_role("button", name="모두 풀기").click()
    await expect(facets.get_by_role("checkbox", checked=True)).to_have_count(0)


async def test_a_reader_marks_what_is_read_and_worth_keeping(visit: Visits) -> None:
    page = await shown(await visit(REQUESTER, reduced_motion="reduce"), "/newsletters/culture-news/1")
    await expect(page.get_by_role("button", name="읽음", exact=True, pressed=True)).to_be_visible()
    await page.get_by_role("button", name="별", pressed=False).click()
    await expect(page.get_by_role("button", name="별", pressed=True)).to_be_visible()
    await expect(page.get_by_text(re.compile(r"직원 \d+명이 읽음"))).to_be_visible()
    assert await violations(page) == []
    await shown(page, "/newsletters?mine=starred&newsletter=culture-news")
    cards = page.get_by_role("region", name="호의 목록").get_by_role("listitem")
    await expect(cards).to_have_count(1)
    await expect(cards).to_contain_text("별을 단 호")
    await shown(page, "/newsletters?mine=unread&newsletter=culture-news")
    await expect(cards).not_to_have_count(0)
    await expect(cards.filter(has_text="문화 소식 (예시) 1호")).to_have_count(0)


async def test_who_has_no_newsletter_is_named_and_its_first_issue_waits_to_be_filled_in(
    visit: Visits,
) -> None:
    admin = await shown(await visit(ADMIN, reduced_motion="reduce"), "/newsletters/titles")
    await admin.get_by_role("link", name="시민을 만나는데 소식지가 없는 곳").click()
    cards = admin.get_by_role("region", name="부서와 기관").get_by_role("listitem")
    office = await cards.first.get_by_role("link").inner_text()
    assert await what_stands_in_the_way(admin) == []
    await cards.first.get_by_role("button", name="소식지 시작하기").click()
    form = admin.get_by_role("dialog")
    await form.get_by_label("소식지 이름").fill("버스 소식 (예시)")
    await form.get_by_role("button", name="첫 호 쓰러 가기").click()
    await expect(form.get_by_label("소식지 이름")).to_have_accessible_description(re.compile("같은 이름"))
    assert await violations(admin) == []
    await form.get_by_label("소식지 이름").fill("우리의 첫 소식")
    await form.get_by_role("button", name="첫 호 쓰러 가기").click()
    await expect(admin.get_by_role("heading", level=1)).to_have_text("호 고치기")
    await expect(body(admin)).not_to_have_value("")
    await shown(admin, "/newsletters/titles/gaps")
    await expect(cards.filter(has_text=office)).to_have_count(0)

    reader = await shown(await visit(REQUESTER), "/newsletters/titles/gaps")
    await expect(reader.get_by_role("button", name="소식지 시작하기")).to_have_count(0)
