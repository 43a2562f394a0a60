"""When a server that starts can be connected to."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from madang.errors import Conflict
from madang.server.running import bound
from madang.server.settings import Settings


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def settings(*, port: int, redis_url: str | None) -> Settings:
    return Settings(port=port, redis_url=redis_url)


def test_who_comes_to_the_only_server_waits_for_it() -> None:
    with closing(bound(settings(port=0, redis_url=None))) as listening:
        socket.create_connection(listening.getsockname(), timeout=5).close()


def test_who_comes_to_one_of_several_is_not_kept_until_it_answers() -> None:
    with closing(bound(settings(port=0, redis_url="redis://127.0.0.1:1"))) as listening:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(listening.getsockname(), timeout=5)
        listening.listen()  # as uvicorn does when all is open
        socket.create_connection(listening.getsockname(), timeout=5).close()


@pytest.mark.parametrize("redis_url", [None, "redis://127.0.0.1:1"])
def test_a_port_that_is_taken_is_refused_at_once(port: int, redis_url: str | None) -> None:
    with pytest.raises(Conflict):
        bound(settings(port=port, redis_url=redis_url))
