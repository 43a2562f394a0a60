"""The short way for what a server of GraphQL is asked all day: a small POST that has arrived as a whole.

uvicorn's HTTP protocol, but such a request is handed to `GraphQLOverHTTP.answer` without ASGI's messages in
between, and its answer is written at once. Everything else (other paths and methods, bodies in pieces,
sockets, requests behind one that is not answered yet) goes uvicorn's own way to the same function.
"""

import asyncio
import logging
from functools import lru_cache
from time import perf_counter
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from madang.server.headers import usual_head
from madang.server.transports.access_log import AccessLog
from madang.server.transports.dropping import DroppingProtocol
from madang.server.transports.frames import SocketProtocol
from madang.server.transports.http import Answer, Asked, GraphQLOverHTTP, Head, first_of_each
from madang.server.transports.streams import LINE, Line, wanted_format

PATH = b"/graphql"
HTTP = "1.1"
CLOSE = b"connection: close\r\n\r\n"

log = logging.getLogger("uvicorn.error")


class Cycle:
    """A request on the short way. uvicorn's protocol looks at these attributes of what it is busy with."""

    __slots__ = ("asked", "body", "disconnected", "keep_alive", "response_complete", "task")
    message_event = asyncio.Event()  # nobody waits for it

    def __init__(self, *, keep_alive: bool) -> None:
        self.body = b""
        self.keep_alive = keep_alive
        self.disconnected = self.response_complete = False
        self.asked: Asked | None = None
        self.task: asyncio.Task[None] | None = None

    def left(self) -> None:
        """Nobody hears the answer. A change is made all the same; a query ends here."""
        if self.asked is not None and self.asked.reads and self.task is not None:
            self.task.cancel()


class QuickProtocol(HttpToolsProtocol):
    arriving: Cycle | None = None  # a request on the short way whose end has not come yet
    line: Line | None = None  # of the newest request that did not take it

    def on_headers_complete(self) -> None:
        if self._goes_the_short_way():
            parser: Any = self.parser
            self.arriving = Cycle(keep_alive=parser.should_keep_alive())
        else:
            self._take_the_usual_way()

    def _take_the_usual_way(self) -> None:
        scope: Any = self.scope
        self.line = scope[LINE] = Line(drop=self.transport.abort)
        super().on_headers_complete()

    def handle_websocket_upgrade(self) -> None:
        if self.url.partition(b"?")[0] != PATH:  # `ws=` knows this one only
            self.ws_protocol_class = DroppingProtocol
        elif self._is_get() and self._welcomes():
            return
        super().handle_websocket_upgrade()

    def _is_get(self) -> bool:
        parser: Any = self.parser
        return parser.get_method() == b"GET" and parser.get_http_version() == HTTP

    def _welcomes(self) -> bool:
        """Whether a socket speaks from here on, without the request being written and read once more."""
        kind: Any = self.ws_protocol_class
        if not issubclass(kind, SocketProtocol):
            return False
        socket = kind(self.config, self.server_state, self.app_state)
        if not socket.welcome(self.transport, self.headers):
            return False
        self.connections.discard(self)
        self.transport.set_protocol(socket)
        return True

    def shutdown(self) -> None:
        """A stream would else be waited for until the grace time is over."""
        if self.line is not None:
            self.line.ending.set()
        super().shutdown()

    def _goes_the_short_way(self) -> bool:
        parser: Any = self.parser
        return (
            self.url == PATH
            and parser.get_method() == b"POST"
            and parser.get_http_version() == HTTP
            and (self.cycle is None or self.cycle.response_complete)
            and not parser.should_upgrade()
            and not self.expect_100_continue
            and not any(name == b"accept" and wanted_format(value) for name, value in self.headers)
            and self.limit_concurrency is None
            and "http" in self.app_state
        )

    def on_body(self, body: bytes) -> None:
        if self.arriving is None:
            super().on_body(body)
        else:
            self.arriving.body += body

    def on_message_complete(self) -> None:
        if self.arriving is None:
            super().on_message_complete()
            return
        cycle, self.arriving = self.arriving, None
        self.cycle: Any = cycle
        self.scope["method"], self.scope["query_string"] = "POST", b""
        task = self.loop.create_task(self._answer(cycle, self.scope, self.headers))
        cycle.task = task
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if isinstance(self.cycle, Cycle):
            self.cycle.left()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.arriving is not None and self.parser is not None:
            self._take_the_long_way(self.arriving.body)

    def _take_the_long_way(self, begun: bytes) -> None:
        """The rest of the body may take its time: uvicorn bounds how much of it waits, and we how long."""
        self.arriving = None
        self._take_the_usual_way()
        if begun:
            super().on_body(begun)

    async def _answer(self, cycle: Cycle, scope: Any, headers: Head) -> None:
        began = perf_counter()
        http: GraphQLOverHTTP = self.app_state["http"]
        cycle.asked = Asked(scope, first_of_each(headers), cycle.body)
        try:
            answer = await http.answer(cycle.asked)
            if self.flow.write_paused and not cycle.disconnected:
                await self.flow.drain()
        except BaseException:
            if cycle.disconnected:
                return
            log.exception("a request was not answered")
            self.transport.close()
            raise
        finally:
            cycle.task = None
        self._write(cycle, answer)
        access: AccessLog = self.app_state["access"]
        access.add(self._client_of(headers), "POST", answer.status, answer.operation, perf_counter() - began)

    def _write(self, cycle: Cycle, answer: Answer) -> None:
        cycle.response_complete = True
        if cycle.disconnected:
            return
        end = b"\r\n" if cycle.keep_alive else CLOSE
        self.transport.write(b"".join((*self._head(answer), end, answer.body)))
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def _head(self, answer: Answer) -> list[bytes]:
        head = [STATUS_LINE[answer.status], usual_lines(answer.media)]
        said = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        for name, value in (*self.server_state.default_headers, *said):
            head += (name, b": ", value, b"\r\n")
        head.append(b"content-length: %d\r\n" % len(answer.body))
        return head

    def _client_of(self, headers: Head) -> str:
        """Its address, or what a proxy we trust gives for it, read as uvicorn's own middleware does."""
        host, port = self.client or ("", 0)
        forwarded = [value for name, value in headers if name == b"x-forwarded-for"]
        if forwarded and isinstance(self.app, ProxyHeadersMiddleware) and host in self.app.trusted_hosts:
            given = b", ".join(forwarded).decode("latin-1")
            host, port = self.app.trusted_hosts.get_trusted_client_address(given)
        return f"{host}:{port}"


@lru_cache(maxsize=8)
def usual_lines(media: str) -> bytes:
    return b"".join(name + b": " + value + b"\r\n" for name, value in usual_head(f"{media}; charset=utf-8"))
