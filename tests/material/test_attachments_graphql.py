"""Files of a request, and requests by what they say, over GraphQL."""

import pytest

from resolvers.attachments import Upload, attach
from schema.identifiers import global_id
from tests.material.conftest import Scene
from tests.material.test_attachments import PDF, body

SHOWN = """query ($id: ID!) { node(id: $id) { ... on Request {
  viewerCanAttach { allowed reason }
  attachments { totalCount nodes { id name mediaType size downloadPath uploadedBy { name }
    delivery { id } viewerCanRemove { allowed reason } } }
  timeline { nodes { __typename ... on AttachmentAddedEvent { name size attachment { name } } } }
} } }"""
REMOVE = """mutation ($id: ID!) { attachmentRemove(id: $id) {
  id version errors { code reason field } } }"""
FOUND = "query ($search: String) { requests(filter: {search: $search}) { totalCount nodes { title } } }"


async def test_a_request_shows_its_files_and_who_may_do_what(scene: Scene) -> None:
    upload = Upload(request_id=scene.request.id, name="보고서.pdf")
    added = await attach(await scene.as_("asked"), upload, body())
    id = global_id("Attachment", added.id)
    shown = (await scene.ask("stranger", SHOWN, id=scene.id))["node"]
    only = "올린 사람, 요청자, 관리자만 지울 수 있습니다."
    assert shown["attachments"] == {
        "totalCount": 1,
        "nodes": [
            {
                "id": id,
                "name": "보고서.pdf",
                "mediaType": "application/pdf",
                "size": len(PDF),
                "downloadPath": f"/attachments/{id}",
                "uploadedBy": {"name": "정들"},
                "delivery": None,
                "viewerCanRemove": {"allowed": False, "reason": only},
            }
        ],
    }
    attaching = "요청부서와 협력부서의 직원만 할 수 있습니다: 파일 첨부."
    assert shown["viewerCanAttach"] == {"allowed": False, "reason": attaching}
    told = {"name": "보고서.pdf", "size": len(PDF), "attachment": {"name": "보고서.pdf"}}
    assert shown["timeline"]["nodes"] == [{"__typename": "AttachmentAddedEvent", **told}]
    own = (await scene.ask("requester", SHOWN, id=scene.id))["node"]
    assert own["viewerCanAttach"] == {"allowed": True, "reason": None}
    assert own["attachments"]["nodes"][0]["viewerCanRemove"] == {"allowed": True, "reason": None}


async def test_a_file_is_removed_once_and_by_who_may(scene: Scene) -> None:
    upload = Upload(request_id=scene.request.id, name="보고서.pdf")
    added = await attach(await scene.as_("requester"), upload, body())
    id = global_id("Attachment", added.id)
    refused = (await scene.ask("stranger", REMOVE, id=id))["attachmentRemove"]
    assert refused == {
        "id": None,
        "version": None,
        "errors": [{"code": "FORBIDDEN", "reason": None, "field": []}],
    }
    removed = (await scene.ask("requester", REMOVE, id=id))["attachmentRemove"]
    assert removed == {"id": id, "version": 2, "errors": []}
    again = (await scene.ask("requester", REMOVE, id=id))["attachmentRemove"]
    assert [error["code"] for error in again["errors"]] == ["NOT_FOUND"]
    shown = (await scene.ask("requester", SHOWN, id=scene.id))["node"]
    assert shown["attachments"] == {"totalCount": 0, "nodes": []}
    assert shown["timeline"]["nodes"][0]["attachment"] is None
    assert await scene.ask("citizen", REMOVE, id=id) == {"errors": ["NOT_SIGNED_IN"]}


@pytest.mark.parametrize(
    ("search", "count"), [("심야의 통화량을", 1), ("심 야버스", 1), ("따릉이", 0), (None, 1), (" ", 1)]
)
async def test_the_board_is_searched(scene: Scene, search: str | None, count: int) -> None:
    assert (await scene.ask("stranger", FOUND, search=search))["requests"]["totalCount"] == count


@pytest.mark.parametrize("search", ["!?", "가" * 201])
async def test_a_search_that_cannot_be_is_refused(scene: Scene, search: str) -> None:
    assert await scene.ask("stranger", FOUND, search=search) == {"errors": ["INVALID"]}


async def test_a_draft_shows_whom_it_will_ask(scene: Scene) -> None:
    data = await scene.ask(
        "requester",
        "query ($id: ID!) { node(id: $id) { ... on Request { addressees { ask } } } }",
        id=scene.id,
    )
    assert data == {"node": {"addressees": []}}
