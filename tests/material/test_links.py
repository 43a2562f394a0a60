"""Links from a request to pages elsewhere."""

from typing import Any
from uuid import uuid4

import pytest

from schema.identifiers import global_id
from tests.material.conftest import Scene

ADD = """mutation ($id: ID!, $input: LinkAddInput!) { linkAdd(requestId: $id, input: $input) {
  version link { id url label viewerCanRemove { allowed } } errors { code reason field } } }"""
REMOVE = "mutation ($id: ID!) { linkRemove(id: $id) { id version errors { code reason field } } }"
SHOWN = """query ($id: ID!) { node(id: $id) { ... on Request { viewerCanLink { allowed }
  links { totalCount nodes { url label } }
  timeline { nodes { __typename ... on LinkAddedEvent { url label } } } } } }"""
OPENGOV = "https://opengov.seoul.go.kr/문서?번호=1"


async def add(scene: Scene, who: str = "requester", **input: Any) -> dict[str, Any]:
    return (await scene.ask(who, ADD, id=scene.id, input={"url": OPENGOV} | input))["linkAdd"]


@pytest.mark.parametrize("who", ["requester", "colleague", "asked"])
async def test_those_who_work_on_a_request_link_pages_to_it(scene: Scene, who: str) -> None:
    added = await add(scene, who, label="  정보소통\n광장 ")
    assert added["errors"] == []
    assert (added["version"], added["link"]["label"]) == (1, "정보소통 광장")
    assert added["link"]["viewerCanRemove"] == {"allowed": True}
    shown = (await scene.ask("stranger", SHOWN, id=scene.id))["node"]
    link = {"url": OPENGOV, "label": "정보소통 광장"}
    assert shown["links"] == {"totalCount": 1, "nodes": [link]}
    assert shown["viewerCanLink"] == {"allowed": False}
    assert shown["timeline"]["nodes"] == [{"__typename": "LinkAddedEvent", **link}]


async def test_a_link_without_a_label_shows_its_address(scene: Scene) -> None:
    assert (await add(scene))["link"]["label"] == OPENGOV


@pytest.mark.parametrize("who", ["stranger", "administrator"])
async def test_others_link_nothing(scene: Scene, who: str) -> None:
    refused = await scene.refusal(who, ADD, id=scene.id, input={"url": OPENGOV})
    assert refused == ("FORBIDDEN", None, [])


async def test_citizens_link_nothing(scene: Scene) -> None:
    refused = await scene.ask("citizen", ADD, id=scene.id, input={"url": OPENGOV})
    assert refused == {"errors": ["NOT_SIGNED_IN"]}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://opengov.seoul.go.kr/",
        "https://",
        "https:///문서",
        "https://opengov.seoul.go.kr@evil.example/",
        "https://[::1/",
        "https://opengov.seoul.go.kr:문/",
        "https://opengov.seoul.go.kr/ 문서",
        "https:\\\\opengov.seoul.go.kr\\",
        "opengov.seoul.go.kr",
    ],
)
async def test_only_https_addresses_are_taken(scene: Scene, url: str) -> None:
    refused = await scene.refusal("requester", ADD, id=scene.id, input={"url": url})
    assert refused == ("INVALID", "MALFORMED", ["input", "url"])


@pytest.mark.parametrize(
    ("input", "reason", "field"),
    [
        ({"url": ""}, "REQUIRED", "url"),
        ({"url": "https://a.kr/" + "가" * 2000}, "TOO_LONG", "url"),
        ({"url": OPENGOV, "label": "가" * 201}, "TOO_LONG", "label"),
        ({"url": "https://a.kr/\ud800"}, "UNREADABLE", "url"),
    ],
)
async def test_texts_are_bounded_and_readable(
    scene: Scene, input: dict[str, str], reason: str, field: str
) -> None:
    refused = await scene.refusal("requester", ADD, id=scene.id, input=input)
    assert refused == ("INVALID", reason, ["input", field])


async def test_a_link_is_added_once(scene: Scene) -> None:
    id = str(uuid4())
    first, again = await add(scene, id=id), await add(scene, id=id)
    assert (first["link"]["id"], again["version"]) == (again["link"]["id"], 1)
    refused = await scene.refusal("requester", ADD, id=scene.id, input={"url": OPENGOV})
    assert refused == ("CONFLICT", "DUPLICATE", ["input", "url"])
    other = {"url": "https://seoul.go.kr/", "id": id}
    refused = await scene.refusal("asked", ADD, id=scene.id, input=other)
    assert refused == ("CONFLICT", "DUPLICATE", ["input", "id"])


@pytest.mark.parametrize("who", ["asked", "requester", "administrator"])
async def test_the_one_who_added_it_the_requester_and_administrators_remove_a_link(
    scene: Scene, who: str
) -> None:
    id = (await add(scene, "asked"))["link"]["id"]
    assert await scene.refusal("colleague", REMOVE, id=id) == ("FORBIDDEN", None, [])
    removed = await scene.ask(who, REMOVE, id=id)
    assert removed == {"linkRemove": {"id": id, "version": 2, "errors": []}}
    assert await scene.refusal(who, REMOVE, id=id) == ("NOT_FOUND", None, [])
    shown = (await scene.ask("stranger", SHOWN, id=scene.id))["node"]
    assert shown["links"]["totalCount"] == 0


async def test_a_restricted_request_hides_its_links(scene: Scene) -> None:
    id = (await add(scene))["link"]["id"]
    await scene.restrict(scene.request)
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert await scene.ask("stranger", node, id=id) == {"node": None}
    assert await scene.ask("asked", node, id=id) == {"node": {"id": id}}
    assert await scene.refusal("stranger", REMOVE, id=id) == ("NOT_FOUND", None, [])
    refused = await scene.refusal("stranger", ADD, id=scene.id, input={"url": "https://a.kr/"})
    assert refused == ("NOT_FOUND", None, [])


async def test_an_identifier_of_another_kind_is_refused(scene: Scene) -> None:
    assert await scene.refusal("requester", REMOVE, id=scene.id) == ("INVALID", "WRONG_KIND", ["id"])
    wrong = global_id("Delivery", uuid4())
    refused = await scene.refusal("requester", ADD, id=wrong, input={"url": OPENGOV})
    assert refused == ("INVALID", "WRONG_KIND", ["requestId"])
