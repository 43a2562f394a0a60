"""The page for searching: what was found, its words marked, and links that narrow it or widen it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from madang.errors import Invalid, NotFound
from madang.search.narrowing import Narrowing
from madang.search.snippets import Part
from madang.server.site import addresses, cursors
from madang.server.site.site import Site
from resolvers.context import Context
from resolvers.newsletters import line_files as files
from resolvers.newsletters import lines
from resolvers.newsletters.line_files import FileLine
from resolvers.newsletters.lines import IssueLine
from resolvers.newsletters.search import facets as newsletter_facets
from resolvers.newsletters.search import finding as newsletter_search

SHOWN, VALUES = 20, 12  # issues on a page, values of a facet
FACETS = {  # parameter of the address: facet, what people call it
    "topic": ("topics", "주제"),
    "year": ("years", "해"),
    "title": ("titles", "소식지"),
    "publisher": ("publishers", "펴내는 부서"),
}


LIKE = "like"  # parameter: an issue, to show those that print the same


@dataclass(frozen=True, slots=True)
class Match:
    """`same`: the best of those that print the same; `further`: the address of all, if there are more."""

    issue: IssueLine
    cover: FileLine | None
    heading: Sequence[Part]
    snippet: Sequence[Part]
    attachment: str | None
    same: Sequence[IssueLine]
    count: int
    further: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address that chooses it, or lets go of it."""

    label: str
    count: int
    chosen: bool
    there: str


async def search(request: Request, site: Site) -> Response:
    """Without a word it asks for one. What cannot be sought says why."""
    ctx, query = site.context(), request.query_params
    asked = " ".join(query.get("q", "").split())
    if not asked:
        return site.page(request, "search.html", asked="", problem=None, found=None)
    try:
        found = await newsletter_search.search(
            ctx,
            asked,
            _narrowing(query),
            first=SHOWN,
            after=query.get("after"),
            grouped=LIKE not in query,
        )
    except Invalid as refusal:
        problem = str(refusal)
        return site.page(request, "search.html", status=400, asked=asked[:200], problem=problem, found=None)
    return site.page(
        request,
        "search.html",
        asked=asked,
        problem=None,
        found=found,
        matches=await _matches(ctx, found.hits, query),
        ungroup=_with(query, LIKE, None) if LIKE in query else None,
        facets=_choices(await newsletter_facets.shown(ctx, found), query),
        further=_with(query, "after", found.hits[-1].cursor) if found.has_next and found.hits else None,
        begins="after" not in query,
        anew=_with(query, "after", None),
    )


def _narrowing(query: QueryParams) -> Narrowing:
    year = cursors.year_of(query)
    return Narrowing(
        topics=query.getlist("topic")[:1],
        years=[year] if year is not None else [],
        titles=[_identifier(one) for one in query.getlist("title")[:1]],
        publishers=[_identifier(one) for one in query.getlist("publisher")[:1]],
        group_of=_identifier(query[LIKE]) if LIKE in query else None,
    )


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("이런 것은 없습니다.") from None


async def _matches(ctx: Context, hits: Sequence[newsletter_search.Hit], query: QueryParams) -> list[Match]:
    """With what is folded under each, in one statement, and covers in another."""
    ids = [one.issue_id for hit in hits for one in (hit, *hit.similar)]
    found = await lines.of(ctx, ids)
    covers = await files.covers_of(ctx, [hit.issue_id for hit in hits])
    return [_match(hit, found, covers.get(hit.issue_id), query) for hit in hits if hit.issue_id in found]


def _match(
    hit: newsletter_search.Hit, found: dict[UUID, IssueLine], cover: FileLine | None, query: QueryParams
) -> Match:
    same = [found[one.issue_id] for one in hit.similar if one.issue_id in found]
    has_more = hit.similar_count > len(hit.similar)
    return Match(
        issue=found[hit.issue_id],
        cover=cover,
        heading=hit.heading,
        snippet=hit.snippet,
        attachment=hit.attachment,
        same=same,
        count=hit.similar_count if has_more else len(same),
        further=_with(query, LIKE, str(hit.issue_id)) if has_more else None,
    )


def _choices(shown: dict[str, newsletter_facets.Shown], query: QueryParams) -> dict[str, list[Choice]]:
    """A facet with one value narrows nothing, unless that value was chosen."""
    told: dict[str, list[Choice]] = {}
    for parameter, (facet, name) in FACETS.items():
        chosen = query.get(parameter)
        values = [_choice(query, parameter, chosen, *one) for one in shown[facet]]
        if len(values) > 1 or chosen is not None:
            told[name] = [one for one in values if one.chosen] + [one for one in values if not one.chosen]
            told[name] = told[name][:VALUES]
    return told


def _choice(
    query: QueryParams, parameter: str, chosen: str | None, value: Any, label: str, count: int
) -> Choice:
    is_chosen = chosen == str(value)
    return Choice(label, count, is_chosen, _with(query, parameter, None if is_chosen else str(value)))


def _with(query: QueryParams, name: str, value: str | None) -> str:
    """This search with another value; without one it is left out. It begins with its first page again."""
    kept = {key: query[key] for key in ("q", *FACETS, LIKE) if key in query and key != name}
    return f"{addresses.SEARCH}?{urlencode(kept | ({name: value} if value is not None else {}))}"
