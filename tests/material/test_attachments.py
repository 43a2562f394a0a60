"""Files of a request: who may add, see and remove them, and what is left when something goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from madang.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, Reason, Refused
from madang.rules.policy import BoardPolicy
from madang.rules.requests import RequestState
from models import Attachment, Request
from models.requests import Delivery
from resolvers.attachments import Upload, attach, open_attachment, remove, sweep
from resolvers.context import Context
from resolvers.listings import Listing
from resolvers.reading import totals
from subscriptions import log
from subscriptions.material_events import AttachmentAdded, AttachmentRemoved
from tests import builders
from tests.material.conftest import Scene

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


async def body(content: bytes = PDF, *, piece: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), piece):
        yield content[start : start + piece]


async def untouched() -> AsyncIterator[bytes]:
    raise AssertionError("the body of a refused upload was read")
    yield b""


def files(scene: Scene) -> list[Path]:
    return [path for path in scene.folder.rglob("*") if path.is_file()]


async def add(
    scene: Scene, who: str = "requester", name: str = "보고서.pdf", content: bytes = PDF
) -> Attachment:
    upload = Upload(request_id=scene.request.id, name=name)
    return await attach(await scene.as_(who), upload, body(content))


async def read(ctx: Context, attachment: Attachment) -> bytes:
    _, pieces = await open_attachment(ctx, attachment.id)
    return b"".join([piece async for piece in pieces])


async def refused(scene: Scene, ctx: Context, upload: Upload, stream: AsyncIterator[bytes]) -> Refused:
    """The refusal, after making sure that it changed nothing."""
    before, kept = await scene.counts(), files(scene)
    with pytest.raises(Refused) as raised:
        await attach(ctx, upload, stream)
    assert (await scene.counts(), files(scene)) == (before, kept)
    return raised.value


@pytest.mark.parametrize("who", ["requester", "colleague", "asked"])
async def test_those_who_work_on_a_request_attach_files_to_it(scene: Scene, who: str) -> None:
    added = await add(scene, who, "../견적\u202e서.PDF")
    assert await read(await scene.as_("stranger"), added) == PDF
    assert (added.name, added.media_type, added.size) == ("견적서.PDF", "application/pdf", len(PDF))
    request = await scene.fresh()
    async with scene.city.sessions() as session:
        (entry,) = await log.history(session, subject_kind="request", subject_id=request.id)
    assert entry.event == AttachmentAdded(
        attachment_id=added.id,
        delivery_id=None,
        name="견적서.PDF",
        media_type="application/pdf",
        size=len(PDF),
        sha256=added.sha256,
    )
    assert (added.version, request.version, entry.actor_id) == (1, 1, scene.people[who].id)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("stranger", Forbidden), ("administrator", Forbidden), ("citizen", NotSignedIn)],
)
async def test_others_are_refused_before_a_byte_is_read(
    scene: Scene, who: str, refusal: type[Refused]
) -> None:
    upload = Upload(request_id=scene.request.id, name="보고서.pdf")
    assert type(await refused(scene, await scene.as_(who), upload, untouched())) is refusal


async def test_a_restricted_request_hides_its_files(scene: Scene) -> None:
    added = await add(scene)
    async with scene.city.sessions.begin() as session:
        (await session.get_one(Request, scene.request.id)).restriction = "개인정보"
    listing = Listing(model=Attachment, parent="request_id")
    for who, count in {"stranger": 0, "asked": 1, "colleague": 1, "administrator": 1}.items():
        ctx = await scene.as_(who)
        assert await totals(ctx, listing, [scene.request.id]) == {scene.request.id: count}
        if count == 0:
            with pytest.raises(NotFound):
                await open_attachment(ctx, added.id)
            with pytest.raises(NotFound):
                await remove(ctx, added.id)
            upload = Upload(request_id=scene.request.id, name="보고서.pdf")
            assert type(await refused(scene, ctx, upload, untouched())) is NotFound


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("쪽.html", b"<html>", Reason.UNSUPPORTED),
        ("이름없음", PDF, Reason.UNSUPPORTED),
        ("보고서.pdf", b"MZ\x90\0" * 100, Reason.DISGUISED),
        ("보고서.pdf", b"", Reason.REQUIRED),
        ("보고서.pdf", PDF * 2, Reason.TOO_LARGE),
    ],
)
async def test_a_file_we_do_not_take_leaves_nothing_behind(
    scene: Scene, name: str, content: bytes, reason: Reason
) -> None:
    ctx = replace(await scene.as_("requester"), policy=BoardPolicy(attachment_bytes=len(PDF)))
    refusal = await refused(scene, ctx, Upload(request_id=scene.request.id, name=name), body(content))
    assert (type(refusal), refusal.reason) == (Invalid, reason)


async def test_a_file_may_belong_to_one_departments_part_of_this_request(scene: Scene) -> None:
    other = await builders.published_request(scene.city, scene.people["requester"], "서대문구")
    ctx = await scene.as_("requester")
    async with scene.city.sessions() as session:
        own, foreign = [
            await session.scalar(select(Delivery.id).where(Delivery.request_id == request.id))
            for request in (scene.request, other)
        ]
    upload = Upload(request_id=scene.request.id, name="보고서.pdf", delivery_id=own)
    assert (await attach(ctx, upload, body())).delivery_id == own
    refusal = await refused(scene, ctx, replace(upload, delivery_id=foreign), untouched())
    assert (refusal.field, refusal.reason) == (("delivery",), Reason.UNKNOWN)


async def test_a_request_has_so_many_files_and_no_more(scene: Scene) -> None:
    ctx = replace(await scene.as_("requester"), policy=BoardPolicy(most_attachments=2))
    uploads = [Upload(request_id=scene.request.id, name="보고서.pdf") for _ in range(4)]
    results = await asyncio.gather(
        *(attach(ctx, upload, body()) for upload in uploads), return_exceptions=True
    )
    refusals = [result.reason for result in results if isinstance(result, Conflict)]
    assert refusals == [Reason.TOO_MANY, Reason.TOO_MANY]
    assert len(files(scene)) == 2
    await remove(ctx, next(result.id for result in results if isinstance(result, Attachment)))
    await attach(ctx, uploads[0], body())


async def test_nothing_is_attached_to_a_request_that_has_ended(scene: Scene) -> None:
    added = await add(scene)
    async with scene.city.sessions.begin() as session:
        (await session.get_one(Request, scene.request.id)).state = RequestState.COMPLETED
    upload = Upload(request_id=scene.request.id, name="보고서.pdf")
    refusal = await refused(scene, await scene.as_("requester"), upload, untouched())
    assert (type(refusal), refusal.reason) == (Conflict, Reason.ILLEGAL_STEP)
    await remove(await scene.as_("requester"), added.id)


async def test_the_same_upload_sent_twice_is_kept_once(scene: Scene) -> None:
    ctx, upload = await scene.as_("requester"), Upload(request_id=scene.request.id, name="가.pdf", id=uuid4())
    first, second = await asyncio.gather(attach(ctx, upload, body()), attach(ctx, upload, body()))
    again = await attach(ctx, upload, untouched())
    assert {first.id, second.id, again.id} == {upload.id}
    assert (len(files(scene)), (await scene.fresh()).version) == (1, 1)
    refusal = await refused(scene, await scene.as_("colleague"), upload, untouched())
    assert (type(refusal), refusal.reason) == (Conflict, Reason.DUPLICATE)


@pytest.mark.parametrize("who", ["asked", "requester", "administrator"])
async def test_the_uploader_the_requester_and_administrators_remove_a_file(scene: Scene, who: str) -> None:
    added = await add(scene, "asked")
    ctx = await scene.as_(who)
    removed = await remove(ctx, added.id)
    assert (removed.removed_at, removed.version, files(scene)) == (scene.city.clock(), 2, [])
    async with scene.city.sessions() as session:
        history = await log.history(session, subject_kind="request", subject_id=scene.request.id, after=1)
    assert [entry.event for entry in history] == [AttachmentRemoved(attachment_id=added.id, delivery_id=None)]
    for again in (remove(ctx, added.id), open_attachment(ctx, added.id)):
        with pytest.raises(NotFound):
            await again


@pytest.mark.parametrize("who", ["colleague", "stranger", "citizen"])
async def test_nobody_else_removes_a_file(scene: Scene, who: str) -> None:
    added = await add(scene, "asked")
    before = await scene.counts()
    with pytest.raises(NotSignedIn if who == "citizen" else Forbidden):
        await remove(await scene.as_(who), added.id)
    assert (await scene.counts(), len(files(scene))) == (before, 1)


async def test_two_who_remove_a_file_at_once_leave_one_event(scene: Scene) -> None:
    added, ctx = await add(scene), await scene.as_("requester")
    results = await asyncio.gather(remove(ctx, added.id), remove(ctx, added.id), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Attachment", "NotFound"]
    assert (await scene.fresh()).version == 2


async def test_files_without_a_row_are_swept_when_no_upload_can_still_be_on_its_way(scene: Scene) -> None:
    added = await add(scene)
    orphan = await scene.storage.save(body(), most=len(PDF))
    scene.city.clock.now = datetime.now(UTC)
    ctx = await scene.as_("citizen")
    assert await sweep(ctx) == 0
    scene.city.clock.advance(timedelta(hours=25))
    assert await sweep(ctx) == 1
    assert [path.name for path in files(scene)] == [added.storage_key]
    assert orphan.key != added.storage_key


async def test_a_server_without_a_storage_takes_no_files(scene: Scene) -> None:
    ctx = replace(await scene.as_("requester"), storage=None)
    upload = Upload(request_id=scene.request.id, name="보고서.pdf")
    assert type(await refused(scene, ctx, upload, untouched())) is Forbidden
