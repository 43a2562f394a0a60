"""Newsletters that print the same press texts, each in its own way: the same for the same seed.

Three texts in ten are short news in a template that is the same each month: they look alike and are not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.search_corpus import generated as texts
from benchmarks.search_files import Document, read_documents, read_field

SAME = ("same", "group", "cluster", "duplicate_of")  # names of the field that tells which texts are the same
COPIES = (1, 4)  # further newsletters that print a press text
PRINTED_AGAIN = 0.1  # of the texts
IN_TEMPLATE = 0.3
NUMBER = re.compile(r"(\d+)(?=년|월|일)")
SENTENCE = re.compile(r"(?<=\.)\s+")
CONTACT = (
    "문의: 서울특별시 {d} 담당자 02-2133-{n}. 서울특별시 중구 세종대로 110. 전자우편 news{n}@seoul.go.kr",
    "※ 자세한 내용은 {d} 누리집에서 보실 수 있습니다. 수신을 원하지 않으시면 {n}번으로 알려 주십시오.",
)
GREETING = (
    "안녕하십니까, {d}입니다. 이번 호에서 전해 드릴 소식입니다.",
    "{d}에서 시민 여러분께 알려 드립니다.",
)
ALWAYS = (
    "{d} 소식지를 받아 보시는 여러분 안녕하십니까.",
    "{d}에서는 매달 첫째 주에 우리 동네의 새 소식을 모아 보내 드립니다.",
    "이용 시간은 평일 9시부터 18시까지이며 월요일은 쉽니다.",
    "찾아오시는 길은 {d} 누리집에서 보실 수 있습니다.",
    "그만 받으시려면 아래의 주소를 눌러 주십시오.",
    "대표전화 02-2133-{n}.",
    "여러분의 글과 사진을 기다립니다.",
    "이 소식지는 {d}에서 펴내며 누구나 옮겨 실을 수 있습니다.",
    "지난 호는 {d} 자료실에 모두 모아 두었습니다.",
    "{d} 가족이 되어 주신 여러분께 감사드립니다.",
    "행사 사진은 사진첩에서 내려받으실 수 있습니다.",
    "바뀐 주소는 {n}번으로 알려 주시면 다음 호부터 그리로 보내 드립니다.",
    "주차장이 좁으니 지하철이나 버스를 타고 오십시오.",
    "어린이와 어르신은 {d}에 무료로 들어오실 수 있습니다.",
    "자원봉사를 하고 싶으신 분은 {d} 사무실로 오십시오.",
)
Edit = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Copy:
    """A text, with the original that it says again and how it was edited; neither for a text of its own."""

    document: Document
    of: str | None = None
    edit: str = ""


def _department(random: Random) -> str:
    of = random.choice("가나다라마바사아자차카타파하") + random.choice("동서남북중상하")
    return f"{of} {random.choice(('구청', '사업소', '센터', '도서관'))}"


def _contact(text: str, random: Random) -> str:
    return f"{text} {random.choice(CONTACT).format(d=_department(random), n=random.randint(1000, 9999))}"


def _greeted(text: str, random: Random) -> str:
    return f"{random.choice(GREETING).format(d=_department(random))} {text}"


def _shorter(text: str, random: Random) -> str:
    """Without one sentence in eight, at least one."""
    sentences = SENTENCE.split(text)
    for _ in range(max(1, len(sentences) // 8)):
        sentences.pop(random.randrange(len(sentences)))
    return " ".join(sentences)


def _dated(text: str, random: Random) -> str:
    return NUMBER.sub(lambda found: str(int(found[1]) + random.randint(0, 1)), text)


def _spaced(text: str, random: Random) -> str:
    return re.sub(" ", lambda _: random.choice((" ", " ", "", "\n")), text)


def _all(text: str, random: Random) -> str:
    for edit in (_shorter, _dated, _greeted, _contact, _spaced):
        text = edit(text, random)
    return text


EDITS: dict[str, Edit] = {
    "heading only": lambda text, random: text,
    "contact lines": _contact,
    "greeting": _greeted,
    "sentences dropped": _shorter,
    "dates changed": _dated,
    "other spacing": _spaced,
    "all of these": _all,
}


def generated(count: int, seed: int) -> list[Copy]:
    random = Random(seed)
    documents, _ = texts(count, 0, seed)
    made: list[Copy] = []
    for document in documents:
        own = _in_template(document) if random.random() < IN_TEMPLATE else document
        made.append(Copy(own))
        if own is document and random.random() < PRINTED_AGAIN:
            made += [_copy(document, number, random) for number in range(random.randint(*COPIES))]
    return made[:count]


def _in_template(document: Document) -> Document:
    """Three sentences of its own among what its newsletter always says."""
    of = Random(document.newsletter)
    words = {"d": _department(of), "n": of.randint(1000, 9999)}
    always = [sentence.format(**words) for sentence in of.sample(ALWAYS, 7)]
    own = SENTENCE.split(document.body)[:3]
    return replace(document, body=" ".join([*always[:2], *own, *always[2:]]))


def _copy(document: Document, number: int, random: Random) -> Copy:
    kind = random.choice(list(EDITS))
    body = EDITS[kind](document.body, random)
    title = random.choice(("{} 안내", "[알림] {}", "{}", "이달의 소식: {}")).format(document.title)
    newsletter = f"{document.newsletter} 자매지 {number}"
    copy = replace(document, id=f"{document.id}-{number}", title=title, body=body, newsletter=newsletter)
    return Copy(copy, document.id, kind)


def read(path: Path) -> list[Copy]:
    """Of those that have the same in the field the first is the original. Raises ValueError."""
    documents, told = read_documents(path), read_field(path, SAME)
    first: dict[str, str] = {}
    return [_read(one, told.get(one.id), first) for one in documents]


def _read(document: Document, same: str | None, first: dict[str, str]) -> Copy:
    if same is None or first.setdefault(same, document.id) == document.id:
        return Copy(document)
    return Copy(document, first[same], "told by the file")


def press_texts(copies: Sequence[Copy]) -> dict[str, str]:
    """Of each text that is printed several times: its original."""
    originals = {one.of for one in copies if one.of}
    return {
        one.document.id: one.of or one.document.id for one in copies if one.of or one.document.id in originals
    }
