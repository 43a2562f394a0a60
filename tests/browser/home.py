"""A home page elsewhere, on loopback, that says what a test puts there."""

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Home:
    """What stands at each path; everything else is not found. Started by its first use in a `with`."""

    pages: dict[str, str] = field(default_factory=dict[str, str])

    def __enter__(self) -> "Home":
        home = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = home.pages.get(self.path)
                self.send_response(404 if page is None else 200)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def settings(self) -> dict[str, str]:
        """With which a city looks at it."""
        return {"MADANG_FEED_NETWORKS": "127.0.0.0/8", "MADANG_FEED_PORTS": f"80,443,{self.port}"}
