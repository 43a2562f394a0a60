"""Bytes kept in a folder: whole or not at all, within limits, under keys of our own."""

import asyncio
import hashlib
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from madang.errors import Invalid, NotFound, Reason
from madang.files.storage import CHUNK, FolderStorage, Storage

CONTENT = "심야버스".encode() * 100_000


async def pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def whole(storage: Storage, key: str) -> bytes:
    return b"".join([chunk async for chunk in await storage.open(key)])


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "files")
    stored = await storage.save(pieces(CONTENT[:7], b"", CONTENT[7:]), most=len(CONTENT))
    assert (stored.size, stored.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert await whole(storage, stored.key) == CONTENT
    assert [len(chunk) async for chunk in await storage.open(stored.key)] == [CHUNK] * 4 + [
        len(CONTENT) - 4 * CHUNK
    ]


async def test_a_key_says_what_is_in_the_file_and_where_it_lies(tmp_path: Path) -> None:
    stored = await FolderStorage(tmp_path).save(pieces(CONTENT), most=len(CONTENT))
    assert stored.key.startswith(stored.sha256 + "-")
    assert files(tmp_path) == [tmp_path / stored.key[:2] / stored.key[2:4] / stored.key]


async def test_only_the_owner_reads_the_files(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "files")
    await storage.save(pieces(CONTENT), most=len(CONTENT))
    (path,) = files(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_one_content_saved_twice_is_deleted_one_at_a_time(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    first, second = [await storage.save(pieces(CONTENT), most=len(CONTENT)) for _ in range(2)]
    await storage.delete(first.key)
    assert await whole(storage, second.key) == CONTENT
    with pytest.raises(NotFound, match="파일을 찾을 수 없습니다"):
        await storage.open(first.key)
    await storage.delete(first.key)


async def test_a_stream_that_grows_too_large_is_cut_off_and_leaves_nothing(tmp_path: Path) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(1_000_000)

    with pytest.raises(Invalid, match="파일 하나는 5MB까지 올릴 수 있습니다") as refusal:
        await FolderStorage(tmp_path).save(endless(), most=5 * 1_048_576)
    assert (refusal.value.reason, taken, files(tmp_path)) == (Reason.TOO_LARGE, 6, [])


async def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        await FolderStorage(tmp_path).save(pieces(b""), most=10)
    assert (refusal.value.reason, files(tmp_path)) == (Reason.REQUIRED, [])


async def test_a_broken_upload_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield CONTENT
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await FolderStorage(tmp_path).save(broken(), most=len(CONTENT))
    assert files(tmp_path) == []


async def test_a_cancelled_upload_leaves_nothing(tmp_path: Path) -> None:
    started = asyncio.Event()

    async def stalled() -> AsyncIterator[bytes]:
        yield CONTENT
        started.set()
        await asyncio.Event().wait()

    saving = asyncio.create_task(FolderStorage(tmp_path).save(stalled(), most=len(CONTENT)))
    await started.wait()
    assert len(files(tmp_path)) == 1
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "key",
    ["", "..", "../secret", "/etc/passwd", "a" * 64, "A" * 64 + "-" + "0" * 16,
     "a" * 64 + "-" + "0" * 16 + "\n", "../" + "a" * 61 + "-" + "0" * 16],
)  # fmt: skip
async def test_a_key_that_is_not_ours_reaches_no_path(tmp_path: Path, key: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("비밀")
    storage = FolderStorage(tmp_path / "files")
    with pytest.raises(NotFound):
        await storage.open(key)
    with pytest.raises(NotFound):
        await storage.delete(key)
    assert secret.read_text() == "비밀"


async def test_many_at_once_do_not_meet(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    contents = [bytes([number]) * 300_000 for number in range(12)]
    stored = await asyncio.gather(*(storage.save(pieces(content), most=300_000) for content in contents))
    assert [await whole(storage, each.key) for each in stored] == contents
