"""Where the request comes from that the current task answers: for what may be asked so often an hour."""

from contextvars import ContextVar

from starlette.types import Scope

CLIENT: ContextVar[str | None] = ContextVar("client", default=None)


def comes_from(scope: Scope) -> None:
    """In this task, from now on. Behind a proxy that uvicorn trusts it is whom the proxy names."""
    client = scope.get("client")
    CLIENT.set(client[0] if client else None)
