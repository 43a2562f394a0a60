"""Files of issues: put to a draft by the publisher's people, shown to whoever sees the issue, removed."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason, Refused
from madang.files import MediaType, Stored, safe_name, sniff
from madang.files.media import DOCX, HWP, HWPX, PDF, PICTURES
from madang.intake import Taken, Worker
from madang.rules.newsletters import UPLOADED, FileRole, IssueAct
from models import NewsletterFile, NewsletterIssue
from models.base import uuid7
from resolvers.access import readable, seen
from resolvers.attachments import storage_of
from resolvers.context import Change, Context
from resolvers.newsletters.intake.arrivals import MOST_FILE_TEXT
from resolvers.newsletters.issues import edited_now, held_issue
from resolvers.subjects import taken
from subscriptions.newsletter_events import NewsletterIssueFileAdded, NewsletterIssueFileRemoved

READ = frozenset({PDF, HWP, HWPX, DOCX})  # for their text
READING = ThreadPoolExecutor(2, thread_name_prefix="newsletter-files")  # not more workers than this at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What somebody sends. With a client's own `id`, sending it twice keeps it once."""

    issue_id: UUID
    role: FileRole
    name: str
    id: UUID | None = None


async def add(ctx: Context, upload: Upload, stream: AsyncIterable[bytes]) -> NewsletterFile:
    """Take a file for a draft. Who may not is told before the first byte is read; a new cover replaces the
    one before it. What was approved is a draft again.
    """
    async with ctx.change() as change:
        known = await _check(ctx, change, upload)
    if known is not None:
        return known
    storage, found = storage_of(ctx), list[MediaType]()

    def tell_kind(file: BinaryIO) -> None:
        found.append(_kind(file, upload))

    stored = await storage.save(stream, most=ctx.policy.attachment_bytes, check=tell_kind)
    try:
        text = await _text(ctx, stored.key, upload.name) if found[0] in READ else ""
        file, replaced = await _add(ctx, upload, stored, found[0], text)
    except Refused:
        await storage.delete(stored.key)
        raise
    if file.storage_key != stored.key:  # the same upload came twice at once
        replaced = [*replaced, stored.key]
    for key in replaced:
        await storage.delete(key)
    return file


async def open_file(ctx: Context, id: UUID) -> tuple[NewsletterFile, AsyncIterator[bytes]]:
    """The file and its bytes. Raises NotFound also for what whoever asks may not see."""
    async with ctx.reads() as session:
        found = await session.scalar(readable(NewsletterFile, ctx.visitor).where(NewsletterFile.id == id))
    if found is None:
        raise _unknown()
    return found, await storage_of(ctx).open(found.storage_key)


async def remove(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """The row stays for the audit, bytes and text go."""
    async with ctx.change() as change:
        mine = seen(NewsletterFile, ctx.actor)
        issue_id = await change.session.scalar(
            select(NewsletterFile.issue_id).where(NewsletterFile.id == id, mine)
        )
        if issue_id is None:
            raise _unknown()
        issue = await held_issue(ctx, change, IssueAct.UPDATE, issue_id, version)
        file = await change.session.get_one(NewsletterFile, id, populate_existing=True)
        if file.removed_at is not None:  # while we waited for the lock
            raise _unknown()
        if file.role not in UPLOADED:
            raise Forbidden("가져온 원본과 글 속의 그림은 따로 지울 수 없습니다.")
        edited_now(ctx, change, issue)
        unused = await _take_off(change, issue, file)
    if unused:
        await storage_of(ctx).delete(file.storage_key)
    return issue


def _kind(file: BinaryIO, upload: Upload) -> MediaType:
    kind = sniff(file, upload.name)
    if upload.role is FileRole.COVER and kind not in PICTURES:
        raise Invalid("표지는 PNG, JPEG, GIF, WebP 그림이어야 합니다.", reason=Reason.UNSUPPORTED)
    return kind


async def _text(ctx: Context, key: str, name: str) -> str:
    """Nothing, where none can be read: the file is kept all the same."""
    pieces = await storage_of(ctx).open(key)
    content = b"".join([piece async for piece in pieces])
    return await asyncio.get_running_loop().run_in_executor(READING, _read, content, name)


def _read(content: bytes, name: str) -> str:
    with Worker() as worker:
        (answer, *_) = worker.read(content, name)
    return answer.text[:MOST_FILE_TEXT].replace("\0", "") if isinstance(answer, Taken) else ""


async def _add(
    ctx: Context, upload: Upload, stored: Stored, media: MediaType, text: str
) -> tuple[NewsletterFile, list[str]]:
    """The file, and the keys of what it has replaced."""
    async with ctx.change() as change:
        if known := await _check(ctx, change, upload):
            return known, []
        issue = await held_issue(ctx, change, IssueAct.UPDATE, upload.issue_id, None)
        edited_now(ctx, change, issue)
        replaced = await _covers(change.session, issue) if upload.role is FileRole.COVER else []
        unused = [one.storage_key for one in replaced if await _take_off(change, issue, one)]
        file = NewsletterFile(
            id=upload.id or uuid7(),
            issue_id=issue.id,
            role=upload.role,
            name=safe_name(upload.name),
            media_type=media.mime,
            size=stored.size,
            sha256=stored.sha256,
            storage_key=stored.key,
            text=text,
            uploaded_by_id=ctx.actor.id,
            created_at=change.now,
        )
        change.session.add(file)
        file.version = change.announce(issue, added(file, issue))
    return file, unused


async def _check(ctx: Context, change: Change, upload: Upload) -> NewsletterFile | None:
    """Whether one more may be added: asked before the bytes are read, and again before they are kept.

    Returns the file if this very upload has been taken before.
    """
    issue = await held_issue(ctx, change, IssueAct.UPDATE, upload.issue_id, None)
    if upload.id and (known := await change.session.get(NewsletterFile, upload.id)):
        if (known.uploaded_by_id, known.issue_id) != (ctx.actor.id, issue.id) or known.removed_at:
            raise taken(("id",))
        return known
    row = NewsletterFile
    living = (row.issue_id == issue.id) & row.removed_at.is_(None) & (row.role == FileRole.ATTACHMENT)
    count = await change.session.scalar(select(func.count()).select_from(row).where(living))
    if upload.role is FileRole.ATTACHMENT and (count or 0) >= ctx.policy.most_attachments:
        message = f"호 하나에 파일을 {ctx.policy.most_attachments}개까지 붙일 수 있습니다."
        raise Conflict(message, reason=Reason.TOO_MANY)
    return None


async def _covers(session: AsyncSession, issue: NewsletterIssue) -> list[NewsletterFile]:
    row = NewsletterFile
    living = select(row).where(row.issue_id == issue.id, row.role == FileRole.COVER, row.removed_at.is_(None))
    return list(await session.scalars(living))


async def _take_off(change: Change, issue: NewsletterIssue, file: NewsletterFile) -> bool:
    """Whether nothing else of the issue has the same bytes."""
    row = NewsletterFile
    file.removed_at, file.text = change.now, ""
    removed = NewsletterIssueFileRemoved(newsletter_id=issue.newsletter_id, file_id=file.id, role=file.role)
    file.version = change.announce(issue, removed)
    others = exists().where(
        row.issue_id == issue.id,
        row.id != file.id,
        row.removed_at.is_(None),
        row.storage_key == file.storage_key,
    )
    return not await change.session.scalar(select(others))


def added(file: NewsletterFile, issue: NewsletterIssue) -> NewsletterIssueFileAdded:
    """What is told of a file that an issue has got."""
    return NewsletterIssueFileAdded(
        newsletter_id=issue.newsletter_id,
        file_id=file.id,
        role=file.role,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
    )


def _unknown() -> NotFound:
    return NotFound("파일을 찾을 수 없습니다. 지워졌거나, 볼 수 없는 호의 파일입니다.", field=("id",))
