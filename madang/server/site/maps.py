"""What search engines read first: which pages there are, and when each was last changed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import Response

from madang.errors import NotFound
from madang.server.site import addresses, answers, cursors
from madang.server.site.site import Site
from resolvers.newsletters import places

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = (
    5_000  # addresses in one part, where the protocol allows ten times as many: others are answered meanwhile
)
XML, TEXT = "application/xml", "text/plain"
Page = tuple[str, datetime | None]


async def index(request: Request, site: Site) -> Response:
    """The titles, and parts of all issues, each named by its first."""
    base, begins = _base(request, site), await places.every(site.context(), MOST)
    parts = [f"{base}/sitemap-issues.xml?from={cursors.of_place(place)}" for place in begins]
    pages = [(one, None) for one in (f"{base}/sitemap-titles.xml", *parts)]
    return _answer(request, site, "sitemapindex", "sitemap", pages)


async def titles(request: Request, site: Site) -> Response:
    base, found = _base(request, site), await places.titles(site.context())
    pages: list[Page] = [(base + addresses.HOME, None), (base + addresses.TITLES, None)]
    pages += [(base + addresses.title_path(one.slug), one.updated_at) for one in found]
    pages += [(base + addresses.topic_path(topic), None) for topic in places.topics_of_all(found)]
    pages += [(base + addresses.publisher_path(name), None) for name in places.publishers_of_all(found)]
    return _answer(request, site, "urlset", "url", pages)


async def issues(request: Request, site: Site) -> Response:
    base, begin = _base(request, site), cursors.issue_place(request.query_params, "from")
    if begin is None:
        raise NotFound("이런 쪽은 없습니다.")
    found = await places.issues_from(site.context(), begin, MOST)
    if not found:
        raise NotFound("이런 쪽은 없습니다.")
    pages = [(base + addresses.issue_path(one.slug, one.number), one.changed_at) for one in found]
    return _answer(request, site, "urlset", "url", pages)


async def robots(request: Request, site: Site) -> Response:
    """Only what is for citizens may be searched through; the rest asks for a sign-in anyway."""
    told = ["User-agent: *", "Allow: /news", "Allow: /newsletter-files/", "Allow: /static/", "Disallow: /"]
    if base := site.base(request):
        told.append(f"Sitemap: {base}/sitemap.xml")
    return answers.kept(request, "\n".join(told) + "\n", TEXT, cache=site.cache)


def _base(request: Request, site: Site) -> str:
    base = site.base(request)
    if base is None:
        raise NotFound("이런 누리집은 없습니다.")
    return base


def _answer(request: Request, site: Site, name: str, each: str, pages: Iterable[Page]) -> Response:
    root = Element(name, {"xmlns": NAMESPACE})
    for address, changed in pages:
        one = SubElement(root, each)
        SubElement(one, "loc").text = address
        if changed is not None:
            moment = changed.astimezone(UTC).isoformat(timespec="seconds")
            SubElement(one, "lastmod").text = moment
    content = '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")
    return answers.kept(request, content, XML, cache=site.cache)
