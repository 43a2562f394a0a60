"""What citizens find is what they would find if there were nothing else: order, scores, counts, hints."""

from typing import Any

import pytest

from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.people import Actor
from models import NewsletterIssue
from resolvers.access import SEEN
from schema.identifiers import global_id
from tests.newsletters.conftest import Press
from tests.newsletters.random_issues import QUERIES, TYPED, Row, Rows, made
from tests.newsletters.searching import FOUND, keep

SUGGESTED = """query ($query: String!) { newsletterSuggestions(query: $query, first: 20) {
  kind text newsletter { name } issue { id } } }"""
NARROWED: tuple[dict[str, Any], ...] = (
    {},
    {"topics": ["교통"]},
    {"years": [2014], "audiences": ["CITIZEN"]},
    {"audiences": ["STAFF"]},
    {"topics": ["비밀"]},
    {"since": "2014-03-01", "until": "2014-09-30"},
)


async def everything(press: Press, who: str | None = None) -> list[Any]:
    """Every answer to somebody: each query, narrowed in each way, page after page; and every suggestion."""
    answers: list[Any] = []
    for number, query in enumerate(QUERIES):
        answers.append(await press.ask(who, FOUND, query=query, first=100))
        answers.append(await press.ask(who, FOUND, query=query, first=100, grouped=True))
        narrowed = NARROWED[number % len(NARROWED)]
        answers.append(await press.ask(who, FOUND, query=query, filter=narrowed, first=3))
    return answers + [await press.ask(who, SUGGESTED, query=typed) for typed in TYPED]


async def in_groups_of(press: Press, rows: Rows, who: str | None = None) -> list[Any]:
    """What each issue, those that may not be seen as well, is said to stand beside."""
    ids = [global_id("NewsletterIssue", row.id) for row in _issues([*rows.seen, *rows.hidden])]
    return [await press.ask(who, FOUND, query="", filter={"similarTo": id}, first=100) for id in ids]


def _issues(rows: list[Row]) -> list[NewsletterIssue]:
    return [row for row in rows if isinstance(row, NewsletterIssue)]


@pytest.mark.parametrize("seed", range(2))
async def test_hidden_rows_move_nothing_that_citizens_see(press: Press, seed: int) -> None:
    rows = made(press, seed)
    await keep(press, *rows.seen)
    before, beside = await everything(press), await in_groups_of(press, rows)
    await keep(press, *rows.hidden)
    assert await everything(press) == before
    assert await everything(press, "남") != before
    assert await in_groups_of(press, rows) == beside
    assert set(_totals(beside[len(_issues(rows.seen)) :])) == {0}
    assert max(_totals(beside)) > 1
    assert sum(_totals(await in_groups_of(press, rows, "남"))) > sum(_totals(beside))


def _totals(answers: list[Any]) -> list[int]:
    return [one["newsletterSearch"]["totalCount"] for one in answers]


async def test_without_the_rule_hidden_rows_would_be_found(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail."""
    rows = made(press, 0)
    await keep(press, *rows.seen)
    before = await everything(press)
    await keep(press, *rows.hidden)
    monkeypatch.setitem(SEEN, NewsletterIssue, _everything)
    after = await everything(press)
    assert [one == two for one, two in zip(before, after, strict=True)].count(True) < len(before) / 2


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING
