"""Told by the content what a file is; refused when it is called something else."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.errors import Invalid, Reason
from madang.files import media
from madang.files.compound import Compound
from madang.files.media import ALLOWED, MediaType
from madang.files.sniffing import HEAD, sniff
from tests.files.compound_writer import compound_file

HWP_HEADER = b"HWP Document File".ljust(256, b"\0")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"")


def zipped(*entries: tuple[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for place, (name, content) in enumerate(entries):
            stored = zipfile.ZIP_STORED if place == 0 and name == "mimetype" else compression
            archive.writestr(name, content, compress_type=stored)
    return buffer.getvalue()


def office(folder: str) -> bytes:
    return zipped(
        ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<r/>"), (f"{folder}/main.xml", "<x/>")
    )


def with_mimetype(mime: str) -> bytes:
    return zipped(("mimetype", mime), ("content.xml", "<x/>"))


def packed(name: str, content: str) -> bytes:
    """As programs write it that treat all entries alike."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def refused(content: bytes, name: str) -> Reason | None:
    with pytest.raises(Invalid) as refusal:
        sniff(content, name)
    return refusal.value.reason


OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
SAMPLES: list[tuple[str, bytes, MediaType]] = [
    ("사진.png", png(), media.PNG),
    ("사진.JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0", media.JPEG),
    ("움직임.gif", b"GIF89a\1\0\1\0\0\0\0;", media.GIF),
    ("사진.webp", b"RIFF\x1a\0\0\0WEBPVP8L", media.WEBP),
    ("계획.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", media.PDF),
    ("계획.hwp", compound_file({"FileHeader": HWP_HEADER, "DocInfo": b"x"}), media.HWP),
    ("옛글.doc", compound_file({"WordDocument": b"x"}), media.DOC),
    ("옛표.xls", compound_file({"Workbook": b"x"}), media.XLS),
    ("옛발표.ppt", compound_file({"PowerPoint Document": b"x"}), media.PPT),
    ("계획.hwpx", with_mimetype("application/hwp+zip"), media.HWPX),
    ("파이썬.hwpx", packed("mimetype", "application/hwp+zip"), media.HWPX),
    ("글.odt", with_mimetype(OPEN_DOCUMENT + "text"), media.ODT),
    ("표.ods", with_mimetype(OPEN_DOCUMENT + "spreadsheet"), media.ODS),
    ("발표.odp", with_mimetype(OPEN_DOCUMENT + "presentation"), media.ODP),
    ("글.docx", office("word"), media.DOCX),
    ("표.xlsx", office("xl"), media.XLSX),
    ("발표.pptx", office("ppt"), media.PPTX),
    ("묶음.zip", zipped(("자료/가.txt", "가")), media.ZIP),
    ("글.txt", "심야버스 운행 계획".encode(), media.TEXT_UTF8),
    ("글.txt", "심야버스 운행 계획 똠방".encode("cp949"), media.TEXT_CP949),
    ("표.csv", "부서,건수\n버스정책과,3\n".encode("utf-8-sig"), media.CSV_UTF8),
    ("표.csv", "부서,건수\n버스정책과,3\n".encode("cp949"), media.CSV_CP949),
]


@pytest.mark.parametrize(("name", "content", "expected"), SAMPLES)
def test_every_kind_is_known_by_its_content(name: str, content: bytes, expected: MediaType) -> None:
    assert sniff(content, name) is expected
    assert sniff(io.BytesIO(content), name) is expected


def test_every_kind_we_take_has_a_sample() -> None:
    assert {kind for _, _, kind in SAMPLES} == set(ALLOWED)


@pytest.mark.parametrize(("name", "content", "kind"), SAMPLES)
def test_no_kind_passes_under_the_name_of_another(name: str, content: bytes, kind: MediaType) -> None:
    also = {
        media.TEXT_UTF8: ".csv",
        media.TEXT_CP949: ".csv",
        media.CSV_UTF8: ".txt",
        media.CSV_CP949: ".txt",
    }
    allowed = {*kind.extensions, also.get(kind, ".zip" if content.startswith(b"PK") else "")}
    others = [other for other in ALLOWED if not set(other.extensions) & allowed]
    assert {refused(content, "가" + other.extensions[0]) for other in others} == {Reason.DISGUISED}


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.pdf.exe",
        "a.html",
        "a.svg",
        "a.js",
        "a.docm",
        "a.lnk",
        "이름없음",
        ".pdf",
        "a.pdf\u202e.exe",
    ],
)
def test_other_extensions_are_refused_with_what_may_be_sent(name: str) -> None:
    assert refused(b"%PDF-1.7", name) is Reason.UNSUPPORTED
    with pytest.raises(Invalid, match="올릴 수 있는 형식: png, jpg, jpeg, gif, webp, pdf, hwp, hwpx"):
        sniff(b"%PDF-1.7", name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"<html><script>alert(1)</script>"),
        ("a.png", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.png", png(chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"))),
        ("a.gif", b"GIF89a/*<SVG onload=alert(1)>*/"),
        ("a.pdf", b"%PDF-1.7\n<!DOCTYPE html><html>"),
        ("a.txt", b"<!DOCTYPE html>\n<p>x"),
        ("a.txt", b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- x --><svg/onload=alert(1)>"),
        ("a.csv", b"MZ\x90\0\3\0\0\0"),
        ("a.txt", b"\x7fELF\2\1\1"),
        ("a.txt", b"\x1b]0;title\x07"),
        ("a.txt", "가".encode("utf-16")),
        ("a.pdf", b"MZ" + b"%PDF-1.7"),
        ("a.hwp", b"HWP Document File V3.00"),
        ("a.hwp", compound_file({"FileHeader": b"something else"})),
        ("a.docx", compound_file({"EncryptedPackage": b"x"})),
        ("a.docx", zipped(("evil.txt", "word/document.xml"))),
        ("a.hwpx", with_mimetype("application/hwp+zipper")),
        ("a.txt", b""),
        ("a.png", b""),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    assert refused(content, name) is Reason.DISGUISED


def test_markup_spoken_of_in_a_text_is_only_text() -> None:
    assert sniff("공지: <html> 태그를 쓰지 마세요".encode(), "a.txt") is media.TEXT_UTF8


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize("before", ["", "a", "aa"])
def test_a_text_cut_within_a_letter_is_still_text(encoding: str, before: str) -> None:
    content = (before + "가" * HEAD).encode(encoding)
    assert sniff(content, "a.txt").label == "글"


@pytest.mark.parametrize("padding", [0, 5, 200, 14_100])
def test_hangul_files_are_known_wherever_their_directory_stands(padding: int) -> None:
    streams = {f"BIN{number:04}": b"x" for number in range(40)} | {"FileHeader": HWP_HEADER}
    assert sniff(compound_file(streams, padding=padding), "a.hwp") is media.HWP


@given(st.data())
def test_a_damaged_compound_file_is_told_within_bounds(data: st.DataObject) -> None:
    whole = bytearray(compound_file({"FileHeader": HWP_HEADER, "DocInfo": b"x" * 900}))
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(8, 600) | st.integers(8, len(whole) - 1))
        whole[place] = data.draw(st.sampled_from([0, 1, 2, 4, 9, 12, 0xFE, 0xFF]))
    reader = CountingReader(bytes(whole[: data.draw(st.integers(8, len(whole)))]))
    Compound(reader).starts_with("FileHeader", b"HWP Document File")
    assert reader.reads <= 5_000


class CountingReader(io.BytesIO):
    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


@given(st.binary(max_size=300), st.sampled_from([kind.extensions[0] for kind in ALLOWED]))
def test_whatever_comes_is_taken_or_refused(content: bytes, extension: str) -> None:
    try:
        kind = sniff(content, "a" + extension)
    except Invalid:
        return
    assert extension in kind.extensions
