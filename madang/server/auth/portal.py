"""Signing in through the city's portal (행정포털): a signed token in a header, a cookie or an init."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey
from starlette.requests import HTTPConnection

from madang.errors import Invalid, NotSignedIn
from madang.server.auth.identity import Identity, Via
from madang.server.auth.sessions import Clock
from madang.server.auth.ways import bearer_of
from madang.server.settings import Settings

SIGNED_BY_PORTAL = ["RS256", "PS256", "ES256"]  # for a public key; a secret may only be used as a secret
SIGNED_BY_SECRET = ["HS256"]
LEEWAY_SECONDS = 30
LONGEST_TOKEN = 8_192

Keys = Callable[[], KeySet | OctKey]


class Portal:
    """Maps a claim of the portal's token to the employee number."""

    def __init__(self, settings: Settings, *, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._keys, self._algorithms = _keys_of(settings)

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        token = bearer_of(connection, payload) or connection.cookies.get(
            self._settings.portal_cookie or "", ""
        )
        if token.count(".") != 2:  # none, or one that is not the portal's
            return None
        try:
            return self._read(token)
        except (JoseError, ValueError):
            raise NotSignedIn(
                "포털 로그인이 끝났거나 맞지 않습니다. 포털에서 다시 들어와 주십시오."
            ) from None

    def _read(self, token: str) -> Identity:
        if len(token) > LONGEST_TOKEN:
            raise ValueError("longer than any token")
        claims = jwt.decode(token, self._keys(), algorithms=self._algorithms).claims
        jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.portal_issuer or ""},
            aud={"essential": True, "value": self._settings.portal_audience or ""},
            exp={"essential": True},
        ).validate(claims)
        number = claims.get(self._settings.portal_claim)
        if not isinstance(number, str) or not number:
            raise ValueError("names nobody")
        return Identity(number, Via.PORTAL, datetime.fromtimestamp(claims["exp"], UTC))


def _keys_of(settings: Settings) -> tuple[Keys, list[str]]:
    if settings.portal_jwks is not None:
        file = KeyFile(settings.portal_jwks)
        file.keys()  # a wrong file is told at the start
        return file.keys, SIGNED_BY_PORTAL
    secret = OctKey.import_key(settings.portal_secret or "")
    return lambda: secret, SIGNED_BY_SECRET


class KeyFile:
    """The portal's public keys. The file is read again when it was written again: keys change in place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1
        self._keys = KeySet([])

    def keys(self) -> KeySet:
        """Raises Invalid for a file that holds no keys."""
        try:
            written = self._path.stat().st_mtime_ns
            if written != self._read_at:
                self._keys = KeySet.import_key_set(orjson.loads(self._path.read_bytes()))
                self._read_at = written
        except (OSError, ValueError, KeyError, TypeError, JoseError):
            message = f"MADANG_PORTAL_JWKS: {self._path}에서 공개 열쇠(JWKS)를 읽을 수 없습니다."
            raise Invalid(message, field=("MADANG_PORTAL_JWKS",)) from None
        return self._keys
