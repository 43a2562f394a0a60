"""PDF, HWP, HWPX and DOCX: text, title and day, and one clear reason where there are none."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image

from madang.errors import Invalid
from madang.files.media import JPEG
from madang.files.pictures import extent_of
from madang.intake.bounds import MOST_CHARACTERS, MOST_PAGES
from madang.intake.reading import read
from madang.intake.taken import Kind, Picture, Taken
from tests.intake.writing import (
    COMPRESSED,
    HWPX_MIME,
    HWPX_PARTS,
    LOCKED,
    bomb,
    docx,
    hwp,
    hwpx,
    lying,
    pdf,
    unpacked,
    zipped,
)

WHITE = 255
SQUARE = b"100 100 300 300 re f"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
ROW = f"<w:tr>{CELL.format('노선')}{CELL.format('대수')}</w:tr>"
PARAGRAPH = '<w:p><w:r><w:t>첫</w:t></w:r><w:r><w:t xml:space="preserve"> 문단</w:t></w:r></w:p>'


def one(content: bytes, source: str = "폴더/소식지.bin") -> Taken:
    (taken,) = read(content, source)
    return taken


def reason(content: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        read(content, "소식지")
    return str(refusal.value)


def test_pages_of_a_pdf_are_read_with_what_it_says_of_itself() -> None:
    taken = one(pdf("심야버스 운영\n둘째 줄", "둘째 쪽", title="Microsoft Word - 11월 소식.hwp"))
    assert (taken.title, taken.date, taken.kind) == ("11월 소식", date(2026, 11, 3), Kind.PDF)
    assert taken.text == "심야버스 운영\n둘째 줄\n\n둘째 쪽"


def test_a_document_without_a_title_is_called_by_its_first_line() -> None:
    assert (one(pdf("심야버스 운영\n둘째 줄")).title, one(hwpx("첫 문단", "둘째")).title) == (
        "심야버스 운영",
        "첫 문단",
    )


@pytest.mark.parametrize(
    "letters", [("KSCms-UHC-H", "cp949"), ("KSC-EUC-H", "euc-kr"), ("UniKS-UTF16-H", "utf-16-be")]
)
def test_letters_of_a_pdf_are_known_by_the_character_maps_of_korean_programs(
    letters: tuple[str, str],
) -> None:
    assert one(pdf("심야버스 9개 노선을\n늘립니다", letters=letters)).text == "심야버스 9개 노선을\n늘립니다"


def test_the_first_page_of_a_pdf_is_its_picture() -> None:
    (picture,) = one(pdf("심야버스", "둘째 쪽", drawing=SQUARE)).pictures
    with Image.open(BytesIO(picture.content)) as shown:
        assert (picture.place, shown.format, shown.size) == (0, "JPEG", (848, 1200))
        assert shown.convert("L").getpixel((847, 1199)) == WHITE


def test_an_empty_first_page_is_no_picture() -> None:
    assert one(pdf("심야버스")).pictures == ()  # of a font that is not in the file


@pytest.mark.parametrize(("high", "shown"), [(1_800, 1), (2_100, 0)])
def test_a_page_as_flat_as_a_banner_is_no_picture_as_no_other_is(high: int, shown: int) -> None:
    pictures = one(pdf("심야버스", drawing=SQUARE, size=(400, high))).pictures
    assert len(pictures) == shown
    for picture in pictures:
        extent = extent_of(picture.content, JPEG)
        assert extent is not None
        assert extent.is_worth_showing


def test_a_poster_is_taken_though_it_has_no_text() -> None:
    taken = one(pdf("", drawing=SQUARE), "폴더/소식지 2026년 11월호.pdf")
    assert (taken.title, taken.text, len(taken.pictures)) == ("소식지 2026년 11월호", "", 1)


def test_a_page_that_takes_long_to_draw_is_read_without_a_picture() -> None:
    content = pdf("심야버스", drawing=b"0 0 m " + b"595 842 l 0 842 l 595 0 l 0 421 l " * 400_000 + b"B*\n")
    taken = one(content)
    assert (taken.text, taken.pictures) == ("심야버스", ())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf("글", password="1234"), "암호가 걸려 있습니다. 암호를 풀고 다시 저장해 주십시오."),
        (pdf(""), "글이 없는 PDF입니다. 그림으로만 되어 있으면 글이 있는 파일을 찾아 주십시오."),
        (pdf("글")[:200], "PDF가 깨져 있습니다."),
        (hwp("글", flags=LOCKED), "암호가 걸려 있습니다. 암호를 풀고 다시 저장해 주십시오."),
        (hwpx("글")[:-30], "파일이 깨져 있습니다."),
        (hwpx(""), "글이 없는 문서입니다."),
        (docx("<w:p/>"), "글이 없는 문서입니다."),
        (docx("<w:p>"), "파일 안의 XML이 깨져 있습니다."),
        (b"  \n", "빈 파일입니다."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, why: str) -> None:
    assert reason(content) == why


@pytest.mark.parametrize("flags", [0, COMPRESSED])
def test_hwp_is_read_compressed_or_not(flags: int) -> None:
    taken = one(hwp("심야버스를 늘립니다", "둘째 문단", flags=flags))
    assert (taken.kind, taken.title, taken.text) == (
        Kind.HWP,
        "심야버스를 늘립니다",
        "심야버스를 늘립니다\n둘째 문단",
    )


def test_hwp_tells_its_day_in_seoul_and_shows_its_first_page() -> None:
    taken = one(hwp("글", created=datetime(2026, 11, 2, 20, tzinfo=UTC), shown=b"first page"))
    assert (taken.date, taken.pictures) == (date(2026, 11, 3), (Picture(0, b"first page"),))
    assert (one(hwp("글")).date, one(hwp("글")).pictures) == (None, ())


def test_hwpx_is_read_with_its_title_and_its_day_in_seoul() -> None:
    taken = one(hwpx("첫 문단", "둘째 문단", title="11월 소식"))
    assert (taken.kind, taken.title, taken.date) == (Kind.HWPX, "11월 소식", date(2026, 11, 3))
    assert taken.text.split() == ["첫", "문단", "둘째", "문단"]


def test_docx_is_read_with_rows_as_lines() -> None:
    core = "<dc:title>구정 소식</dc:title><dcterms:modified>2026-11-20T15:00:00Z</dcterms:modified>"
    taken = one(docx(f"{PARAGRAPH}<w:tbl>{ROW}{ROW}</w:tbl>", core))
    assert (taken.kind, taken.title, taken.date) == (Kind.DOCX, "구정 소식", date(2026, 11, 21))
    assert taken.text == "첫 문단\n노선 대수\n노선 대수"


def test_ten_thousand_pages_are_refused() -> None:
    assert reason(pdf(*["a"] * (MOST_PAGES + 1))) == f"{MOST_PAGES:,}쪽을 넘어 읽지 않습니다."


@pytest.mark.parametrize("told", [None, 10])
def test_what_unpacks_to_too_much_is_refused_whatever_it_says(told: int | None) -> None:
    packed = bomb("Contents/section0.xml", 200_000_000)
    if told is None:
        assert reason(packed) == "압축을 풀면 128 MB를 넘어 읽지 않습니다."
    else:
        assert reason(lying(packed, b"Contents/section0.xml", told)) == "파일이 깨져 있습니다."


def test_an_archive_of_too_many_files_is_refused() -> None:
    many = [(f"Contents/{number}", "") for number in range(2_000)]
    assert (
        reason(zipped(("mimetype", "application/hwp+zip"), *many))
        == "파일 안에 파일이 2,000개를 넘어 읽지 않습니다."
    )


def test_a_text_that_is_too_long_is_refused() -> None:
    long = f"<w:p><w:r><w:t>{'가' * MOST_CHARACTERS}</w:t></w:r></w:p>"
    assert reason(docx(long)) == "글이 2,000,000자를 넘어 읽지 않습니다."


def test_hangul_documents_that_swell_are_refused() -> None:
    for content in (hwpx("가" * 1_000_000), hwp("가" * 1_000_000, flags=COMPRESSED)):
        assert reason(content) == "압축을 풀면 너무 커서 읽지 않습니다."


def test_entities_of_xml_are_not_multiplied() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    types = f'<!DOCTYPE w [<!ENTITY l0 "lol">{laughs}]>'
    assert reason(docx("<w:p>&l9;</w:p>", before=types)) == "XML에 문서 형식 선언이 있어 읽지 않습니다."


def test_the_first_page_that_a_program_has_drawn_is_taken_else_the_first_picture() -> None:
    drawn = zipped(
        HWPX_MIME,
        *((name, unpacked(hwpx("버스"), name)) for name in HWPX_PARTS),
        ("BinData/image1.png", b"inside"),
        ("Preview/PrvImage.png", b"first page"),
    )
    assert read(drawn, "a.hwpx")[0].pictures == (Picture(0, b"first page"),)
    word = ("word/document.xml", unpacked(docx("<w:p><w:r><w:t>버스</w:t></w:r></w:p>"), "word/document.xml"))
    pictured = zipped(word, ("word/media/image2.jpeg", b"two"), ("word/media/image1.emf", b"not shown"))
    assert read(pictured, "a.docx")[0].pictures == (Picture(0, b"two"),)
    assert read(docx("<w:p><w:r><w:t>버스</w:t></w:r></w:p>"), "b.docx")[0].pictures == ()
