"""PDF: the text of its pages."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import MOST_PAGES, gathered, too_much
from madang.intake.taken import Kind, Taken
from madang.intake.wording import tidy, title_of


def read_pdf(content: bytes, source: str) -> Taken:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Invalid("암호가 걸려 있습니다. 암호를 풀고 다시 저장해 주십시오.", reason=Reason.UNREADABLE)
        text = tidy(gathered(_pages(reader)))
        title, written = _said(reader)
    except LimitReachedError:
        raise too_much("펼치면 너무 커서") from None
    except PyPdfError:
        raise Invalid("PDF가 깨져 있습니다.", reason=Reason.MALFORMED) from None
    if not text:
        message = "글이 없는 PDF입니다. 그림으로만 되어 있으면 글이 있는 파일을 찾아 주십시오."
        raise Invalid(message, reason=Reason.REQUIRED)
    return Taken(title_of(title, text=text, source=source), written, Kind.PDF, text, source)


def _pages(reader: PdfReader) -> Iterator[str]:
    if len(reader.pages) > MOST_PAGES:
        raise too_much(f"{MOST_PAGES:,}쪽을 넘어")
    for page in reader.pages:
        yield page.extract_text()


def _said(reader: PdfReader) -> tuple[str | None, "days.date | None"]:
    """What the file says of itself is often broken where its pages are not."""
    try:
        said = reader.metadata
        return (None, None) if said is None else (said.title, days.of_moment(said.creation_date))
    except (PyPdfError, ValueError, TypeError, AttributeError):
        return None, None
