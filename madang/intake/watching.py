"""A page that is watched: the part that counts, or the links that lead to newsletters. Runs in the worker."""

from madang.errors import Invalid, Reason
from madang.intake.bounds import too_much
from madang.intake.charsets import declared_in, decoded
from madang.intake.kinds import kind_of
from madang.intake.markup import hrefs
from madang.intake.reading import FAILED, read_part
from madang.intake.taken import Kind, Taken, Watch

MOST_LINKS = 300
Looked = tuple[tuple[Taken, ...], tuple[str, ...]]


def look(content: bytes, source: str, watch: Watch) -> Looked:
    """Its text, or its links if the watch is for links. Raises Invalid."""
    if kind_of(content) is not Kind.PAGE:
        raise Invalid("홈페이지(HTML)가 아닙니다. 주소를 확인해 주십시오.", reason=Reason.UNSUPPORTED)
    try:
        if watch.links is None:
            return (read_part(content, source, watch.part),), ()
        return (), hrefs(decoded(content, declared_in(content)), watch.links, most=MOST_LINKS)
    except (Invalid, MemoryError):
        raise
    except RecursionError:
        raise too_much("너무 깊이 겹쳐 있어") from None
    except Exception as failure:  # the library fails in any way on pages that were made to
        raise Invalid(FAILED, reason=Reason.MALFORMED) from failure
