"""Who somebody says to be, proven. Which member of staff that is, the context finds out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from starlette.requests import HTTPConnection


class Via(StrEnum):
    DEMO = "demo"  # 체험용 인물
    PORTAL = "portal"  # 행정포털
    TOKEN = "token"  # API 토큰


@dataclass(frozen=True, slots=True)
class Identity:
    employee_number: str
    via: Via
    expires_at: datetime | None = None  # aware; None: as long as the connection lasts
    read_only: bool = False


class SignIn(Protocol):
    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        """Who it is, or None for an anonymous citizen. `payload`: of a socket's connection_init.

        Raises madang.errors.NotSignedIn if a proof was given and does not hold.
        """
        ...


async def nobody(connection: HTTPConnection, payload: Mapping[str, Any] | None = None) -> Identity | None:
    """For a server without sign-in: everybody is an anonymous citizen."""
    return None
