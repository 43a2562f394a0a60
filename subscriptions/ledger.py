"""How far the ledger is booked, as one process knows, for those of it who show boards."""

import asyncio

from subscriptions.follower import ShuttingDown


class Ledger:
    """`number`: the last entry there is. It only rises."""

    def __init__(self) -> None:
        self.number = self.position = 0
        self._more = asyncio.Event()
        self._closed = False

    def booked(self, *, number: int, position: int) -> None:
        """Entries up to `number`, by the lines up to `position`."""
        self.position = position
        if number > self.number:
            self.number = number
            self._stir()

    def close(self) -> None:
        """This process ends: so do all who wait."""
        self._closed = True
        self._stir()

    async def beyond(self, number: int) -> int:
        """Wait until there is an entry behind this one, and return the last. Raises ShuttingDown."""
        while self.number <= number:
            if self._closed:
                raise ShuttingDown
            await self._more.wait()
        return self.number

    def _stir(self) -> None:
        more, self._more = self._more, asyncio.Event()
        more.set()
