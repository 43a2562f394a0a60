"""The pages: each asks a handful of statements for what it shows, and no more."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from madang.errors import NotFound
from madang.server.site import addresses, cursors
from madang.server.site.meaning import article
from madang.server.site.site import Site
from resolvers.context import Context
from resolvers.newsletters import line_files as files
from resolvers.newsletters import lines
from resolvers.newsletters.line_files import FileLine
from resolvers.newsletters.lines import IssueLine, TitleLine
from resolvers.newsletters.similar import similar_of

LATEST, ISSUES, TITLES, SAME = 12, 20, 60, 50  # on one page


async def home(request: Request, site: Site) -> Response:
    ctx = site.context()
    newest, topics = await lines.newest(ctx, LATEST), await lines.topics(ctx)
    covers = await _covers(ctx, newest)
    return site.page(request, "home.html", newest=newest, covers=covers, topics=topics)


async def titles(request: Request, site: Site) -> Response:
    """The catalogue, by name."""
    ctx, after = site.context(), cursors.title_place(request.query_params)
    found = await lines.titles_after(ctx, TITLES + 1, after=after)
    return site.page(
        request,
        "titles.html",
        titles=found[:TITLES],
        begins=after is None,
        further=cursors.behind_title(found[TITLES - 1]) if len(found) > TITLES else None,
        topics=await lines.topics(ctx),
    )


async def topic(request: Request, site: Site) -> Response:
    ctx, name = site.context(), request.path_params["topic"]
    found = await lines.titles_after(ctx, TITLES, topic=name)
    if not found:
        raise NotFound("이런 주제는 없습니다.")
    return site.page(request, "topic.html", topic=name, **await _several(ctx, found))


async def publisher(request: Request, site: Site) -> Response:
    """What one department publishes, by its name."""
    ctx, name = site.context(), request.path_params["name"]
    found = await lines.titles_after(ctx, TITLES, publisher=name)
    if not found:
        raise NotFound("이런 부서는 없습니다.")
    return site.page(request, "publisher.html", name=name, **await _several(ctx, found))


async def title(request: Request, site: Site) -> Response:
    """A title, and its issues: the newest, those of one year, or further ones."""
    ctx, query = site.context(), request.query_params
    found = await _title(ctx, request)
    before, year = cursors.issue_place(query, "before"), cursors.year_of(query)
    issues = await lines.issues_of(ctx, found.id, ISSUES + 1, before=before, year=year)
    return site.page(
        request,
        "title.html",
        title=found,
        issues=issues[:ISSUES],
        covers=await _covers(ctx, issues[:ISSUES]),
        year=year,
        years=await lines.years_of(ctx, found.id),
        begins=before is None,
        further=cursors.behind_issue(issues[ISSUES - 1]) if len(issues) > ISSUES else None,
    )


async def issue(request: Request, site: Site) -> Response:
    ctx, slug = site.context(), request.path_params["slug"]
    found = await lines.issue_at(ctx, slug, request.path_params["number"])
    if found is None:
        raise NotFound("이런 호는 없습니다.")
    before, after = await lines.neighbours(ctx, slug, (found.issued_on, found.id))
    if request.method == "GET":
        site.openings.opened(found.id)
    base, own = site.base(request), (await files.files_of(ctx, [found.id])).get(found.id, [])
    cover = files.shown_cover(own)
    return site.page(
        request,
        "issue.html",
        issue=found,
        before=before,
        after=after,
        cover=cover,
        cover_stands=cover is not None and files.stands_in(cover, own, found.html),
        attachments=files.attachments(own),
        same=await _same(ctx, found.id),
        meaning=article(found, base, cover) if base else None,
    )


async def latest(request: Request, site: Site) -> Response:
    """Leads on to the newest issue of a title, for whoever keeps one address."""
    found = await _title(site.context(), request)
    newest, there = found.latest, addresses.title_path(found.slug)
    if newest:
        there = addresses.issue_path(found.slug, newest.number)
    return RedirectResponse(there, status_code=302, headers={"cache-control": site.cache})


async def nothing(request: Request, site: Site) -> Response:
    """What is at no address of ours. A line at its end is forgiven."""
    path = request.url.path
    if path.endswith("/") and len(path) > 1:
        return RedirectResponse("/" + path.strip("/"), status_code=308)
    raise NotFound("이런 쪽은 없습니다.")


async def _several(ctx: Context, titles: Sequence[TitleLine]) -> dict[str, Any]:
    """Titles that have something in common, and what has come out of all of them."""
    newest = await lines.newest(ctx, ISSUES, titles=[one.id for one in titles])
    return {"titles": titles, "newest": newest, "covers": await _covers(ctx, newest)}


async def _same(ctx: Context, id: UUID) -> list[IssueLine]:
    """Issues that print the same text, the most alike first."""
    similar = (await similar_of(SAME)(ctx, [id]))[id]
    found = await lines.of(ctx, [one.issue_id for one in similar])
    return [found[one.issue_id] for one in similar if one.issue_id in found]


async def _covers(ctx: Context, issues: Sequence[IssueLine]) -> dict[UUID, FileLine]:
    return await files.covers_of(ctx, [one.id for one in issues])


async def _title(ctx: Context, request: Request) -> TitleLine:
    found = await lines.title_at(ctx, request.path_params["slug"])
    if found is None:
        raise NotFound("이런 소식지는 없습니다.")
    return found
