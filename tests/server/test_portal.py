"""The portal's token: signed by its key, for us, from it, not past; anything else is refused."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from starlette.requests import HTTPConnection

from madang.errors import Invalid, NotSignedIn
from madang.server.auth import Identity, Via
from madang.server.auth.portal import Portal
from madang.server.auth.ways import first_of
from madang.server.settings import Settings

NOON = datetime(2014, 7, 1, 3, tzinfo=UTC)
SECRET = "portal secret of at least 32 letters"
CLAIMS: dict[str, Any] = {
    "sub": "100",
    "iss": "https://portal",
    "aud": "madang",
    "exp": int(NOON.timestamp()) + 600,
}
SETTINGS = Settings(portal_secret=SECRET, portal_issuer="https://portal", portal_audience="madang")
RSA = RSAKey.generate_key(2048, {"kid": "one"})


def portal(settings: Settings = SETTINGS) -> Portal:
    return Portal(settings, clock=lambda: NOON)


def connection(**headers: str) -> HTTPConnection:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "headers": raw})


def token(changes: Mapping[str, Any] | None = None, *, secret: str = SECRET, alg: str = "HS256") -> str:
    claims = {name: value for name, value in {**CLAIMS, **(changes or {})}.items() if value is not None}
    return jwt.encode({"alg": alg}, claims, OctKey.import_key(secret), algorithms=[alg])


async def signed_in(given: str, way: Portal | None = None) -> Identity | None:
    return await (way or portal())(connection(authorization=f"Bearer {given}"))


async def test_a_good_token_names_the_employee() -> None:
    expires = NOON + timedelta(minutes=10)
    assert await signed_in(token()) == Identity("100", Via.PORTAL, expires)
    assert await signed_in(token({"aud": ["other", "madang"]})) == Identity("100", Via.PORTAL, expires)


BAD = {
    "past": {"exp": int(NOON.timestamp()) - 31},
    "without an end": {"exp": None},
    "not yet": {"nbf": int(NOON.timestamp()) + 31},
    "from elsewhere": {"iss": "https://evil"},
    "from nobody": {"iss": None},
    "for somebody else": {"aud": "mail"},
    "for nobody": {"aud": None},
    "naming nobody": {"sub": None},
    "naming an empty name": {"sub": ""},
    "naming a number": {"sub": 100},
    "with an end in words": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD.keys())
async def test_a_token_that_does_not_hold_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn, match="포털에서 다시"):
        await signed_in(token(changes))


@pytest.mark.parametrize(
    "forged",
    [
        token(secret="another secret of at least 32 letters"),
        token(alg="HS512"),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDAifQ.",
        "a.b.c",
        "..",
        "x" * 9_000 + ".y.z",
    ],
)
async def test_a_forged_token_is_refused(forged: str) -> None:
    with pytest.raises(NotSignedIn):
        await signed_in(forged)


async def test_nothing_given_is_an_anonymous_citizen() -> None:
    assert await portal()(connection()) is None
    assert await portal()(connection(authorization="Basic abc")) is None


async def test_the_token_may_come_in_a_cookie_or_a_sockets_init() -> None:
    cookie = f"theirs={token()}"
    named = replace(SETTINGS, portal_cookie="theirs")
    assert (await portal(named)(connection(cookie=cookie))) is not None
    assert (await portal()(connection(cookie=cookie))) is None
    init = {"authorization": f"bearer {token()}"}
    assert (await portal()(connection(), init)) is not None


async def test_another_claim_may_hold_the_number() -> None:
    other = replace(SETTINGS, portal_claim="employee_no")
    identity = await signed_in(token({"employee_no": "7"}), portal(other))
    assert identity is not None
    assert identity.employee_number == "7"


async def test_a_token_no_way_knows_is_refused_and_not_ignored() -> None:
    with pytest.raises(NotSignedIn, match="알 수 없는 토큰"):
        await first_of(portal())(connection(authorization="Bearer opaque"))


# public keys


def key_file(path: Path, *keys: RSAKey, written: int = 1) -> Settings:
    path.write_bytes(orjson.dumps(KeySet(list(keys)).as_dict(private=False)))
    os.utime(path, ns=(written, written))
    return replace(SETTINGS, portal_secret=None, portal_jwks=path)


def rsa_token(key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, CLAIMS, key)


async def test_a_token_signed_with_the_portals_private_key_is_good(tmp_path: Path) -> None:
    way = portal(key_file(tmp_path / "keys.json", RSA))
    assert await signed_in(rsa_token(RSA), way) is not None


async def test_a_public_key_is_no_secret(tmp_path: Path) -> None:
    settings = key_file(tmp_path / "keys.json", RSA)
    signed, _, _ = token().rpartition(".")
    mark = hmac.digest(RSA.as_pem(private=False), signed.encode(), hashlib.sha256)
    forged = f"{signed}.{urlsafe_b64encode(mark).rstrip(b'=').decode()}"
    with pytest.raises(NotSignedIn):
        await signed_in(forged, portal(settings))


async def test_keys_changed_in_place_are_taken_up(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    way = portal(key_file(file, RSA))
    new = RSAKey.generate_key(2048, {"kid": "two"})
    with pytest.raises(NotSignedIn):
        await signed_in(rsa_token(new), way)
    key_file(file, new, written=2)
    assert await signed_in(rsa_token(new), way) is not None
    with pytest.raises(NotSignedIn):
        await signed_in(rsa_token(RSA), way)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b'{"keys": [{"kty": "RSA"}]}'])
def test_a_file_without_keys_is_told_at_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "keys.json"
    if content is not None:
        file.write_bytes(content)
    settings = replace(SETTINGS, portal_secret=None, portal_jwks=file)
    with pytest.raises(Invalid, match="MADANG_PORTAL_JWKS"):
        portal(settings)
