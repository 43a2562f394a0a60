"""Search over newsletters as people use it: spacing, particles, numbers, dates, initials, questions."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from madang.rules.newsletters import FileRole
from tests.builders import NOON
from tests.newsletters.conftest import Press
from tests.newsletters.searching import FOUND, attached, fill, issue, keep, title

Search = Callable[..., Awaitable[Any]]


@pytest.fixture
def search(press: Press) -> Search:
    async def asked(query: str, who: str | None = None, **given: Any) -> Any:
        return (await press.ask(who, FOUND, query=query, **given))["newsletterSearch"]

    return asked


def headings(found: Any) -> list[str]:
    return [edge["node"]["heading"] for edge in found["edges"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("심야버스 운영", "올빼미버스 늘어난다"),
        ("심야 버스", "올빼미버스 늘어난다"),
        ("심야버스를 운영합니까?", "올빼미버스 늘어난다"),
        ("한강 공원앞 대여소", "따릉이 대여소 안내"),
        ("미세먼지 심한 날 무엇을 써야 하나요", "미세먼지 대책"),
        ("2014. 7. 15.", "미세먼지 대책"),
        ("2014-07-15", "미세먼지 대책"),
        ("2014년 8월", "따릉이 대여소 안내"),
        ("7월 15일", "미세먼지 대책"),
        ("5월 2일 소식", "책 읽는 서울"),
        ("night BUS", "책 읽는 서울"),
        ("ｎｉｇｈｔ", "책 읽는 서울"),
        ("\u1109\u1175\u11b7\u110b\u1163\u1107\u1165\u1109\u1173", "올빼미버스 늘어난다"),
        ("책", "책 읽는 서울"),
        ("ㄸㄹㅇ", "따릉이 대여소 안내"),
        ("심야 버스는 언제부터 언제까지 다니나요?", "올빼미버스 늘어난다"),
    ],
)
async def test_it_finds(press: Press, search: Search, query: str, first: str) -> None:
    await fill(press)
    assert headings(await search(query))[:1] == [first]


async def test_what_nobody_wrote_of_is_not_found(press: Press, search: Search) -> None:
    await fill(press)
    found = await search("우주정거장")
    assert (found["totalCount"], found["edges"]) == (0, [])
    assert found["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False, "endCursor": None}


async def test_attachments_are_searched_and_originals_are_not(press: Press, search: Search) -> None:
    of = title(press)
    one = issue(press, of, 1, ("첫 호", "안녕하십니까.", "2014-07-01"))
    await keep(press, of, one)
    assert (await search("하수도 정비"))["totalCount"] == 0
    await keep(
        press,
        attached(one, "붙임: 하수도를 정비하는 구간은 다음과 같습니다."),
        attached(one, "받는 사람: 비밀 주소록", role=FileRole.ORIGINAL),
        attached(one, "지운 첨부의 은하수", removed_at=NOON),
    )
    (hit,) = (await search("하수도 정비"))["edges"]
    assert (hit["node"]["heading"], hit["attachment"]) == ("첫 호", "붙임.pdf")
    assert [part["text"] for part in hit["snippet"] if part["marked"]] == ["하수도", "정비"]
    for who in (None, "남", "직원", "관리자"):
        assert (await search("주소록", who))["totalCount"] == 0
        assert (await search("은하수", who))["totalCount"] == 0
