"""A storage that forgets everything at the end of the test."""

import hashlib
import io
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from madang.errors import NotFound
from madang.files.storage import Check, Stored, whole


@dataclass(slots=True)
class Shelf:
    """Keeps bytes in memory, by key."""

    kept: dict[str, bytes] = field(default_factory=dict[str, bytes])

    async def save(self, stream: AsyncIterable[bytes], *, most: int, check: Check | None = None) -> Stored:
        content = b"".join([piece async for piece in stream])
        assert 0 < len(content) <= most
        if check is not None:
            check(io.BytesIO(content))
        digest = hashlib.sha256(content).hexdigest()
        key = f"{digest}-{uuid4().hex[:16]}"
        self.kept[key] = content
        return Stored(key, len(content), digest)

    async def open(self, key: str) -> AsyncIterator[bytes]:
        if key not in self.kept:
            raise NotFound("없는 파일입니다.")
        return whole(self.kept[key])

    async def delete(self, key: str) -> None:
        self.kept.pop(key, None)

    async def keys(self, *, before: datetime) -> list[str]:
        return list(self.kept)
