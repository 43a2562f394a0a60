"""One file, told by its content and read by who reads its kind. Runs in the worker."""

from collections.abc import Callable

from madang.errors import Invalid, Reason
from madang.intake.bounds import MOST_BYTES, too_much
from madang.intake.charsets import declared_in, decoded
from madang.intake.feeds import read_feed, read_json_feed
from madang.intake.hangul import read_hwp, read_hwpx
from madang.intake.kinds import kind_of
from madang.intake.mail import read_mail
from madang.intake.markup import read_page
from madang.intake.office import read_docx
from madang.intake.pictures import found
from madang.intake.portable import read_pdf
from madang.intake.taken import Kind, Taken
from madang.intake.wording import title_of

FAILED = "파일이 깨져 있거나 모르는 방법으로 만들어져 읽지 못했습니다."


def read(content: bytes, source: str, depth: int = 0) -> tuple[Taken, ...]:
    """Raises Invalid, saying why. A feed holds many; everything else is one."""
    if len(content) > MOST_BYTES:
        raise too_much(f"{MOST_BYTES // 1024**2} MB를 넘는 파일은")
    kind = kind_of(content)
    try:
        if kind is Kind.MAIL:
            return (read_mail(content, source, depth, read),)
        if kind is Kind.PDF:
            return (read_pdf(content, source, drawn=depth == 0),)
        return READERS[kind](content, source)
    except (Invalid, MemoryError):
        raise
    except RecursionError:
        raise too_much("너무 깊이 겹쳐 있어") from None
    except Exception as failure:  # the libraries fail in any way on files that were made to
        raise Invalid(FAILED, reason=Reason.MALFORMED) from failure


def read_part(content: bytes, source: str, part: str | None) -> Taken:
    """A page, or those parts of it that the selector finds."""
    page = read_page(decoded(content, declared_in(content)), part)
    if not page.text:
        raise Invalid("글이 없는 쪽입니다.", reason=Reason.REQUIRED)
    title = title_of(page.title, text=page.text, source=source)
    pictures = found(page.pictures)
    return Taken(title, page.date, Kind.PAGE, page.text, source, page.html, pictures=pictures)


READERS: dict[Kind, Callable[[bytes, str], tuple[Taken, ...]]] = {
    Kind.PAGE: lambda content, source: (read_part(content, source, None),),
    Kind.HWP: lambda content, source: (read_hwp(content, source),),
    Kind.HWPX: lambda content, source: (read_hwpx(content, source),),
    Kind.DOCX: lambda content, source: (read_docx(content, source),),
    Kind.FEED: read_feed,
    Kind.JSON_FEED: read_json_feed,
}
