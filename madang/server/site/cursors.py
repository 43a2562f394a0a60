"""Where a page goes on, as it stands in an address. What nobody can have been given leads to no page."""

from datetime import date
from uuid import UUID

from starlette.datastructures import QueryParams

from madang.errors import NotFound
from resolvers.newsletters.lines import IssueLine, Place, TitleLine

LONGEST_NAME = 100


def behind_issue(line: IssueLine) -> str:
    return of_place((line.issued_on, line.id))


def of_place(place: Place) -> str:
    day, id = place
    return f"{day.isoformat()}.{id.hex}"


def behind_title(line: TitleLine) -> str:
    return f"{line.id.hex}.{line.name}"


def issue_place(query: QueryParams, name: str) -> Place | None:
    if name not in query:
        return None
    day, _, id = query[name].partition(".")
    try:
        return date.fromisoformat(day), _identifier(id)
    except ValueError:
        raise NotFound("이런 쪽은 없습니다.") from None


def title_place(query: QueryParams) -> tuple[str, UUID] | None:
    """`?after=`"""
    if "after" not in query:
        return None
    id, _, name = query["after"].partition(".")
    if not name or len(name) > LONGEST_NAME:
        raise NotFound("이런 쪽은 없습니다.")
    return name, _identifier(id)


def year_of(query: QueryParams) -> int | None:
    """`?year=`"""
    if "year" not in query:
        return None
    text = query["year"]
    if len(text) != 4 or not (text.isascii() and text.isdecimal()) or text == "0000":
        raise NotFound("이런 쪽은 없습니다.")
    return int(text)


def _identifier(text: str) -> UUID:
    if len(text) != 32 or not text.isascii() or not text.isalnum():
        raise NotFound("이런 쪽은 없습니다.")
    try:
        return UUID(hex=text)
    except ValueError:
        raise NotFound("이런 쪽은 없습니다.") from None
