"""Feeds of staff, behind an address that holds a token: what its owner may read of what is out, as of now.

A feed reader cannot sign in. The token opens nothing else, is in no log of ours, no cache keeps the answer.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from madang.errors import NotFound, NotSignedIn
from madang.rules.calendar import seoul_day
from madang.rules.tokens import FOR_FEEDS
from madang.server.auth.identity import Identity, Via
from madang.server.opening import City
from madang.server.site import addresses, answers, feeds
from madang.server.site.feed_forms import FORMS
from madang.server.site.feeds import IN_APP
from madang.server.site.site import Site
from madang.server.site.syndication import Feed
from resolvers.context import Clock, Context
from resolvers.tokens import token_used

HEADERS = {"x-robots-tag": "noindex"}


class Owners:
    """Whose a token is: the context of that person, who may only read."""

    def __init__(
        self, city: City, contexts: Callable[[Identity], Awaitable[Context]], *, clock: Clock
    ) -> None:
        self._city, self._contexts, self._clock = city, contexts, clock

    async def context(self, text: str) -> Context:
        """Raises NotFound for a token that opens nothing, or whose owner is no member of staff any more."""
        now = self._clock()
        token = await token_used(
            self._city.reads, self._city.writes, text, now=now, today=seoul_day(now), scopes=FOR_FEEDS
        )
        if token is None:
            raise NotFound("이런 피드는 없습니다.")
        try:
            return await self._contexts(
                Identity(token.employee.number, Via.TOKEN, token.expires_at, read_only=True)
            )
        except NotSignedIn:
            raise NotFound("이런 피드는 없습니다.") from None


async def of_all(request: Request, site: Site) -> Response:
    return _answer(request, site, await feeds.everything(*await _asked(request), IN_APP))


async def of_title(request: Request, site: Site) -> Response:
    ctx, base = await _asked(request)
    return _answer(request, site, await feeds.title_feed(ctx, base, request.path_params["slug"], IN_APP))


async def of_topic(request: Request, site: Site) -> Response:
    ctx, base = await _asked(request)
    return _answer(request, site, await feeds.topic_feed(ctx, base, request.path_params["topic"], IN_APP))


async def of_publisher(request: Request, site: Site) -> Response:
    ctx, base = await _asked(request)
    return _answer(request, site, await feeds.publisher_feed(ctx, base, request.path_params["name"], IN_APP))


async def _asked(request: Request) -> tuple[Context, str]:
    """The staff's own address, which need not be the citizens'."""
    base = addresses.base_of(request, None)
    if base is None or request.path_params["kind"] not in FORMS:
        raise NotFound("이런 피드는 없습니다.")
    owners: Owners = request.state.feed_owners
    return await owners.context(request.path_params["token"]), base


def _answer(request: Request, site: Site, feed: Feed) -> Response:
    form = FORMS[request.path_params["kind"]]
    own = f"{addresses.base_of(request, None)}{request.url.path}"
    whole = replace(feed, own=own, icon=feed.icon + site.assets.icon.path)
    return answers.kept(
        request, form.write(whole), form.media_type, cache="private, no-store", headers=HEADERS
    )
