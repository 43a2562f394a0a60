"""Templates are kept by a department for itself: written, changed, removed, and seen by nobody else."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from madang.errors import Forbidden
from madang.rules.policy import BoardPolicy
from resolvers import templates
from resolvers.template_sources import TemplateContent
from schema.identifiers import global_id, uuid_of
from subscriptions.template_events import TemplateCreated, TemplateEdited, TemplateRemoved
from tests import builders
from tests.templates.conftest import CREATE, LIST, REMOVE, UPDATE, USE, WRITTEN, Scene, asked

NODE = "query ($id: ID!) { node(id: $id) { id } }"


async def test_a_department_keeps_a_template_for_all_its_people(scene: Scene) -> None:
    parts = [
        scene.part("통계데이터담당관", role="PROVIDE", ask=" 동별 집계\n", dueInDays=10),
        scene.part("서울대공원", offeredResource="버스 광고판"),
    ]
    made = await scene.create(
        name="  통화량\n분석 ", scale="CITYWIDE", significance="하루 6천 명", dueInDays=14, deliveries=parts
    )
    assert made == {
        **WRITTEN,
        "id": made["id"],
        "scale": "CITYWIDE",
        "significance": "하루 6천 명",
        "dueInDays": 14,
        "version": 1,
        "author": {"name": "김하늘"},
        "department": {"name": "버스정책과"},
        "viewerCanUpdate": {"allowed": True, "reason": None},
        "viewerCanRemove": {"allowed": True},
        "addressees": [
            asked("통계데이터담당관", role="PROVIDE", ask=" 동별 집계", dueInDays=10),
            asked("서울대공원", offeredResource="버스 광고판", dueInDays=None),
        ],
    }
    only = "만든 사람과 그 부서의 서무·부서장만 할 수 있습니다: 서식 수정."
    own = {
        "viewerCanUpdate": {"allowed": False, "reason": only},
        "viewerCanRemove": {"allowed": False},
    }
    assert (await scene.ask("colleague", LIST))["requestTemplates"]["nodes"] == [made | own]


async def test_what_is_not_written_is_usual(scene: Scene) -> None:
    made = await scene.create()
    assert (made["scale"], made["significance"], made["dueInDays"], made["addressees"]) == (
        "MULTI_BUREAU",
        "",
        None,
        [],
    )


@pytest.mark.parametrize("who", ["stranger", "strange head", "district", "administrator"])
async def test_other_departments_see_and_touch_nothing(scene: Scene, who: str) -> None:
    id = (await scene.create())["id"]
    assert await scene.names(who) == []
    assert await scene.ask(who, NODE, id=id) == {"node": None}
    assert await scene.refusal(who, UPDATE, id=id, input={"name": "남의 것"}) == ("NOT_FOUND", None, [])
    assert await scene.refusal(who, REMOVE, id=id) == ("NOT_FOUND", None, [])
    assert await scene.refusal(who, USE, id=id) == ("NOT_FOUND", None, [])


async def test_citizens_see_and_keep_nothing(scene: Scene) -> None:
    await scene.create()
    for document, variables in ((LIST, {}), (CREATE, {"input": WRITTEN})):
        assert await scene.ask("citizen", document, **variables) == {"errors": ["NOT_SIGNED_IN"]}


async def test_only_those_who_may_ask_keep_templates(scene: Scene) -> None:
    viewer = "{ viewer { canCreateTemplate { allowed reason } } }"
    reason = "협력을 요청할 수 있는 기관은 본청·사업소입니다. 자치구 소속은 요청받은 일에 참여할 수 있습니다."
    assert await scene.refusal("district", CREATE, input=WRITTEN) == ("FORBIDDEN", None, [])
    assert await scene.ask("district", viewer) == {
        "viewer": {"canCreateTemplate": {"allowed": False, "reason": reason}}
    }
    assert await scene.ask("author", viewer) == {
        "viewer": {"canCreateTemplate": {"allowed": True, "reason": None}}
    }


async def test_who_only_reads_keeps_nothing(scene: Scene) -> None:
    ctx = await builders.context(scene.city, scene.people["author"])
    assert ctx.visitor is not None
    reading = replace(ctx, visitor=replace(ctx.visitor, read_only=True))
    before = await scene.everything()
    with pytest.raises(Forbidden):
        await templates.create(reading, TemplateContent(**WRITTEN))
    assert await scene.everything() == before


@pytest.mark.parametrize("who", ["author", "clerk", "head"])
async def test_the_author_and_who_answers_for_the_department_change_and_remove(
    scene: Scene, who: str
) -> None:
    id = (await scene.create())["id"]
    changed = await scene.do(who, UPDATE, id=id, input={"name": "새 이름", "dueInDays": 3}, version=1)
    assert (changed["version"], changed["template"]["name"], changed["template"]["title"]) == (
        2,
        "새 이름",
        WRITTEN["title"],
    )
    assert await scene.do(who, REMOVE, id=id, version=2) == {"id": id, "version": 3, "errors": []}
    assert await scene.names("author") == []
    assert await scene.refusal(who, REMOVE, id=id) == ("NOT_FOUND", None, [])


async def test_colleagues_only_use_it(scene: Scene) -> None:
    id = (await scene.create())["id"]
    assert await scene.refusal("colleague", UPDATE, id=id, input={"name": "내 것"}) == ("FORBIDDEN", None, [])
    assert await scene.refusal("colleague", REMOVE, id=id) == ("FORBIDDEN", None, [])


async def test_null_takes_a_due_away_and_silence_leaves_it(scene: Scene) -> None:
    id = (await scene.create(dueInDays=7, deliveries=[scene.part("서울대공원")]))["id"]
    kept = (await scene.do("author", UPDATE, id=id, input={"title": "새 제목"}))["template"]
    assert (kept["dueInDays"], len(kept["addressees"])) == (7, 1)
    gone = (await scene.do("author", UPDATE, id=id, input={"dueInDays": None, "deliveries": []}))["template"]
    assert (gone["dueInDays"], gone["addressees"], gone["title"]) == (None, [], "새 제목")


async def test_an_update_that_changes_nothing_is_no_event(scene: Scene) -> None:
    id = (await scene.create(dueInDays=7))["id"]
    before = await scene.everything()
    same = await scene.do("author", UPDATE, id=id, input={"name": WRITTEN["name"], "dueInDays": 7})
    assert (same["version"], await scene.everything()) == (1, before)


async def test_an_update_of_something_old_is_refused(scene: Scene) -> None:
    id = (await scene.create())["id"]
    await scene.do("clerk", UPDATE, id=id, input={"title": "서무가 고침"}, version=1)
    stale = ("CONFLICT", "STALE", ["version"])
    assert await scene.refusal("author", UPDATE, id=id, input={"title": "늦음"}, version=1) == stale
    assert await scene.refusal("author", REMOVE, id=id, version=1) == stale


async def test_another_template_does_not_make_this_one_old(scene: Scene) -> None:
    id = (await scene.create())["id"]
    await scene.create(name="다른 서식")
    changed = await scene.do("author", UPDATE, id=id, input={"title": "새 제목"}, version=1)
    assert changed["version"] == 3


@pytest.mark.parametrize(
    ("input", "reason", "field"),
    [
        ({"name": ""}, "REQUIRED", ["name"]),
        ({"name": "가" * 101}, "TOO_LONG", ["name"]),
        ({"name": "\ud800"}, "UNREADABLE", ["name"]),
        ({"title": None}, "REQUIRED", ["title"]),
        ({"project": " "}, "REQUIRED", ["project"]),
        ({"body": "가" * 20_001}, "TOO_LONG", ["body"]),
        ({"significance": "가" * 1001}, "TOO_LONG", ["significance"]),
        ({"dueInDays": -1}, "OUT_OF_RANGE", ["dueInDays"]),
        ({"dueInDays": 3651}, "OUT_OF_RANGE", ["dueInDays"]),
    ],
)
async def test_words_and_days_are_bounded(
    scene: Scene, input: dict[str, Any], reason: str, field: list[str]
) -> None:
    refused = await scene.refusal("author", CREATE, input=WRITTEN | input)
    assert refused == ("INVALID", reason, ["input", *field])


@pytest.mark.parametrize(
    ("more", "reason", "field"),
    [
        ({"ask": "가" * 2001}, "TOO_LONG", "ask"),
        ({"offeredResource": "\x07"}, "UNREADABLE", "offeredResource"),
        ({"dueInDays": 3651}, "OUT_OF_RANGE", "dueInDays"),
        ({"departmentId": "x"}, "MALFORMED", "departmentId"),
        ({"departmentId": global_id("Request", uuid4())}, "WRONG_KIND", "departmentId"),
        ({"departmentId": global_id("Department", uuid4())}, "UNKNOWN", "departmentId"),
    ],
)
async def test_a_department_that_cannot_be_asked_is_named_by_its_place(
    scene: Scene, more: dict[str, Any], reason: str, field: str
) -> None:
    parts = [scene.part("서대문구"), scene.part("서울대공원", **more)]
    refused = await scene.refusal("author", CREATE, input=WRITTEN | {"deliveries": parts})
    assert refused == ("INVALID", reason, ["input", "deliveries", "1", field])


async def test_closed_own_and_repeated_departments_are_refused(scene: Scene) -> None:
    await scene.close("서울대공원")
    id = (await scene.create())["id"]
    wrong = {"서울대공원": "CLOSED", "버스정책과": "OUT_OF_RANGE", "총무과": "DUPLICATE"}
    for name, reason in wrong.items():
        parts = [scene.part("총무과"), scene.part(name)]
        refused = await scene.refusal("author", UPDATE, id=id, input={"deliveries": parts})
        assert refused == ("INVALID", reason, ["input", "deliveries", "1", "departmentId"])


async def test_a_template_asks_as_many_departments_as_a_request(scene: Scene) -> None:
    scene.policy = BoardPolicy(most_departments=1)
    parts = [scene.part("총무과"), scene.part("서대문구")]
    refused = await scene.refusal("author", CREATE, input=WRITTEN | {"deliveries": parts})
    assert refused == ("INVALID", "TOO_MANY", ["input", "deliveries"])


async def test_names_are_their_departments_own(scene: Scene) -> None:
    await scene.create()
    other = (await scene.create("colleague", name="다른 서식"))["id"]
    taken = ("CONFLICT", "DUPLICATE", ["input", "name"])
    assert await scene.refusal("colleague", CREATE, input=WRITTEN) == taken
    assert await scene.refusal("author", UPDATE, id=other, input={"name": "x"}) == ("FORBIDDEN", None, [])
    renamed = {"name": f" {WRITTEN['name']} "}
    assert await scene.refusal("colleague", UPDATE, id=other, input=renamed) == taken
    await scene.create("stranger")
    assert (await scene.names("author"), await scene.names("stranger")) == (
        ["다른 서식", "통화량 분석"],
        ["통화량 분석"],
    )


async def test_a_department_keeps_so_many(scene: Scene) -> None:
    scene.policy = BoardPolicy(most_templates=2)
    first = (await scene.create())["id"]
    await scene.create("colleague", name="둘째")
    full = WRITTEN | {"name": "셋째"}
    assert await scene.refusal("author", CREATE, input=full) == ("CONFLICT", "TOO_MANY", [])
    await scene.do("author", UPDATE, id=first, input={"name": "첫째"})
    await scene.create("stranger", name="남의 부서")
    await scene.do("author", REMOVE, id=first)
    assert (await scene.create(name="셋째"))["name"] == "셋째"


async def test_the_same_identifier_makes_one_template(scene: Scene) -> None:
    id = str(uuid4())
    first, again = await scene.create(id=id), await scene.create(id=id, name="두 번째로 보냄")
    assert again == first
    assert uuid_of(first["id"], "RequestTemplate").hex == id.replace("-", "")
    for who in ("colleague", "stranger"):
        refused = await scene.refusal(who, CREATE, input=WRITTEN | {"id": id})
        assert refused == ("CONFLICT", "DUPLICATE", ["input", "id"])
    await scene.do("author", REMOVE, id=first["id"])
    assert (await scene.create(id=id))["id"] == first["id"]


async def test_two_who_take_one_name_at_once_get_one(scene: Scene) -> None:
    contexts = [await builders.context(scene.city, scene.people[who]) for who in ("author", "colleague")]
    content = TemplateContent(**WRITTEN)
    ended = await asyncio.gather(
        *(templates.create(ctx, content) for ctx in contexts), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ended) == ["Conflict", "tuple"]
    assert await scene.names("author") == [WRITTEN["name"]]


async def test_the_department_remembers_who_changed_what(scene: Scene) -> None:
    id = (await scene.create())["id"]
    await scene.do("clerk", UPDATE, id=id, input={"name": "새 이름", "body": "새 내용"})
    await scene.do("head", REMOVE, id=id)
    key = uuid_of(id, "RequestTemplate")
    assert await scene.told("버스정책과") == [
        TemplateCreated(template_id=key, name=WRITTEN["name"]),
        TemplateEdited(template_id=key, name="새 이름", fields=("body", "name")),
        TemplateRemoved(template_id=key, name="새 이름"),
    ]


async def test_a_template_goes_with_its_department(scene: Scene) -> None:
    """Merged: the present one's people have it; its author and whoever answers for it now change it."""
    id = (await scene.create())["id"]
    await scene.close("버스정책과", into="총무과")
    for who in ("colleague", "stranger"):
        assert await scene.names(who) == [WRITTEN["name"]]
    assert await scene.refusal("stranger", REMOVE, id=id) == ("FORBIDDEN", None, [])
    await scene.do("author", UPDATE, id=id, input={"title": "새 제목"})
    assert (await scene.do("strange head", REMOVE, id=id))["id"] == id


async def test_an_identifier_of_another_kind_is_refused(scene: Scene) -> None:
    wrong = global_id("Request", uuid4())
    for document in (REMOVE, USE):
        assert await scene.refusal("author", document, id=wrong) == ("INVALID", "WRONG_KIND", ["id"])
    source = WRITTEN | {"fromRequest": global_id("Department", uuid4())}
    refused = await scene.refusal("author", CREATE, input=source)
    assert refused == ("INVALID", "WRONG_KIND", ["input", "fromRequest"])
