"""Answers that may be kept for a minute and asked for again: with a tag, and 304 for who has the newest.

The tag is of the content itself. When an issue is withdrawn or narrowed, nothing that is left is newer than
before: only the tag tells for sure that something has changed, and counts more than the date. A date counts
only if it is exactly the one we gave: where the newest issue has gone, ours is an earlier one.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

SECONDS = 60  # so long a withdrawn issue may still be shown by whoever stands between
SHARED = f"public, max-age={SECONDS}, must-revalidate"
OWN = f"private, max-age={SECONDS}, must-revalidate"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Not "no-referrer": with it, browsers say of a form of ours that it comes from nowhere.
PAGE = {"content-security-policy": POLICY, "referrer-policy": "same-origin"}


def kept(
    request: Request,
    content: str,
    media_type: str,
    *,
    cache: str,
    modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """`content`, or 304 if whoever asks has it already."""
    body = content.encode()
    told = {"cache-control": cache, "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', **(headers or {})}
    if modified is not None:
        told["last-modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    if status == 200 and _has_it(request, told["etag"], modified):
        return Response(status_code=304, headers=told)
    return Response(body, status_code=status, headers=told, media_type=media_type)


def _has_it(request: Request, tag: str, modified: datetime | None) -> bool:
    if tags := request.headers.get("if-none-match"):
        given = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return tag in given or "*" in given
    since = request.headers.get("if-modified-since")
    return modified is not None and since is not None and modified.replace(microsecond=0) == _moment(since)


def _moment(text: str) -> datetime:
    """What cannot be read was long ago."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
