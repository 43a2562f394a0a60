"""Help offered unasked: by any member, answered by the requester, and then a part like others."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from madang.rules.requests import RequestState
from models import Request
from resolvers.offers import accept_help, withdraw_help
from schema.identifiers import global_id, uuid_of
from subscriptions import log
from subscriptions.offer_events import HelpAccepted, HelpDeclined, HelpOffered, HelpWithdrawn
from subscriptions.request_events import DeliverySent
from tests.material.conftest import Scene

SELECTED = """ fragment Told on HelpOfferPayload { version errors { code reason field }
  offer { id state departmentName role message resources answer answeredBy { name }
    delivery { state departmentName role } viewerCanAccept { allowed reason } } }"""
ADD = (
    "mutation ($id: ID!, $input: HelpOfferInput!) { helpOffer(requestId: $id, input: $input) { ...Told } }"
    + SELECTED
)
ACCEPT = "mutation ($id: ID!) { helpAccept(id: $id) { ...Told } }" + SELECTED
DECLINE = (
    "mutation ($id: ID!, $reason: String!) { helpDecline(id: $id, reason: $reason) { ...Told } }" + SELECTED
)
WITHDRAW = "mutation ($id: ID!) { helpWithdraw(id: $id) { ...Told } }" + SELECTED
SHOWN = """query ($id: ID!) { node(id: $id) { ... on Request { state viewerCanOfferHelp { allowed reason }
  offers { totalCount nodes { state } } deliveries { nodes { departmentName state } }
  timeline { nodes { __typename } } } } }"""
INPUT = {"role": "EXECUTE", "message": "야간 순찰을 함께 하겠습니다.", "resources": "순찰차 2대"}


async def offer(scene: Scene, who: str = "stranger", **input: Any) -> Any:
    return (await scene.ask(who, ADD, id=scene.id, input=INPUT | input))["helpOffer"]


async def offered(scene: Scene) -> str:
    return (await offer(scene))["offer"]["id"]


async def shown(scene: Scene, who: str) -> Any:
    return (await scene.ask(who, SHOWN, id=scene.id))["node"]


async def events(scene: Scene) -> list[Any]:
    async with scene.city.sessions() as session:
        lines = await log.history(session, subject_kind="request", subject_id=scene.request.id)
        return [line.event for line in lines]


async def test_any_member_of_a_department_that_was_not_asked_offers_help(scene: Scene) -> None:
    assert (await shown(scene, "stranger"))["viewerCanOfferHelp"] == {"allowed": True, "reason": None}
    made = await offer(scene)
    assert (made["errors"], made["version"]) == ([], 1)
    assert {name: made["offer"][name] for name in INPUT} == INPUT
    assert (made["offer"]["state"], made["offer"]["departmentName"]) == ("OFFERED", "총무과")
    assert made["offer"]["viewerCanAccept"]["allowed"] is False
    id, department = uuid_of(made["offer"]["id"], "HelpOffer"), scene.city.departments["총무과"].id
    assert await events(scene) == [HelpOffered(offer_id=id, department_id=department, role="EXECUTE")]  # type: ignore[arg-type]
    waiting = "부서에서 이미 참여 의사를 밝혔습니다. 요청자의 답을 기다리고 있습니다."
    again = (await shown(scene, "strange clerk"))["viewerCanOfferHelp"]
    assert again == {"allowed": False, "reason": waiting}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("requester", "CONFLICT"), ("colleague", "CONFLICT"), ("asked", "CONFLICT"), ("citizen", None)],
)
async def test_neither_the_asking_nor_an_asked_department_offers_help(
    scene: Scene, who: str, refusal: str | None
) -> None:
    if refusal is None:
        data = await scene.ask(who, ADD, id=scene.id, input=INPUT)
        assert data == {"errors": ["NOT_SIGNED_IN"]}
    else:
        refused = await scene.refusal(who, ADD, id=scene.id, input=INPUT)
        assert refused == (refusal, "ILLEGAL_STEP", [])


async def test_nobody_offers_in_the_name_of_a_strange_department(scene: Scene) -> None:
    district = global_id("Department", scene.city.departments["서대문구"].id)
    refused = await scene.refusal("stranger", ADD, id=scene.id, input=INPUT | {"departmentId": district})
    assert refused == ("FORBIDDEN", None, [])


async def test_a_department_offers_once_until_it_is_answered(scene: Scene) -> None:
    id = str(uuid4())
    first, again = await offer(scene, id=id), await offer(scene, id=id)
    assert (first["offer"]["id"], again["version"]) == (again["offer"]["id"], 1)
    refused = await scene.refusal("strange clerk", ADD, id=scene.id, input=INPUT)
    assert refused == ("CONFLICT", "ILLEGAL_STEP", [])
    assert (await scene.ask("strange clerk", WITHDRAW, id=first["offer"]["id"]))["helpWithdraw"][
        "errors"
    ] == []
    assert (await offer(scene))["errors"] == []


@pytest.mark.parametrize("who", ["requester", "asking head"])
async def test_accepted_help_is_a_part_that_has_been_received(scene: Scene, who: str) -> None:
    id = await offered(scene)
    accepted = (await scene.ask(who, ACCEPT, id=id))["helpAccept"]
    assert accepted["errors"] == []
    assert accepted["offer"]["state"] == "ACCEPTED"
    expected = {"state": "RECEIVED", "departmentName": "총무과", "role": "EXECUTE"}
    assert accepted["offer"]["delivery"] == expected
    request = await scene.fresh()
    assert (request.state, request.version) == (RequestState.IN_PROGRESS, accepted["version"])
    log = await events(scene)
    sent = next(event for event in log if isinstance(event, DeliverySent))
    department = scene.city.departments["총무과"].id
    assert (sent.department_id, sent.state) == (department, "RECEIVED")
    assert log[-1] == HelpAccepted(
        offer_id=uuid_of(id, "HelpOffer"), department_id=department, delivery_id=sent.delivery_id
    )
    board = await shown(scene, "stranger")
    states = {one["departmentName"]: one["state"] for one in board["deliveries"]["nodes"]}
    assert states == {"통계데이터담당관": "SENT", "총무과": "RECEIVED"}
    assert board["viewerCanOfferHelp"] == {"allowed": False, "reason": "이미 협력하고 있는 부서입니다."}
    assert "HelpAcceptedEvent" in {one["__typename"] for one in board["timeline"]["nodes"]}


async def test_declined_help_has_its_reason(scene: Scene) -> None:
    id = await offered(scene)
    needed = await scene.refusal("requester", DECLINE, id=id, reason=" ")
    assert needed == ("INVALID", "REQUIRED", ["reason"])
    declined = (await scene.ask("requester", DECLINE, id=id, reason="이미 순찰합니다."))["helpDecline"]
    assert (declined["version"], declined["offer"]["state"]) == (2, "DECLINED")
    assert (declined["offer"]["answer"], declined["offer"]["delivery"]) == ("이미 순찰합니다.", None)
    assert (await events(scene))[-1] == HelpDeclined(
        offer_id=uuid_of(id, "HelpOffer"),
        department_id=scene.city.departments["총무과"].id,
        reason="이미 순찰합니다.",
    )


@pytest.mark.parametrize("who", ["stranger", "strange clerk"])
async def test_the_offering_side_withdraws(scene: Scene, who: str) -> None:
    id = await offered(scene)
    withdrawn = (await scene.ask(who, WITHDRAW, id=id))["helpWithdraw"]
    assert (withdrawn["version"], withdrawn["offer"]["state"]) == (2, "WITHDRAWN")
    assert (await events(scene))[-1] == HelpWithdrawn(
        offer_id=uuid_of(id, "HelpOffer"), department_id=scene.city.departments["총무과"].id
    )


@pytest.mark.parametrize(
    ("who", "document"),
    [
        ("stranger", ACCEPT),
        ("colleague", ACCEPT),
        ("asked", ACCEPT),
        ("administrator", ACCEPT),
        ("stranger", DECLINE),
        ("colleague", DECLINE),
        ("requester", WITHDRAW),
        ("administrator", WITHDRAW),
    ],
)
async def test_nobody_else_answers_or_withdraws(scene: Scene, who: str, document: str) -> None:
    id = await offered(scene)
    reason = {"reason": "까닭"} if document == DECLINE else {}
    assert await scene.refusal(who, document, id=id, **reason) == ("FORBIDDEN", None, [])


async def test_an_answered_offer_is_not_answered_again(scene: Scene) -> None:
    id = await offered(scene)
    await scene.ask("requester", ACCEPT, id=id)
    for who, document, more in (
        ("requester", ACCEPT, {}),
        ("requester", DECLINE, {"reason": "까닭"}),
        ("stranger", WITHDRAW, {}),
    ):
        assert await scene.refusal(who, document, id=id, **more) == ("CONFLICT", "ILLEGAL_STEP", [])


async def test_of_an_acceptance_and_a_withdrawal_at_once_one_counts(scene: Scene) -> None:
    id = uuid_of(await offered(scene), "HelpOffer")
    results = await asyncio.gather(
        accept_help(await scene.as_("requester"), id),
        withdraw_help(await scene.as_("stranger"), id),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "HelpOffer"]
    board = await shown(scene, "stranger")
    taken = board["offers"]["nodes"] == [{"state": "ACCEPTED"}]
    assert len(board["deliveries"]["nodes"]) == (2 if taken else 1)


async def test_a_request_that_has_ended_or_is_restricted_takes_no_offers(scene: Scene) -> None:
    async with scene.city.sessions.begin() as session:
        (await session.get_one(Request, scene.request.id)).state = RequestState.COMPLETED
    refused = await scene.refusal("stranger", ADD, id=scene.id, input=INPUT)
    assert refused == ("CONFLICT", "ILLEGAL_STEP", [])
    await scene.restrict(scene.request)
    refused = await scene.refusal("stranger", ADD, id=scene.id, input=INPUT)
    assert refused == ("NOT_FOUND", None, [])


@pytest.mark.parametrize(
    ("input", "reason", "field"),
    [
        ({"message": ""}, "REQUIRED", ["input", "message"]),
        ({"message": "가" * 2001}, "TOO_LONG", ["input", "message"]),
        ({"resources": "가" * 1001}, "TOO_LONG", ["input", "resources"]),
        ({"departmentId": "x"}, "MALFORMED", ["input", "departmentId"]),
    ],
)
async def test_bad_input_is_refused(
    scene: Scene, input: dict[str, str], reason: str, field: list[str]
) -> None:
    refused = await scene.refusal("stranger", ADD, id=scene.id, input=INPUT | input)
    assert refused == ("INVALID", reason, field)
