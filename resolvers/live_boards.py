"""Boards that are watched: each is read once for all who watch it, and at most twice a second."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Generator, Hashable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select, inspect, select

from madang.rules.calendar import Month
from madang.rules.mileage import Holder, boards_of
from models import MileageStanding
from models.base import Sessions
from resolvers.clauses import clause
from resolvers.context import Context
from resolvers.following import present_actor
from resolvers.leaderboards import leaderboard
from subscriptions.follower import Interrupted
from subscriptions.ledger import Ledger
from subscriptions.tasks import OUTAGES, PAUSE

logger = logging.getLogger(__name__)

BETWEEN = 0.5  # seconds, between two looks at one board


@dataclass(frozen=True, slots=True)
class Asked:
    """The first rows of a board. `period`: None is the present month, whichever that will be."""

    holder: Holder
    first: int
    period: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """What a board shows at a time: one object for all who watch. `answers`: what was made of it for many."""

    period: str
    rows: tuple[tuple[Any, ...], ...]
    answers: dict[Hashable, Any] = field(default_factory=dict[Hashable, Any])

    @property
    def ids(self) -> list[UUID]:
        return [row[0] for row in self.rows]


class Board:
    """`shown`: None until it has been read once."""

    def __init__(self, read: Callable[[], Any], ledger: Ledger) -> None:
        self.watchers = 0
        self.shown: Standings | None = None
        self.looks = 0
        self._read, self._ledger = read, ledger
        self._other = asyncio.Event()
        self._failure: Interrupted | None = None
        self.task = asyncio.create_task(self._keep(), name="board")

    @property
    def failed(self) -> bool:
        return self._failure is not None

    async def other_than(self, shown: Standings | None) -> Standings:
        """What it shows, once that is not this. Raises Interrupted if it goes on no more."""
        while self.shown is None or self.shown is shown:
            if self._failure is not None:
                raise self._failure
            await self._other.wait()
        return self.shown

    async def _keep(self) -> None:
        try:
            while True:
                begun, turn = time.monotonic(), self._ledger.turn
                await self._look()
                await self._ledger.after(turn)
                await asyncio.sleep(begun + BETWEEN - time.monotonic())
        except Interrupted as interruption:
            self._end(interruption)
        except Exception as failure:  # the outermost edge of this task
            logger.exception("a board that is watched failed")
            self._end(Interrupted(str(failure)))

    async def _look(self) -> None:
        while True:
            try:
                found: Standings = await self._read()
                break
            except OUTAGES as failure:
                logger.warning("a board cannot be read: %s", failure)
                await asyncio.sleep(PAUSE)
        self.looks += 1
        if self.shown is None or (found.period, found.rows) != (self.shown.period, self.shown.rows):
            self.shown = found
            self._stir()

    def _end(self, failure: Interrupted) -> None:
        self._failure = failure
        self._stir()

    def _stir(self) -> None:
        other, self._other = self._other, asyncio.Event()
        other.set()


class Boards:
    """Those that somebody of this process watches."""

    def __init__(self, ledger: Ledger, reads: Sessions, present: Callable[[], Month]) -> None:
        self._ledger, self._reads, self._present = ledger, reads, present
        self._boards: dict[Asked, Board] = {}

    def __len__(self) -> int:
        return len(self._boards)

    @contextmanager
    def watched(self, asked: Asked) -> Generator[Board, None, None]:
        """The board of all who asked the same. It is looked at as long as one of them watches."""
        board = self._boards.get(asked)
        if board is None or board.failed:
            board = self._boards[asked] = Board(lambda: self._standings(asked), self._ledger)
        board.watchers += 1
        try:
            yield board
        finally:
            board.watchers -= 1
            if not board.watchers:
                board.task.cancel()
                if self._boards.get(asked) is board:
                    del self._boards[asked]

    async def _standings(self, asked: Asked) -> Standings:
        period = asked.period or boards_of(self._present())[0]
        async with self._reads() as session:
            rows = await session.execute(_rows(period, asked))
            return Standings(period, tuple(tuple(row) for row in rows))


def _rows(period: str, asked: Asked) -> Select[*tuple[Any, ...]]:
    """All that a row shows, its identifier first: rows that differ in anything are others."""
    listing, model = leaderboard(period, asked.holder), MileageStanding
    columns = [getattr(model, one.key) for one in inspect(model).column_attrs if one.key != "id"]
    order = (key.sorted(backwards=False) for key in listing.sort_keys())
    whole = select(model.id, *columns).where(clause(listing.where, model))
    return whole.order_by(*order).limit(asked.first)


async def watch(ctx: Context, asked: Asked) -> AsyncGenerator[Standings, None]:
    """What the board shows: at once, and whenever it is something else, as long as the actor is of the staff.

    Who takes it slowly gets the newest only. Raises NotSignedIn, or Interrupted.
    """
    if ctx.boards is None:
        raise RuntimeError("this context has no boards: only a server has people who watch")
    shown: Standings | None = None
    with ctx.boards.watched(asked) as board:
        while True:
            shown = await board.other_than(shown)
            await ctx.hub.turns.turn()
            await present_actor(ctx)
            yield shown
