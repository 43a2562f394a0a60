"""The sockets of /graphql on uvicorn's own transport: what is said to a thousand clients passes no task each.

websockets does the handshake, unless it is a usual one, and takes incoming frames apart (RFC 6455); ours are
written as they are.
"""

import asyncio
import logging
import os
from collections.abc import Sequence
from typing import Any, cast

from starlette.requests import HTTPConnection
from uvicorn.config import Config
from uvicorn.protocols.utils import get_remote_addr
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import Protocol, Side, State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from madang.server.auth.remembering import PROOFS
from madang.server.transports.conversation import Conversation
from madang.server.transports.dropping import GRACE_SECONDS
from madang.server.transports.handshake import Head, accepting, usual
from madang.server.transports.messages import BAD_SUBPROTOCOL, PROTOCOL, RESTARTING, Close
from madang.server.transports.websocket import NOT_ACCEPTABLE, GraphQLOverWebSocket

TEXT = 0x81  # a whole message
TWO_BYTES, EIGHT_BYTES = 126, 127  # how long the length is
INVALID_TEXT = 1007
QUIET = logging.getLogger("madang.sockets")  # of what clients do wrong: nothing that we could mend


def framed(text: bytes) -> bytes:
    """One unfragmented text message, as servers send it: without a mask."""
    length = len(text)
    if length < TWO_BYTES:
        return bytes((TEXT, length)) + text
    if length < 1 << 16:
        return bytes((TEXT, TWO_BYTES)) + length.to_bytes(2, "big") + text
    return bytes((TEXT, EIGHT_BYTES)) + length.to_bytes(8, "big") + text


class SocketProtocol(asyncio.Protocol):
    """For uvicorn's `ws=`. `app_state["socket"]` is the GraphQLOverWebSocket it speaks for."""

    __slots__ = (
        "_app_state", "_closing", "_conversation", "_door", "_drop", "_file", "_incoming", "_is_text",
        "_loop", "_max_size", "_message", "_proofs", "_reading_on", "_stall", "_state", "_transport",
    )  # fmt: skip

    grace_seconds = GRACE_SECONDS  # for the last messages and the closing handshake

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._state, self._app_state = server_state, app_state
        self._loop = _loop or asyncio.get_running_loop()
        self._door: GraphQLOverWebSocket = app_state["socket"]
        self._transport = cast(asyncio.Transport, None)
        self._max_size = config.ws_max_size
        self._incoming = cast(Protocol, None)
        self._conversation: Conversation | None = None
        self._proofs: Sequence[tuple[bytes, bytes]] = ()  # of who it is
        self._message, self._is_text = b"", False
        self._closing = False
        self._reading_on: asyncio.Event | None = None  # while the client does not
        self._stall: asyncio.TimerHandle | None = None
        self._drop: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The handshake comes first."""
        self._incoming = ServerProtocol(select_subprotocol=_ours, logger=QUIET)
        self._connect(transport)

    def welcome(self, transport: asyncio.BaseTransport, head: Head) -> bool:
        """Instead of `connection_made`, for a handshake that HTTP has read. False: it takes websockets."""
        headers = usual(head)
        if headers is None:
            return False
        origin = headers.get(b"origin")
        host = headers.get(b"host", b"").decode()
        if not self._door.may_come_from(None if origin is None else origin.decode(), host):
            return False
        self._connect(transport)
        self._transport.write(accepting(headers))
        self._begin(head)
        return True

    def _connect(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        is_plain = transport.get_extra_info("sslcontext") is None
        self._file: int | None = transport.get_extra_info("socket").fileno() if is_plain else None
        self._state.connections.add(cast(Any, self))

    def data_received(self, data: bytes) -> None:
        self._incoming.receive_data(data)
        for event in self._incoming.events_received():
            if isinstance(event, Request):
                self._shake_hands(event)
            elif isinstance(event, Frame):
                self._take(event)
        if self._incoming.parser_exc is not None:  # it has been said what was wrong
            self._end()
        self._answer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._state.connections.discard(cast(Any, self))
        self._end()
        for timer in (self._stall, self._drop):
            if timer is not None:
                timer.cancel()

    def pause_writing(self) -> None:
        self._reading_on = asyncio.Event()
        self._stall = self._loop.call_later(self._door.limits.send_seconds, self._stalled)

    def resume_writing(self) -> None:
        if self._reading_on is not None and self._stall is not None:
            self._stall.cancel()
            self._reading_on.set()
            self._reading_on = None

    def shutdown(self) -> None:
        """uvicorn is told to stop."""
        if self._conversation is None:
            self._transport.close()
        else:
            self._conversation.close(Close(RESTARTING, "Service restart"))

    @property
    def connection(self) -> HTTPConnection:
        """Made each time: it is larger than what it is made of, and rarely looked at."""
        return HTTPConnection(
            {
                "type": "websocket",
                "headers": list(self._proofs),
                "path": "/graphql",
                "query_string": b"",
                "client": get_remote_addr(self._transport),
                "state": self._app_state,
            }
        )

    def say(self, text: bytes) -> None:
        if self._closing or self._transport.is_closing():  # its file may be another's by now
            return
        frame = framed(text)
        if self._file is not None and not self._transport.get_write_buffer_size():
            frame = _written(self._file, frame)
        if frame:
            self._transport.write(frame)
        if self._reading_on is None:
            return
        if self._transport.get_write_buffer_size() > self._door.limits.unread_bytes:
            self._stalled()

    async def room(self) -> None:
        if self._reading_on is not None:
            await self._reading_on.wait()

    def close(self, code: int, reason: str) -> None:
        if self._closing:
            return
        self._closing = True
        if self._incoming.state is State.OPEN:
            self._incoming.send_close(code, reason)
        self._answer()
        self._drop_later()

    def _shake_hands(self, request: Request) -> None:
        origin, host = (next(iter(request.headers.get_all(name)), None) for name in ("Origin", "Host"))
        server = cast(ServerProtocol, self._incoming)
        if self._door.may_come_from(origin, host or ""):
            response = server.accept(request)
        else:
            response = server.reject(403, "Forbidden\n")
        server.send_response(response)
        self._answer()
        if response.status_code != 101:
            self._transport.close()
        elif server.subprotocol is None:
            self.close(BAD_SUBPROTOCOL, NOT_ACCEPTABLE)
        else:
            lines = request.headers.raw_items()
            self._begin([(name.lower().encode(), value.encode("latin-1")) for name, value in lines])

    def _begin(self, head: Head) -> None:
        """Nothing of the handshake is kept but the proofs."""
        self._incoming = Protocol(Side.SERVER, state=State.OPEN, max_size=self._max_size, logger=QUIET)
        self._proofs = tuple(line for line in head if line[0] in PROOFS)
        self._conversation = self._door.begin(self)

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._end()
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            if frame.opcode is not Opcode.CONT:
                self._message, self._is_text = b"", frame.opcode is Opcode.TEXT
            self._message += frame.data
            if frame.fin:
                message, self._message = self._message, b""
                self._hear(message)

    def _hear(self, message: bytes) -> None:
        if self._conversation is None or self._closing:
            return
        try:
            self._conversation.hear(message.decode() if self._is_text else None)
        except UnicodeDecodeError:
            self._incoming.fail(INVALID_TEXT)
            self._end()

    def _answer(self) -> None:
        """Write what websockets has to say: handshake, pongs, closing."""
        for data in self._incoming.data_to_send():
            if data:
                self._transport.write(data)
            else:  # all has been said on both sides
                self._transport.close()

    def _stalled(self) -> None:
        if self._conversation is not None:
            self._conversation.stalled()

    def _drop_later(self) -> None:
        if self._drop is None:
            self._drop = self._loop.call_later(self.grace_seconds, self._transport.abort)

    def _end(self) -> None:
        """The client says nothing any more."""
        self._closing = True
        self._drop_later()
        if self._conversation is not None:
            self._door.end(self._conversation)


def _written(file: int, frame: bytes) -> bytes:
    """Returns what the kernel does not take now. Asking it through the transport costs more."""
    try:
        return frame[os.write(file, frame) :]
    except OSError:  # it takes nothing now, or the client is gone: the transport finds out
        return frame


def _ours(server: ServerProtocol, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return Subprotocol(PROTOCOL) if PROTOCOL in offered else None
