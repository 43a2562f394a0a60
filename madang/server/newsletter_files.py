"""Files of issues of newsletters over HTTP: posted to the issue, fetched by everybody who sees it.

`POST /newsletter-files/ISSUE` with the bytes as the body, the name in `x-file-name`, `?role=ATTACHMENT` (or
`COVER`) and optionally `?id=` (a UUID of the client). `GET /newsletter-files/UUID` gives the bytes back:
covers and pictures are shown on our own pages, everything else is a download. `?size=small` gives a picture
as lists show it.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from madang.errors import Invalid, NotFound, Reason
from madang.files import whole
from madang.files.media import JPEG, PICTURES
from madang.rules.newsletters import UPLOADED, FileRole
from madang.server.files import FilesOverHTTP, given, id_in, name_in, taken, unchanged, uuid_in
from madang.server.thumbnails import Thumbnails
from madang.server.transports.door import Door
from models import NewsletterFile
from resolvers.context import Context
from resolvers.newsletters import files as newsletter_files
from resolvers.newsletters.files import Upload
from resolvers.newsletters.intake.arrivals import path_of
from schema.identifiers import global_id, uuid_of

SMALL = "small"
SHOWN = frozenset({FileRole.COVER, FileRole.PICTURE})
SHOWN_AS = frozenset(kind.mime for kind in PICTURES)


class NewsletterFilesOverHTTP(FilesOverHTTP):
    """An ASGI application for `/newsletter-files/{id}`."""

    def __init__(self, door: Door[Context], thumbnails: Thumbnails) -> None:
        super().__init__(door)
        self._thumbnails = thumbnails

    async def take(self, request: Request, ctx: Context, body: AsyncIterator[bytes]) -> Response:
        kept = await newsletter_files.add(ctx, _upload(request), body)
        return taken(_described(kept), path_of(kept.id))

    async def give(self, request: Request, ctx: Context) -> Response:
        try:
            id = uuid_in(id_in(request))
        except Invalid:
            id = None
        if id is None:
            raise NotFound("파일을 찾을 수 없습니다.")
        is_small = _is_small(request)
        file, pieces = await newsletter_files.open_file(ctx, id)
        is_shown = file.role in SHOWN and file.media_type in SHOWN_AS
        if is_small and is_shown:
            if answer := unchanged(request, _Small(file.sha256)):
                return answer
            if made := await self._thumbnails.of(file.id, pieces):
                return given(request, _Small(file.sha256, len(made)), whole(made), inline=True)
            file, pieces = await newsletter_files.open_file(ctx, id)  # once more: those have been read
        return given(request, file, pieces, inline=is_shown)


@dataclass(frozen=True, slots=True)
class _Small:
    """What `given` tells of a picture made smaller."""

    of: str  # the digest of the whole one
    size: int = 0  # bytes: not known before it is made
    name: str = "작은 그림.jpg"
    media_type: str = JPEG.mime

    @property
    def sha256(self) -> str:
        return f"{self.of}-small"


def _is_small(request: Request) -> bool:
    """Whether the picture is for a list."""
    asked = request.query_params.get("size")
    if asked not in (None, SMALL):
        raise Invalid(f"size는 {SMALL}입니다.", field=("size",), reason=Reason.UNKNOWN)
    return asked == SMALL


def _upload(request: Request) -> Upload:
    asked = request.query_params
    role = asked.get("role", FileRole.ATTACHMENT.value)
    if role not in {one.value for one in UPLOADED}:
        message = "role은 ATTACHMENT나 COVER입니다."
        raise Invalid(message, field=("role",), reason=Reason.UNKNOWN)
    return Upload(
        issue_id=uuid_of(id_in(request), "NewsletterIssue"),
        role=FileRole(role),
        name=name_in(request),
        id=uuid_in(asked.get("id")),
    )


def _described(file: NewsletterFile) -> dict[str, Any]:
    return {
        "id": global_id("NewsletterFile", file.id),
        "role": file.role.value,
        "name": file.name,
        "mediaType": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "path": path_of(file.id),
        "version": file.version,
    }
