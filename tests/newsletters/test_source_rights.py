"""Who looks after sources, and what they may be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from madang.rules.newsletter_sources import MOST_SOURCES
from tests.newsletters.conftest import codes
from tests.newsletters.elsewhere import POSTS, Desk, rss
from tests.newsletters.test_sources import later

FORBIDDEN = [("FORBIDDEN", None)]
SHOWN = "query ($id: ID!) { newsletter(id: $id) { sources { totalCount nodes { url problem } } } }"
ONE = "query ($id: ID!) { node(id: $id) { id } }"


async def test_the_publishers_people_look_after_sources_and_nobody_else_sees_them(desk: Desk) -> None:
    added = await desk.add()
    id, url = added["source"]["id"], desk.home.address("/rss")
    assert codes(await desk.add("/other", who="남")) == FORBIDDEN
    for who in ("직원", "동료", "부서장", "관리자"):
        shown = await desk.press.ask(who, SHOWN, id=desk.title)
        assert shown["newsletter"]["sources"] == {"totalCount": 1, "nodes": [{"url": url, "problem": None}]}
    for who in ("남", None):
        shown = await desk.press.ask(who, SHOWN, id=desk.title)
        assert shown["newsletter"]["sources"] == {"totalCount": 0, "nodes": []}
        assert await desk.press.ask(who, ONE, id=id) == {"node": None}
    for act in ("Pause", "Resume", "Fetch", "Remove"):
        assert codes(await desk.do(act, "남", id=id)) == [("NOT_FOUND", None)]
    assert codes(await desk.do("Update", "남", id=id, input={})) == [("NOT_FOUND", None)]
    assert await desk.kinds() == ["NewsletterSourceAdded"]


async def test_what_goes_out_unseen_is_the_heads_and_so_is_where_it_comes_from(desk: Desk) -> None:
    assert codes(await desk.add(release="PUBLISH")) == FORBIDDEN
    id = (await desk.add(who="부서장", release="PUBLISH"))["source"]["id"]
    for input in ({"url": desk.home.address("/x")}, {"release": "PUBLISH"}):
        assert codes(await desk.do("Update", id=id, input=input)) == FORBIDDEN
    changed = await desk.do("Update", id=id, input={"url": desk.home.address("/x"), "release": "DRAFT"})
    assert (changed["errors"], changed["source"]["release"]) == ([], "DRAFT")
    assert changed["source"]["releasedBy"] == {"name": "직원"}
    assert codes(await desk.do("Update", id=id, input={"release": "PUBLISH"})) == FORBIDDEN
    changed = await desk.do("Update", "관리자", id=id, input={"release": "PUBLISH"})
    assert changed["source"]["releasedBy"] == {"name": "관리자"}
    assert await desk.kinds() == ["NewsletterSourceAdded", "NewsletterSourceEdited", "NewsletterSourceEdited"]


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"url": "ftp://seoul.go.kr/"}, "url", "UNSUPPORTED"),
        ({"url": "http://u:p@seoul.go.kr/"}, "url", "MALFORMED"),
        ({"url": "http://0x7f000001/"}, "url", "MALFORMED"),
        ({"url": "http://seoul.go.kr/" + "a" * 2000}, "url", "TOO_LONG"),
        ({"url": "http://seoul.go.kr:0/"}, "url", "OUT_OF_RANGE"),
        ({"partSelector": ".a"}, "kind", "WRONG_KIND"),
        ({"kind": "PAGE", "partSelector": ".a", "linkSelector": ".b"}, "linkSelector", "AMBIGUOUS"),
        ({"kind": "PAGE", "partSelector": "p:has(a)"}, "partSelector", "MALFORMED"),
        ({"kind": "PAGE", "linkSelector": "a" * 201}, "linkSelector", "TOO_LONG"),
        ({"kind": "PAGE", "release": "PUBLISH"}, "release", "WRONG_KIND"),
    ],
)
async def test_what_a_source_cannot_be_is_refused(
    desk: Desk, given: dict[str, str], field: str, reason: str
) -> None:
    refused = await desk.add(who="부서장", **given)
    assert [(one["field"], one["reason"]) for one in refused["errors"]] == [(["input", field], reason)]
    assert await desk.kinds() == []


async def test_a_title_has_a_bounded_number_of_sources_each_once(desk: Desk) -> None:
    for number in range(MOST_SOURCES):
        assert (await desk.add(f"/{number}"))["errors"] == []
    assert codes(await desk.add("/more")) == [("CONFLICT", "TOO_MANY")]
    assert codes(await desk.add("/1#again")) == [("CONFLICT", "DUPLICATE")]


async def test_what_is_removed_is_not_asked_and_knows_its_posts_when_it_is_back(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    source = (await desk.add())["source"]
    await desk.poll()
    assert codes(await desk.do("Remove", id=source["id"], version=0)) == [("CONFLICT", "STALE")]
    removed = await desk.do("Remove", id=source["id"], version=source["version"])
    assert (removed["errors"], removed["source"], removed["version"]) == ([], None, 2)
    assert await desk.press.ask("직원", ONE, id=source["id"]) == {"node": None}
    later(desk)
    assert (await desk.poll(), len(desk.home.asked)) == (0, 1)
    assert codes(await desk.do("Pause", id=source["id"])) == [("NOT_FOUND", None)]
    again = await desk.add()
    assert (again["source"]["id"], again["source"]["state"]) == (source["id"], "ACTIVE")
    assert (await desk.poll(), len(desk.home.asked), len(await desk.told())) == (0, 2, 2)


async def test_a_source_rests_while_people_want_it_to(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    id = (await desk.add())["source"]["id"]
    assert (await desk.do("Pause", id=id))["source"]["state"] == "PAUSED"
    assert codes(await desk.do("Pause", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
    later(desk, timedelta(days=3))
    assert (await desk.poll(), len(desk.home.asked)) == (0, 0)
    resumed = (await desk.do("Resume", id=id))["source"]
    assert (resumed["state"], resumed["viewerCanFetch"]) == ("ACTIVE", {"allowed": True, "reason": None})
    assert codes(await desk.do("Resume", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
    assert await desk.poll() == 2


async def test_an_ended_title_takes_nothing_more(desk: Desk) -> None:
    id = (await desk.add())["source"]["id"]
    await desk.press.retitle(desk.title, status="CLOSED")
    assert codes(await desk.add("/other")) == [("CONFLICT", "ILLEGAL_STEP")]
    assert codes(await desk.do("Fetch", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
    assert desk.home.asked == []


async def test_who_may_only_look_does_not_fetch(desk: Desk) -> None:
    desk.home.put("/rss", rss(*POSTS))
    id = (await desk.add())["source"]["id"]
    ctx = await desk.press.board.context(desk.press.people["직원"])
    ctx = replace(ctx, visitor=replace(ctx.actor, read_only=True))
    asked = f'mutation {{ newsletterSourceFetch(id: "{id}") {{ errors {{ code }} }} }}'
    refused = await desk.press.board.ask_in(ctx, asked)
    assert refused == {"newsletterSourceFetch": {"errors": [{"code": "FORBIDDEN"}]}}
    assert desk.home.asked == []


ALL_OF_MINE = """query ($has: Boolean) { newsletterSources(hasProblem: $has) { totalCount
  nodes { url problem newsletter { slug } issues { nodes { heading source { url } } } } } }"""


async def test_each_sees_all_sources_that_are_theirs_and_those_with_a_problem(desk: Desk) -> None:
    desk.home.put("/rss", rss(POSTS[0]))
    desk.home.put("/bad", "", status=404)
    await desk.add()
    await desk.add("/bad")
    await desk.poll()

    async def shown(who: str, **given: bool) -> list[tuple[str, bool, int]]:
        found = (await desk.press.ask(who, ALL_OF_MINE, **given))["newsletterSources"]
        assert found["totalCount"] == len(found["nodes"])
        return [
            (one["url"].rpartition("/")[2], one["problem"] is not None, len(one["issues"]["nodes"]))
            for one in found["nodes"]
        ]

    for who in ("직원", "관리자"):
        assert await shown(who) == [("bad", True, 0), ("rss", False, 1)]
        assert await shown(who, has=True) == [("bad", True, 0)]
        assert await shown(who, has=False) == [("rss", False, 1)]
    assert await shown("남") == []
