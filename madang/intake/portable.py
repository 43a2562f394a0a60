"""PDF: the text of its pages, and the first of them as a picture."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
from pypdfium2 import raw  # pyright: ignore[reportMissingTypeStubs]

from madang.errors import Invalid, Reason
from madang.files.pictures import FLATTEST
from madang.intake import days
from madang.intake.apart import made_apart
from madang.intake.bounds import MOST_PAGES, gathered, too_much
from madang.intake.taken import Kind, Picture, Taken
from madang.intake.wording import tidy, title_of

COVER = 1_200  # pixels of the longer side
QUALITY = 85  # of a JPEG
DRAWING = 2  # seconds that the first page may take
MOMENT = "D:%Y%m%d%H%M%S"


def read_pdf(content: bytes, source: str, *, drawn: bool) -> Taken:
    """`drawn`: with its first page as a picture. A poster without a text is all picture."""
    with _opened(content) as document:
        if len(document) > MOST_PAGES:
            raise too_much(f"{MOST_PAGES:,}쪽을 넘어")
        text = tidy(gathered(_pages(document)))
        shown = _cover(document[0]) if drawn and len(document) else ()
        if not text and not shown:
            message = "글이 없는 PDF입니다. 그림으로만 되어 있으면 글이 있는 파일을 찾아 주십시오."
            raise Invalid(message, reason=Reason.REQUIRED)
        title, written = _said(document)
        title = title_of(title, text=text, source=source)
        return Taken(title, written, Kind.PDF, text, source, pictures=shown)


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as failure:
        if failure.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            message = "암호가 걸려 있습니다. 암호를 풀고 다시 저장해 주십시오."
            raise Invalid(message, reason=Reason.UNREADABLE) from None
        raise Invalid("PDF가 깨져 있습니다.", reason=Reason.MALFORMED) from None


def _pages(document: Any) -> Iterator[str]:
    """A broken page is passed over, as viewers do."""
    for number in range(len(document)):
        try:
            page = document[number]
            written = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        yield cast(str, written.get_text_bounded()) + "\n"
        written.close()
        page.close()


def _said(document: Any) -> tuple[str, date | None]:
    said = cast(dict[str, str], document.get_metadata_dict(skip_empty=False))
    return said["Title"], _moment(said["CreationDate"])


def _moment(written: str) -> date | None:
    """D:20261102200000+09'00'; without a zone, or with a broken one, it is Seoul's."""
    zone = written[16:].replace("'", "")
    for text, form in ((written[:16] + (zone or "+0900"), MOMENT + "%z"), (written[:16], MOMENT)):
        try:
            return days.of_moment(datetime.strptime(text, form))
        except ValueError:
            continue
    return None


def _cover(page: Any) -> tuple[Picture, ...]:
    """None where it takes too long, as pages of a million strokes do, or is nothing to look at."""
    short, long = sorted(cast(tuple[float, float], page.get_size()))
    if short <= 0 or long > FLATTEST * short:
        return ()
    shown = made_apart(lambda: _drawn(page, COVER / long), seconds=DRAWING)
    return (Picture(0, shown),) if shown else ()


def _drawn(page: Any, scale: float) -> bytes:
    """Nothing of an empty page."""
    picture = page.render(scale=scale).to_pil()
    darkest, lightest = picture.convert("L").getextrema()
    if darkest == lightest:
        return b""
    shown = BytesIO()
    picture.save(shown, "JPEG", quality=QUALITY)
    return shown.getvalue()
