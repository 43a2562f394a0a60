"""Newsletters that nobody has written, and questions about them: the same for the same seed.

Each text says one thing (what happens to which subject at which place) in a heading and sentences, and
mentions other things besides. Questions ask for that one thing in words of their own: other endings, other
spacing, whole sentences, parts of it. No sentence of a text is made by what makes questions.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.search_files import Document, Query
from madang.text.hangul import with_particle

SUBJECTS = (
    "심야버스", "따릉이 대여소", "골목길 정류장", "범죄예방디자인", "교통카드 단말기",
    "미세먼지 측정소", "공공와이파이", "주민센터 민원실", "도시텃밭", "재활용품 선별장",
    "전기차 충전소", "공원 조명", "국공립어린이집", "전통시장 주차장", "한강 수영장", "하수관로",
    "지하철 승강장", "한옥 보존지구", "청년수당", "독거노인 안부전화", "마을도서관", "작은도서관",
    "장애인 콜택시", "무인민원발급기", "보행자 전용거리", "자전거도로", "빗물저금통", "옥상녹화",
    "나눔카", "여성안심귀가", "어르신 일자리", "마을기업", "사회적경제", "햇빛발전소", "아이돌봄",
    "치매안심센터", "보건지소", "정신건강상담", "금연구역", "음식물쓰레기 종량제", "공동주택 관리",
    "주택 바우처", "재개발 구역", "도시재생", "서울둘레길", "한양도성", "봉제공장", "창업보육센터",
    "공공근로", "시민대학", "다문화가정", "결혼이민자 통역", "청소년 쉼터", "학교급식",
    "친환경 식재료", "놀이터", "반려동물 놀이공간", "길고양이 급식소", "동물원", "식물원", "박물관",
    "미술관", "거리공연", "축제", "시민청", "열린데이터광장", "정보공개", "120다산콜", "민방위 교육",
    "소방안전", "지진대피소", "제설",
)  # fmt: skip
PLACES = (
    "종로구", "중구", "용산구", "성동구", "광진구", "동대문구", "중랑구", "성북구", "강북구", "도봉구",
    "노원구", "은평구", "서대문구", "마포구", "양천구", "강서구", "구로구", "금천구", "영등포구",
    "동작구", "관악구", "서초구", "강남구", "송파구", "강동구", "여의도", "잠실", "상암동", "홍대입구",
    "신촌", "동대문", "청계천", "남산", "북촌", "서울역", "뚝섬",
)  # fmt: skip
ACTS = (
    "설치", "확대", "개선", "점검", "운영", "폐지", "이전", "보수", "홍보", "조사", "개방", "통합",
    "신설", "연장", "지원", "모집", "교육", "상담", "정비", "축소",
)  # fmt: skip
TELLING = (
    "{p}에서는 {s_을} {a}합니다.", "{p} {s} {a} 사업이 {m}월부터 시작됩니다.",
    "이번에 {p}에서 {s_이} {a}되어 시민이 더 편하게 이용할 수 있습니다.",
    "{s} {a_을} 위하여 {p}와 협의를 마쳤습니다.", "{p} 주민들은 {s} {a_을} 오래 기다려 왔습니다.",
    "{p}의 {s_은} {y}년 {m}월 {d}일까지 {a}할 계획입니다.",
)  # fmt: skip
ASIDE = (
    "한편 {p}의 {s}에 대한 문의도 이어지고 있습니다.", "{s} 담당 부서는 {p} 현장을 찾았습니다.",
    "지난해 {p}에서 {s_을} {a}한 바 있습니다.", "예산 {n}억 원이 들어갑니다.",
    "자세한 내용은 다산콜 {n}번으로 물어보시기 바랍니다.", "신청은 {m}월 {d}일까지 받습니다.",
    "참가비는 {n}천 원입니다.", "시민 {n}명이 의견을 냈습니다.",
    '담당자는 "앞으로도 노력하겠다"고 말했습니다.', "비가 오면 다음 날로 미룹니다.",
    "문화 소식도 함께 전합니다.", "{s} 관련 자료는 누리집에서 내려받을 수 있습니다.",
)  # fmt: skip
HEADINGS = (
    "{p} {s} {a}", "{s} {a} 안내", "달라지는 {s}", "{p}에서 만나요", "{s}, 이렇게 바뀝니다",
    "{m}월의 소식", "{p} {s} 이야기", "시민과 함께하는 {s}",
)  # fmt: skip
ASKING = {
    "words": (
        "{p} {s} {a}", "{s} {p} {a}",
    ),
    "particles": (
        "{p}에 {s_을} {a}하나요", "{p}의 {s_은} {a}했습니까",
    ),
    "respaced": (
        "{p} {t} {a}", "{p}{t} {a}하는",
    ),
    "question": (
        "{p}에서는 언제 {s_이} {a}되나요?", "{s} {a}에 대해 {p} 소식을 알려 주세요",
        "{p} {s_은} 어떻게 {a}하고 있는지 궁금합니다",
    ),
    "two of three": (
        "{p} {s}", "{s} {a}",
    ),
    "dated": (
        "{y}년 {m}월 {p} {s}", "{s} {p} {y}-{m:02}",
    ),
}  # fmt: skip
FIRST_DAY, DAYS = date(2010, 1, 1), 1_700
NEWSLETTERS = 51
ASIDES = (10, 25)  # sentences about other things, in each text


@dataclass(frozen=True, slots=True)
class Fact:
    subject: str
    place: str
    act: str
    day: date

    def say(self, pattern: str, random: Random) -> str:
        words = {"s": self.subject, "p": self.place, "a": self.act, "t": _respaced(self.subject, random)}
        for name, word in (("s", self.subject), ("a", self.act)):
            for particle, form in (("을", "을/를"), ("이", "이/가"), ("은", "은/는")):
                words[f"{name}_{particle}"] = with_particle(word, form)  # type: ignore[arg-type]
        day = {"y": self.day.year, "m": self.day.month, "d": self.day.day, "n": random.randint(2, 900)}
        return pattern.format(**words, **day)


def generated(documents: int, queries: int, seed: int) -> tuple[list[Document], list[Query]]:
    random = Random(seed)
    facts = [_fact(random) for _ in range(documents)]
    texts = [_document(number, fact, random) for number, fact in enumerate(facts)]
    return texts, _queries(facts, queries, Random(seed + 1))


def _fact(random: Random) -> Fact:
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return Fact(random.choice(SUBJECTS), random.choice(PLACES), random.choice(ACTS), day)


def _document(number: int, fact: Fact, random: Random) -> Document:
    telling = [fact.say(one, random) for one in random.sample(TELLING, random.randint(2, 3))]
    asides = [_fact(random).say(random.choice(ASIDE), random) for _ in range(random.randint(*ASIDES))]
    sentences = telling + asides
    random.shuffle(sentences)
    heading = fact.say(random.choice(HEADINGS), random)
    newsletter = f"소식지 {random.randrange(NEWSLETTERS) + 1}"
    return Document(f"d{number}", heading, " ".join(sentences), fact.day, newsletter)


def _queries(facts: Sequence[Fact], count: int, random: Random) -> list[Query]:
    """Of each kind as many. A text answers if all that is asked is what it says; ten at most do."""
    whole: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        month = f"{fact.day:%Y-%m}"
        for key in _keys(fact, month):
            whole[key].append(number)
    kinds: list[str] = list(ASKING)
    found: list[Query] = []
    while len(found) < count:
        kind, fact = kinds[len(found) % len(kinds)], random.choice(facts)
        pattern = random.choice(ASKING[kind])
        answers = whole[_key(pattern, fact)]
        if len(answers) <= 10:
            text = fact.say(pattern, random)
            found.append(Query(f"{kind} {len(found)}", text, {f"d{n}": 1.0 for n in answers}))
        else:
            kinds = [one for one in kinds if one != kind or len(kinds) == 1]
    return found


def _keys(fact: Fact, month: str) -> list[tuple[str, ...]]:
    s, p, a = fact.subject, fact.place, fact.act
    return [("spa", s, p, a), ("sp", s, p), ("sa", s, a), ("spy", s, p, month)]


def _key(pattern: str, fact: Fact) -> tuple[str, ...]:
    asked = {name for name in "spay" if f"{{{name}" in pattern or (name == "s" and "{t}" in pattern)}
    month = f"{fact.day:%Y-%m}"
    known = {frozenset(key[0]): key for key in _keys(fact, month)}
    return known[frozenset(asked)]


def _respaced(subject: str, random: Random) -> str:
    """With its blanks elsewhere, or without."""
    letters = subject.replace(" ", "")
    if letters != subject:
        return letters
    cut = random.randint(1, len(letters) - 1) if len(letters) < 4 else 2
    return f"{letters[:cut]} {letters[cut:]}"
