"""How uvicorn runs the application: bounded, and with the protocol that drops stalled readers."""

import uvicorn
from starlette.types import ASGIApp

from madang.server.settings import Settings
from madang.server.transports.dropping import DroppingProtocol


def uvicorn_config(settings: Settings, app: ASGIApp, *, log_level: str = "info") -> uvicorn.Config:
    """Pass it to `uvicorn.Server(...).run()`."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level=log_level,
        http="httptools",
        ws=DroppingProtocol,
        ws_max_size=2 * settings.socket_message_bytes,  # below that we say ourselves what was wrong
        ws_ping_interval=None,  # its timeout closes with 1011, and clients never come back: we ping ourselves
        ws_per_message_deflate=False,  # twice the memory of a socket, for short messages
        timeout_graceful_shutdown=settings.shutdown_seconds,
        server_header=False,
    )
