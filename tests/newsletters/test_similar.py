"""`similar`: which issues print the same text, for whom, and how that is kept."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.newsletters import Audience, FileRole, IssueState
from madang.rules.people import Actor
from madang.search.sketches import BANDS
from models import NewsletterBand, NewsletterIssue, NewsletterSketch, NewsletterText
from models.recording import recording
from resolvers.access import SEEN
from resolvers.newsletters.search.sketching import keep_sketches
from schema.identifiers import global_id
from tests.access.asking import ask as ask_the_engine
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import press_text, printed, reprinted, sketch_all
from tests.newsletters.searching import attached, keep

SIMILAR = """query ($first: Int = 50) { newsletterIssues(first: 100) { nodes {
  heading similar(first: $first) { likeness issue { heading newsletter { name } } } } } }"""
Told = dict[str, list[tuple[str, float]]]


async def similar(press: Press, who: str | None = None, first: int = 50) -> Told:
    """By heading those that are similar. The plan and Strawberry have to say the same."""
    person = press.people[who] if who else None
    answer = await ask_the_engine(await press.board.context(person), SIMILAR, first=first)
    assert answer["errors"] == []
    assert await press.ask(who, SIMILAR, first=first) == answer["data"]
    return {node["heading"]: _told(node) for node in answer["data"]["newsletterIssues"]["nodes"]}


def _told(node: Any) -> list[tuple[str, float]]:
    return [(one["issue"]["heading"], one["likeness"]) for one in node["similar"]]


async def counts(press: Press) -> list[int | None]:
    """Sketches, bands, and texts that wait."""
    waiting = select(func.count()).where(~NewsletterText.sketched)
    async with press.city.sessions() as session:
        kept = [select(func.count()).select_from(row) for row in (NewsletterSketch, NewsletterBand)]
        return [await session.scalar(one) for one in (*kept, waiting)]


async def test_issues_that_print_the_same_text_are_told_the_most_alike_first(press: Press) -> None:
    text = press_text(1)
    await printed(press, "bus", press_text(2), text)
    await printed(press, "park", reprinted(text, 0.2))
    await printed(press, "city", text.replace(" ", "\n"), press_text(3))
    assert await similar(press) == {"bus 1": [], "bus 2": [], "park 1": [], "city 1": [], "city 2": []}
    assert await sketch_all(press) == 5
    found = await similar(press)
    (same, near), (of_park, other) = found["bus 2"], found["park 1"]
    assert (same, near[0]) == (("city 1", 1.0), "park 1")
    assert 0.6 <= near[1] <= 0.8
    assert [of_park, other] == [("bus 2", near[1]), ("city 1", near[1])]
    assert found["city 1"] == [("bus 2", 1.0), near]
    assert (found["bus 1"], found["city 2"]) == ([], [])
    assert (await similar(press, first=1))["bus 2"] == [("city 1", 1.0)]
    assert (await similar(press, first=0))["bus 2"] == []


async def test_what_a_newsletter_says_each_month_makes_no_copies(press: Press) -> None:
    text = press_text(1)
    await printed(press, "bus", text, reprinted(text, 0.2), text)
    await sketch_all(press)
    assert await similar(press) == {"bus 1": [("bus 3", 1.0)], "bus 2": [], "bus 3": [("bus 1", 1.0)]}


async def test_more_than_a_hundred_are_refused(press: Press) -> None:
    await printed(press, "bus", press_text(1))
    assert await press.ask(None, SIMILAR, first=101) == {"errors": ["INVALID"]}
    assert await press.ask(None, SIMILAR, first=-1) == {"errors": ["INVALID"]}


async def test_a_document_that_is_attached_speaks_for_an_issue_without_a_text(press: Press) -> None:
    said = "이번 호는 첨부 파일을 참고하십시오."
    (one,) = await printed(press, "bus", said)
    (other,) = await printed(press, "park", said)
    (third,) = await printed(press, "city", said)
    await keep(press, attached(one, press_text(1)), attached(other, press_text(1)))
    await keep(press, attached(third, press_text(1), role=FileRole.ORIGINAL))
    await sketch_all(press)
    found = await similar(press)
    assert ([heading for heading, _ in found["bus 1"]], found["city 1"]) == (["park 1"], [])


async def test_what_changes_is_sketched_again_and_what_is_out_no_longer_is_forgotten(press: Press) -> None:
    text = press_text(1)
    first, second = await printed(press, "bus", text, text)
    await printed(press, "park", "짧은 글")
    assert await counts(press) == [0, 0, 3]
    assert [await sketch_all(press), await sketch_all(press)] == [3, 0]
    assert await counts(press) == [2, 2 * BANDS, 0]
    id = global_id("NewsletterIssue", first.id)
    assert (await press.act("Archive", id))["errors"] == []
    assert await counts(press) == [1, BANDS, 1]
    assert await sketch_all(press) == 1
    async with press.city.sessions() as session, session.begin():
        for issue in (first, second):
            (await session.get_one(NewsletterIssue, issue.id)).state = IssueState.DRAFT
    assert await counts(press) == [0, 0, 0]


async def test_processes_that_sketch_at_once_keep_each_text_once(press: Press) -> None:
    await printed(press, "bus", *(press_text(n) for n in range(20)))
    context = await press.board.context(None)
    kept = await asyncio.gather(*(keep_sketches(replace(context), batch=3) for _ in range(3)))
    assert sum(kept) == 20
    assert await counts(press) == [20, 20 * BANDS, 0]


async def test_a_list_of_issues_asks_once_for_what_is_similar_to_all_of_them(press: Press) -> None:
    costs: list[int] = []
    for slug in ("bus", "park", "city"):
        await printed(press, slug, *(press_text(n) for n in range(9)))
        await sketch_all(press)
        context = await press.board.context(None)
        with recording(context.reads) as statements:
            await ask_the_engine(context, SIMILAR)
        costs.append(len(statements))
    assert costs == [2, 3, 3]  # of the first newsletter nothing is similar


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


async def hide(press: Press, text: str) -> None:
    """Copies of it that citizens must not know of, more than are compared."""
    await printed(press, "inside", *[text] * 9, audience=Audience.STAFF)
    await printed(press, "plans", *[text] * 3, state=IssueState.DRAFT)
    await printed(press, "next", *[text] * 3, state=IssueState.APPROVED)
    await sketch_all(press)


async def test_what_one_may_not_see_is_similar_to_nothing(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by taking the place of others: more hidden ones are nearer than are compared."""
    monkeypatch.setattr("resolvers.newsletters.similar.COMPARED", 4)
    text = press_text(1)
    await printed(press, "bus", text)
    await printed(press, "park", reprinted(text, 0.1), reprinted(text, 0.15))
    await sketch_all(press)
    before = await similar(press)
    assert [heading for heading, _ in before["bus 1"]] == ["park 1", "park 2"]
    await hide(press, text)
    assert await similar(press) == before
    of_staff = await similar(press, "남")
    assert {heading for heading, _ in of_staff["bus 1"]} < {f"inside {n}" for n in range(1, 10)}
    of_writer = await similar(press, "직원")
    assert (of_writer["plans 1"], of_writer["next 1"]) == ([], [])
    monkeypatch.setitem(SEEN, NewsletterIssue, _everything)
    opened = await similar(press)
    assert {heading for heading, _ in opened["bus 1"]} < {f"inside {n}" for n in range(1, 10)}


async def test_what_is_narrowed_is_gone_from_what_citizens_see_at_once(press: Press) -> None:
    text = press_text(1)
    (one,) = await printed(press, "bus", text)
    await printed(press, "park", text)
    await sketch_all(press)
    assert await similar(press) == {"bus 1": [("park 1", 1.0)], "park 1": [("bus 1", 1.0)]}
    await press.act("Narrow", global_id("NewsletterIssue", one.id))
    await sketch_all(press)
    assert await similar(press) == {"park 1": []}
    assert await similar(press, "남") == {"bus 1": [("park 1", 1.0)], "park 1": [("bus 1", 1.0)]}
