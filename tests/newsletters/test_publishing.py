"""From the registered title to the archived issue: who does what, in which order, told in the log."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from models import EventLine, Newsletter, NewsletterIssue
from tests.newsletters.conftest import Press, codes

ALL = "{ newsletterIssues { nodes { id state } } }"


async def kinds(press: Press) -> list[str]:
    async with press.city.sessions() as session:
        return list(await session.scalars(select(EventLine.kind).order_by(EventLine.id)))


async def counted(press: Press, model: Any) -> int | None:
    async with press.city.sessions() as session:
        return await session.scalar(select(func.count()).select_from(model))


async def out(press: Press, id: str) -> None:
    for act in ("Approve", "Publish"):
        assert (await press.act(act, id))["errors"] == []


async def test_an_issue_goes_from_draft_to_archive(press: Press) -> None:
    title = (await press.title())["newsletter"]
    assert title == {
        "id": title["id"], "slug": "bus-news", "name": "버스 소식", "publisherName": "버스정책과",
        "audience": "CITIZEN", "period": "MONTHLY", "topics": ["교통", "심야 버스"], "formats": ["WEB"],
        "language": "KO", "status": "ACTIVE", "version": 1,
    }  # fmt: skip
    issue = (await press.write(title["id"]))["issue"]
    assert (issue["number"], issue["state"], issue["version"]) == (1, "DRAFT", 1)
    assert issue["bodyHtml"] == "<p><strong>심야</strong>에도 다닙니다.&lt;script&gt;1&lt;/script&gt;</p>\n"
    assert issue["bodyText"] == "심야에도 다닙니다.<script>1</script>"
    assert issue["viewerCanPublish"]["reason"].startswith("소식지를 펴내는 부서의 부서장")
    await out(press, issue["id"])
    kept = (await press.act("Archive", issue["id"], "관리자"))["issue"]
    names = [kept[by]["name"] for by in ("author", "approvedBy", "publishedBy", "archivedBy")]
    assert (kept["state"], kept["version"], names) == ("ARCHIVED", 4, ["직원", "부서장", "부서장", "관리자"])
    assert kept["viewerCanUpdate"] == {
        "allowed": False,
        "reason": "'지난 호' 상태의 호에는 할 수 없습니다: 호 수정.",
    }
    told = ["Drafted", "Approved", "Published", "Archived"]
    assert await kinds(press) == ["NewsletterCreated", *(f"NewsletterIssue{one}" for one in told)]


async def test_what_is_changed_after_its_approval_has_to_be_approved_again(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    id = (await press.write(title))["issue"]["id"]
    await press.act("Approve", id)
    same = await press.act("Update", id, "동료", input={"heading": "올빼미버스"})
    assert (same["issue"]["state"], same["version"]) == ("APPROVED", 2)
    edited = (await press.act("Update", id, "동료", input={"body": "다른 글"}))["issue"]
    assert (edited["state"], edited["approvedBy"], edited["bodyText"]) == ("DRAFT", None, "다른 글")
    assert codes(await press.act("Publish", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    await out(press, id)
    late = await press.act("Update", id, "동료", input={"body": "또"})
    assert codes(late) == [("CONFLICT", "ILLEGAL_STEP")]


async def test_each_act_is_for_those_whose_it_is(press: Press) -> None:
    assert await press.title("직원") == {"errors": ["FORBIDDEN"]}
    title = (await press.title())["newsletter"]["id"]
    assert codes(await press.write(title, "남")) == [("FORBIDDEN", None)]
    id = (await press.write(title))["issue"]["id"]
    assert codes(await press.act("Approve", id, "직원")) == [("FORBIDDEN", None)]
    assert codes(await press.act("Approve", id, "남")) == [("NOT_FOUND", None)]
    await out(press, id)
    assert codes(await press.act("Archive", id, "남")) == [("FORBIDDEN", None)]
    assert codes(await press.act("Archive", id, "동료")) == [("FORBIDDEN", None)]
    assert (await press.ask("남", ALL))["newsletterIssues"]["nodes"] == [{"id": id, "state": "PUBLISHED"}]


async def test_sent_twice_is_done_once(press: Press) -> None:
    own = str(uuid4())
    first, second = await press.title(id=own), await press.title(id=own)
    assert first["newsletter"] == second["newsletter"]
    assert codes(await press.title(id=own, slug="other", name="다른")) == [("CONFLICT", "DUPLICATE")]
    title = first["newsletter"]["id"]
    issues = [await press.write(title, id=own) for _ in range(2)]
    assert issues[0]["issue"] == issues[1]["issue"]
    assert codes(await press.write(title, "동료", id=own)) == [("CONFLICT", "DUPLICATE")]
    other = (await press.title(slug="other", name="다른"))["newsletter"]["id"]
    assert codes(await press.write(other, id=own)) == [("CONFLICT", "DUPLICATE")]
    assert (await counted(press, Newsletter), await counted(press, NewsletterIssue)) == (2, 1)
    assert await kinds(press) == ["NewsletterCreated", "NewsletterIssueDrafted", "NewsletterCreated"]
    async with press.city.sessions() as session:
        assert list(await session.scalars(select(NewsletterIssue.id))) == [UUID(own)]


async def test_who_has_not_seen_the_newest_is_refused(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    id = (await press.write(title))["issue"]["id"]
    await press.act("Update", id, "동료", input={"heading": "새 제목"}, version=1)
    assert codes(await press.act("Approve", id, version=1)) == [("CONFLICT", "STALE")]
    assert (await press.act("Approve", id, version=2))["issue"]["state"] == "APPROVED"
    await press.retitle(title, period="WEEKLY", version=1)
    assert codes(await press.retitle(title, name="이름", version=1)) == [("CONFLICT", "STALE")]


async def test_names_slugs_and_numbers_are_taken_once(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    for given in ({"name": "다른 이름"}, {"slug": "another"}):
        assert codes(await press.title(department="총무과", **given)) == [("CONFLICT", "DUPLICATE")]
    assert codes(await press.title(slug="버스")) == [("INVALID", "MALFORMED")]
    assert (await press.write(title, number=7))["issue"]["number"] == 7
    assert (await press.write(title))["issue"]["number"] == 8
    assert codes(await press.write(title, number=7)) == [("CONFLICT", "DUPLICATE")]
    assert codes(await press.write(title, number=0)) == [("INVALID", "OUT_OF_RANGE")]
    assert codes(await press.write(title, body=" ")) == [("INVALID", "REQUIRED")]
    assert await counted(press, NewsletterIssue) == 2


async def test_a_title_that_rests_or_has_ended_publishes_nothing(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    id = (await press.write(title))["issue"]["id"]
    await press.act("Approve", id)
    await press.retitle(title, status="PAUSED")
    assert codes(await press.act("Publish", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    assert (await press.write(title))["errors"] == []
    await press.retitle(title, status="CLOSED")
    assert codes(await press.write(title)) == [("CONFLICT", "ILLEGAL_STEP")]


async def test_what_was_written_for_staff_cannot_be_turned_to_citizens(press: Press) -> None:
    title = (await press.title(audience="STAFF"))["newsletter"]["id"]
    assert (await press.retitle(title, audience="CITIZEN"))["newsletter"]["audience"] == "CITIZEN"
    assert (await press.retitle(title, audience="STAFF"))["newsletter"]["audience"] == "STAFF"
    await press.write(title)
    assert codes(await press.retitle(title, audience="CITIZEN")) == [("CONFLICT", "ILLEGAL_STEP")]
    assert codes(await press.retitle(title, audience="STAFF", name="새 이름")) == []
    asked = "query ($slug: String) { newsletter(slug: $slug) { name audience } }"
    found = await press.ask("남", asked, slug="bus-news")
    assert found["newsletter"] == {"name": "새 이름", "audience": "STAFF"}


async def test_an_issue_can_be_for_fewer_than_its_title_but_never_for_more(press: Press) -> None:
    mine, city = (
        (await press.title(audience="STAFF"))["newsletter"]["id"],
        await press.title(slug="city", name="시민 소식"),
    )
    assert codes(await press.write(mine, audience="CITIZEN")) == [("INVALID", "OUT_OF_RANGE")]
    assert (await press.write(mine))["issue"]["audience"] == "STAFF"
    written = (await press.write(city["newsletter"]["id"], audience="STAFF"))["issue"]
    assert written["audience"] == "STAFF"
    again = await press.act("Update", written["id"], "직원", input={"audience": "CITIZEN"})
    assert again["issue"]["audience"] == "CITIZEN"
    staff = (await press.ask("직원", ALL))["newsletterIssues"]["nodes"]
    draft = next(one["id"] for one in staff if one["id"] != written["id"])
    widened = await press.act("Update", draft, "직원", input={"audience": "CITIZEN"})
    assert codes(widened) == [("INVALID", "OUT_OF_RANGE")]


async def test_what_is_out_can_be_taken_from_citizens_and_not_given_back(press: Press) -> None:
    id = (await press.write((await press.title())["newsletter"]["id"]))["issue"]["id"]
    assert codes(await press.act("Narrow", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    await out(press, id)
    assert (await press.ask(None, ALL))["newsletterIssues"]["nodes"] == [{"id": id, "state": "PUBLISHED"}]
    assert codes(await press.act("Narrow", id, "직원")) == [("FORBIDDEN", None)]
    assert (await press.act("Narrow", id))["issue"]["audience"] == "STAFF"
    assert (await press.ask(None, ALL))["newsletterIssues"]["nodes"] == []
    assert (await press.ask("남", ALL))["newsletterIssues"]["nodes"] == [{"id": id, "state": "PUBLISHED"}]
    assert codes(await press.act("Narrow", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    assert codes(await press.act("Update", id, input={"audience": "CITIZEN"})) == [
        ("CONFLICT", "ILLEGAL_STEP")
    ]
    assert (await kinds(press))[-1] == "NewsletterIssueNarrowed"


async def test_a_title_says_in_which_ways_it_is_published(press: Press) -> None:
    made = await press.title(formats=["PRINT", "WEB", "PRINT"])
    id = made["newsletter"]["id"]
    assert made["newsletter"]["formats"] == ["WEB", "PRINT"]
    await press.title(name="밤 소식", slug="night", formats=["EMAIL"])
    asked = "query ($format: NewsletterFormat) { newsletters(filter: {format: $format}) { nodes { slug } } }"
    for format, slugs in (("PRINT", ["bus-news"]), ("EMAIL", ["night"]), ("PDF", [])):
        found = await press.ask(None, asked, format=format)
        assert [one["slug"] for one in found["newsletters"]["nodes"]] == slugs
    assert codes(await press.retitle(id, formats=[])) == [("INVALID", "REQUIRED")]
    changed = await press.retitle(id, formats=["EMAIL", "PDF"])
    assert (changed["newsletter"]["formats"], changed["version"]) == (["EMAIL", "PDF"], 2)
