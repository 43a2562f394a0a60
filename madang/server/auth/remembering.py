"""A sign-in that held a moment ago still holds: not every request has its signature or token checked."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import HTTPConnection

from madang.server.auth.identity import Identity, SignIn

SECONDS = 5.0  # after which a token that was revoked is refused
MOST = 10_000
PROOFS = (b"authorization", b"cookie", b"host")  # all that the ways to sign in look at
Proof = tuple[str | bytes | None, ...]  # what came with a socket's init, and the headers


class Remembering:
    """A SignIn before another. Refusals are not remembered."""

    def __init__(self, sign_in: SignIn, *, now: Callable[[], float] = time.monotonic) -> None:
        self._sign_in, self._now = sign_in, now
        self._known: OrderedDict[Proof, tuple[float, Identity]] = OrderedDict()

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        given = payload.get("authorization") if payload else None
        if given is not None and not isinstance(given, str):
            return await self._sign_in(connection, payload)
        proof = given, *(value for name, value in connection.scope["headers"] if name in PROOFS)
        known = self._known.get(proof)
        if known is not None and self._now() < known[0]:
            return known[1]
        identity = await self._sign_in(connection, payload)
        if identity is not None:
            self._remember(proof, identity)
        return identity

    def _remember(self, proof: Proof, identity: Identity) -> None:
        seconds = SECONDS
        if identity.expires_at is not None:
            seconds = min(seconds, identity.expires_at.timestamp() - time.time())
        self._known[proof] = (self._now() + seconds, identity)
        self._known.move_to_end(proof)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
