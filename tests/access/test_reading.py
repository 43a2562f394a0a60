"""Each part × each kind of request × each field, through every door, against the tables written by hand."""

from typing import Any, cast

import pytest
import pytest_asyncio

from madang.errors import NotFound, NotSignedIn
from madang.rules.access import for_staff, of_seen_request
from models import EventLine
from resolvers.access import SEEN
from resolvers.attachments import open_attachment
from resolvers.newsletters.files import open_file
from schema.identifiers import global_id, parse_global_id
from schema.sources import MODELS, NODES
from tests.access.asking import ask
from tests.access.comparing import Seer, differences, leaks, plain, without_own
from tests.access.doors import (
    Answers,
    answers,
    identified,
    nodes_document,
    requests_document,
    roots,
    without_rules,
)
from tests.access.expectations import OWN, ROOTS, SEES_REQUEST, TYPES
from tests.access.parts import CITIZEN, KINDS, PARTS, TRIED
from tests.access.stage import FEW, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def truth(stage: Stage) -> Answers:
    """The answers to an administrator for whom no rule about rows holds."""
    with without_rules():
        found = await answers(stage, await stage.context("administrator"))
    assert [answer["errors"] for answer in found.values() if answer["errors"]] == []
    return found


async def wrong(stage: Stage, truth: Answers, part: str) -> list[str]:
    """Where the answers to this part are not what the tables say. Few are sent through each door: the rules
    of rows are tried in full by the rows themselves, and doors do not know who comes.
    """
    context = await stage.context(part)
    seer, found = Seer(stage, part), await answers(stage, context, all_doors=part in FEW)
    problems = [f"{part} reads {leak}" for leak in leaks(stage, part, found)]
    for door, answer in found.items():
        if part not in ROOTS.get(door, TRIED):
            refused = (answer["data"], answer["codes"]) == (None, {door: "FORBIDDEN"})
            problems += [] if refused else [f"{part} is let in: {door}"]
        elif answer["errors"]:
            problems.append(f"{part} {door}: {answer['errors'][:3]}")
        else:
            whole = expected(seer, truth[door]["data"])
            problems += differences(without_own(whole), without_own(common(answer["data"])), f"{part} {door}")
    return problems


def common(data: dict[str, Any]) -> dict[str, Any]:
    """What is the same for all who see the same."""
    return {name: value for name, value in data.items() if name not in (*OWN, "requestCounts")}


def expected(seer: Seer, data: dict[str, Any]) -> dict[str, Any]:
    """`nodes` keep the places of what is not seen."""
    return {
        name: seer.in_place(value) if name in ("n0", "n1") else seer.to_one(value)
        for name, value in common(data).items()
    }


async def test_everybody_gets_what_is_theirs_to_see(stage: Stage, truth: Answers) -> None:
    problems = [problem for part in stage.tried for problem in await wrong(stage, truth, part)]
    assert problems == [], "\n".join(problems[:40])
    assert unfilled(truth) == NEVER_FILLED, "Put a row on the stage whose field says something."


OPENED = {"Attachment": open_attachment, "NewsletterFile": open_file}  # files, by their types
# Fields that say nothing in any answer: nothing of the matrix could tell who sees them.
NEVER_FILLED = {
    "Department": {"children", "closedOn", "parent", "successor"},
    "DepartmentFact": {"parent", "until"},
    "Employee": {"email", "leftOn"},
    "EvaluationSummary": {"means"},  # of so few marks none is shown
    "Membership": {"until"},
    "RoleGrant": {"until"},
}
# Met by following; by nobody here.
ELSEWHERE = {
    "RequestChange",
    "SnapshotRequired",
    "RequestPresence",
    "Presence",
    "EvaluationMeans",
    "MonthlyKingsAnnounced",
    "MileageFlag",
    "MileageFlagPerson",
    "MileageFlagNumber",
    "MileageFlagEvidence",
    "LeaderboardChange",
    "NewsletterIssueChange",
    "RelatedNewsletterIssue",
    "RelatedRequest",
}


def unfilled(truth: Answers) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    collect([answer["data"] for answer in truth.values()], said)
    asked = {
        name: {*fields.split()}
        for name, (rule, fields) in TYPES.items()
        if rule not in ("payload", "viewer", "search") and name not in ELSEWHERE
    }
    empty = {name: fields - said.get(name, set()) for name, fields in asked.items()}
    return {name: fields for name, fields in empty.items() if fields}


def collect(value: Any, said: dict[str, set[str]]) -> None:
    """Which fields of which types say something anywhere."""
    if isinstance(value, list):
        for one in cast(list[Any], value):
            collect(one, said)
    elif isinstance(value, dict):
        row = plain(cast(dict[str, Any], value))
        for name, inside in row.items():
            if inside not in (None, [], "") and (
                not isinstance(inside, dict) or cast(Any, inside).get("nodes") != []
            ):
                said.setdefault(row.get("__typename", ""), set()).add(name)
            collect(inside, said)


@pytest.mark.parametrize("stage_url", ["sqlite"], indirect=True)
async def test_a_rule_that_is_taken_away_would_be_missed(
    stage: Stage, truth: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix can fail: with any one rule open to all staff it finds what should not be seen."""
    context = await stage.context("unrelated")
    seen = {id for id, thing in stage.things.items() if thing.seen_by("unrelated")}
    assert await identified(stage, context) == seen
    hidden = {parse_global_id(id)[0] for id in set(stage.things) - seen}
    for_all = {
        "Department", "Deputy", "Employee", "Membership", "MileageMonth", "MonthlyKing", "Newsletter"
    }  # fmt: skip
    assert hidden == set(NODES) - for_all
    for name in hidden:
        with monkeypatch.context() as patch:
            patch.setitem(SEEN, NODES[name], for_staff)
            assert await identified(stage, context) > seen, name
    monkeypatch.setitem(SEEN, EventLine, of_seen_request)
    assert any("Request__timeline" in one for one in await wrong(stage, truth, "member"))


async def test_lists_of_ones_own_hold_only_what_is_ones_own(stage: Stage) -> None:
    many = " ".join(one for name, one in roots().items() if name in OWN)
    for part in stage.tried:
        data = (await ask(await stage.context(part), f"{{ {many} }}"))["data"]
        for name, own in OWN.items():
            kinds = [stage.things[node["id"]].kind for node in data[name]["nodes"]]
            assert sorted(kinds) == sorted(own.get(part, ())), f"{name} of {part}"
            assert data[name]["totalCount"] == len(kinds)


async def test_counts_count_what_is_seen(stage: Stage) -> None:
    for part in stage.tried:
        data = (await ask(await stage.context(part), "{ requestCounts { state count } }"))["data"]
        seen = [kind for kind in KINDS if part in SEES_REQUEST[kind]]
        counts = {one["state"]: one["count"] for one in data["requestCounts"] if one["count"]}
        drafts = int("draft" in seen)
        expected = {"DRAFT": drafts, "IN_PROGRESS": len(seen) - drafts}
        assert counts == {state: count for state, count in expected.items() if count}, part


async def test_everybody_is_shown_who_they_are(stage: Stage) -> None:
    for part in stage.tried:
        viewer = (await ask(await stage.context(part), "{ viewer { employee { name } readOnly } }"))["data"]
        assert viewer == {
            "viewer": {"employee": {"name": PARTS[part].name}, "readOnly": PARTS[part].read_only}
        }


async def test_a_citizen_is_let_in_only_where_there_is_something_for_citizens(stage: Stage) -> None:
    context = await stage.context(CITIZEN)
    for name, asked in roots().items():
        if CITIZEN not in ROOTS[name]:
            refused = await ask(context, f"{{ {asked} }}")
            told = (refused["data"] or {name: None}, refused["codes"])
            assert told == ({name: None}, {name: "NOT_SIGNED_IN"})
    answer = await ask(context, requests_document(stage))
    found: dict[str, Any] = answer["data"] or {}
    assert set(found.values()) <= {None}
    assert set(answer["codes"].values()) == {"NOT_SIGNED_IN"}
    assert leaks(stage, CITIZEN, answer) == []
    assert (await ask(context, "{ viewer { readOnly } }"))["data"] == {"viewer": None}


async def test_a_citizen_gets_newsletters_for_citizens_that_are_out_and_nothing_else(
    stage: Stage, truth: Answers
) -> None:
    context, seer = await stage.context(CITIZEN), Seer(stage, CITIZEN)
    given = {id for id, thing in stage.things.items() if thing.seen_by(CITIZEN)}
    assert await identified(stage, context) == given
    assert [parse_global_id(id)[0] for id in given].count("NewsletterIssue") == 2
    open_to_all = [name for name in roots() if CITIZEN in ROOTS[name]]
    of_mail = ["newsletterMailIsOffered", "newsletterSubscription"]
    assert sorted(open_to_all) == sorted(["newsletters", "newsletter", "newsletterIssues", *of_mail])
    lists = await ask(context, f"{{ {' '.join(roots()[name] for name in open_to_all)} }}")
    nodes = await ask(context, nodes_document(stage))
    assert (lists["errors"], nodes["errors"]) == ([], [])
    assert leaks(stage, CITIZEN, [lists, nodes]) == []
    whole = {name: truth["newsletters"]["data"][name] for name in open_to_all}
    assert differences(expected(seer, whole), lists["data"]) == []
    whole = expected(seer, truth["nodes"]["data"])
    assert differences(without_own(whole), without_own(nodes["data"])) == []


async def test_what_is_no_node_is_found_by_no_identifier(stage: Stage) -> None:
    """Its rows have identifiers, too, though nobody is told them."""
    row: Any = stage.rows["open"]["handler"]
    assert set(MODELS) - set(NODES) == {"DepartmentFact", "Handler", "RoleGrant"}
    for name in set(MODELS) - set(NODES):
        answer = await ask(
            await stage.context("administrator"), "query ($id: ID!) { node(id: $id) { id } }",
            id=global_id(name, row.id),
        )  # fmt: skip
        assert answer["codes"] == {"node": "INVALID"}


async def test_files_are_given_to_those_who_see_them(stage: Stage) -> None:
    for part in (*stage.tried, CITIZEN):
        context = await stage.context(part)
        for id, thing in stage.things.items():
            kind, key = parse_global_id(id)
            if kind not in OPENED:
                continue
            try:
                await OPENED[kind](context, key)
                given = True
            except (NotFound, NotSignedIn):
                given = False
            assert given is thing.seen_by(part), f"{part}: {thing}"
