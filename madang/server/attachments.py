"""Attachments over HTTP: a file is posted to its request and fetched under its own identifier.

`POST /attachments/REQUEST` with the bytes as the body, its name (percent-encoded UTF-8) in `x-file-name`,
and optionally `?delivery=` and `?id=` (a UUID of the client, so that a retry keeps one file).
`GET /attachments/ATTACHMENT` gives the bytes back, as a download, to who may see the request.
"""

from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from madang.server.files import FilesOverHTTP, given, id_in, name_in, taken, uuid_in
from models import Attachment
from resolvers import attachments
from resolvers.attachments import Upload
from resolvers.context import Context
from schema.identifiers import global_id, uuid_of


def attachment_path(attachment: Attachment) -> str:
    return f"/attachments/{global_id('Attachment', attachment.id)}"


class AttachmentsOverHTTP(FilesOverHTTP):
    """An ASGI application for `/attachments/{id}`."""

    async def take(self, request: Request, ctx: Context, body: AsyncIterator[bytes]) -> Response:
        kept = await attachments.attach(ctx, _upload(request), body)
        return taken(_described(kept), attachment_path(kept))

    async def give(self, request: Request, ctx: Context) -> Response:
        attachment, pieces = await attachments.open_attachment(ctx, uuid_of(id_in(request), "Attachment"))
        return given(request, attachment, pieces)


def _upload(request: Request) -> Upload:
    name, delivery = name_in(request), request.query_params.get("delivery")
    return Upload(
        request_id=uuid_of(id_in(request), "Request"),
        name=name,
        delivery_id=uuid_of(delivery, "Delivery", field=("delivery",)) if delivery else None,
        id=uuid_in(request.query_params.get("id")),
    )


def _described(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": global_id("Attachment", attachment.id),
        "name": attachment.name,
        "mediaType": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "downloadPath": attachment_path(attachment),
        "version": attachment.version,
    }
