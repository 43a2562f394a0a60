"""Why somebody has their points: every line with its formula, for those who may see it."""

from typing import Any

from madang.rules.calendar import Month
from madang.rules.evaluations import Marks
from resolvers.bookkeeping import keep_books
from resolvers.kings import SETTLING, close_months
from tests.mileage.hall import ASKED, Hall
from tests.subscriptions.writing import number_all

LINES = """query ($filter: MileageEntryFilter, $first: Int, $after: String) {
  mileageEntries(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes {
    number rule outcome amount explanation month policyNumber employee { name } department { name }
    thankedBy { name } reversed { number amount } } } }"""
GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)


async def lines(hall: Hall, name: str, **asked: Any) -> list[dict[str, Any]]:
    found = (await hall.ask(name, LINES, **asked))["mileageEntries"]
    assert found["totalCount"] >= len(found["nodes"])
    return found["nodes"]


async def test_each_line_tells_how_its_points_came_about(hall: Hall) -> None:
    hall.helped("가", "버스정책과", marks=GOOD)
    request = hall.tell.request(hall.people["나"].id, of=hall.city.departments[ASKED].id)
    comment = hall.tell.comment(request, hall.people["가"].id, "버스 자료를 보내 드립니다.")
    hall.tell.comment(request, hall.people["가"].id, "네!")
    hall.tell.comment_deleted(request, comment)
    of, at = hall.city.departments["총무과"].id, hall.city.departments[ASKED].id
    hall.tell.thanks(hall.people["관리"].id, hall.people["가"].id, of=of, at=at)
    await hall.book()
    told = await lines(hall, "가")
    assert [(one["number"], one["rule"], one["outcome"], one["amount"]) for one in told] == [
        (5, "THANKS", "COUNTED", "1.00"),
        (4, "COMMENT", "REVERSED", "-1.00"),
        (3, "COMMENT", "TOO_SHORT", "0.00"),
        (2, "COMMENT", "COUNTED", "1.00"),
        (1, "RESPONSE", "COUNTED", "13.13"),
    ]
    assert [one["explanation"] for one in told] == [
        "다른 부서 동료의 감사 = 1.00",
        "댓글을 지워서 되돌립니다.",
        "10자부터 셉니다. 이 댓글은 2자입니다.",
        "댓글 하나 = 1.00",
        "중요도 5 효과성 4 신속성 3 난이도 5 평균 4.25, 10.00 × (4.25 - 1) ÷ 4 = 8.13,"
        " 끝낸 협력 5.00을 더해 13.13",
    ]
    assert [one["thankedBy"] and one["thankedBy"]["name"] for one in told] == ["관리", *[None] * 4]
    assert [one["reversed"] for one in told] == [None, {"number": 2, "amount": "1.00"}, None, None, None]
    assert {(one["employee"]["name"], one["month"], one["policyNumber"]) for one in told} == {
        ("가", "2014-07", 1)
    }
    mine = (await hall.ask("가", "{ myMileage { row { total } } }"))["myMileage"]["row"]
    assert mine == {"total": "14.13"}  # as the lines add up


async def test_lines_are_filtered_and_come_in_pages(hall: Hall) -> None:
    for month, amount in ((7, 100), (7, 200), (8, 300)):
        hall.tell.now = Month(2014, month).begins
        hall.gives("가", amount)
    hall.helped("가", "버스정책과")
    await hall.book()
    for during, numbers in (
        ({"year": 2014, "part": 7}, [2, 1]),
        ({"kind": "HALF", "year": 2014, "part": 2}, [4, 3, 2, 1]),
        ({"kind": "HALF", "year": 2014, "part": 1}, []),
        ({"kind": "YEAR", "year": 2014}, [4, 3, 2, 1]),
        ({"kind": "YEAR", "year": 2015}, []),
        ({"kind": "ALL"}, [4, 3, 2, 1]),
    ):
        assert [one["number"] for one in await lines(hall, "가", filter={"period": during})] == numbers, (
            during
        )
    assert [one["number"] for one in await lines(hall, "가", filter={"rule": {"eq": "RESPONSE"}})] == [4]
    assert await lines(hall, "가", filter={"outcome": {"neq": "COUNTED"}}) == []
    first = (await hall.ask("가", LINES, first=3))["mileageEntries"]
    assert ([one["number"] for one in first["nodes"]], first["totalCount"]) == ([4, 3, 2], 4)
    after = first["pageInfo"]["endCursor"]
    assert [one["number"] for one in await lines(hall, "가", after=after)] == [1]
    nowhere = {"period": {"year": 2014, "part": 13}}
    assert await hall.ask("가", LINES, filter=nowhere) == {"errors": ["INVALID"]}


async def test_lines_are_for_oneself_and_administrators_and_a_winners_month_for_all(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    of_them = {"employee": hall.id("가")}
    id = (await hall.ask("가", "{ mileageEntries { nodes { id } } }"))["mileageEntries"]["nodes"][0]["id"]
    by_id = f'{{ node(id: "{id}") {{ ... on MileageEntry {{ amount }} }} }}'
    for viewer, sees in (("가", True), ("나", False), ("관리", True)):
        found = (await hall.ask(viewer, LINES, filter=of_them))["mileageEntries"]
        assert (found["totalCount"], len(found["nodes"])) == (int(sees), int(sees)), viewer
        assert (await hall.ask(viewer, by_id))["node"] == ({"amount": "1.00"} if sees else None)
    await close(hall)
    hall.tell.now = Month(2014, 8).begins
    hall.gives("가", 200)
    await hall.book()
    assert [one["amount"] for one in await lines(hall, "나", filter=of_them)] == ["1.00"]  # of July, as king
    assert (await hall.ask("나", by_id))["node"] == {"amount": "1.00"}
    assert [one["amount"] for one in await lines(hall, "가")] == ["2.00", "1.00"]


async def close(hall: Hall) -> None:
    hall.city.clock.now = Month(2014, 7).ends + SETTLING
    system = await hall.context(None)
    await close_months(system)
    for _ in range(2):
        await number_all(hall.city.sessions)
        await keep_books(system)
