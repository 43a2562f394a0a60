"""Signing in with an API token: for programs, in an employee's name."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.rules.calendar import seoul_day
from madang.rules.tokens import TokenScope
from madang.server.auth.identity import Identity, Via
from madang.server.auth.sessions import Clock
from madang.server.auth.ways import bearer_of
from madang.server.opening import City
from resolvers.tokens import MARK, token_used


class ApiTokens:
    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        text = bearer_of(connection, payload)
        if text is None or not text.startswith(MARK):
            return None
        city: City = connection.state.city
        now = self._clock()
        token = await token_used(city.reads, city.writes, text, now=now, today=seoul_day(now))
        if token is None:
            raise NotSignedIn("API 토큰이 끝났거나 거두어졌습니다. 새 토큰을 받으십시오.")
        read_only = token.scope is TokenScope.READ
        return Identity(token.employee.number, Via.TOKEN, token.expires_at, read_only=read_only)
