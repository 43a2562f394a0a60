"""How uvicorn runs the application: bounded, with the short way in and sockets that drop stalled readers."""

from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG

from madang.server.settings import Settings
from madang.server.transports import access_log
from madang.server.transports.frames import SocketProtocol
from madang.server.transports.quick import QuickProtocol


def uvicorn_config(settings: Settings, app: ASGIApp, *, log_level: str = "info") -> uvicorn.Config:
    """Pass it to `uvicorn.Server(...).run()`."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level=log_level,
        log_config=_logging(),
        http=QuickProtocol,
        ws=SocketProtocol,
        ws_max_size=2 * settings.socket_message_bytes,  # below that we say ourselves what was wrong
        ws_ping_interval=None,  # its timeout closes with 1011, and clients never come back: we ping ourselves
        ws_per_message_deflate=False,  # twice the memory of a socket, for short messages
        timeout_graceful_shutdown=settings.shutdown_seconds,
        server_header=False,
    )


def _logging() -> dict[str, Any]:
    """uvicorn's, with a place for lines that are written several at once."""
    written = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "lines"}
    access = {**LOGGING_CONFIG["handlers"]["access"], "filters": ["tokens"]}
    lines = {"handlers": ["lines"], "level": "INFO", "propagate": False}
    return {
        **LOGGING_CONFIG,
        "formatters": {**LOGGING_CONFIG["formatters"], "lines": {"format": "%(message)s"}},
        "filters": {"tokens": {"()": access_log.WithoutTokens}},
        "handlers": {**LOGGING_CONFIG["handlers"], "lines": written, "access": access},
        "loggers": {**LOGGING_CONFIG["loggers"], access_log.LOGGER: lines},
    }
