"""Posts that are worded anew: drafts nobody has touched follow, everything else stays and is marked."""

from typing import Any

from sqlalchemy import select

from madang.rules.newsletters import IssueState
from models import EventLine, NewsletterIssue
from schema.identifiers import global_id
from tests.newsletters.elsewhere import POSTS, Desk, rss
from tests.newsletters.test_sources import later

EDITED = ("1", "심야버스(고침)", "<p>심야에도 다닙니다. 고칩니다.</p>")
CHANGED = "query ($id: ID!) { newsletterIssue(id: $id) { heading state sourceChangedAt source { url } } }"

FILTERED = """query ($wanted: Boolean!) { found: newsletterIssues(
  filter: {sourceChanged: $wanted}, orderBy: [{field: NUMBER, direction: DESC}]) { nodes { number } } }"""


async def begin(desk: Desk, who: str = "직원", **given: Any) -> None:
    desk.home.put("/rss", rss(*POSTS))
    await desk.add(who=who, **given)
    await desk.poll()


async def edit(desk: Desk, *posts: tuple[str, str, str]) -> int:
    desk.home.put("/rss", rss(*posts))
    later(desk)
    return await desk.poll()


async def first(desk: Desk) -> NewsletterIssue:
    return (await desk.issues())[0]


async def told(desk: Desk) -> list[tuple[int, bool]]:
    """What the log says of changed originals: the version of the issue, and whether it followed."""
    wanted = select(EventLine).where(EventLine.kind == "NewsletterIssueSourceChanged").order_by(EventLine.id)
    async with desk.press.city.sessions() as session:
        return [(line.version, line.data["is_applied"]) for line in await session.scalars(wanted)]


async def test_a_draft_that_nobody_has_touched_follows_its_post(desk: Desk) -> None:
    await begin(desk)
    assert await edit(desk, EDITED, POSTS[1], ("3", "새 소식", "<p>새로</p>")) == 1
    assert [heading for _, heading, _ in await desk.told()] == ["심야버스(고침)", "정류소", "새 소식"]
    issue = await first(desk)
    assert (issue.plain, issue.body) == ("심야에도 다닙니다. 고칩니다.", "심야에도 다닙니다. 고칩니다.")
    assert f'href="{desk.home.address("/view?id=1")}"' in issue.html
    assert (issue.source_changed_at, issue.edited_at, await told(desk)) == (None, None, [(2, True)])
    again = ("1", "심야버스(다시)", EDITED[2])
    await edit(desk, again, POSTS[1])
    assert (await first(desk)).heading == "심야버스(다시)"
    await edit(desk, again, POSTS[1])
    assert await told(desk) == [(2, True), (3, True)]


async def test_what_a_person_has_worked_on_stays_and_is_marked_once(desk: Desk) -> None:
    await begin(desk)
    id = global_id("NewsletterIssue", (await first(desk)).id)
    await desk.press.act("Update", id, "직원", input={"heading": "우리 제목"})
    assert await edit(desk, EDITED, POSTS[1]) == 0
    await edit(desk, EDITED, POSTS[1])
    issue = await first(desk)
    assert (issue.heading, issue.plain) == ("우리 제목", "심야에도 다닙니다.")
    assert issue.source_changed_at is not None
    assert await told(desk) == [(3, False)]
    shown = (await desk.press.ask("직원", CHANGED, id=id))["newsletterIssue"]
    assert (shown["sourceChangedAt"] is not None, shown["source"]) == (
        True,
        {"url": desk.home.address("/rss")},
    )
    await desk.press.act("Update", id, "직원", input={"heading": "원문을 보고 고침"})
    assert (await first(desk)).source_changed_at is None
    assert await edit(desk, ("1", "또 고침", "<p>또</p>"), POSTS[1]) == 0
    assert ((await first(desk)).heading, await told(desk)) == ("원문을 보고 고침", [(3, False), (5, False)])


async def test_what_is_out_or_approved_never_changes_by_itself(desk: Desk) -> None:
    await begin(desk, "부서장", release="PUBLISH")
    await edit(desk, *POSTS, ("3", "새 소식", "<p>새로</p>"))
    assert [state for *_, state in await desk.told()] == ["ARCHIVED", "ARCHIVED", "PUBLISHED"]
    before = [(one.heading, one.html, one.plain) for one in await desk.issues()]
    await edit(desk, EDITED, POSTS[1], ("3", "새 소식(고침)", "<p>고침</p>"))
    issues = await desk.issues()
    assert [(one.heading, one.html, one.plain) for one in issues] == before
    assert [one.source_changed_at is not None for one in issues] == [True, False, True]
    found = {
        wanted: [
            one["number"] for one in (await desk.press.ask("직원", FILTERED, wanted=wanted))["found"]["nodes"]
        ]
        for wanted in (True, False)
    }
    assert found == {True: [3, 1], False: [2]}


async def test_an_approved_draft_stays_as_it_was_approved(desk: Desk) -> None:
    await begin(desk)
    id = global_id("NewsletterIssue", (await first(desk)).id)
    await desk.press.act("Approve", id)
    await edit(desk, EDITED, POSTS[1])
    issue = await first(desk)
    assert (issue.state, issue.heading) == (IssueState.APPROVED, "심야버스")
    assert issue.source_changed_at is not None


async def test_only_what_came_from_this_source_follows_it(desk: Desk) -> None:
    """Another source of the title may call its posts by the same names."""
    await begin(desk)
    desk.home.put("/other", rss(EDITED))
    await desk.add("/other")
    await desk.poll()
    assert ((await first(desk)).heading, await told(desk)) == ("심야버스", [])


async def test_posts_with_a_title_only_are_taken_with_the_way_to_the_original(desk: Desk) -> None:
    item = "<item><title>휴관 안내</title><link>/view?id={}</link></item>"
    posts = "".join(item.format(number) for number in (1, 2))
    desk.home.put("/rss", f'<rss version="2.0"><channel>{posts}</channel></rss>')
    await desk.add()
    assert await desk.poll() == 2
    for issue, number in zip(await desk.issues(), (2, 1), strict=True):
        assert (issue.heading, issue.state) == ("휴관 안내", IssueState.DRAFT)
        assert issue.plain.startswith("소식 목록에 제목만 있어 글은 가져오지 못했습니다.")
        assert f'href="{desk.home.address(f"/view?id={number}")}"' in issue.html
