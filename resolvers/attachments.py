"""Files of a request: taken, shown to whoever sees the request, removed, and swept up after a crash.

The bytes are kept before the row, and forgotten after it: whatever breaks in between, no row is without its
file. A file without its row is what `sweep` finds.
"""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason, Refused
from madang.files import MediaType, Storage, Stored, safe_name, sniff
from madang.rules.material import MaterialAct, may_add, may_remove
from models import Attachment, NewsletterFile, Request
from models.base import uuid7
from resolvers.access import readable, seen
from resolvers.context import Change, Context
from resolvers.material import WITH_HANDLERS, parties_of
from resolvers.subjects import locked_request, taken
from subscriptions.material_events import AttachmentAdded, AttachmentRemoved

HOLDERS = (Attachment, NewsletterFile)  # whose rows refer to files of the storage
UPLOADS_END = timedelta(hours=24)  # a younger file may still get its row


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What somebody sends. With a client's own `id`, sending it twice keeps it once."""

    request_id: UUID
    name: str
    delivery_id: UUID | None = None
    id: UUID | None = None


async def attach(ctx: Context, upload: Upload, stream: AsyncIterable[bytes]) -> Attachment:
    """Take a file. Who may not add it is told before the first byte is read."""
    async with ctx.reads() as session:
        request = await _visible(session, ctx, upload.request_id)
        known = await _check(ctx, session, request, upload)
    return known or await _keep(ctx, upload, stream)


async def open_attachment(ctx: Context, id: UUID) -> tuple[Attachment, AsyncIterator[bytes]]:
    """The file and its bytes. Raises NotFound also for what the actor may not see."""
    async with ctx.reads() as session:
        found = await session.scalar(readable(Attachment, ctx.actor).where(Attachment.id == id))
    if found is None:
        raise _unknown()
    return found, await storage_of(ctx).open(found.storage_key)


async def remove(ctx: Context, id: UUID) -> Attachment:
    """The row stays for the audit, the bytes go."""
    storage = storage_of(ctx)
    async with ctx.change() as change:
        request, attachment = await _locked(change, ctx, id)
        may_remove(ctx.actor, author_id=attachment.uploaded_by_id, requester_id=request.requester_id).demand()
        attachment.removed_at = request.updated_at = change.now
        removed = AttachmentRemoved(attachment_id=attachment.id, delivery_id=attachment.delivery_id)
        attachment.version = change.announce(request, removed)
    await storage.delete(attachment.storage_key)
    return attachment


async def sweep(ctx: Context) -> int:
    """Forget the files that nothing refers to, once a day or at the start. Returns how many."""
    storage = storage_of(ctx)
    kept = set(await storage.keys(before=ctx.clock() - UPLOADS_END))
    async with ctx.reads() as session:
        for model in HOLDERS:
            living = select(model.storage_key).where(model.removed_at.is_(None))
            kept.difference_update(await session.scalars(living))
    for key in kept:
        await storage.delete(key)
    return len(kept)


def storage_of(ctx: Context) -> Storage:
    if ctx.storage is None:
        raise Forbidden("이 서버는 첨부 파일을 받지 않도록 설정되어 있습니다.")
    return ctx.storage


async def _keep(ctx: Context, upload: Upload, stream: AsyncIterable[bytes]) -> Attachment:
    storage, found = storage_of(ctx), list[MediaType]()

    def tell_kind(file: BinaryIO) -> None:
        found.append(sniff(file, upload.name))

    stored = await storage.save(stream, most=ctx.policy.attachment_bytes, check=tell_kind)
    try:
        attachment = await _add(ctx, upload, stored, found[0])
    except Refused:
        await storage.delete(stored.key)
        raise
    if attachment.storage_key != stored.key:  # the same upload came twice at once
        await storage.delete(stored.key)
    return attachment


async def _add(ctx: Context, upload: Upload, stored: Stored, media: MediaType) -> Attachment:
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, upload.request_id)
        if known := await _check(ctx, change.session, request, upload):
            return known
        attachment = Attachment(
            id=upload.id or uuid7(),
            request_id=request.id,
            delivery_id=upload.delivery_id,
            uploaded_by_id=ctx.actor.id,
            name=safe_name(upload.name),
            media_type=media.mime,
            size=stored.size,
            sha256=stored.sha256,
            storage_key=stored.key,
            created_at=change.now,
        )
        change.session.add(attachment)
        attachment.version = change.announce(request, _added(attachment))
        request.updated_at = change.now
    return attachment


async def _check(ctx: Context, session: AsyncSession, request: Request, upload: Upload) -> Attachment | None:
    """Whether one more may be added: asked before the bytes are read, and again under the lock.

    Returns the attachment if this very upload has been taken before.
    """
    may_add(MaterialAct.ATTACH, ctx.actor, parties_of(request)).demand()
    if upload.delivery_id not in {None, *(delivery.id for delivery in request.deliveries)}:
        raise Invalid("이 요청의 협력이 아닙니다.", field=("delivery",), reason=Reason.UNKNOWN)
    if upload.id and (known := await session.get(Attachment, upload.id)):
        if (known.uploaded_by_id, known.request_id) != (ctx.actor.id, request.id) or known.removed_at:
            raise taken(("id",))
        return known
    living = (Attachment.request_id == request.id) & Attachment.removed_at.is_(None)
    count = await session.scalar(select(func.count()).select_from(Attachment).where(living))
    if (count or 0) >= ctx.policy.most_attachments:
        message = f"요청 하나에 파일을 {ctx.policy.most_attachments}개까지 붙일 수 있습니다."
        raise Conflict(message, reason=Reason.TOO_MANY)
    return None


async def _visible(session: AsyncSession, ctx: Context, id: UUID) -> Request:
    statement = readable(Request, ctx.actor).where(Request.id == id).options(WITH_HANDLERS)
    request = await session.scalar(statement)
    if request is None:
        raise NotFound("협력 요청을 찾을 수 없습니다. 주소가 맞는지, 열람이 제한된 요청인지 확인하십시오.")
    return request


async def _locked(change: Change, ctx: Context, id: UUID) -> tuple[Request, Attachment]:
    visible = select(Attachment.request_id).where(Attachment.id == id, seen(Attachment, ctx.actor))
    request_id = await change.session.scalar(visible)
    if request_id is None:
        raise _unknown()
    request = await locked_request(change, ctx.actor, request_id)
    attachment = await change.session.get_one(Attachment, id, populate_existing=True)
    if attachment.removed_at is not None:  # while we waited for the lock
        raise _unknown()
    return request, attachment


def _added(attachment: Attachment) -> AttachmentAdded:
    return AttachmentAdded(
        attachment_id=attachment.id,
        delivery_id=attachment.delivery_id,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
    )


def _unknown() -> NotFound:
    return NotFound("첨부 파일을 찾을 수 없습니다. 지워졌거나, 열람이 제한된 요청의 파일입니다.")
