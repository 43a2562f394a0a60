"""Who has just proven who they are is not asked for the proof again, wherever it was given."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity
from madang.server.auth.identity import Via
from madang.server.auth.remembering import SECONDS, Remembering
from madang.server.auth.ways import bearer_of


class Way:
    """A way to sign in that lets everybody in as their token, but for `nobody`."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.now = 0.0
        self.remembering = Remembering(self, now=lambda: self.now)

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        token = bearer_of(connection, payload)
        self.asked.append(token)
        if token == "nobody":
            raise NotSignedIn("누구인지 모릅니다.")
        return None if token is None else Identity(token, Via.TOKEN)

    async def who(self, *, header: str | None = None, init: Any = None) -> str | None:
        headers = [] if header is None else [(b"authorization", f"Bearer {header}".encode())]
        connection = HTTPConnection({"type": "websocket", "headers": headers})
        identity = await self.remembering(connection, init)
        return identity and identity.employee_number


def init(token: str) -> dict[str, Any]:
    return {"authorization": f"Bearer {token}"}


async def test_a_proof_holds_for_a_moment_and_is_asked_for_again_then() -> None:
    way = Way()
    for _ in range(2):
        assert await way.who(header="a") == "a"
        assert await way.who(init=init("b")) == "b"
    assert way.asked == ["a", "b"]
    way.now = SECONDS + 0.1
    assert await way.who(header="a") == "a"
    assert await way.who(init=init("b")) == "b"
    assert way.asked == ["a", "b", "a", "b"]


async def test_what_comes_with_the_init_counts_before_what_came_with_the_handshake() -> None:
    way = Way()
    assert await way.who(header="a") == "a"
    assert await way.who(header="a", init=init("b")) == "b"
    assert await way.who(header="b", init=init("a")) == "a"
    assert await way.who(header="a") == "a"
    assert way.asked == ["a", "b", "a"]


@pytest.mark.parametrize("given", [["Bearer a"], {"Bearer": "a"}, 7, True])
async def test_an_init_that_is_no_text_is_asked_about_each_time(given: object) -> None:
    way = Way()
    for _ in range(2):
        assert await way.who(init={"authorization": given}) is None
    assert len(way.asked) == 2


async def test_a_refusal_is_not_remembered() -> None:
    way = Way()
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            await way.who(init=init("nobody"))
    assert way.asked == ["nobody"] * 2
