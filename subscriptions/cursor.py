"""A place in the log that clients keep and hand back: opaque text of 32 characters."""

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from madang.errors import Invalid, Reason

FORM = struct.Struct(">16sQ")
TEXT_LENGTH = FORM.size * 4 // 3


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to `position` has been seen, in the incarnation of the log named `epoch`."""

    epoch: UUID
    position: int

    def encode(self) -> str:
        return base64.urlsafe_b64encode(FORM.pack(self.epoch.bytes, self.position)).decode()

    @classmethod
    def decode(cls, text: str) -> Self:
        """Read back what `encode` wrote. Raises Invalid for any other text."""
        try:
            if len(text) != TEXT_LENGTH:
                raise ValueError(f"{len(text)} characters")
            epoch, position = FORM.unpack(base64.b64decode(text, altchars=b"-_", validate=True))
        except (ValueError, binascii.Error, struct.error) as error:
            message = "이어받을 위치(cursor)를 읽을 수 없습니다. 서버가 준 값을 그대로 보내거나 비워 두세요."
            raise Invalid(message, reason=Reason.MALFORMED) from error
        return cls(UUID(bytes=epoch), position)
