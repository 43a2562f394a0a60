"""What a file is, told by its content. Its name must agree; what the sender declares is not asked."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from madang.errors import Invalid, Reason
from madang.files import compound, media
from madang.files.media import EXTENSIONS, MediaType
from madang.files.names import extension_of

HEAD = 65_536  # bytes

STARTS = (
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", media.PNG),
    (b"\xff\xd8\xff", media.JPEG),
    (b"GIF87a", media.GIF),
    (b"GIF89a", media.GIF),
    (b"%PDF-", media.PDF),
)
ZIPPED_BY_MIMETYPE = {
    b"application/hwp+zip": media.HWPX,
    b"application/vnd.oasis.opendocument.text": media.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": media.ODS,
    b"application/vnd.oasis.opendocument.presentation": media.ODP,
}
ZIPPED_BY_FOLDER = {b"word/": media.DOCX, b"xl/": media.XLSX, b"ppt/": media.PPTX}
COMPOUND_BY_STREAM = {"WordDocument": media.DOC, "Workbook": media.XLS, "Book": media.XLS}

ZIP_ENTRY = re.compile(rb"PK\x03\x04.{4}(.{2}).{16}(.{2})(.{2})", re.DOTALL)
DEFLATED = 8
LONGEST_MIMETYPE = 80  # bytes, packed or not
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s>/]", re.IGNORECASE)
MARKUP_AT_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf\s*)?(?:<[?!][^>]{0,500}>\s*)*" + MARKUP.pattern, re.IGNORECASE
)
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sniff(content: bytes | BinaryIO, name: str) -> MediaType:
    """Reads at most a few hundred kilobytes and leaves the position anywhere.

    Raises Invalid for a kind we do not take, and for a file that is not what its name says.
    """
    file = BytesIO(content) if isinstance(content, bytes) else content
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        allowed = ", ".join(extension.removeprefix(".") for extension in EXTENSIONS)
        message = f"이 형식의 파일은 올릴 수 없습니다. 올릴 수 있는 형식: {allowed}"
        raise Invalid(message, reason=Reason.UNSUPPORTED)
    found = next((kind for kind in kinds(file) if extension in kind.extensions), None)
    if found is None:
        advice = "암호가 걸려 있으면 풀고, 원래 프로그램에서 다시 저장해 올려 주세요."
        raise Invalid(f"내용이 {extension} 파일이 아닙니다. {advice}", reason=Reason.DISGUISED)
    return found


def kinds(file: BinaryIO) -> Iterator[MediaType]:
    """What the content may be taken for; several only where nothing but the name tells them apart."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        yield from _zipped(head)
    elif head.startswith(compound.SIGNATURE):
        yield from _in_compound(compound.Compound(file))
    elif (binary := _binary(head)) is not None:
        if not MARKUP.search(
            head[:4096]
        ):  # else it is also a page with scripts, for a browser that looks for one
            yield binary
    elif not MARKUP_AT_START.match(head):
        yield from _texts(head)


def _binary(head: bytes) -> MediaType | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return media.WEBP
    return next((kind for start, kind in STARTS if head.startswith(start)), None)


def _zipped(head: bytes) -> Iterator[MediaType]:
    """Documents in an archive are archives too, and an archive may hold a folder called `word`."""
    yield media.ZIP
    for name, following in _zip_entries(head):
        if name == b"mimetype":
            mime = following.partition(b"PK")[0].strip()
            yield from (kind for known, kind in ZIPPED_BY_MIMETYPE.items() if known == mime)
        yield from (kind for folder, kind in ZIPPED_BY_FOLDER.items() if name.startswith(folder))


def _zip_entries(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names in the local headers of the first bytes, each with some of what follows it."""
    for match in ZIP_ENTRY.finditer(head):
        method, name_length, extra_length = (int.from_bytes(told, "little") for told in match.groups())
        end = match.end() + name_length
        begin = end + extra_length
        following = head[begin : begin + LONGEST_MIMETYPE]
        yield head[match.end() : end], _unpacked(following) if method == DEFLATED else following


def _unpacked(packed: bytes) -> bytes:
    """A mimetype should not be packed, but some programs do."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, LONGEST_MIMETYPE)
    except zlib.error:
        return b""


def _in_compound(file: compound.Compound) -> Iterator[MediaType]:
    names = file.names()
    if file.starts_with("FileHeader", b"HWP Document File"):
        yield media.HWP
    if "PowerPoint Document" in names:
        yield media.PPT
    yield from (kind for stream, kind in COMPOUND_BY_STREAM.items() if stream in names)


def _texts(head: bytes) -> Iterator[MediaType]:
    if not head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if _reads_as(head, "utf-8"):
        yield from (media.TEXT_UTF8, media.CSV_UTF8)
    elif _reads_as(head, "cp949"):
        yield from (media.TEXT_CP949, media.CSV_CP949)


def _reads_as(head: bytes, encoding: str) -> bool:
    """The last character of the head may be cut."""
    for cut in range(4 if len(head) == HEAD else 1):
        try:
            return NO_TEXT.search(head[: len(head) - cut].decode(encoding)) is None
        except UnicodeDecodeError:
            continue
    return False
