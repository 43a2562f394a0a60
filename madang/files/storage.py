"""Where the bytes of attachments are kept. The folder is one way; an object store would be another."""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from madang.errors import Invalid, NotFound, Reason

CHUNK = 262_144  # bytes
KEY = re.compile(r"[0-9a-f]{64}-[0-9a-f]{16}")

Check = Callable[[BinaryIO], object]


class Stored(NamedTuple):
    """`size` in bytes, `sha256` in hexadecimal."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Takes no name and no path from outside: it gives a key, and knows its own keys again."""

    async def save(self, stream: AsyncIterable[bytes], *, most: int, check: Check | None = None) -> Stored:
        """Keep a stream of 1 to `most` bytes. Raises Invalid otherwise; then nothing is kept.

        `check` looks at the whole before it is kept, in a thread; what it raises refuses it.
        """
        ...

    async def open(self, key: str) -> AsyncIterator[bytes]:
        """The bytes, in pieces. Raises NotFound at once."""
        ...

    async def delete(self, key: str) -> None:
        """Forget the bytes. That there are none is no failure."""
        ...

    async def keys(self, *, before: datetime) -> list[str]:
        """Of all that was kept before an aware moment: for finding what nobody refers to."""
        ...


async def whole(content: bytes) -> AsyncIterator[bytes]:
    """What is in memory, as a stream of one piece."""
    yield content


class FolderStorage:
    """Files of a folder, readable by their owner only, their blocking work done in threads.

    A key begins with the digest of the content, so that damage can be told. It ends with chance, so that two
    attachments of one content are two files: deleting one of them needs no counting and races with nobody.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    async def save(self, stream: AsyncIterable[bytes], *, most: int, check: Check | None = None) -> Stored:
        incoming = await asyncio.to_thread(_Incoming, self._root / "incoming", most)
        try:
            async for chunk in stream:
                await asyncio.to_thread(incoming.write, chunk)
            if check is not None:
                await asyncio.to_thread(incoming.show, check)
            return await asyncio.to_thread(incoming.settle, self._path)
        except BaseException:
            incoming.discard()
            raise

    async def open(self, key: str) -> AsyncIterator[bytes]:
        path = self._path(key)
        if not await asyncio.to_thread(path.is_file):
            raise _no_such_file()
        return _chunks(path)

    async def delete(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def keys(self, *, before: datetime) -> list[str]:
        return await asyncio.to_thread(lambda: list(_older_files(self._root, before)))

    def _path(self, key: str) -> Path:
        if KEY.fullmatch(key) is None:
            raise _no_such_file()
        return self._root / key[:2] / key[2:4] / key


class _Incoming:
    """A file on its way. Its buffered writer has a lock: to discard it waits for a write still going on."""

    def __init__(self, folder: Path, most: int) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / secrets.token_hex(16)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = os.fdopen(os.open(self._path, flags, 0o600), "wb", CHUNK)
        self._digest, self._size, self._most = hashlib.sha256(), 0, most

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._most:
            message = f"파일 하나는 {_in_megabytes(self._most)}까지 올릴 수 있습니다."
            raise Invalid(message, reason=Reason.TOO_LARGE)
        self._digest.update(chunk)
        self._file.write(chunk)

    def show(self, check: Check) -> None:
        self._refuse_nothing()
        self._file.flush()
        with self._path.open("rb") as file:
            check(file)

    def settle(self, path_of: Callable[[str], Path]) -> Stored:
        self._refuse_nothing()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        digest = self._digest.hexdigest()
        key = f"{digest}-{secrets.token_hex(8)}"
        _move(self._path, path_of(key))
        return Stored(key, self._size, digest)

    def _refuse_nothing(self) -> None:
        if self._size == 0:
            raise Invalid("빈 파일입니다.", reason=Reason.REQUIRED)

    def discard(self) -> None:
        try:
            self._file.close()
        finally:
            self._path.unlink(missing_ok=True)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()


def _older_files(root: Path, before: datetime) -> Iterator[str]:
    for path in root.glob("??/??/*"):
        if KEY.fullmatch(path.name) and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            yield path.name


def _move(source: Path, target: Path) -> None:
    """Atomic, and still there after a power cut: the folder's own entry is written too."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.replace(source, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _no_such_file() -> NotFound:
    return NotFound("파일을 찾을 수 없습니다.")


def _in_megabytes(size: int) -> str:
    return f"{size / 1_048_576:,.3g}MB"
