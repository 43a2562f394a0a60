"""A search that folds issues of the same text: one place for each group, and everything can be reached."""

from typing import Any

import numpy as np
import pytest

from madang.rules.newsletters import Audience, IssueState
from madang.search.grouping import leaders
from madang.search.ranking import Readers
from schema.identifiers import global_id
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import press_text, printed, reprinted
from tests.newsletters.searching import FOUND, keep

MANY = 14


async def found(press: Press, query: str = "", **given: Any) -> Any:
    return (await press.ask(None, FOUND, query=query, **{"grouped": True, "first": 100, **given}))[
        "newsletterSearch"
    ]


def shown(page: Any) -> list[tuple[str, int, list[str]]]:
    return [
        (edge["node"]["heading"], edge["similarCount"], [one["issue"]["heading"] for one in edge["similar"]])
        for edge in page["edges"]
    ]


async def archive(press: Press) -> None:
    """One press text in three newsletters, another one in two, and one of its own."""
    first, second = press_text(1), press_text(2)
    await printed(press, "bus", first, press_text(3))
    await printed(press, "park", press_text(4), press_text(5), reprinted(first, 0.1), day=3)
    await printed(press, "city", second, first, press_text(6), day=6)
    await printed(press, "town", reprinted(second, 0.05), day=9)


async def test_issues_of_the_same_text_take_one_place_and_are_all_counted(press: Press) -> None:
    await archive(press)
    page = await found(press)
    assert (page["totalCount"], page["groupCount"]) == (9, 6)
    assert shown(page) == [
        ("town 1", 1, ["city 1"]),
        ("city 3", 0, []),
        ("city 2", 2, ["park 3", "bus 1"]),
        ("park 2", 0, []),
        ("park 1", 0, []),
        ("bus 2", 0, []),
    ]
    alone = await found(press, grouped=False)
    assert (alone["totalCount"], alone["groupCount"], len(alone["edges"])) == (9, 9, 9)
    assert {(edge["similarCount"], len(edge["similar"])) for edge in alone["edges"]} == {(0, 0)}
    assert page["facets"] == alone["facets"]


@pytest.mark.parametrize("query", ["", "심야 버스 노선", "도서관"])
async def test_pages_of_groups_show_each_issue_once(press: Press, query: str) -> None:
    await archive(press)
    whole = await found(press, query)
    alone = await found(press, query, grouped=False)
    pages = [await found(press, query, first=2)]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        pages.append(await found(press, query, first=2, after=pages[-1]["pageInfo"]["endCursor"]))
    assert [one for page in pages for one in shown(page)] == shown(whole)
    assert len(shown(whole)) == whole["groupCount"]
    reached = [heading for head, _, folded in shown(whole) for heading in (head, *folded)]
    assert sorted(reached) == sorted(edge["node"]["heading"] for edge in alone["edges"])
    assert alone["totalCount"] == whole["totalCount"] == len(reached)


async def test_the_best_of_a_group_stands_for_it(press: Press) -> None:
    text = press_text(1)
    await printed(press, "bus", text)
    (park,) = await printed(press, "park", text)
    async with press.city.sessions() as session, session.begin():
        (await session.merge(park)).heading = "우주정거장 소식"
    page = await found(press, "우주정거장")
    assert (page["totalCount"], shown(page)) == (1, [("우주정거장 소식", 0, [])])
    assert shown(await found(press, "우주정거장 버스"))[0][0] == "우주정거장 소식"


async def test_what_does_not_fit_on_a_place_is_found_by_its_group(press: Press) -> None:
    text = press_text(1)
    for number in range(MANY):
        await printed(press, f"copy-{number:02}", text)
    await printed(press, "other", press_text(2))
    (edge,) = (await found(press, "담당자 마을 재활용"))["edges"][:1]
    assert (edge["similarCount"], len(edge["similar"])) == (MANY - 1, 10)
    assert {one["likeness"] for one in edge["similar"]} == {1.0}
    group = await found(press, filter={"similarTo": edge["node"]["id"]}, grouped=False)
    assert (group["totalCount"], group["groupCount"], len(group["edges"])) == (MANY, MANY, MANY)
    folded = await found(press, filter={"similarTo": edge["node"]["id"]})
    assert (folded["totalCount"], folded["groupCount"]) == (MANY, 1)
    narrowed = await found(press, filter={"similarTo": edge["node"]["id"], "since": "2015-01-01"})
    assert narrowed["totalCount"] == 0


async def test_an_issue_that_prints_its_own_is_a_group_of_one(press: Press) -> None:
    (one,) = await printed(press, "bus", press_text(1))
    await printed(press, "park", press_text(2))
    page = await found(press, filter={"similarTo": global_id("NewsletterIssue", one.id)})
    assert (page["totalCount"], shown(page)) == (1, [("bus 1", 0, [])])


async def test_the_group_of_what_is_hidden_or_not_there_is_empty(press: Press) -> None:
    text = press_text(1)
    await printed(press, "bus", text)
    (draft,) = await printed(press, "park", text, state=IssueState.DRAFT)
    for id in (draft.id, press.people["직원"].id):
        page = await found(press, filter={"similarTo": global_id("NewsletterIssue", id)})
        assert (page["totalCount"], page["edges"]) == (0, [])
    refused = await press.ask(None, FOUND, query="", filter={"similarTo": global_id("Newsletter", draft.id)})
    assert refused == {"errors": ["INVALID"]}


async def test_groups_follow_what_is_put_out_and_taken_away_at_once(press: Press) -> None:
    text = press_text(1)
    (one,) = await printed(press, "bus", text)
    (other,) = await printed(press, "park", text)
    assert [count for _, count, _ in shown(await found(press))] == [1]
    async with press.city.sessions() as session, session.begin():
        (await session.merge(other)).state = IssueState.DRAFT
    assert shown(await found(press)) == [("bus 1", 0, [])]
    await keep(press)
    assert (await found(press, filter={"similarTo": global_id("NewsletterIssue", one.id)}))["totalCount"] == 1


async def beside_a_hidden_text(press: Press) -> None:
    """Two texts that are not alike, and an earlier one for staff that is like both."""
    whole = press_text(1)
    words, others = whole.split(), press_text(2).split()
    await printed(press, "inside", whole, audience=Audience.STAFF)
    await printed(press, "bus", " ".join([*words[:120], *others[:30]]), day=2)
    await printed(press, "park", " ".join([*others[30:60], *words[30:]]), day=3)


async def test_what_one_may_not_see_joins_nothing(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    await beside_a_hidden_text(press)
    assert shown(await found(press)) == [("park 1", 0, []), ("bus 1", 0, [])]
    of_staff = (await press.ask("남", FOUND, query="", grouped=True))["newsletterSearch"]
    assert shown(of_staff) == [("park 1", 2, ["bus 1", "inside 1"])]
    monkeypatch.setattr(Readers, "groups", property(_groups_of_all))  # else this could not fail
    assert shown(await found(press)) == [("park 1", 1, ["bus 1"])]


def _groups_of_all(readers: Readers) -> Any:
    order = np.argsort(-readers.library.turns)
    lead = np.arange(len(readers.library))
    lead[order] = order[leaders(readers.library.sketches[order], readers.titles.of[order])]
    return lead
