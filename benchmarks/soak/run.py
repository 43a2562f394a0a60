"""The soak itself: all write and follow, one fault comes after the other, and in the end the log is asked."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import httpx2
from sqlalchemy import delete

from benchmarks.soak.city import WORKER
from benchmarks.soak.crowd import Crowd, gathered
from benchmarks.soak.faults import Fault, Scene
from benchmarks.soak.outcome import Outcome, Tally, Timing, disagreements, judged
from benchmarks.soak.stage import Stage, staged
from benchmarks.soak.truth import Truth, flaws_of_log
from benchmarks.soak.verdict import missing
from benchmarks.soak.writing import PATIENCE, Case, Desk, Writers
from models.events import EventPosition
from subscriptions.cursor import Cursor

CURSOR = "{ liveCursor }"
GONE = 20  # positions, all of them of the chart: taken out of the log, as a city may after years


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`seconds`: how long faults follow each other; each happens once at least. `calm`: between two."""

    events: int
    clients: int
    seconds: float
    faults: Sequence[Fault]
    departments: int = 8
    cases: int = 40
    writers: int = 6
    rate: float = 11  # acts a second, of all writers; most write one line
    holders: int = 2
    longest: float = 5.0  # seconds a transaction is held open
    moving: float = 8.0  # seconds from one move to the next
    cutting: float = 0.7  # seconds from one cut to the next
    calm: float = 2.0
    settling: float = 30.0  # seconds for the last events to arrive
    seed: int = 1


async def soak(plan: Plan, folder: Path) -> Outcome:
    """`folder` takes what the servers print."""
    luck = Random(plan.seed)
    async with (
        staged(folder, departments=plan.departments) as stage,
        httpx2.AsyncClient(timeout=PATIENCE) as http,
    ):
        writers = await _settled(Desk(stage, luck, http), plan)
        after = await asyncio.to_thread(stage.servers[0].ask, stage.cast.administrator.number, CURSOR)
        crowd = gathered(
            stage, writers.everything, writers.square, after["liveCursor"], clients=plan.clients, luck=luck
        )
        run = Run(plan, stage, crowd, writers)
        async with _going_on(*(client.run() for client in crowd.clients), crowd.come_back()):
            await crowd.until_connected()
            await run.warm_up()
            async with _going_on(*run.works()):
                await run.go_through()
            return await run.judge(Cursor.decode(after["liveCursor"]).position)


@dataclass(slots=True)
class Run:
    plan: Plan
    stage: Stage
    crowd: Crowd
    writers: Writers
    cuts: Counter[str] = field(default_factory=Counter[str])
    timings: list[Timing] = field(default_factory=list[Timing])

    def works(self) -> Iterator[Coroutine[Any, Any, None]]:
        plan = self.plan
        yield from (self.writers.write(every=plan.writers / plan.rate) for _ in range(plan.writers))
        yield from (self.writers.hold(longest=plan.longest) for _ in range(plan.holders))
        yield self.writers.move_people(every=plan.moving)
        yield self.crowd.be_cut(self.cuts, every=plan.cutting)

    async def warm_up(self) -> None:
        """Until everybody has heard of something: beginning is not what is measured."""
        await self._told_all(time.monotonic())

    async def go_through(self) -> None:
        """All faults once, and again until the time is over and enough has happened.

        It ends early when somebody was not told of something: waiting longer would tell nothing more.
        """
        begun, head = time.monotonic(), await self.stage.head()
        for number, fault in enumerate(cycle(self.plan.faults)):
            if number >= len(self.plan.faults) and time.monotonic() - begun > self.plan.seconds:
                break
            await self._suffer(fault)
            if not self.timings[-1].is_finite:
                return
        while await self.stage.head() - head < self.plan.events:  # noqa: ASYNC110
            await asyncio.sleep(0.25)

    async def judge(self, start: int) -> Outcome:
        """Everybody gets some time to hear of the last events, and a moment for what must not come."""
        deadline = time.monotonic() + self.plan.settling
        while time.monotonic() < deadline and self._still_missing(await self._truth()):  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        await asyncio.sleep(1)
        return Outcome(
            verdict=judged(self.crowd, truth := await self._truth()),
            flaws=[*flaws_of_log(list(truth.records.values())), *await disagreements(self.stage, truth)],
            events=sum(position > start for position in truth.records),
            held=self.writers.slow,
            moved=self.writers.moved,
            cuts=self.cuts,
            timings=self.timings,
            clients=Tally.of(self.crowd),
        )

    async def _suffer(self, fault: Fault) -> None:
        await asyncio.sleep(self.plan.calm)
        scene = Scene(self.stage, self.crowd, self.cuts, self.writers.luck)
        async with fault.happen(scene):
            begun = time.monotonic()
            meanwhile = await self._told_all(begun) if fault.passable else None
            await asyncio.sleep(max(0, begun + fault.lasts - time.monotonic()))
        self.timings.append(Timing(fault.name, meanwhile, await self._told_all(time.monotonic())))

    async def _told_all(self, since: float) -> float:
        """Seconds until an event that happens now has come to all clients."""
        version = None
        while version is None:
            version = await self.writers.desk.comment(self.stage.cast.administrator, self.crowd.square)
        try:
            return await self.crowd.heard(version) - since
        except TimeoutError:
            return math.inf

    async def _truth(self) -> Truth:
        return Truth(await self.stage.lines(after=GONE), self.stage.cast.people)

    def _still_missing(self, truth: Truth) -> bool:
        return any(
            any(missing(stream, listener.person.id, truth))
            for listener in self.crowd.listeners
            for stream in listener.client.streams
        )


@asynccontextmanager
async def _going_on(*works: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Side by side, as long as we are inside; if one fails, everything ends."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()


async def _settled(desk: Desk, plan: Plan) -> Writers:
    """Requests in all departments, and a log that does not begin at its beginning."""
    stage = desk.stage
    offices = list(stage.cast.offices.values())

    async def opened(number: int, *, asking: int, restricted: bool) -> Case:
        partners = [offices[(asking + 1 + number % 2) % len(offices)]]
        case = await desk.open_case(offices[asking][WORKER], partners, restricted=restricted)
        assert case is not None
        return case

    cases = [
        await opened(
            number, asking=number % len(offices), restricted=number < len(offices) or number % 3 == 0
        )
        for number in range(plan.cases)
    ]
    swinging = [await opened(number, asking=number, restricted=False) for number in range(2)]
    square, *held = [await opened(number, asking=0, restricted=number == 2) for number in range(4)]
    async with stage.city.writes.begin() as session:
        await session.execute(delete(EventPosition).where(EventPosition.position <= GONE))
    return Writers(
        desk=desk, cast=stage.cast, luck=desk.luck, cases=cases, swinging=swinging, held=held, square=square
    )
