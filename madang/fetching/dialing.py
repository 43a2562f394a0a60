"""Connections only to machines that were checked: a name is asked for once, and what it says is dialled.

A name that says something else when asked again (DNS rebinding) is not asked again. The name itself still
stands in the Host header, in the TLS greeting and in the certificate: httpcore takes those from the address.
"""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from httpcore2 import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError, ConnectTimeout

from madang.fetching.bounds import Bounds
from madang.fetching.networks import Reach, Resolve

# Of its own: a name that nobody answers for holds a thread for half a minute.
NAMES = ThreadPoolExecutor(4, thread_name_prefix="names")


class Unresolved(Exception):
    """No machine has this name, or nobody says so."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses a name has now. Raises Unresolved."""
    loop = asyncio.get_running_loop()
    try:
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await loop.run_in_executor(NAMES, ask)
    except (OSError, UnicodeError) as failure:
        raise Unresolved(str(failure)) from failure
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Dialler(AsyncNetworkBackend):
    def __init__(self, reach: Reach, bounds: Bounds, resolve: Resolve = resolve) -> None:
        self._reach, self._bounds, self._resolve = reach, bounds, resolve
        self._wire = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """To the first of the host's machines that answers. Raises Invalid before anything is sent."""
        machines = self._reach.check(await self._resolve(host, port), host=host)
        failure: Exception = Unresolved(host)
        for machine in machines[: self._bounds.machines]:
            try:
                return await self._wire.connect_tcp(
                    str(machine), port, timeout=self._bounds.connecting, socket_options=socket_options
                )
            except (ConnectError, ConnectTimeout) as error:
                failure = error
        raise failure
