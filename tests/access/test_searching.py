"""Each part searches newsletters: what is found, counted, shown and suggested is what they may read."""

from typing import Any

import pytest

from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.newsletters import OUT
from madang.rules.people import Actor
from models import NewsletterIssue
from resolvers.access import SEEN
from schema.identifiers import global_id
from tests.access.asking import ask
from tests.access.comparing import leaks
from tests.access.parts import CITIZEN
from tests.access.selecting import everything_of, inner, reachable
from tests.access.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")
QUERY = reachable()["Query"].fields
PAGE = everything_of(inner(QUERY["newsletterSearch"]), 2)
SUGGESTED = everything_of(inner(QUERY["newsletterSuggestions"]), 2)


def issues(stage: Stage, part: str) -> set[str]:
    """Those that are out and that this part may read."""
    rows: list[Any] = [row for row in stage.rows["city"].values() if isinstance(row, NewsletterIssue)]
    ids = [global_id("NewsletterIssue", row.id) for row in rows if row.state in OUT]
    return {id for id in ids if stage.things[id].seen_by(part)}


async def found(stage: Stage, part: str) -> tuple[dict[str, Any], set[str]]:
    """All there is to be found and suggested, each heading asked for; and the issues that were found."""
    context = await stage.context(part)
    asked = ["everything: newsletterSearch(first: 100) " + PAGE]
    rows: list[Any] = [row for row in stage.rows["city"].values() if isinstance(row, NewsletterIssue)]
    for number, row in enumerate(rows):
        asked.append(f'f{number}: newsletterSearch(query: "{row.heading}") {PAGE}')
        asked.append(f's{number}: newsletterSuggestions(query: "{row.heading}", first: 20) {SUGGESTED}')
    answer = await ask(context, f"{{ {' '.join(asked)} }}")
    ids: set[str] = set()
    for name, given in answer["data"].items():
        hits: list[dict[str, Any]] = given if name.startswith("s") else given["edges"]
        ids |= {hit["issue" if name.startswith("s") else "node"]["id"] for hit in hits}
    return answer, ids


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


async def test_everybody_finds_what_they_may_read_and_nothing_else(stage: Stage) -> None:
    for part in (*stage.tried, CITIZEN):
        answer, ids = await found(stage, part)
        assert answer["errors"] == []
        assert leaks(stage, part, answer) == []
        assert ids == issues(stage, part)
        page = next(iter(answer["data"].values()))
        assert page["totalCount"] == len(ids)
    assert len(issues(stage, CITIZEN)) == 2


async def test_without_the_rule_a_citizen_would_find_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ids = await found(stage, CITIZEN)
    monkeypatch.setitem(SEEN, NewsletterIssue, _everything)
    _, more = await found(stage, CITIZEN)
    assert more > ids
