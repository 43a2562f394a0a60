"""A real server on loopback that answers as a test tells it to, also as no server should."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    target: str
    headers: dict[str, str]


Answer = Callable[[Asked, asyncio.StreamWriter], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Site:
    """`answers` by target; what has been asked stands in `asked`. `open`: connections now."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    asked: list[Asked] = field(default_factory=list[Asked])
    open: int = 0
    most_open: int = 0
    hung_up: asyncio.Condition = field(default_factory=asyncio.Condition)

    def address(self, target: str = "/", *, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{target}"

    def put(self, target: str, body: str | bytes, *, status: int = 200, **headers: str) -> None:
        """`content_type="text/html"` is a header."""
        self.answers[target] = answer(body, status=status, **headers)

    async def left(self) -> None:
        """Until nobody is connected any more."""
        async with asyncio.timeout(5), self.hung_up:
            await self.hung_up.wait_for(lambda: self.open == 0)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                asked = _asked(await reader.readuntil(b"\r\n\r\n"))
                self.asked.append(asked)
                await _until_left(
                    reader, self.answers.get(asked.target, answer("", status=404))(asked, writer)
                )
        finally:
            self.open -= 1
            writer.close()
            async with self.hung_up:
                self.hung_up.notify_all()


def answer(body: str | bytes, *, status: int = 200, **headers: str) -> Answer:
    content = body.encode() if isinstance(body, str) else body

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head(status, content_length=str(len(content)), **headers) + content)
        await writer.drain()

    return say


def head(status: int, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


def endless(piece: bytes, **headers: str) -> Answer:
    """The same again and again, until the other side has had enough."""

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head(200, **headers))
        while True:
            writer.write(piece)
            await writer.drain()

    return say


def silent(after: bytes = b"") -> Answer:
    """Says so much and then nothing, and never hangs up."""

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(after)
        await writer.drain()
        await asyncio.Event().wait()

    return say


@asynccontextmanager
async def site(certificate: ssl.SSLContext | None = None) -> AsyncGenerator[Site, None]:
    one, tasks = Site(), set[asyncio.Task[None]]()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await one.handle(reader, writer)

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=certificate)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until_left(reader: asyncio.StreamReader, answering: Coroutine[Any, Any, None]) -> None:
    """Nobody is told anything any more when they have hung up."""
    tasks = asyncio.ensure_future(answering), asyncio.ensure_future(reader.read())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _asked(head: bytes) -> Asked:
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest if line)
    return Asked(first.split()[1], {name.lower(): value for name, value in headers.items()})
