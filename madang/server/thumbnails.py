"""Covers as small as lists show them: made when they are first asked for, and kept for a while."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self
from uuid import UUID

from madang.intake import Refused, Worker
from madang.intake.worker import MEGABYTE, Limits

SIDE = 480  # pixels: a card's width on screens of twice the density
LIMITS = Limits(seconds=5, wall=10.0, memory=1024 * MEGABYTE)
MOST_KEPT = 32 * MEGABYTE


class Thumbnails:
    """Those of one process, by the file; use it in a `with`. Who may see the file is asked elsewhere."""

    def __init__(self, *, most: int = MOST_KEPT) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[UUID, bytes] = OrderedDict()
        self._worker = Worker(LIMITS)
        self._turn = asyncio.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    async def of(self, file: UUID, pieces: AsyncIterator[bytes]) -> bytes:
        """Nothing for a picture that cannot be made smaller."""
        async with self._turn:
            known = self._kept.get(file)
            if known is None:
                known = await self._made(b"".join([piece async for piece in pieces]))
                self._keep(file, known)
            self._kept.move_to_end(file)
            return known

    async def _made(self, content: bytes) -> bytes:
        made = await asyncio.to_thread(self._worker.smaller, content, SIDE)
        return b"" if isinstance(made, Refused) else made

    def _keep(self, file: UUID, made: bytes) -> None:
        self._kept[file] = made
        self._size += len(made)
        while self._size > self._most and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)
