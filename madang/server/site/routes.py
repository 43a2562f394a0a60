"""The addresses of the site. They come before the app's, which takes whatever is left."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from madang.errors import NotFound
from madang.server.site import feeds, finding, maps, pages, private, subscribing
from madang.server.site.site import Site
from resolvers.newsletters.issues import MOST_NUMBER

Page = Callable[[Request, Site], Awaitable[Response]]
log = logging.getLogger("madang.site")


def routes() -> list[BaseRoute]:
    return [
        Route("/static/site/{name}", asset, methods=["GET"]),
        read("/news", pages.home),
        read("/news/titles", pages.titles),
        read("/news/search", finding.search),
        read("/news/feed.{kind}", feeds.of_all),
        read("/news/topics/{topic:path}/feed.{kind}", feeds.of_topic),
        read("/news/topics/{topic:path}", pages.topic),
        read("/news/departments/{name:path}/feed.{kind}", feeds.of_publisher),
        read("/news/departments/{name:path}", pages.publisher),
        *doing("/news/subscribe", subscribing.asked_for, subscribing.ask),
        *doing("/news/subscriptions/{token}", subscribing.opened, subscribing.change),
        *doing("/news/subscriptions/{token}/confirm", subscribing.opened, subscribing.confirm),
        *doing("/news/subscriptions/{token}/leave", subscribing.leaving, subscribing.leave),
        read("/news/{slug}", pages.title),
        read("/news/{slug}/feed.{kind}", feeds.of_title),
        read("/news/{slug}/latest", pages.latest),
        read("/news/{slug}/{number:int}", pages.issue),
        read("/news/{rest:path}", pages.nothing),
        read("/feeds/{token}/all.{kind}", private.of_all),
        read("/feeds/{token}/titles/{slug}.{kind}", private.of_title),
        read("/feeds/{token}/topics/{topic:path}.{kind}", private.of_topic),
        read("/feeds/{token}/departments/{name:path}.{kind}", private.of_publisher),
        read("/feeds/{rest:path}", pages.nothing),
        read("/sitemap.xml", maps.index),
        read("/sitemap-titles.xml", maps.titles),
        read("/sitemap-issues.xml", maps.issues),
        read("/robots.txt", maps.robots),
    ]


async def asset(request: Request) -> Response:
    site: Site = request.state.site
    return site.assets.answer(request, request.path_params["name"])


def read(path: str, page: Page) -> Route:
    """For GET and HEAD. Who raises NotFound shows the page for it."""
    return Route(path, shown(page), methods=["GET"])


def doing(path: str, page: Page, act: Page) -> list[Route]:
    """A page, and what its button does. Looking changes nothing."""
    return [read(path, page), Route(path, shown(act), methods=["POST"])]


def shown(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        site: Site = request.state.site
        try:
            _check(request)
            return await page(request, site)
        except NotFound:
            return site.not_found(request)
        except Exception:  # the outermost edge: a person reads a page, whatever has happened
            log.exception("a page failed: %s", page.__name__)
            return site.page(request, "failed.html", status=500)

    return answer


def _check(request: Request) -> None:
    """No name has a NUL, and PostgreSQL takes none; no issue has such a number, and no database takes it."""
    if "\0" in request.scope["path"] or "%00" in request.url.query:
        raise NotFound("이런 쪽은 없습니다.")
    if request.path_params.get("number", 0) > MOST_NUMBER:
        raise NotFound("이런 호는 없습니다.")
