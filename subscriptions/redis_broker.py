"""Many processes, one Redis: every process publishes to two channels and listens to them over one connection.

The client reconnects in silence, and a frozen server raises nothing: so every confirmed subscription is a
Gap, and a beat that this process sends itself must come back. Without it the link is not sure any more after
three of them, and one that says nothing at all until the deadline is made anew.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, cast
from uuid import uuid4

from redis import RedisError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from subscriptions import attendance
from subscriptions.attendance import Attendance
from subscriptions.broker import Link
from subscriptions.signals import Gap, Said, Signal, Wake, decode, encode
from subscriptions.tasks import PAUSE, running, wait_at_most

logger = logging.getLogger(__name__)

MISSED = 3  # beats in a row, until the link is not sure any more
OUTBOX = 1000  # signals; while Redis is away the oldest are dropped, and read from the log instead
LOST = (RedisError, OSError)

Message = dict[str, Any]


class RedisBroker:
    """`beat` and `deadline` in seconds. `channel` keeps two installations on one Redis apart."""

    def __init__(
        self, url: str, *, channel: str = "madang", beat: float = 0.25, deadline: float = 2.0
    ) -> None:
        self.link = Link(patience=MISSED * beat)
        self._url = url
        self._channel = channel
        self._presence_channel = f"{channel}:presence"
        self._own_channel = f"{channel}:{uuid4()}"
        self._beat = beat
        self._deadline = deadline
        self._outbox: deque[Said] = deque(maxlen=OUTBOX)
        self._something_to_send = asyncio.Event()

    def publish(self, signal: Said) -> None:
        if isinstance(signal, Wake) and signal in self._outbox:
            return
        self.link.unsent += len(self._outbox) == OUTBOX  # the oldest
        self._outbox.append(signal)
        self._something_to_send.set()

    @asynccontextmanager
    async def listen(self) -> AsyncGenerator[AsyncIterator[Signal], None]:
        async with running(self._send, name="redis sender"), aclosing(self._signals()) as signals:
            yield signals

    async def _signals(self) -> AsyncGenerator[Signal, None]:
        async with self._client() as redis:
            while True:
                async with redis.pubsub() as pubsub, aclosing(self._heard(pubsub)) as heard:
                    async for signal in heard:
                        yield signal
                await asyncio.sleep(PAUSE)

    async def _heard(self, pubsub: PubSub) -> AsyncGenerator[Signal, None]:
        """Ends when the link is broken or says nothing, not even our own beat, for too long."""
        try:
            async with asyncio.timeout(self._deadline):
                await pubsub.subscribe(self._own_channel, self._presence_channel, self._channel)
            while True:
                async with asyncio.timeout(self._deadline):
                    message = cast(Message | None, await pubsub.get_message(timeout=None))
                if message and (signal := self._meaning(message)):
                    yield signal
        except LOST as error:
            logger.warning("the link to Redis is made anew: %r", error)
        finally:
            self.link.connected = False

    def _meaning(self, message: Message) -> Signal | None:
        channel = message["channel"].decode()
        if channel == self._presence_channel and message["type"] == "message":
            return attendance.decode(message["data"])
        if channel == self._own_channel:
            self.link.proven_at = time.monotonic()
        if channel != self._channel:
            return None
        if message["type"] != "subscribe":
            return decode(message["data"])
        self.link.made += 1
        self.link.connected = True
        return Gap()

    async def _send(self) -> None:
        async with self._client() as redis:
            beat_at = 0.0
            while True:
                if (left := beat_at - time.monotonic()) <= 0:
                    await self._send_one(redis, self._own_channel, b"beat")
                    beat_at = time.monotonic() + self._beat
                elif self._outbox:
                    await self._send_one(redis, *self._written(self._outbox.popleft()))
                else:
                    await wait_at_most(self._something_to_send, left)

    def _written(self, signal: Said) -> tuple[str, bytes]:
        """Where it is told, and how. Versions that know no presence do not listen there."""
        if isinstance(signal, Attendance):
            return self._presence_channel, attendance.encode(signal)
        return self._channel, encode(signal)

    async def _send_one(self, redis: Redis, channel: str, data: bytes) -> None:
        try:
            async with asyncio.timeout(self._deadline):
                await redis.publish(channel, data)
        except LOST as error:
            self.link.unsent += channel == self._channel
            logger.warning("Redis did not take a message: %r", error)

    def _client(self) -> Redis:
        return Redis.from_url(
            self._url,
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), -1),  # by default it gives up after 3 s
            socket_timeout=self._deadline,
            socket_connect_timeout=self._deadline,
        )
