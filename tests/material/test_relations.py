"""Relations between requests: read from both ends, never twice or in a circle, silent about hidden ones."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from madang.rules.material import RelationKind
from models import Request
from resolvers.relations import relate
from schema.identifiers import global_id
from tests import builders
from tests.material.conftest import Scene

ADD = """mutation ($id: ID!, $input: RelationAddInput!) { relationAdd(requestId: $id, input: $input) {
  version relation { id kind direction } errors { code reason field } } }"""
REMOVE = "mutation ($id: ID!) { relationRemove(id: $id) { id version errors { code reason field } } }"
SHOWN = """query ($id: ID!) { node(id: $id) { ... on Request {
  relations { totalCount nodes { id kind direction request { title } viewerCanRemove { allowed } } }
  timeline { nodes { __typename } } } } }"""


async def another(scene: Scene, who: str = "stranger", **columns: Any) -> Request:
    """A request of somebody else's department."""
    asked = ("서대문구",)
    return await builders.published_request(scene.city, scene.people[who], *asked, **columns)


def id_of(request: Request) -> str:
    return global_id("Request", request.id)


async def add(
    scene: Scene, other: Request, kind: str = "BLOCKS", who: str = "requester", **input: Any
) -> Any:
    input |= {"kind": kind, "otherId": id_of(other)}
    return (await scene.ask(who, ADD, id=scene.id, input=input))["relationAdd"]


async def shown(scene: Scene, who: str, request: Request) -> Any:
    return (await scene.ask(who, SHOWN, id=id_of(request)))["node"]["relations"]


@pytest.mark.parametrize("kind", ["RELATED", "DUPLICATE", "BLOCKS"])
async def test_a_relation_is_read_from_both_ends(scene: Scene, kind: str) -> None:
    other = await another(scene, title="따릉이 대여소")
    added = await add(scene, other, kind)
    assert (added["errors"], added["version"]) == ([], 1)
    here, there = await shown(scene, "stranger", scene.request), await shown(scene, "requester", other)
    assert (here["totalCount"], there["totalCount"]) == (1, 1)
    (end,), (mirror,) = here["nodes"], there["nodes"]
    assert (end["kind"], end["direction"], end["request"]) == (kind, "OUTGOING", {"title": "따릉이 대여소"})
    expected = (kind, "INCOMING", {"title": scene.request.title})
    assert (mirror["kind"], mirror["direction"], mirror["request"]) == expected
    async with scene.city.sessions() as session:
        assert (await session.get_one(Request, other.id)).version == 1


async def test_the_same_two_are_never_related_twice_nor_in_a_circle(scene: Scene) -> None:
    other = await another(scene, "requester")
    await add(scene, other)
    here = {"kind": "BLOCKS", "otherId": id_of(other)}
    back = {"kind": "BLOCKS", "otherId": scene.id}
    duplicate = ("CONFLICT", "DUPLICATE", ["input", "otherId"])
    assert await scene.refusal("requester", ADD, id=scene.id, input=here) == duplicate
    assert await scene.refusal("requester", ADD, id=id_of(other), input=back) == duplicate
    assert (await add(scene, other, "RELATED"))["errors"] == []


async def test_two_who_relate_the_same_two_at_once_from_both_ends_make_one_relation(scene: Scene) -> None:
    other = await another(scene, "requester")
    ctx = await scene.as_("requester")
    ends = [(scene.request.id, other.id), (other.id, scene.request.id)]
    results = await asyncio.gather(
        *(relate(ctx, one, kind=RelationKind.BLOCKS, other_id=two) for one, two in ends),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "RequestRelation"]
    assert (await shown(scene, "requester", scene.request))["totalCount"] == 1


async def test_a_request_is_not_related_to_itself(scene: Scene) -> None:
    itself = {"kind": "RELATED", "otherId": scene.id}
    refused = await scene.refusal("requester", ADD, id=scene.id, input=itself)
    assert refused == ("INVALID", "OUT_OF_RANGE", ["input", "otherId"])


async def test_only_those_who_work_on_a_request_relate_it(scene: Scene) -> None:
    other = await another(scene, "strange clerk")
    input = {"kind": "RELATED", "otherId": id_of(other)}
    assert await scene.refusal("stranger", ADD, id=scene.id, input=input) == ("FORBIDDEN", None, [])
    assert (await add(scene, other, "RELATED", "asked"))["errors"] == []


async def test_what_one_may_not_see_cannot_be_related_to(scene: Scene) -> None:
    hidden = await another(scene)
    await scene.restrict(hidden)
    draft = await builders.draft(scene.city, scene.people["stranger"])
    for other in (hidden, draft):
        input = {"kind": "RELATED", "otherId": id_of(other)}
        assert await scene.refusal("requester", ADD, id=scene.id, input=input) == ("NOT_FOUND", None, [])


async def test_of_a_request_that_is_hidden_later_its_relations_tell_nothing(scene: Scene) -> None:
    other = await another(scene)
    end = (await add(scene, other))["relation"]["id"]
    await scene.restrict(other)
    assert await shown(scene, "requester", scene.request) == {"totalCount": 0, "nodes": []}
    assert (await shown(scene, "administrator", scene.request))["totalCount"] == 1
    assert (await shown(scene, "stranger", scene.request))["totalCount"] == 1
    assert await scene.ask("requester", "query ($id: ID!) { node(id: $id) { id } }", id=end) == {"node": None}
    assert await scene.refusal("requester", REMOVE, id=end) == ("NOT_FOUND", None, [])
    timeline = (await scene.ask("requester", SHOWN, id=scene.id))["node"]["timeline"]
    assert timeline == {"nodes": []}


async def test_a_relation_is_removed_from_either_end_with_its_mirror_image(scene: Scene) -> None:
    other = await another(scene)
    end = (await add(scene, other, who="asked"))["relation"]["id"]
    assert await scene.refusal("colleague", REMOVE, id=end) == ("FORBIDDEN", None, [])
    (mirror,) = (await shown(scene, "stranger", other))["nodes"]
    assert mirror["viewerCanRemove"] == {"allowed": True}  # its request is theirs
    removed = await scene.ask("stranger", REMOVE, id=mirror["id"])
    assert removed == {"relationRemove": {"id": mirror["id"], "version": 2, "errors": []}}
    for request in (scene.request, other):
        assert (await shown(scene, "requester", request))["totalCount"] == 0
    assert await scene.refusal("asked", REMOVE, id=end) == ("NOT_FOUND", None, [])
    assert (await add(scene, other))["errors"] == []


async def test_a_relation_sent_twice_is_made_once(scene: Scene) -> None:
    other, id = await another(scene), str(uuid4())
    first, again = await add(scene, other, id=id), await add(scene, other, id=id)
    assert first["relation"]["id"] == again["relation"]["id"]
    assert (await scene.fresh()).version == 1
