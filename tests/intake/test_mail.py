"""A mailing is taken with its text, its day in Seoul and what is attached, however its charset is called."""

from base64 import b64encode
from datetime import date
from email.message import EmailMessage

import pytest

from madang.errors import Invalid, Reason
from madang.intake.bounds import MOST_DEPTH, MOST_PARTS
from madang.intake.reading import read
from madang.intake.taken import Attachment, Kind, Picture, Taken
from madang.intake.worker import Worker
from tests.intake.writing import hwpx, mail, nested, pdf


def one(content: bytes) -> Taken:
    (taken,) = read(content, "소식.eml")
    return taken


def test_a_message_is_taken_with_its_title_its_day_in_seoul_and_its_text() -> None:
    assert one(mail("심야버스를\r\n늘립니다.", subject="11월 소식").as_bytes()) == Taken(
        title="11월 소식",
        date=date(2026, 11, 20),  # 16:30 in London is the next day in Seoul
        kind=Kind.MAIL,
        text="심야버스를\n늘립니다.",
        source_name="소식.eml",
    )


def test_the_html_of_a_message_is_preferred_and_asks_nothing_from_elsewhere() -> None:
    markup = (
        '<p onclick="x()">심야<b>버스</b></p><img src="http://t.example/1.gif" alt="노선도">'
        '<script>x()</script><a href="javascript:x()">이동</a>'
    )
    taken = one(mail("글만", markup=markup).as_bytes())
    assert taken.text == "심야버스\n\n노선도\n이동"
    assert taken.html is not None
    assert taken.html.strip() == (
        '<p>심야<b>버스</b></p><img alt="노선도"><a rel="noopener noreferrer nofollow">이동</a>'
    )


@pytest.mark.parametrize(
    "charset", ["ks_c_5601-1987", "euc-kr", "EUC-KR", "cp949", "us-ascii", "none-such", "utf-8"]
)
def test_korean_is_read_whatever_the_mailer_calls_it(charset: str) -> None:
    """똠 is no letter of EUC-KR; who writes it means cp949."""
    head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    assert one(head.encode() + "똠방각하 펲시콜라".encode("cp949")).text == "똠방각하 펲시콜라"


def test_lines_of_several_charsets_are_each_read_as_what_fits() -> None:
    mixed = "첫 줄은 유니코드\n".encode() + "둘째 줄은 완성형\n".encode("cp949")
    assert one(b"Subject: x\n\n" + mixed).text == "첫 줄은 유니코드\n둘째 줄은 완성형"


def test_a_line_that_by_chance_is_another_text_too_is_read_as_the_rest() -> None:
    """첨 in cp949 has the bytes of ÷ in UTF-8."""
    assert one(b"Subject: x\n\n" + "첨\n똠방각하".encode("cp949")).text == "첨\n똠방각하"


def test_what_is_no_text_in_any_charset_is_refused() -> None:
    with pytest.raises(Invalid, match="글자를 알아볼 수 없습니다") as refusal:
        one(b"Subject: x\n\n" + b"\xff\xfd\xff\xfc" * 100)
    assert refusal.value.reason is Reason.UNREADABLE


def test_a_letter_cut_between_two_words_of_a_subject_is_whole() -> None:
    subject = "똠방각하 소식".encode("cp949")
    words = [b"=?ks_c_5601-1987?B?" + b64encode(piece) + b"?=" for piece in (subject[:3], subject[3:])]
    assert one(b"Subject: " + b"\r\n ".join(words) + b"\r\n\r\nx").title == "똠방각하 소식"


def test_subjects_and_names_of_bare_bytes_are_read() -> None:
    head = (
        b"Subject: " + "똠방 소식".encode("cp949") + b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\ntext\r\n--b\r\nContent-Disposition: attachment; filename=\""
        + "똠.bin".encode("cp949") + b"\"\r\n\r\n\x01\x02\x03\r\n--b--\r\n"
    )  # fmt: skip
    taken = one(head)
    assert (taken.title, [attachment.name for attachment in taken.attachments]) == ("똠방 소식", ["똠.bin"])


def test_attachments_are_read_in_turn_by_what_they_are() -> None:
    inner = mail("안의 글", ("안.hwpx", hwpx("한글 붙임")), subject="안의 편지")
    outer = mail("겉의 글", ("사진.pdf", pdf("피디에프 붙임")), ("표.xlsx", b"\x01\x02"))
    outer.add_attachment(inner, filename="전달.eml")
    attachments = one(outer.as_bytes()).attachments
    assert attachments[-1] == Attachment("안.hwpx", len(hwpx("한글 붙임")), Kind.HWPX, "한글 붙임")
    told = [(each.name, each.kind, each.text, each.reason) for each in attachments]
    assert told == [
        ("사진.pdf", Kind.PDF, "피디에프 붙임", None),
        ("표.xlsx", None, "", "글을 읽지 않는 종류입니다."),
        ("전달.eml", Kind.MAIL, "안의 편지\n안의 글", None),
        ("안.hwpx", Kind.HWPX, "한글 붙임", None),
    ]


def test_a_text_is_the_body_also_with_a_name_or_without_the_boundary_that_was_promised() -> None:
    named = b"Subject: x\nContent-Type: text/plain; name=a.txt\n\ntext\n"
    unparted = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\ntext\n"
    assert [one(named).text, one(unparted).text] == ["text", "text"]


def test_a_broken_attachment_does_not_keep_the_message_from_being_taken() -> None:
    taken = one(mail("본문", ("깨짐.pdf", b"%PDF-1.7 broken")).as_bytes())
    assert (taken.text, taken.attachments[0].reason) == ("본문", "PDF가 깨져 있습니다.")


def test_a_path_in_a_name_leads_nowhere() -> None:
    taken = one(mail("본문", ("../../etc/passwd", b"\x01")).as_bytes())
    assert taken.attachments[0].name == "passwd"


def test_messages_in_messages_are_read_to_a_depth_and_no_further() -> None:
    assert one(nested(MOST_DEPTH)).attachments[-1].text.endswith("hello")
    for depth, why in [(MOST_DEPTH + 1, "8겹을 넘어"), (40, "8겹을 넘어"), (5_000, "너무 깊이 겹쳐 있어")]:
        with pytest.raises(Invalid, match=why):
            one(nested(depth))


def test_a_message_is_taken_without_the_attachment_that_is_too_deep() -> None:
    message = mail("본문")
    message.add_attachment(nested(MOST_DEPTH), maintype="application", subtype="eml", filename="깊음.eml")
    told = [(each.name, each.reason) for each in one(message.as_bytes()).attachments]
    assert told == [("깊음.eml", "편지 안의 편지가 8겹을 넘어 읽지 않습니다.")]


def test_a_message_of_nothing_but_what_cannot_be_read_is_refused_with_that_reason() -> None:
    for body, why in [
        (mail("", ("표.pdf", pdf("글", password="x"))), "암호가 걸려"),
        (mail(""), "글이 없는 편지"),
    ]:
        with pytest.raises(Invalid, match=why):
            one(body.as_bytes())


def test_a_message_of_too_many_parts_is_refused() -> None:
    message = EmailMessage()
    message["Subject"] = "조각"
    message.make_mixed()
    for _ in range(MOST_PARTS + 1):
        part = EmailMessage()
        part.set_content("조각")
        message.attach(part)
    with pytest.raises(Invalid, match=f"조각이 {MOST_PARTS}개를 넘어"):
        one(message.as_bytes())


@pytest.mark.parametrize(
    "date_header", ["", "yesterday", "Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 31 Dec 9999 23:59:59 -2359"]
)
def test_a_day_that_cannot_be_is_none(date_header: str) -> None:
    assert one(f"Subject: x\nDate: {date_header}\n\ntext".encode()).date is None


def test_pictures_that_came_along_are_numbered_in_the_text_and_the_others_are_attachments() -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "그림", "a@seoul.example"
    data = "data:image/png;base64," + b64encode(b"drawn").decode()
    message.set_content(
        f'<p>하나<img src="cid:one%40x" alt="표지"><img src="{data}"><img src="cid:gone">'
        '<img src="http://t.example/1.gif"><img src="CID:one@x"></p>',
        subtype="html",
    )
    message.add_related(b"first", "image", "png", cid="<one@x>", filename="표지.png")
    message.add_related(b"beside", "image", "png", cid="<two@x>", filename="둘.png")
    message.add_related(b"nameless", "image", "png", cid="<three@x>")
    (taken,) = read(message.as_bytes(), "m.eml")
    assert taken.html == (
        '<p>하나<img src="cid:1" alt="표지"><img src="cid:2"><img src="cid:3"><img><img src="cid:1"></p>\n'
    )
    assert taken.pictures == (Picture(1, b"first"), Picture(2, b"drawn"))
    assert [(one.name, one.content) for one in taken.attachments] == [("둘.png", b"beside")]
    bare = taken.without_contents()
    assert (bare.pictures, [one.content for one in bare.attachments]) == ((), [b""])
    with Worker() as worker:
        (whole,) = worker.read(message.as_bytes(), "m.eml", contents=True)
        (told,) = worker.read(message.as_bytes(), "m.eml")
    assert isinstance(whole, Taken)
    assert isinstance(told, Taken)
    assert (whole.pictures, told.pictures) == (taken.pictures, ())
