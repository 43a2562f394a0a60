"""Where everything of the site stands: paths, and whole addresses for whoever reads them elsewhere."""

import re
from urllib.parse import quote

from starlette.requests import Request

HOME, TITLES, SEARCH = "/news", "/news/titles", "/news/search"
HOST = re.compile(r"[a-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9a-f:.]{2,45}\](?::\d{1,5})?", re.IGNORECASE)


def title_path(slug: str) -> str:
    return f"{HOME}/{slug}"


def issue_path(slug: str, number: int) -> str:
    return f"{HOME}/{slug}/{number}"


def topic_path(topic: str) -> str:
    return f"{HOME}/topics/{quote(topic, safe='')}"


def publisher_path(name: str) -> str:
    return f"{HOME}/departments/{quote(name, safe='')}"


def base_of(request: Request, site_url: str | None) -> str | None:
    """What comes before a path in a whole address.

    Without the setting it is what the visitor has asked for, who may have said anything: such an answer is
    for that visitor alone, never for a shared cache. None for a host that no address can have.
    """
    if site_url:
        return site_url
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if HOST.fullmatch(host) else None
