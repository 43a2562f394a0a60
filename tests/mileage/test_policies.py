"""Rules of mileage as data: one administrator drafts and tries them, another puts them in force."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from madang.rules.mileage_policy import NUMBERS
from madang.rules.people import Role
from models import Employee, MileagePolicyVersion, MileageState
from models.base import Sessions
from models.mileage import BUILT_IN_POLICY
from resolvers.bookkeeping import keep_books
from resolvers.books_opening import policies_of
from schema.identifiers import global_id
from subscriptions import log
from subscriptions.hub import Hub
from tests.asking import Board
from tests.builders import City, chart, context, employee
from tests.mileage.telling import NOON, Telling
from tests.mileage.writing import write
from tests.subscriptions.writing import number_all

JULY = {"year": 2014, "month": 7}
POLICY = "policy { id number state note effectiveFrom simulatedAt numbers { name value isUsual } }"
GENEROUS = [{"name": "comment_points", "value": "2.5"}, {"name": "thanks_monthly_cap", "value": "7"}]


class Scene:
    def __init__(self, city: City, people: dict[str, Employee]) -> None:
        self.city, self.people = city, people
        self.board = Board(city, Hub(city.sessions))

    async def do(self, who: str, act: str, selection: str = POLICY, **given: Any) -> dict[str, Any]:
        return await self.board.do(self.people[who], f"mileagePolicy{act}", selection, **given)

    async def drafted(self, numbers: list[dict[str, str]] = GENEROUS) -> str:
        made = await self.do("가", "Draft", input={"note": "더 넉넉하게", "numbers": numbers})
        assert made["errors"] == []
        return made["policy"]["id"]

    async def simulated(self, id: str, who: str = "가", **given: Any) -> dict[str, Any]:
        return await self.do(who, "Simulate", id=id, firstMonth=JULY, lastMonth=JULY, **given)

    async def kinds(self) -> list[str]:
        """Of the events there are, in their order."""
        await number_all(self.city.sessions)
        async with self.city.sessions() as session:
            return [line.event.kind for line in await log.read(session, after=0, limit=100)]

    async def rows(self) -> list[tuple[Any, ...]]:
        async with self.city.sessions() as session:
            found = await session.scalars(select(MileagePolicyVersion).order_by(MileagePolicyVersion.id))
            return [(one.id, one.version, one.state, one.number, one.note, one.numbers) for one in found]


@pytest.fixture
async def scene(sessions: Sessions) -> Scene:
    city = await chart(sessions)
    administers = [Role.ADMINISTRATOR]
    people = {name: await employee(city, name, "사회혁신담당관", roles=administers) for name in "가나다"}
    return Scene(city, people | {"직원": await employee(city, "직원", "총무과")})


def codes(payload: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(one["code"], one["reason"]) for one in payload["errors"]]


async def test_the_catalogue_tells_every_number_with_its_bounds(scene: Scene) -> None:
    asked = "{ mileagePolicyNumbers { name label description unit least most usual } }"
    numbers = (await scene.board.ask(scene.people["직원"], asked))["mileagePolicyNumbers"]
    assert [one["name"] for one in numbers] == [one.name for one in NUMBERS]
    assert numbers[0] == {
        "name": "request_points",
        "label": "요청 한 건",
        "description": "다른 부서가 접수했을 때 요청한 사람에게",
        "unit": "POINTS",
        "least": "0.00",
        "most": "100.00",
        "usual": "5.00",
    }
    assert (numbers[1]["unit"], numbers[1]["usual"]) == ("COUNT", "2")


async def test_a_city_begins_with_the_built_in_rules(scene: Scene) -> None:
    asked = "{ mileagePolicies { nodes { id number state effectiveFrom draftedAt numbers { isUsual } } } }"
    (built_in,) = (await scene.board.ask(scene.people["직원"], asked))["mileagePolicies"]["nodes"]
    assert all(one["isUsual"] for one in built_in.pop("numbers"))
    assert built_in == {
        "id": global_id("MileagePolicy", BUILT_IN_POLICY),
        "number": 1,
        "state": "ACTIVE",
        "effectiveFrom": "2014-07-01",
        "draftedAt": "2014-06-30T15:00:00+00:00",
    }


async def test_a_draft_is_seen_by_administrators_alone_until_it_is_in_force(scene: Scene) -> None:
    id = await scene.drafted()
    asked = """query ($id: ID!) {
        node(id: $id) { id } mileagePolicy(id: $id) { id } mileagePolicies { totalCount } }"""
    staff, administrator = [await scene.board.ask(scene.people[who], asked, id=id) for who in ("직원", "나")]
    assert staff == {"node": None, "mileagePolicy": None, "mileagePolicies": {"totalCount": 1}}
    assert administrator == {
        "node": {"id": id},
        "mileagePolicy": {"id": id},
        "mileagePolicies": {"totalCount": 2},
    }


async def test_a_draft_holds_what_was_written_and_the_usual_numbers(scene: Scene) -> None:
    made = await scene.do("가", "Draft", input={"note": "더 넉넉하게 \n", "numbers": GENEROUS})
    policy = made["policy"]
    assert (made["version"], policy["number"], policy["state"], policy["note"]) == (
        1,
        None,
        "DRAFT",
        "더 넉넉하게",
    )
    assert {one["name"]: one["value"] for one in policy["numbers"] if not one["isUsual"]} == {
        "comment_points": "2.50",
        "thanks_monthly_cap": "7",
    }
    assert len(policy["numbers"]) == len(NUMBERS)


@pytest.mark.parametrize(
    ("numbers", "field", "reason"),
    [
        ([{"name": "luck", "value": "1"}], ["luck"], "UNKNOWN"),
        ([{"name": "comment_points", "value": "100.01"}], ["comment_points"], "OUT_OF_RANGE"),
        ([{"name": "comment_points", "value": "-1"}], ["comment_points"], "OUT_OF_RANGE"),
        ([{"name": "comment_points", "value": "1.005"}], ["comment_points"], "MALFORMED"),
        ([{"name": "comment_daily_cap", "value": "1.5"}], ["comment_daily_cap"], "MALFORMED"),
        ([{"name": "comment_daily_cap", "value": "1e99"}], ["comment_daily_cap"], "MALFORMED"),
        ([{"name": "comment_daily_cap", "value": "1"}] * 2, ["comment_daily_cap"], "DUPLICATE"),
        (
            [
                {"name": f"{axis}_weight", "value": "0"}
                for axis in ("importance", "effectiveness", "promptness", "difficulty")
            ],
            [],
            "OUT_OF_RANGE",
        ),
    ],
)
async def test_numbers_that_make_no_rules_are_refused_by_name(
    scene: Scene, numbers: list[dict[str, str]], field: list[str], reason: str
) -> None:
    refused = await scene.do("가", "Draft", input={"note": "까닭", "numbers": numbers})
    assert [(one["field"], one["code"], one["reason"]) for one in refused["errors"]] == [
        (["input", "numbers", *field], "INVALID", reason)
    ]
    assert (len(await scene.rows()), await scene.kinds()) == (1, [])


async def test_the_same_draft_sent_twice_is_one(scene: Scene) -> None:
    given: dict[str, Any] = {"note": "까닭", "numbers": [], "id": "01890a5d-ac96-774b-bcce-b302099a8057"}
    one, two = [await scene.do("가", "Draft", input=given) for _ in range(2)]
    assert (one["policy"]["id"], two["errors"]) == (two["policy"]["id"], [])
    assert codes(await scene.do("나", "Draft", input=given)) == [("CONFLICT", "DUPLICATE")]
    assert await scene.kinds() == ["MileagePolicyDrafted"]


async def test_an_edit_makes_what_was_tried_void(scene: Scene) -> None:
    id = await scene.drafted()
    tried = await scene.simulated(id)
    assert (tried["errors"], tried["policy"]["simulatedAt"]) == ([], "2014-07-07T03:00:00+00:00")
    same = await scene.do("나", "Update", id=id, input={"note": "더 넉넉하게", "numbers": GENEROUS})
    assert (same["version"], same["policy"]["simulatedAt"]) == (2, "2014-07-07T03:00:00+00:00")
    edited = await scene.do("나", "Update", id=id, input={"numbers": []}, version=2)
    assert (edited["version"], edited["policy"]["simulatedAt"], edited["policy"]["note"]) == (
        3,
        None,
        "더 넉넉하게",
    )
    assert all(one["isUsual"] for one in edited["policy"]["numbers"])
    refused = await scene.do("다", "Activate", id=id, effectiveFrom="2014-07-08")
    assert codes(refused) == [("CONFLICT", "ILLEGAL_STEP")]


async def test_whoever_wrote_or_last_edited_the_draft_cannot_put_it_in_force(scene: Scene) -> None:
    id = await scene.drafted()
    await scene.do("나", "Update", id=id, input={"note": "조금 더 넉넉하게"})
    await scene.simulated(id, "나")
    before = await scene.rows()
    for who in "가나":
        refused = await scene.do(who, "Activate", id=id, effectiveFrom="2014-07-08")
        assert codes(refused) == [("FORBIDDEN", None)]
    assert await scene.rows() == before
    done = await scene.do("다", "Activate", id=id, effectiveFrom="2014-07-08")
    assert (done["policy"]["number"], done["policy"]["state"]) == (2, "ACTIVE")
    assert (done["policy"]["effectiveFrom"], done["version"]) == ("2014-07-08", 4)
    assert await scene.kinds() == [
        "MileagePolicyDrafted",
        "MileagePolicyEdited",
        "MileagePolicySimulated",
        "MileagePolicyActivated",
    ]


async def test_rules_begin_after_today_in_seoul(scene: Scene) -> None:
    id = await scene.drafted()
    await scene.simulated(id)
    scene.city.clock.now = NOON + timedelta(hours=13)  # the 8th in Seoul, the 7th in UTC
    refused = await scene.do("나", "Activate", id=id, effectiveFrom="2014-07-08")
    assert codes(refused) == [("INVALID", "IN_THE_PAST")]
    done = await scene.do("나", "Activate", id=id, effectiveFrom="2014-07-09")
    assert done["errors"] == []


async def test_what_is_in_force_or_discarded_never_changes(scene: Scene) -> None:
    active, discarded = await scene.drafted(), await scene.drafted([])
    await scene.simulated(active)
    await scene.do("나", "Activate", id=active, effectiveFrom="2014-07-08")
    gone = await scene.do("나", "Discard", id=discarded)
    assert (gone["policy"]["state"], gone["version"]) == ("DISCARDED", 2)
    before = await scene.rows()
    for id in (active, discarded, global_id("MileagePolicy", BUILT_IN_POLICY)):
        assert codes(await scene.do("가", "Update", id=id, input={"note": "또"})) == [
            ("CONFLICT", "ILLEGAL_STEP")
        ]
        assert codes(await scene.do("가", "Discard", id=id)) == [("CONFLICT", "ILLEGAL_STEP")]
        assert codes(await scene.simulated(id)) == [("CONFLICT", "ILLEGAL_STEP")]
        refused = await scene.do("다", "Activate", id=id, effectiveFrom="2014-07-08")
        assert codes(refused) == [("CONFLICT", "ILLEGAL_STEP")]
    assert await scene.rows() == before


async def test_each_act_knows_whether_the_draft_is_still_as_it_was_seen(scene: Scene) -> None:
    id = await scene.drafted()
    await scene.do("나", "Update", id=id, input={"note": "다른 까닭"})
    before = await scene.rows()
    stale = [
        await scene.do("가", "Update", id=id, input={"note": "또"}, version=1),
        await scene.do("가", "Discard", id=id, version=1),
        await scene.simulated(id, version=1),
        await scene.do("다", "Activate", id=id, effectiveFrom="2014-07-08", version=1),
    ]
    assert [codes(one) for one in stale] == [[("CONFLICT", "STALE")]] * 4
    assert await scene.rows() == before


async def test_numbers_count_up_and_the_newest_that_has_begun_holds(scene: Scene) -> None:
    ids = [await scene.drafted([{"name": "request_points", "value": str(points)}]) for points in (6, 7)]
    for id, begins in zip(ids, ("2014-08-01", "2014-07-20"), strict=True):
        await scene.simulated(id)
        await scene.do("나", "Activate", id=id, effectiveFrom=begins)
    asked = "query ($on: Date) { mileagePolicyInForce(on: $on) { number } }"
    days = ("2014-06-01", "2014-07-19", "2014-07-20", "2014-07-31", "2014-08-01", None)
    found = [await scene.board.ask(scene.people["직원"], asked, on=day) for day in days]
    assert [one["mileagePolicyInForce"]["number"] for one in found] == [1, 1, 3, 3, 2, 1]


async def test_the_ledger_counts_by_what_was_put_in_force(scene: Scene) -> None:
    id = await scene.drafted()
    await scene.simulated(id)
    await scene.do("나", "Activate", id=id, effectiveFrom="2014-07-09")
    await number_all(scene.city.sessions)
    await keep_books(await context(scene.city, None))
    async with scene.city.sessions() as session:
        state = await session.scalar(select(MileageState))
    assert state is not None
    (_, second) = policies_of(state)
    assert (second.number, second.since, second.policy.comment_points) == (2, date(2014, 7, 9), 250)


async def test_the_viewer_is_told_what_they_may_do_and_why_not(scene: Scene) -> None:
    id = await scene.drafted()
    asked = """query ($id: ID!) { mileagePolicy(id: $id) {
        viewerCanUpdate { allowed reason } viewerCanActivate { allowed reason } } }"""
    own, another = [
        (await scene.board.ask(scene.people[who], asked, id=id))["mileagePolicy"] for who in "가나"
    ]
    assert own["viewerCanUpdate"] == {"allowed": True, "reason": None}
    assert own["viewerCanActivate"]["reason"].startswith("초안을 쓰거나 마지막으로 고친 사람이 아닌")
    assert another["viewerCanActivate"]["reason"].startswith("이 초안 그대로를")
    await scene.simulated(id)
    another = (await scene.board.ask(scene.people["나"], asked, id=id))["mileagePolicy"]
    assert another["viewerCanActivate"] == {"allowed": True, "reason": None}


async def test_only_administrators_see_what_the_trial_found(scene: Scene) -> None:
    tell = Telling()
    person, department = scene.people["직원"], scene.city.departments["총무과"]
    tell.comment(
        tell.request(person.id, of=department.id), person.id, "함께 하면 더 빠릅니다.", of=department.id
    )
    await write(scene.city.sessions, tell)
    id = await scene.drafted()
    await scene.simulated(id)
    await scene.do("나", "Activate", id=id, effectiveFrom="2014-07-08")
    asked = """{ mileagePolicy(number: 2) { simulation { firstYear firstMonth lastMonth moved
        months { month before { points } after { place points employee { name } }
            entered { employee { name } } }
        moves { before after cause rankBefore rankAfter employee { name } rules { rule difference } } } } }"""
    staff, administrator = [
        (await scene.board.ask(scene.people[who], asked))["mileagePolicy"]["simulation"]
        for who in ("직원", "다")
    ]
    assert staff is None
    after = {"place": "GRAND", "points": "2.50", "employee": {"name": "직원"}}
    assert administrator == {
        "firstYear": 2014,
        "firstMonth": 7,
        "lastMonth": 7,
        "moved": 1,
        "months": [{"month": 7, "before": [{"points": "1.00"}], "after": [after], "entered": []}],
        "moves": [
            {
                "before": "1.00",
                "after": "2.50",
                "cause": "COMMENT",
                "rankBefore": 1,
                "rankAfter": 1,
                "employee": {"name": "직원"},
                "rules": [{"rule": "COMMENT", "difference": "1.50"}],
            }
        ],
    }
