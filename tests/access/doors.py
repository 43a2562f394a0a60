"""Every door through which something can be read, as documents made from the schema."""

import asyncio
import json
from collections.abc import Generator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import replace
from typing import Any

import orjson
import pytest

from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.people import Actor
from resolvers.access import SEEN
from resolvers.context import Context
from schema.operations import Operation
from tests.access.asking import ENGINE, LARGE, ask
from tests.access.expectations import OWN, ROOTS, STAFF
from tests.access.mail import TOKEN
from tests.access.parts import ANYONE, KINDS
from tests.access.selecting import NODE, arguments, everything_of, inner, reachable
from tests.access.stage import Stage

QUERY = reachable()["Query"].fields
STREAMS = reachable()["Subscription"].fields
# What root fields are asked with, where nothing would be found without; None: a door of its own.
ASKED_WITH: dict[str, dict[str, str] | None] = {
    "node": None,
    "nodes": None,
    "request": None,
    "viewer": None,
    "myMileage": None,
    "leaderboardAround": None,
    "evaluationAppeals": {"decided": "null"},
    "departments": {"filter": "{closed: null}"},
    "employees": {"filter": "{hasLeft: null}"},
    "department": {"code": '"HQ-2"'},
    "employee": {"number": '"0001"'},
    "mileageFlags": {"first": "{year: 2014, month: 7}", "last": "{year: 2014, month: 8}"},
    "mileagePolicy": {"number": "2"},
    "newsletter": {"slug": '"for-staff"'},
    "newsletterIssue": None,
    "newsletterIssuesRelatedToRequest": None,
    "requestsRelatedToNewsletterIssue": None,
    "newsletterSearch": None,
    "newsletterSuggestions": None,
    "newsletterSubscription": {"token": f'"{TOKEN}"'},
    "newsletterPreview": {"body": '"**가**"'},
    "mileagePolicySimulation": {
        "numbers": "[]",
        "firstMonth": "{year: 2014, month: 7}",
        "lastMonth": "{year: 2014, month: 7}",
    },
}
PATIENCE = 30.0  # seconds
Answers = dict[str, dict[str, Any]]
ROW = inner(QUERY["request"])
FRAGMENTS = {
    "Row": f"fragment Row on Node {everything_of(NODE, 1)}",
    "Near": f"fragment Near on Request {everything_of(ROW, 2, brief=True)}",
}


def roots() -> dict[str, str]:
    """Each root field that is asked by itself, with everything below it."""
    asked = {name: ASKED_WITH.get(name, {}) for name in QUERY}
    return {
        name: f"{name}{arguments(QUERY[name], **given)} {_selected(name)}"
        for name, given in asked.items()
        if given is not None
    }


def _selected(name: str) -> str:
    return "{ totalCount nodes { id } }" if name in OWN else everything_of(inner(QUERY[name]), 1, brief=True)


async def answers(stage: Stage, context: Context, *, all_doors: bool = True) -> Answers:
    """What a member of staff gets through each door, in few operations: statements are what takes time."""
    if not all_doors:
        return {"nodes": await ask(context, nodes_document(stage))}
    many = " ".join(one for name, one in roots().items() if ROOTS[name] == STAFF)
    newsletters = " ".join(one for name, one in roots().items() if ROOTS[name] == ANYONE)
    few = {name: f"{{ {one} }}" for name, one in roots().items() if ROOTS[name] not in (STAFF, ANYONE)}
    documents = {
        "lists": f"{{ {many} }}",
        "newsletters": f"{{ {newsletters} }}",
        "nodes": nodes_document(stage),
        "requests": requests_document(stage),
    }
    return {name: await ask(context, text) for name, text in (documents | few).items()}


def nodes_document(stage: Stage) -> str:
    """Every row by `nodes` with everything, and by `node`."""
    halves = [list(stage.things)[::2], list(stage.things)[1::2]]  # a hundred at most at once
    all = [f"n{n}: nodes(ids: {json.dumps(ids)}) {{ ...Row }}" for n, ids in enumerate(halves)]
    return f"{{ {' '.join([*all, *_one_by_one(stage)])} }} {FRAGMENTS['Row']}"


def _one_by_one(stage: Stage) -> list[str]:
    return [f'o{n}: node(id: "{id}") {{ __typename id }}' for n, id in enumerate(stage.things)]


async def identified(stage: Stage, context: Context) -> set[str]:
    """The identifiers that lead this visitor anywhere."""
    data = (await ask(context, f"{{ {' '.join(_one_by_one(stage))} }}"))["data"]
    return {row["id"] for row in data.values() if row is not None}


def requests_document(stage: Stage) -> str:
    """Every request by its identifier with what lies near, and by its key."""
    rows: list[Any] = [stage.rows[kind]["request"] for kind in KINDS]
    near = [f'i{n}: request(id: "{stage.gid(k, "request")}") {{ ...Near }}' for n, k in enumerate(KINDS)]
    keys = [f'k{n}: request(key: "{row.key}") {{ __typename id title }}' for n, row in enumerate(rows)]
    return f"{{ {' '.join([*near, *keys])} }} {FRAGMENTS['Near']}"


@contextmanager
def without_rules() -> Generator[None, None, None]:
    with pytest.MonkeyPatch.context() as patch:
        for model in SEEN:
            patch.setitem(SEEN, model, _everything)
        yield


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


def stream_document(name: str) -> str:
    given = _resumed_with(name)
    declared = ", ".join(f"${argument}: {kind}" for argument, kind in given.items())
    live = everything_of(inner(STREAMS[name]), 1)
    head = f"({declared})" if declared else ""
    asked = arguments(STREAMS[name], **{argument: f"${argument}" for argument in given})
    return f"subscription {head} {{ {name}{asked} {live} }}"


def _resumed_with(name: str) -> dict[str, str]:
    """The arguments that the tests give, with their types; a number of the ledger is no cursor of the log."""
    kinds = {"after": "String", "id": "ID!"}
    known = STREAMS[name].args
    return {one: kind for one, kind in kinds.items() if one in known and str(known[one].type) == kind}


async def streamed(
    stage: Stage, context: Context, name: str, *, last: int = 0, most: int = LARGE, **variables: Any
) -> list[dict[str, Any]]:
    """What a stream replays, up to the position `last` or `most` items; the codes if it does not begin."""

    async def contexts() -> Context:
        return replace(context, loaders={})

    if "after" in _resumed_with(name):
        variables["after"] = stage.hub.cursor(0).encode()
    prepared = ENGINE.prepare(Operation(stream_document(name), variables))
    items: list[dict[str, Any]] = []
    with suppress(TimeoutError):  # what never comes is missed in what is returned
        async with asyncio.timeout(PATIENCE), aclosing(ENGINE.stream(prepared, contexts)) as results:
            async for result in results:
                answer = orjson.loads(result.encode())
                if answer.get("errors"):
                    return [{"codes": [error["extensions"]["code"] for error in answer["errors"]]}]
                items.append(answer["data"][name])
                if items[-1].get("RequestChange__position") == last or len(items) == most:
                    break
    return items
