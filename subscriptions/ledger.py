"""How far the ledger is booked, as one process knows, for those of it who show boards."""

import asyncio

from subscriptions.follower import ShuttingDown


class Ledger:
    """`number`: the last entry. It only rises, and so does `turn`, whenever boards may have changed."""

    def __init__(self) -> None:
        self.number = self.position = self.turn = self._people = 0
        self.waiting = 0  # for more
        self.replaying = asyncio.Lock()  # held by whoever reads the whole log: one at a time is enough
        self._more = asyncio.Event()
        self._closed = False

    def booked(self, *, number: int, position: int, people: int | None = None) -> None:
        """Entries up to `number`, by the lines up to `position`.

        `people`: another one after each event about people, who may be hidden since; None: nobody can say.
        """
        self.position = position
        is_other = people is not None and people != self._people
        if number > self.number or is_other:
            self.number = max(number, self.number)
            self._people = self._people if people is None else people
            self.turn += 1
            self._stir()

    def close(self) -> None:
        """This process ends: so do all who wait."""
        self._closed = True
        self._stir()

    async def after(self, turn: int) -> int:
        """Wait until boards may be others than at this turn, and return the present one.

        Raises ShuttingDown.
        """
        while self.turn <= turn:
            if self._closed:
                raise ShuttingDown
            await self._wait()
        return self.turn

    async def _wait(self) -> None:
        self.waiting += 1
        try:
            await self._more.wait()
        finally:
            self.waiting -= 1

    def _stir(self) -> None:
        more, self._more = self._more, asyncio.Event()
        more.set()
