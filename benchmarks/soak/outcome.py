"""What came of a soak, and how it is told."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from benchmarks.soak.client import FINAL
from benchmarks.soak.crowd import Crowd
from benchmarks.soak.stage import Stage
from benchmarks.soak.truth import Truth
from benchmarks.soak.verdict import Verdict, judge
from madang.rules.calendar import seoul_day
from models import Request
from resolvers.access import seen
from resolvers.people import actor_for


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds until a new event had come to all clients: since the fault began, and since it was over."""

    fault: str
    meanwhile: float | None
    after: float

    @property
    def is_finite(self) -> bool:
        """Whether everybody has heard."""
        return math.isfinite(self.after) and math.isfinite(self.meanwhile or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`snapshots`: streams that were told to begin anew; those that had lost their place are `expected`.

    `codes`: with which servers closed, 1006 where there was no farewell. `refusals`: of operations.
    """

    clients: int
    streams: int
    deliveries: int
    sessions: int
    resumes: int
    snapshots: int
    expected: int
    codes: Counter[int]
    refusals: Counter[str]

    @classmethod
    def of(cls, crowd: Crowd) -> Self:
        streams = [stream for client in crowd.clients for stream in client.streams]
        return cls(
            clients=len(crowd.clients),
            streams=len(streams),
            deliveries=sum(len(stream.heard) for stream in streams),
            sessions=sum(client.sessions for client in crowd.clients),
            resumes=sum(client.resumes for client in crowd.clients),
            snapshots=sum(stream.snapshots for stream in streams),
            expected=sum(listener.lost_place for listener in crowd.listeners),
            codes=sum((client.codes for client in crowd.clients), Counter[int]()),
            refusals=sum((stream.refusals for stream in streams), Counter[str]()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`flaws`: of the log itself, and where our own rules do not say what the product's say."""

    verdict: Verdict
    flaws: Sequence[str]
    events: int
    held: int
    moved: int
    cuts: Counter[str]
    timings: Sequence[Timing]
    clients: Tally

    @property
    def problems(self) -> list[str]:
        """Empty when every promise was kept."""
        return list(self._problems())

    def _problems(self) -> Iterator[str]:
        yield from self.flaws
        for name in Verdict.__slots__:
            if positions := getattr(self.verdict, name):
                yield f"{name}: {len(positions)}, first at {sorted(positions)[:5]}"
        if self.clients.snapshots != self.clients.expected:
            yield f"snapshots: {self.clients.snapshots} instead of {self.clients.expected}"
        if final := FINAL & self.clients.codes.keys():
            yield f"clients were sent away for good: {sorted(final)}"
        for timing in self.timings:
            if not timing.is_finite:
                yield f"{timing.fault}: not everybody heard of what happened then"


def judged(crowd: Crowd, truth: Truth) -> Verdict:
    verdict = Verdict()
    for listener in crowd.listeners:
        for stream in listener.client.streams:
            verdict += judge(stream, listener.person.id, truth)
    return verdict


async def disagreements(stage: Stage, truth: Truth) -> list[str]:
    """People who, in the end, see other requests by the product's rules than by ours."""
    ctx = stage.city.context()
    found: list[str] = []
    async with ctx.reads() as session:
        for person in stage.cast.people:
            actor = await actor_for(session, person.number, today=seoul_day(ctx.clock()))
            theirs = set(await session.scalars(select(Request.id).where(seen(Request, actor))))
            ours = {id for id in truth.requests if truth.sees_at_last(person.id, id)}
            if theirs != ours:
                found.append(f"{person.number} sees {len(theirs)} requests, by our rules {len(ours)}")
    return found


def table(outcome: Outcome) -> str:
    """Markdown."""
    clients, verdict = outcome.clients, outcome.verdict
    figures = {
        "events": outcome.events,
        "of slow transactions": outcome.held,
        "people moved": outcome.moved,
        "clients": clients.clients,
        "streams": clients.streams,
        "deliveries": clients.deliveries,
        "cuts": f"{outcome.cuts.total()} ({_counted(outcome.cuts)})",
        "sessions": clients.sessions,
        "resumed streams": clients.resumes,
        "snapshot required (expected)": f"{clients.snapshots} ({clients.expected})",
        "close codes": _counted(clients.codes),
        "refused operations": _counted(clients.refusals) or "none",
        **{name.replace("_", " "): len(getattr(verdict, name)) for name in Verdict.__slots__},
    }
    lines = ["| | |", "|---|--:|", *(f"| {name} | {value} |" for name, value in figures.items())]
    lines += ["", "| fault | times | to all, since it began (worst) | since it was over (worst) |"]
    lines += ["|---|--:|--:|--:|", *_timing_rows(outcome.timings)]
    return "\n".join(lines)


def _timing_rows(timings: Sequence[Timing]) -> Iterator[str]:
    for name in dict.fromkeys(timing.fault for timing in timings):
        these = [timing for timing in timings if timing.fault == name]
        meanwhile = [timing.meanwhile for timing in these if timing.meanwhile is not None]
        shown = f"{max(meanwhile):.2f} s" if meanwhile else "–"
        yield f"| {name} | {len(these)} | {shown} | {max(timing.after for timing in these):.2f} s |"


def _counted(counter: Counter[str] | Counter[int]) -> str:
    return ", ".join(
        f"{name} {times}" for name, times in sorted(counter.items(), key=lambda one: str(one[0]))
    )
