"""Random newsletters for searches: for all and for some, out and not. The same rows for the same seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from madang.rules.newsletters import Audience, FileRole, IssueState, Period
from models import Newsletter, NewsletterFile, NewsletterIssue
from tests.newsletters.conftest import Press
from tests.newsletters.pressing import press_text, reprinted
from tests.newsletters.searching import attached, issue, title

WORDS = [
    "심야버스",
    "버스",
    "야간",
    "따릉이",
    "대여소",
    "운영",
    "운영하는",
    "점검합니다",
    "한강공원",
    "공원을",
    "축제",
    "책",
    "도서관에서",
    "미세먼지",
    "마스크",
    "2014년",
    "7월",
    "12",
    "night",
    "bus",
    "골목길",
    "정류장",
]
SECRETS = ("비밀", "내부감찰", "심야버스", "축제")  # the last two are what everybody writes of, too
QUERIES = (
    "심야버스", "버스 운영", "야간 버스는 언제 운영하나요?", "책", "ㅅㅇㅂㅅ", "2014년 7월", "NIGHT",
    "비밀", "내부감찰", "", "따릉이대여소", "한강 공원 축제", "운영", "우주선",
)  # fmt: skip
TYPED = ("심", "ㅅ", "버스", "축", "비", "내부", "소식", "교", "심야벗")
Row = Newsletter | NewsletterIssue | NewsletterFile


@dataclass(slots=True)
class Rows:
    """`seen`: what citizens may read; `hidden`: what is for staff, not out, narrowed or an original."""

    seen: list[Row] = field(default_factory=list[Row])
    hidden: list[Row] = field(default_factory=list[Row])


def made(press: Press, seed: int, *, titles: int = 5, issues: int = 9) -> Rows:
    random, rows = Random(seed), Rows()
    for number in range(titles):
        secret = number % 2 == 1
        of = _title(press, random, number, secret=secret)
        (rows.hidden if secret else rows.seen).append(of)
        for count in range(1, issues + 1):
            _add(press, random, rows, of, count, secret=secret or random.random() < 0.4)
    return rows


def _title(press: Press, random: Random, number: int, *, secret: bool) -> Newsletter:
    return title(
        press,
        f"title-{number}",
        id=_id(random),
        name=f"{random.choice(SECRETS if secret else WORDS)} 소식 {number}",
        audience=Audience.STAFF if secret else Audience.CITIZEN,
        topics=f"\n{random.choice(SECRETS)}\n"
        if secret
        else random.choice(["", "\n교통\n", "\n교통\n축제\n"]),
        period=random.choice(list(Period)),
    )


def _add(press: Press, random: Random, rows: Rows, of: Newsletter, number: int, *, secret: bool) -> None:
    day = date(2014, 1, 1) + timedelta(days=random.randrange(400))
    text = (_said(random, 3, secret), _printed(_said(random, 12, secret), day), day.isoformat())
    given: dict[str, Any] = {"id": _id(random)}
    if secret and of.audience is Audience.CITIZEN:
        narrowed = {"audience": Audience.STAFF}
        given |= random.choice([narrowed, {"state": IssueState.DRAFT}, {"state": IssueState.APPROVED}])
    elif random.random() < 0.3:
        given["state"] = IssueState.ARCHIVED
    one = issue(press, of, number, text, **given)
    kept = rows.hidden if secret else rows.seen
    kept.append(one)
    if random.random() < 0.3:
        kept.append(attached(one, _said(random, 6, secret), id=_id(random)))
    if random.random() < 0.3:
        rows.hidden.append(attached(one, _said(random, 6, True), role=FileRole.ORIGINAL, id=_id(random)))


def _printed(said: str, day: date) -> str:
    """With what others print, too, some of them for all and some not."""
    random = Random(day.toordinal())
    if random.random() < 0.5:
        return said
    return f"{said} {reprinted(press_text(random.randrange(3)), random.choice((0.0, 0.05, 0.2)))}"


def _said(random: Random, words: int, secret: bool) -> str:
    said = random.choices(WORDS, k=random.randint(1, words))
    if secret:
        said.insert(random.randrange(len(said) + 1), random.choice(SECRETS))
    return " ".join(said)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
