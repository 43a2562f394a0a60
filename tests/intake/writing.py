"""Files as departments and their enemies make them, written here: none is kept in the repository."""

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.files.compound_writer import FREE, SECTOR, compound_file

MANIFEST = """<?xml version="1.0"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata>
<opf:title>{title}</opf:title><opf:meta name="CreatedDate" content="text">{created}</opf:meta></opf:metadata>
<opf:manifest>
<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>
<opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>"""
VERSION = (
    '<?xml version="1.0"?><hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" major="5"/>'
)
SECTION = (
    '<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">{}</hs:sec>'
)
COMPRESSED, LOCKED = 1, 2  # flags of HWP 5
CREATED, FILETIME = 12, 64  # of a property set
HWPX_MIME = ("mimetype", "application/hwp+zip")
HWPX_PARTS = ("version.xml", "Contents/content.hpf", "Contents/section0.xml")


def zipped(*entries: tuple[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=stored)
    return buffer.getvalue()


def unpacked(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def hwpx(*paragraphs: str, title: str = "", created: str = "2026-11-02T20:00:00Z") -> bytes:
    section = "".join(f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>" for text in paragraphs)
    return zipped(
        HWPX_MIME,
        ("version.xml", VERSION),
        ("Contents/content.hpf", MANIFEST.format(title=title, created=created)),
        ("Contents/section0.xml", SECTION.format(section)),
    )


def docx(body: str, core: str = "", before: str = "") -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'{before}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    said = (
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>"
    )
    return zipped(
        ("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), ("docProps/core.xml", said)
    )


def pdf(
    *pages: str,
    title: str | None = None,
    password: str | None = None,
    repeat: int = 1,
    letters: tuple[str, str] | None = None,
    drawing: bytes = b"",
    size: tuple[int, int] = (595, 842),
) -> bytes:
    """Korean by a font whose codes are those of Unicode: letters of the basic plane only.

    `letters`: by one of the character maps that readers have to know, and the encoding it stands for.
    """
    writer = PdfWriter()
    font = _korean_font(writer) if letters is None else _font_of_a_known_map(writer, letters[0])
    encoding = "utf-16-be" if letters is None else letters[1]
    for text in pages:
        page = writer.add_blank_page(*size)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        lines = " T* ".join(f"<{line.encode(encoding).hex()}> Tj" for line in text.split("\n"))
        stream = DecodedStreamObject()
        stream.set_data(
            b"BT /F1 12 Tf 14 TL 50 800 Td " + f"{lines} T* ".encode() * repeat + b"ET " + drawing
        )
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # pyright: ignore[reportPrivateUsage]
    if title is not None:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20261102200000Z"})
    if password is not None:
        writer.encrypt(password, algorithm="AES-256")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _korean_font(writer: PdfWriter) -> object:
    name, number = NameObject, NumberObject
    to_unicode = DecodedStreamObject()
    to_unicode.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"2 beginbfrange <0000> <00FF> <0000> <AC00> <D7A3> <AC00> endbfrange\nendcmap end end"
    )
    under = DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/CIDFontType2"),
            name("/BaseFont"): name("/F"),
            name("/DW"): number(1000),
        }
    )
    return writer._add_object(  # pyright: ignore[reportPrivateUsage]
        DictionaryObject(
            {
                name("/Type"): name("/Font"),
                name("/Subtype"): name("/Type0"),
                name("/BaseFont"): name("/F"),
                name("/Encoding"): name("/Identity-H"),
                name("/DescendantFonts"): ArrayObject([under]),
                name("/ToUnicode"): writer._add_object(to_unicode),  # pyright: ignore[reportPrivateUsage]
            }
        )
    )


def _font_of_a_known_map(writer: PdfWriter, known: str) -> object:
    name, number = NameObject, NumberObject
    collection = {"/Registry": "Adobe", "/Ordering": "Korea1"}
    told = DictionaryObject({name(key): TextStringObject(value) for key, value in collection.items()})
    told[name("/Supplement")] = number(1)
    under = {name("/Type"): name("/Font"), name("/Subtype"): name("/CIDFontType0")}
    under |= {name("/BaseFont"): name("/HYSMyeongJo-Medium"), name("/CIDSystemInfo"): told}
    font = {name("/Type"): name("/Font"), name("/Subtype"): name("/Type0")}
    font |= {name("/BaseFont"): name("/HYSMyeongJo-Medium"), name("/Encoding"): name(f"/{known}")}
    whole = DictionaryObject(font)
    whole[name("/DescendantFonts")] = ArrayObject([DictionaryObject(under)])
    return writer._add_object(whole)  # pyright: ignore[reportPrivateUsage]


def mail(
    body: str, *files: tuple[str, bytes], subject: str = "소식", markup: str | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "news@seoul.example"
    message["Date"] = "Thu, 19 Nov 2026 16:30:00 +0000"
    message.set_content(body)
    if markup is not None:
        message.add_alternative(markup, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def nested(depth: int) -> bytes:
    """Messages in messages, written by hand: the library would not write so many."""
    head = b"Subject: in\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + b"Subject: last\r\n\r\nhello\r\n"


def bomb(name: str, size: int) -> bytes:
    return zipped(HWPX_MIME, (name, b"\0" * size))


def lying(archive: bytes, name: bytes, told: int) -> bytes:
    """The size of an entry told as another, in both places."""
    changed = bytearray(archive)
    for mark, at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = archive.find(mark)
        while place >= 0:
            if archive[place + at : place + at + len(name)] == name:
                changed[place + size_at : place + size_at + 4] = told.to_bytes(4, "little")
            place = archive.find(mark, place + 4)
    return bytes(changed)


def hwp(*paragraphs: str, flags: int = 0, created: datetime | None = None, shown: bytes = b"") -> bytes:
    """HWP 5 with one section. The storage that holds it is a folder among the streams of the root.

    `shown`: the first page, as its program has drawn it.
    """
    section = b"".join(_paragraph(text) for text in paragraphs)
    info, section = (_raw_deflated(b""), _raw_deflated(section)) if flags & COMPRESSED else (b"", section)
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": info, "BodyText": b"", "Section0": section}
    streams |= {"PrvImage": shown, "\x05HwpSummaryInformation": _summary(created)}
    file = bytearray(compound_file(streams))
    file_header, doc_info, body, inside, preview, summary = range(1, 7)  # their places in the directory
    _link(file, 0, 5, FREE, FREE, body)
    _link(file, body, 1, doc_info, file_header, inside)
    _link(file, file_header, 2, preview, summary, FREE)
    return bytes(file)


def _summary(created: datetime | None) -> bytes:
    """A property set ([MS-OLEPS]) of when the document was made, in tenths of microseconds since 1601."""
    since = (created - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10 if created else 0
    told = struct.pack("<IIIIIQ", 28, 1, CREATED, 16, FILETIME, since)
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48) + told


def _raw_deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)[2:-4]


def _link(file: bytearray, place: int, kind: int, left: int, right: int, child: int) -> None:
    at = SECTOR + place * 128
    file[at + 66] = kind
    file[at + 68 : at + 80] = struct.pack("<III", left, right, child)


def _paragraph(text: str) -> bytes:
    letters = (text + "\r").encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(letters) // 2, 0, 0, 0, 0, 0, 0, 0, 0)
    return _record(66, 0, head) + _record(67, 1, letters)


def _record(tag: int, level: int, data: bytes) -> bytes:
    """A length of 4,095 says that the real one follows."""
    size = min(len(data), 4_095)
    longer = struct.pack("<I", len(data)) if size == 4_095 else b""
    return struct.pack("<I", tag | level << 10 | size << 20) + longer + data
