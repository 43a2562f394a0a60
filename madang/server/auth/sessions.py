"""What a signed-in browser carries: a cookie that says who, until when, signed by this server."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from madang.errors import Invalid
from madang.server.auth.identity import Identity, Via

COOKIE = "madang_session"
AUDIENCE = "madang-session"
ALGORITHMS = ["HS256"]
SECRET_FILE = "secret"
SECRET_BYTES = 48

Clock = Callable[[], datetime]


class BrowserSessions:
    """Issues tickets and reads them. Whoever changes the secret ends all sessions."""

    def __init__(self, secret: str, *, lasting: timedelta, clock: Clock) -> None:
        self._key = OctKey.import_key(hashlib.sha256(f"{AUDIENCE}:{secret}".encode()).digest())
        self._clock = clock
        self.lasting = lasting

    def issue(self, number: str, via: Via) -> str:
        """A ticket for the employee with this number."""
        now = self._clock()
        claims = {
            "sub": number,
            "via": via.value,
            "aud": AUDIENCE,
            "exp": int((now + self.lasting).timestamp()),
        }
        return jwt.encode({"alg": ALGORITHMS[0]}, claims, self._key, algorithms=ALGORITHMS)

    def read(self, ticket: str) -> Identity | None:
        """Whose it is; None for one that is not ours, was changed or is past."""
        now = self._clock()
        rules = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            aud={"essential": True, "value": AUDIENCE},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            claims = jwt.decode(ticket, self._key, algorithms=ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError):
            return None
        return Identity(claims["sub"], Via(claims["via"]), datetime.fromtimestamp(claims["exp"], UTC))


def kept_secret(folder: Path) -> str:
    """The secret of this installation: made once, readable by its owner only.

    Raises Invalid if the folder cannot hold it.
    """
    file = folder / SECRET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make_secret(file)
        return file.read_text()
    except OSError as failure:
        message = f"비밀 키를 {file}에 둘 수 없습니다: {failure.strerror}"
        raise Invalid(message, field=("MADANG_DATA",)) from failure


def _make_secret(file: Path) -> None:
    """Whole or not at all; of two processes that start together, one wins and both use its secret."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "w") as new:
            new.write(secrets.token_urlsafe(SECRET_BYTES))
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        os.unlink(name)
