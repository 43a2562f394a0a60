"""The kinds of files we take, and the names they may go by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaType:
    """`mime` is what we serve it as, whatever the sender called it; `inline` may be shown in the page."""

    mime: str
    label: str
    extensions: tuple[str, ...]
    inline: bool = False


PNG = MediaType("image/png", "PNG 그림", (".png",), inline=True)
JPEG = MediaType("image/jpeg", "JPEG 사진", (".jpg", ".jpeg"), inline=True)
GIF = MediaType("image/gif", "GIF 그림", (".gif",), inline=True)
WEBP = MediaType("image/webp", "WebP 그림", (".webp",), inline=True)
PDF = MediaType("application/pdf", "PDF 문서", (".pdf",))
HWP = MediaType("application/x-hwp", "한글 문서", (".hwp",))
HWPX = MediaType("application/hwp+zip", "한글 문서(HWPX)", (".hwpx",))
DOC = MediaType("application/msword", "워드 97–2003 문서", (".doc",))
XLS = MediaType("application/vnd.ms-excel", "엑셀 97–2003 문서", (".xls",))
PPT = MediaType("application/vnd.ms-powerpoint", "파워포인트 97–2003 문서", (".ppt",))
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
DOCX = MediaType(f"{_OPEN_XML}.wordprocessingml.document", "워드 문서", (".docx",))
XLSX = MediaType(f"{_OPEN_XML}.spreadsheetml.sheet", "엑셀 문서", (".xlsx",))
PPTX = MediaType(f"{_OPEN_XML}.presentationml.presentation", "파워포인트 문서", (".pptx",))
ODT = MediaType("application/vnd.oasis.opendocument.text", "오픈도큐먼트 글", (".odt",))
ODS = MediaType("application/vnd.oasis.opendocument.spreadsheet", "오픈도큐먼트 표", (".ods",))
ODP = MediaType("application/vnd.oasis.opendocument.presentation", "오픈도큐먼트 발표", (".odp",))
ZIP = MediaType("application/zip", "ZIP 압축 파일", (".zip",))
# Browsers call cp949 by the name of the standard it extends.
TEXT_UTF8 = MediaType("text/plain; charset=utf-8", "글", (".txt",))
TEXT_CP949 = MediaType("text/plain; charset=euc-kr", "글", (".txt",))
CSV_UTF8 = MediaType("text/csv; charset=utf-8", "쉼표로 나눈 표", (".csv",))
CSV_CP949 = MediaType("text/csv; charset=euc-kr", "쉼표로 나눈 표", (".csv",))

PICTURES = (PNG, JPEG, GIF, WEBP)
DOCUMENTS = (PDF, HWP, HWPX, DOC, XLS, PPT, DOCX, XLSX, PPTX, ODT, ODS, ODP)
TEXTS = (TEXT_UTF8, TEXT_CP949, CSV_UTF8, CSV_CP949)
ALLOWED = (*PICTURES, *DOCUMENTS, *TEXTS, ZIP)
EXTENSIONS = tuple(dict.fromkeys(extension for media in ALLOWED for extension in media.extensions))


_LABELS = {kind.mime: kind.label for kind in ALLOWED}


def label_of(mime: str) -> str:
    """What people call it."""
    return _LABELS.get(mime, "파일")


def told_size(size: int) -> str:
    """As people read it: 812B, 34KB, 1.25MB."""
    if size < 1_024:
        return f"{size}B"
    if size < 1_023.5 * 1_024:
        return f"{size / 1_024:,.0f}KB"
    return f"{size / 1_048_576:,.3g}MB"
