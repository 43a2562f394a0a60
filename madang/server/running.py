"""Runs one server process: its port, the sample city where it is wanted, and a word when it is open."""

import errno
import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn
from starlette.types import ASGIApp

from madang.errors import Conflict, Invalid
from madang.files import FolderStorage
from madang.server.collecting import leave_alone_what_stays
from madang.server.opening import opened
from madang.server.sample import found, is_empty
from madang.server.sample.play import live_through_the_past
from madang.server.serving import uvicorn_config
from madang.server.settings import Settings
from resolvers.people import Persona, personas

PORTS_TRIED = 10
BACKLOG = 2048  # connections that wait to be taken


async def prepared(settings: Settings, *, sample: bool) -> list[Persona]:
    """Bring the tables up to date; `sample`: fill a database that is empty. Returns whom one can be there."""
    async with opened(settings.database) as city:
        ctx = replace(city.context(), storage=FolderStorage(settings.data / "attachments"))
        if sample and await is_empty(ctx):
            await found(ctx)
            await live_through_the_past(ctx)
        async with city.reads() as session:
            return await personas(session)


def bound(settings: Settings, *, ports: int = 1) -> socket.socket:
    """A socket on the first free one of so many ports from the set one on.

    Whoever connects to a city of one process waits until it answers. Where there may be others, nobody is
    kept from going to one of them: this one does not listen yet.

    Raises Conflict when all are taken, Invalid for an address this machine does not have.
    """
    for port in range(settings.port, settings.port + ports):
        try:
            return _alone(settings, port) if settings.redis_url is None else _among_others(settings, port)
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE:
                where = f"MADANG_HOST, MADANG_PORT: {settings.host}:{port}"
                message = f"{where}을(를) 열 수 없습니다: {failure.strerror or failure}"
                raise Invalid(message, field=("MADANG_HOST",)) from failure
    message = f"MADANG_PORT: 포트 {settings.port}을(를) 이미 다른 프로그램이 쓰고 있습니다."
    raise Conflict(f"{message} 그 프로그램을 끄거나 --port로 다른 포트를 적으십시오.", field=("MADANG_PORT",))


def _alone(settings: Settings, port: int) -> socket.socket:
    return socket.create_server((settings.host, port), backlog=BACKLOG)


def _among_others(settings: Settings, port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, port))
    except OSError:
        listening.close()
        raise
    return listening


def serve(
    settings: Settings, app: ASGIApp, listening: socket.socket, *, opened: Callable[[], None], log_level: str
) -> None:
    """Until the process is told to stop. `opened` is called once requests are answered."""
    server = Announcing(uvicorn_config(settings, app, log_level=log_level), opened)
    server.run(sockets=[listening])


class Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            leave_alone_what_stays()
            self._opened()
