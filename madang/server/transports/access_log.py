"""A line for each answer of /graphql, written a few times a second: writing each at once costs more than
answering a small question. A server that is killed loses the last lines.
"""

import asyncio
import logging
import re
from http import HTTPStatus

LOGGER = "madang.access"  # set up in madang.server.serving
SECONDS = 0.25
MOST_LINES = 10_000  # that wait
LONGEST_NAME = 60

log = logging.getLogger(LOGGER)
REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
OPENING = re.compile(r"(/news/subscriptions/|/feeds/)[^/?\s]+")


class AccessLog:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._timer: asyncio.TimerHandle | None = None

    def add(self, client: str, method: str, status: int, operation: str | None, seconds: float) -> None:
        """`client`: its address. `seconds`: from the whole request to its answer."""
        if not log.isEnabledFor(logging.INFO):
            return
        name = (operation or "-")[:LONGEST_NAME]
        asked = f'{client} - "{method} /graphql HTTP/1.1"'
        self._lines.append(f"INFO:     {asked} {REASONS[status]} {name} {seconds * 1e3:.1f}ms")
        if len(self._lines) >= MOST_LINES:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self.flush)

    def flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._lines:
            lines, self._lines = self._lines, []
            log.info("\n".join(lines))


class WithoutTokens(logging.Filter):
    """What stands behind some addresses opens something of somebody's: it is not written down."""

    def filter(self, record: logging.LogRecord) -> bool:
        """uvicorn tells client, method, address, HTTP version and status of an answer, less of a socket."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                OPENING.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args
            )
        return True
