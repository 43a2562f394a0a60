"""Live delivery of one process: the log's numbering, the link to the others, the hub, and who is present."""

from contextlib import AsyncExitStack
from typing import Self

from models.base import Sessions
from models.engine import engine_of
from subscriptions.attendance import Attendance
from subscriptions.broker import Broker
from subscriptions.hub import Bounds, Hub
from subscriptions.presence import Presence
from subscriptions.sequencer import Pace, Sequencer
from subscriptions.signals import Gap, Lines, Signal, Wake
from subscriptions.tally import Noticed
from subscriptions.tasks import running


class Live:
    """Use it as a context manager, once a process. `committed` wants to hear of every commit."""

    def __init__(
        self, sessions: Sessions, broker: Broker, *, bounds: Bounds | None = None, pace: Pace | None = None
    ) -> None:
        self.broker = broker
        self.sequencer: Sequencer | None = None
        if engine_of(sessions).dialect.name == "postgresql":  # SQLite numbers its lines at commit
            self.sequencer = Sequencer(sessions, publish=self._publish, call=self._call, pace=pace)
        on_commit = self.sequencer.committed if self.sequencer else None
        self.hub = Hub(sessions, on_commit=on_commit, bounds=bounds, link=broker.link)
        self.presence = Presence(broker)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.hub)
            await stack.enter_async_context(self.presence)
            await stack.enter_async_context(running(self._listen, name="link"))
            if self.sequencer:
                stack.push_async_callback(self.sequencer.resign)
                await stack.enter_async_context(running(self.sequencer.run, name="sequencer"))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._stack.aclose()

    def committed(self) -> None:
        """A transaction of this process has committed events. Never waits."""
        self.hub.committed()

    def _publish(self, lines: Lines) -> None:
        self.hub.heard(lines)  # ours need no way through the broker
        self.broker.publish(lines)

    def _call(self) -> None:
        self.broker.publish(Wake())

    async def _listen(self) -> None:
        async with self.broker.listen() as signals:
            async for signal in signals:
                self._hear(signal)

    def _hear(self, signal: Signal) -> None:
        match signal:
            case Lines():
                self.hub.heard(signal)
            case Gap():
                self.hub.look(Noticed.NEW_LINK)
                self.presence.linked()
            case Attendance():
                self.presence.heard(signal)
            case Wake():
                if self.sequencer:
                    self.sequencer.wake()
