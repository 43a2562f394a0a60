"""A press text, and how departments print it."""

from random import Random

from sqlalchemy import insert, select, update

from madang.search.sketches import bands, sketch
from models import NewsletterBand, NewsletterIssue, NewsletterSketch, NewsletterText
from resolvers.newsletters.search.sketching import keep_sketches
from tests.newsletters.conftest import Press
from tests.newsletters.searching import issue, keep, title

SAID = """
서울시 시민 버스 심야 노선 운영 확대 정류장 안내 도서관 어린이 공원 자전거 대여소 한강 축제 마을 골목
주민 참여 예산 교육 모집 상담 지원 청년 어르신 건강 보건소 미세먼지 마스크 재활용 수거 점검 가로등 공사
구간 통행 제한 우회 전통시장 주차장 문화 공연 전시 무료 입장 신청 접수 마감 결과 발표 협력 부서
담당자 회의 계획 조사 개선
"""
WORDS = SAID.split()


def press_text(seed: int, words: int = 150) -> str:
    """Some 350 letters that nobody else has written."""
    random = Random(seed)
    return " ".join(
        random.choice(WORDS) + random.choice(("", "을", "에서", "의", "은")) for _ in range(words)
    )


def reprinted(text: str, changed: float, seed: int = 0) -> str:
    """With so much of its end written anew."""
    words = text.split()
    kept = int(len(words) * (1 - changed))
    return " ".join([*words[:kept], *press_text(1_000 + seed).split()[: len(words) - kept]])


async def printed(
    press: Press, slug: str, *texts: str, day: int = 1, **given: object
) -> list[NewsletterIssue]:
    """A newsletter that has these texts, one a day from this day of July on."""
    of = title(press, slug, name=f"{slug} 소식")
    made = [
        issue(press, of, number, (f"{slug} {number}", text, f"2014-07-{day + number - 1:02}"), **given)
        for number, text in enumerate(texts, start=1)
    ]
    await keep(press, of, *made)
    return made


async def sketch_all(press: Press) -> int:
    """What every process does by itself every few seconds. Returns of how many texts."""
    return await keep_sketches(await press.board.context(None))


async def say_the_same(press: Press) -> None:
    """Whoever compares takes all that is out for one text, whatever it says."""
    kept = sketch("", press_text(0)) or b""
    async with press.city.sessions() as session, session.begin():
        numbers = list(await session.scalars(select(NewsletterText.number)))
        rows = [{"number": number, "sketch": kept} for number in numbers]
        await session.execute(insert(NewsletterSketch), rows)
        several = [{"band": band, "number": number} for number in numbers for band in bands(kept)]
        await session.execute(insert(NewsletterBand), several)
        await session.execute(update(NewsletterText).values(sketched=True))
