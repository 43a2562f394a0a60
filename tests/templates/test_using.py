"""A template becomes a draft of today, and a request becomes a template; changed departments are told."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from madang.rules.requests import DeliveryState, Scale
from models import Delivery, Request
from schema.identifiers import global_id, uuid_of
from subscriptions.template_events import TemplateCreated
from tests import builders
from tests.templates.conftest import CREATE, REMOVE, USE, WRITTEN, Scene, asked

PUBLISH = """mutation ($id: ID!) { requestPublish(id: $id) { errors { code } request {
  key deliveries { nodes { departmentName dueOn } } } } }"""


async def request_from(scene: Scene, who: str = "author", *asked: str, **columns: Any) -> Request:
    return await builders.published_request(scene.city, scene.people[who], *asked, **columns)


async def test_a_template_becomes_a_draft_of_whoever_uses_it(scene: Scene) -> None:
    parts = [
        scene.part("통계데이터담당관", role="PROVIDE", ask="집계", offeredResource="광고판", dueInDays=3),
        scene.part("서대문구"),
    ]
    made = await scene.create(scale="CITYWIDE", significance="무겁다", dueInDays=10, deliveries=parts)
    scene.city.clock.advance(timedelta(days=30))  # 6 August
    used = await scene.do("colleague", USE, id=made["id"])
    assert (used["version"], used["adjustments"]) == (1, [])
    assert used["request"] == {
        "id": used["request"]["id"],
        "state": "DRAFT",
        "title": WRITTEN["title"],
        "project": WRITTEN["project"],
        "body": WRITTEN["body"],
        "scale": "CITYWIDE",
        "significance": "무겁다",
        "dueOn": "2014-08-16",
        "requesterDepartmentName": "버스정책과",
        "requester": {"name": "이바다"},
        "addressees": [
            asked(
                "통계데이터담당관", role="PROVIDE", ask="집계", offeredResource="광고판", dueOn="2014-08-09"
            ),
            asked("서대문구", dueOn=None),
        ],
    }
    sent = await scene.do("colleague", PUBLISH, id=used["request"]["id"])
    assert sent["request"]["key"] == "협업-2014-0001"
    nodes = sent["request"]["deliveries"]["nodes"]
    assert {node["departmentName"]: node["dueOn"] for node in nodes} == {
        "통계데이터담당관": "2014-08-09",
        "서대문구": "2014-08-16",
    }


async def test_a_draft_outlives_its_template(scene: Scene) -> None:
    id = (await scene.create())["id"]
    draft = (await scene.do("colleague", USE, id=id))["request"]
    await scene.do("author", REMOVE, id=id)
    shown = await scene.ask(
        "colleague", "query ($id: ID!) { request(id: $id) { title dueOn } }", id=draft["id"]
    )
    assert shown == {"request": {"title": WRITTEN["title"], "dueOn": None}}


async def test_the_same_identifier_makes_one_draft(scene: Scene) -> None:
    id, own = (await scene.create())["id"], str(uuid4())
    first = await scene.do("author", USE, id=id, input={"id": own})
    again = await scene.do("author", USE, id=id, input={"id": own})
    assert first == again
    assert uuid_of(first["request"]["id"], "Request").hex == own.replace("-", "")
    refused = await scene.refusal("colleague", USE, id=id, input={"id": own})
    assert refused == ("CONFLICT", "DUPLICATE", ["input", "id"])


async def test_departments_that_changed_are_followed_or_left_out_and_it_is_said(scene: Scene) -> None:
    asked = ("통계데이터담당관", "서대문구", "서울대공원", "총무과")
    id = (await scene.create(deliveries=[scene.part(name, ask=name) for name in asked]))["id"]
    await scene.close("통계데이터담당관", into="사회혁신담당관")
    await scene.close("서대문구")
    await scene.close("서울대공원", into="총무과")
    used = await scene.do("author", USE, id=id)
    kept = [(one["department"]["name"], one["ask"]) for one in used["request"]["addressees"]]
    assert kept == [("사회혁신담당관", "통계데이터담당관"), ("총무과", "총무과")]
    gone = "은(는) 없어졌습니다. 그 일을 맡은 사회혁신담당관에 요청합니다."
    twice = "그 일을 맡은 총무과이(가) 이미 들어 있어 뺐습니다. 따로 바라던 것이 있으면 옮겨 적으십시오."
    assert used["adjustments"] == [
        {
            "outcome": "FOLLOWED",
            "department": {"name": "통계데이터담당관"},
            "present": {"name": "사회혁신담당관"},
            "message": f"통계데이터담당관{gone}",
        },
        {
            "outcome": "CLOSED",
            "department": {"name": "서대문구"},
            "present": None,
            "message": "서대문구은(는) 없어졌고 그 일을 맡은 부서가 없어 뺐습니다.",
        },
        {
            "outcome": "TWICE",
            "department": {"name": "서울대공원"},
            "present": {"name": "총무과"},
            "message": f"서울대공원은(는) 없어졌고 {twice}",
        },
    ]


async def test_a_department_that_closes_later_is_asked_until_then(scene: Scene) -> None:
    id = (await scene.create(deliveries=[scene.part("서울대공원")]))["id"]
    await scene.close("서울대공원")
    scene.city.clock.advance(timedelta(days=-1))
    used = await scene.do("author", USE, id=id)
    assert (len(used["request"]["addressees"]), used["adjustments"]) == (1, [])


async def test_what_has_become_the_askers_own_work_is_left_out(scene: Scene) -> None:
    id = (await scene.create(deliveries=[scene.part("서울대공원")]))["id"]
    await scene.close("서울대공원", into="버스정책과")
    used = await scene.do("author", USE, id=id)
    assert used["request"]["addressees"] == []
    (told,) = used["adjustments"]
    assert (told["outcome"], told["message"]) == (
        "OWN",
        "서울대공원의 일은 요청하는 부서가 맡고 있어 뺐습니다.",
    )


async def test_a_request_becomes_a_template(scene: Scene) -> None:
    request = await request_from(
        scene,
        "author",
        "통계데이터담당관",
        "서울대공원",
        "서대문구",
        significance="무겁다",
        due_on=date(2014, 7, 21),
    )
    async with scene.city.sessions.begin() as session:
        for delivery in await session.scalars(select(Delivery)):
            delivery.due_on = date(2014, 7, 21)
            if delivery.department_name == "통계데이터담당관":
                delivery.ask, delivery.offered_resource = "집계", "광고판"
                delivery.due_on = date(2014, 7, 10)
            if delivery.department_name == "서대문구":
                delivery.state = DeliveryState.RETURNED
    source = {"name": "심야버스", "fromRequest": global_id("Request", request.id)}
    made = (await scene.do("stranger", CREATE, input=source))["template"]
    assert (made["title"], made["project"], made["body"]) == (request.title, request.project, request.body)
    assert (made["scale"], made["significance"], made["dueInDays"]) == (Scale.CITYWIDE, "무겁다", 14)
    parts = sorted(made["addressees"], key=lambda one: one["department"]["name"], reverse=True)
    assert parts == [
        asked("통계데이터담당관", role="CONSULT", ask="집계", offeredResource="광고판", dueInDays=3),
        asked("서울대공원", role="CONSULT", dueInDays=None),
    ]
    key = uuid_of(made["id"], "RequestTemplate")
    assert await scene.told("총무과") == [
        TemplateCreated(template_id=key, name="심야버스", request_id=request.id)
    ]


async def test_what_is_given_goes_before_what_the_request_says(scene: Scene) -> None:
    request = await request_from(scene, "author", "통계데이터담당관", due_on=date(2014, 7, 21))
    own = {"title": "제목만 새로", "dueInDays": None, "deliveries": [scene.part("서대문구")]}
    source = {"name": "심야버스", "fromRequest": global_id("Request", request.id)}
    made = (await scene.do("author", CREATE, input=source | own))["template"]
    assert (made["title"], made["project"], made["dueInDays"]) == ("제목만 새로", request.project, None)
    assert [one["department"]["name"] for one in made["addressees"]] == ["서대문구"]


async def test_of_a_draft_those_become_part_that_it_will_ask(scene: Scene) -> None:
    made = await scene.create(dueInDays=9, deliveries=[scene.part("서대문구", ask="안내", dueInDays=9)])
    draft = (await scene.do("author", USE, id=made["id"]))["request"]
    again = await scene.create(name="되쓰기", fromRequest=draft["id"], title=None, project=None, body=None)
    assert again["dueInDays"] == 9
    assert again["addressees"] == [made["addressees"][0] | {"dueInDays": None}]


async def test_departments_of_a_request_that_changed_are_followed_too(scene: Scene) -> None:
    request = await request_from(scene, "stranger", "버스정책과", "서울대공원")
    await scene.close("서울대공원", into="사회혁신담당관")
    source = {"name": "심야버스", "fromRequest": global_id("Request", request.id)}
    payload = await scene.do("author", CREATE, input=source)
    assert [one["department"]["name"] for one in payload["template"]["addressees"]] == ["사회혁신담당관"]
    outcomes = {one["department"]["name"]: one["outcome"] for one in payload["adjustments"]}
    assert outcomes == {"버스정책과": "OWN", "서울대공원": "FOLLOWED"}


async def test_nothing_of_a_restricted_request_goes_into_a_template(scene: Scene) -> None:
    request = await request_from(scene, "author", "통계데이터담당관", restriction="개인정보")
    source = {"name": "심야버스", "fromRequest": global_id("Request", request.id)}
    for who in ("author", "administrator"):
        assert await scene.refusal(who, CREATE, input=source) == ("FORBIDDEN", None, [])
    refused = await scene.refusal("stranger", CREATE, input=source)
    assert refused == ("NOT_FOUND", "UNKNOWN", ["input", "fromRequest"])


async def test_a_draft_of_somebody_else_is_no_source(scene: Scene) -> None:
    draft = await builders.draft(scene.city, scene.people["author"])
    source = {"name": "심야버스", "fromRequest": global_id("Request", draft.id)}
    refused = await scene.refusal("colleague", CREATE, input=source)
    assert refused == ("NOT_FOUND", "UNKNOWN", ["input", "fromRequest"])
