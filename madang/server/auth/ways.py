"""Several ways to sign in, one after the other."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth.identity import Identity, SignIn


def bearer_of(connection: HTTPConnection, payload: Mapping[str, Any] | None) -> str | None:
    """The token of the Authorization header; on a socket also of `{"authorization": "Bearer …"}` in its init.

    Browsers cannot set headers on a socket, hence the second.
    """
    given = (payload or {}).get("authorization") or connection.headers.get("authorization")
    kind, _, token = str(given or "").strip().partition(" ")
    return token.strip() or None if kind.lower() == "bearer" else None


def first_of(*ways: SignIn) -> SignIn:
    """The first way that knows who it is. A token that none knows is refused, not ignored."""

    async def sign_in(
        connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        for way in ways:
            if identity := await way(connection, payload):
                return identity
        if bearer_of(connection, payload):
            raise NotSignedIn("알 수 없는 토큰입니다. 다시 로그인하십시오.")
        return None

    return sign_in
