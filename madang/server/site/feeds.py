"""Feeds for citizens: of everything, of a title, a topic, a department; each in three forms."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from madang.errors import NotFound
from madang.rules.newsletters import FileRole
from madang.server.site import addresses, answers
from madang.server.site.feed_forms import FORMS
from madang.server.site.site import Site
from madang.server.site.syndication import NEVER, Feed, entry, identifier, updated
from resolvers.context import Context
from resolvers.newsletters import lines
from resolvers.newsletters.line_files import files_of
from resolvers.newsletters.lines import TitleLine

ENTRIES = 50


class Pages(NamedTuple):
    """Where the readers of a feed read on."""

    home: str
    topic: Callable[[str], str]
    publisher: Callable[[str], str]
    has_files: bool  # no feed reader signs in, as files for staff want


def _in_app(topic: str) -> str:
    return f"/newsletters?topic={quote(topic)}"


def _found_in_app(publisher: str) -> str:
    return f"/newsletters/search?q={quote(publisher)}"


ON_SITE = Pages(addresses.HOME, addresses.topic_path, addresses.publisher_path, has_files=True)
IN_APP = Pages("/newsletters", _in_app, _found_in_app, has_files=False)
# The same for everybody: a page of somebody else may read it, too.
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


async def of_all(request: Request, site: Site) -> Response:
    return await _answer(request, site, await everything(site.context(), _base(request, site)))


async def of_title(request: Request, site: Site) -> Response:
    found = await title_feed(site.context(), _base(request, site), request.path_params["slug"])
    return await _answer(request, site, found)


async def of_topic(request: Request, site: Site) -> Response:
    found = await topic_feed(site.context(), _base(request, site), request.path_params["topic"])
    return await _answer(request, site, found)


async def of_publisher(request: Request, site: Site) -> Response:
    found = await publisher_feed(site.context(), _base(request, site), request.path_params["name"])
    return await _answer(request, site, found)


async def everything(ctx: Context, base: str, pages: Pages = ON_SITE) -> Feed:
    named = ("서울소식지", "서울시 여러 부서가 펴내는 소식지의 새로 나온 호.")
    return await _feed(ctx, base, pages, pages.home, named, None)


async def title_feed(ctx: Context, base: str, slug: str, pages: Pages = ON_SITE) -> Feed:
    title = await lines.title_at(ctx, slug)
    if title is None:
        raise NotFound("이런 소식지는 없습니다.")
    named = (title.name, f"{title.publisher}의 소식지. 펴내는 주기: {title.period.label}.")
    found = await _feed(ctx, base, pages, f"{pages.home}/{slug}", named, [title.id], title)
    return replace(found, language=title.language.value.lower())


async def topic_feed(ctx: Context, base: str, topic: str, pages: Pages = ON_SITE) -> Feed:
    titles = await lines.titles_about(ctx, topic)
    if not titles:
        raise NotFound("이런 주제는 없습니다.")
    named = (f"{topic} · 서울소식지", f"{topic}에 관한 소식지의 새로 나온 호.")
    return await _feed(ctx, base, pages, pages.topic(topic), named, titles)


async def publisher_feed(ctx: Context, base: str, name: str, pages: Pages = ON_SITE) -> Feed:
    titles = await lines.titles_by(ctx, name)
    if not titles:
        raise NotFound("이런 부서는 없습니다.")
    named = (f"{name} · 서울소식지", f"{name}에서 펴내는 소식지의 새로 나온 호.")
    return await _feed(ctx, base, pages, pages.publisher(name), named, titles)


async def written(feed: Feed, kind: str) -> str:
    """Some feeds have fifty long issues: others are answered meanwhile."""
    return await to_thread(FORMS[kind].write, feed)


async def _feed(
    ctx: Context,
    base: str,
    pages: Pages,
    path: str,
    named: tuple[str, str],
    titles: Sequence[UUID] | None,
    title: TitleLine | None = None,
) -> Feed:
    found = await lines.newest(ctx, ENTRIES, titles=titles, whole=True)
    name, about = named
    ids = [line.id for line in found] if pages.has_files else []
    attached = await files_of(ctx, ids, {FileRole.ATTACHMENT})
    return Feed(
        id=identifier(base + path, title),
        name=name,
        about=about,
        home=base + path,
        own=base + path,
        icon=base,
        updated=updated(found, title),
        entries=[entry(line, base, pages.home, attached.get(line.id, ())) for line in found],
    )


def _base(request: Request, site: Site) -> str:
    if request.path_params["kind"] not in FORMS:
        raise NotFound("이런 피드는 없습니다.")
    base = site.base(request)
    if base is None:
        raise NotFound("이런 누리집은 없습니다.")
    return base


async def _answer(request: Request, site: Site, feed: Feed) -> Response:
    kind = request.path_params["kind"]
    whole = replace(feed, own=f"{feed.home}/feed.{kind}", icon=feed.icon + site.assets.icon.path)
    return answers.kept(
        request,
        await written(whole, kind),
        FORMS[kind].media_type,
        cache=site.cache,
        modified=feed.updated if feed.updated > NEVER else None,
        headers=OPEN,
    )
