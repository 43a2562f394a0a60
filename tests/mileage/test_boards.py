"""Boards of mileage: their order, places, pages and parts, for whom they are shown, and who is on none."""

from datetime import datetime
from typing import Any

import pytest

from madang.rules.evaluations import Marks
from models.recording import recording
from resolvers.leaderboards import CHAIN
from schema.operations import Operation
from tests.mileage.hall import ASKED, FAST, Hall

BOARD = """query ($period: MileagePeriod, $holder: MileageHolder! = PERSON, $first: Int, $after: String,
    $last: Int, $before: String) {
  leaderboard(period: $period, holder: $holder, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage endCursor startCursor }
    nodes { rank total employee { name } department { name } } } }"""
MINE = """query ($period: MileagePeriod) { myMileage(period: $period) {
    period isHidden winsHidden row { rank total employee { name } } } }"""
AROUND = """query ($employee: ID, $neighbours: Int! = 2) {
    leaderboardAround(employee: $employee, neighbours: $neighbours) {
      row { employee { name } } rows { rank employee { name } } } }"""
ALL: dict[str, Any] = {"kind": "ALL"}
GOOD = Marks(importance=5, effectiveness=4, promptness=3, difficulty=5)


async def board(hall: Hall, name: str = "가", **asked: Any) -> list[tuple[int, str, str]]:
    found = (await hall.ask(name, BOARD, **asked))["leaderboard"]["nodes"]
    return [(row["rank"], (row["employee"] or row["department"])["name"], row["total"]) for row in found]


async def test_people_stand_in_the_order_of_their_mileage(hall: Hall) -> None:
    for name, amount in zip("가나다라", (150, 400, 200, 25), strict=True):
        hall.gives(name, amount)
    await hall.book()
    assert await board(hall) == [(1, "나", "4.00"), (2, "다", "2.00"), (3, "가", "1.50"), (4, "라", "0.25")]
    whole = (await hall.ask("바", BOARD))["leaderboard"]
    assert (whole["totalCount"], whole["pageInfo"]["hasNextPage"]) == (4, False)


async def test_equal_mileage_is_told_apart_by_the_published_chain_and_what_it_leaves_equal_is_one_place(
    hall: Hall,
) -> None:
    hall.helped("가", "버스정책과")
    hall.helped("나", "버스정책과", marks=GOOD)
    hall.gives("나", 1500 - 500 - 813)  # as much as 가, with a lower mean
    moment = hall.tell.now
    hall.gives("다", 1500)  # as much, with no mean
    for name in "라마":
        hall.tell.now = moment  # at the same moment as 다
        hall.gives(name, 1500)
    hall.gives("바", 1400)
    await hall.book()
    placed = await board(hall)
    assert placed[:2] == [(1, "가", "15.00"), (2, "나", "15.00")]
    assert sorted(placed[2:5]) == [(3, "다", "15.00"), (3, "라", "15.00"), (3, "마", "15.00")]
    assert placed[5:] == [(6, "바", "14.00")]
    assert await near(hall, "다", neighbours=5) == [(place, name) for place, name, _ in placed]
    pages = [await board(hall, first=2), await board(hall, first=2, after=await cursor(hall, 2))]
    assert [*pages[0], *pages[1]] == placed[:4]


async def test_who_has_no_points_is_on_no_board_and_on_no_place(hall: Hall) -> None:
    hall.gives("가", 100)
    hall.gives("나", 100)
    hall.gives("나", -100)
    hall.gives("다", -50)
    await hall.book()
    assert await board(hall) == [(1, "가", "1.00")]
    mine = (await hall.ask("다", MINE))["myMileage"]
    assert mine["row"] == {"rank": None, "total": "-0.50", "employee": {"name": "다"}}
    assert (await hall.ask("라", MINE))["myMileage"] == {
        "period": "2014-07",
        "isHidden": False,
        "winsHidden": True,
        "row": None,
    }


@pytest.mark.parametrize("first", [1, 2, 5])
async def test_pages_go_on_where_the_one_before_ended_in_both_directions(hall: Hall, first: int) -> None:
    for name, amount in zip("가나다라마바", (300, 300, 300, 200, 200, 100), strict=True):
        hall.gives(name, amount)
    await hall.book()
    whole = await board(hall)
    assert [place for place, _, _ in whole] == [1, 2, 3, 4, 5, 6]
    pages: list[tuple[int, str, str]] = []
    after = None
    while len(pages) < len(whole):
        page = (await hall.ask("가", BOARD, first=first, after=after))["leaderboard"]
        pages += await board(hall, first=first, after=after)
        after = page["pageInfo"]["endCursor"]
    assert pages == whole
    assert await board(hall, last=2, before=after) == whole[-3:-1]


async def test_a_half_a_year_and_everything_have_boards_of_their_own_and_so_have_departments(
    hall: Hall,
) -> None:
    hall.gives("가", 100)
    hall.tell.now = datetime.fromisoformat("2014-08-01T00:00:00+09:00")
    hall.gives("나", 300, of="총무과")
    hall.tell.now = datetime.fromisoformat("2015-01-05T00:00:00+09:00")
    hall.gives("가", 500)
    await hall.book()
    assert await board(hall) == [(1, "가", "1.00")]
    assert await board(hall, period={"year": 2014, "part": 8}) == [(1, "나", "3.00")]
    half = {"kind": "HALF", "year": 2014, "part": 2}
    assert await board(hall, period=half) == [(1, "나", "3.00"), (2, "가", "1.00")]
    assert await board(hall, period={"kind": "YEAR", "year": 2015}) == [(1, "가", "5.00")]
    assert await board(hall, period=ALL) == [(1, "가", "6.00"), (2, "나", "3.00")]
    assert await board(hall, period=ALL, holder="DEPARTMENT") == [(1, ASKED, "6.00"), (2, "총무과", "3.00")]
    hall.city.clock.now = datetime.fromisoformat("2014-08-01T00:00:00+09:00")
    assert await board(hall) == [(1, "나", "3.00")]


@pytest.mark.parametrize(
    "period",
    [
        {"kind": "MONTH"},
        {"kind": "MONTH", "year": 2014, "part": 13},
        {"kind": "HALF", "year": 2014, "part": 3},
        {"kind": "YEAR", "year": 2013},
    ],
)
async def test_a_period_that_there_is_not_is_refused(hall: Hall, period: dict[str, Any]) -> None:
    assert await hall.ask("가", BOARD, period=period) == {"errors": ["INVALID"]}
    assert await hall.ask("가", MINE, period=period) == {"errors": ["INVALID"]}


async def test_a_row_tells_what_it_is_made_of_and_means_only_of_many(hall: Hall) -> None:
    hall.helped("가", "버스정책과", "총무과", marks=GOOD)
    hall.helped("나", "버스정책과", "총무과", "서울대공원", marks=GOOD)
    hall.gives("나", -250)
    await hall.book()
    document = """{ leaderboard { nodes { total requestPoints responsePoints commentPoints thanksPoints
        adjustmentPoints requestCount responseCount commentCount thanksCount departmentsHelped lastEarnedAt
        means { importance effectiveness promptness difficulty score } } } }"""
    of_many, of_few = (await hall.ask("바", document))["leaderboard"]["nodes"]
    none = {"requestPoints": "0.00", "commentPoints": "0.00", "thanksPoints": "0.00"}
    counts = {"requestCount": 0, "commentCount": 0, "thanksCount": 0}
    assert of_many == none | counts | {
        "total": "30.33",
        "responsePoints": "32.83",  # 13.13 twice; of the third between the same two half
        "adjustmentPoints": "-2.50",
        "responseCount": 3,
        "departmentsHelped": 3,
        "lastEarnedAt": of_many["lastEarnedAt"],
        "means": {
            "importance": "5.00",
            "effectiveness": "4.00",
            "promptness": "3.00",
            "difficulty": "5.00",
            "score": "4.25",
        },
    }
    assert (of_few["means"], of_few["responseCount"], of_few["departmentsHelped"]) == (None, 2, 2)


async def test_my_neighbours_are_the_next_on_both_sides(hall: Hall) -> None:
    for name, amount in zip("가나다라마바", (600, 500, 400, 300, 200, 100), strict=True):
        hall.gives(name, amount)
    await hall.book()
    assert await near(hall, "라", neighbours=1) == [(3, "다"), (4, "라"), (5, "마")]
    assert await near(hall, "가") == [(1, "가"), (2, "나"), (3, "다")]
    assert await near(hall, "바", neighbours=0) == [(6, "바")]
    assert await near(hall, "가", employee=hall.id("바")) == [(4, "라"), (5, "마"), (6, "바")]
    assert await near(hall, "관리") is None
    assert await hall.ask("가", AROUND, neighbours=11) == {"errors": ["INVALID"]}
    assert await hall.ask("가", AROUND, employee="없음") == {"errors": ["INVALID"]}


async def cursor(hall: Hall, behind: int) -> str:
    found: str = (await hall.ask("가", BOARD, first=behind))["leaderboard"]["pageInfo"]["endCursor"]
    return found


async def near(hall: Hall, name: str, **asked: Any) -> list[tuple[int, str]] | None:
    found = (await hall.ask(name, AROUND, **asked))["leaderboardAround"]
    return found and [(row["rank"], row["employee"]["name"]) for row in found["rows"]]


async def test_who_is_hidden_is_on_no_board_in_no_count_and_near_nobody_and_keeps_nobodys_place(
    hall: Hall,
) -> None:
    for name, amount in zip("가나다라", (400, 300, 200, 100), strict=True):
        hall.gives(name, amount)
    await hall.book()
    row_id = (await hall.ask("나", "{ myMileage { row { id } } }"))["myMileage"]["row"]["id"]
    assert await hall.do("나", "mileageHide(wins: false) { errors { code } isHidden winsHidden }") == {
        "mileageHide": {"errors": [], "isHidden": True, "winsHidden": False}
    }
    await hall.book()
    left = [(1, "가", "4.00"), (2, "다", "2.00"), (3, "라", "1.00")]
    by_id = f'{{ node(id: "{row_id}") {{ ... on LeaderboardRow {{ employee {{ name }} rank }} }} }}'
    for viewer, sees in (("가", False), ("나", True), ("관리", True)):
        assert await board(hall, viewer) == left
        assert (await hall.ask(viewer, BOARD))["leaderboard"]["totalCount"] == 3
        assert await near(hall, "다", neighbours=1) == [(1, "가"), (2, "다"), (3, "라")]
        around = await near(hall, viewer, employee=hall.id("나"), neighbours=1)
        assert around == ([(1, "가"), (2, "나"), (2, "다")] if sees else None)
        found = (await hall.ask(viewer, by_id))["node"]
        assert found == ({"employee": {"name": "나"}, "rank": 2} if sees else None)
    assert (await hall.ask("나", MINE))["myMileage"] == {
        "period": "2014-07",
        "isHidden": True,
        "winsHidden": False,
        "row": {"rank": 2, "total": "3.00", "employee": {"name": "나"}},
    }
    assert await board(hall, holder="DEPARTMENT") == [(1, ASKED, "10.00")]
    assert await hall.do("나", "mileageShow { errors { code } isHidden winsHidden }") == {
        "mileageShow": {"errors": [], "isHidden": False, "winsHidden": True}
    }
    await hall.book()
    assert [name for _, name, _ in await board(hall)] == ["가", "나", "다", "라"]


async def test_a_page_with_places_is_two_statements_that_begin_at_its_cursor(hall: Hall) -> None:
    for name, amount in zip("가나다라마바", (600, 500, 400, 300, 200, 100), strict=True):
        hall.gives(name, amount)
    await hall.book()
    text = "query ($after: String) { leaderboard(first: 2, after: $after) { nodes { rank total } } }"
    page = Operation(text, {"after": await cursor(hall, 2)})
    with recording(hall.reads) as statements:
        assert await FAST.planned(FAST.prepare(page), await hall.context("가")) is not None
    assert len(statements) == 2
    own = "(" + ", ".join(f"mileage_standings.{name}" for name in (*CHAIN, "id")) + ") < ("
    assert own in statements[0].sql  # one comparison of rows: the index is entered at the cursor
