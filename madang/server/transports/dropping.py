"""uvicorn's WebSocket protocol, but a peer that reads nothing any more is dropped instead of waited for."""

from asyncio import TimerHandle

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

GRACE_SECONDS = 5.0  # for the last messages and the closing handshake


class DroppingProtocol(WebSocketsSansIOProtocol):
    """`transport.close()` waits until all is written: for a stalled reader, for ever. `abort()` does not."""

    grace_seconds = GRACE_SECONDS
    drop_timer: TimerHandle | None = None

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self._drop_later()

    def shutdown(self) -> None:
        super().shutdown()
        self._drop_later()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.drop_timer is not None:
            self.drop_timer.cancel()
        super().connection_lost(exc)

    def _drop_later(self) -> None:
        if not self.disconnected and self.drop_timer is None:
            self.drop_timer = self.loop.call_later(self.grace_seconds, self.transport.abort)
