"""What one stream was told beside what it should have been told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Self
from uuid import UUID

from benchmarks.soak.client import Heard, Stream
from benchmarks.soak.truth import Truth
from schema.identifiers import global_id
from schema.timeline import KINDS, NAMES
from subscriptions.events import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Positions. `twice`: also what was told before, as the cursor says.

    `altered`: told with another version, kind or request than the log has.
    """

    lost: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    out_of_order: tuple[int, ...] = ()
    leaked: tuple[int, ...] = ()
    altered: tuple[int, ...] = ()

    def __add__(self, other: Self) -> "Verdict":
        return Verdict(
            lost=self.lost + other.lost,
            twice=self.twice + other.twice,
            out_of_order=self.out_of_order + other.out_of_order,
            leaked=self.leaked + other.leaked,
            altered=self.altered + other.altered,
        )

    def __bool__(self) -> bool:
        """Whether anything was wrong."""
        return any((self.lost, self.twice, self.out_of_order, self.leaked, self.altered))


def judge(stream: Stream, person_id: UUID, truth: Truth) -> Verdict:
    told = [heard.position for heard in stream.heard]
    wanted = [record for record in truth.records.values() if _wanted(stream, record, truth)]
    may = {record.position for record in wanted if truth.may(person_id, record)}
    highest = list(accumulate(told, max))
    return Verdict(
        lost=tuple(missing(stream, person_id, truth)),
        twice=tuple(here for here, times in Counter(told).items() if times > 1 or here <= stream.start),
        out_of_order=tuple(here for here, before in zip(told[1:], highest, strict=False) if here < before),
        leaked=tuple(position for position in told if position not in may),
        altered=tuple(heard.position for heard in stream.heard if _altered(heard, person_id, truth)),
    )


def missing(stream: Stream, person_id: UUID, truth: Truth) -> Iterable[int]:
    """What must have been told, and was not (or not yet)."""
    told = {heard.position for heard in stream.heard}
    for record in truth.records.values():
        if record.position <= stream.start or record.position in told:
            continue
        if _wanted(stream, record, truth) and truth.must(person_id, record):
            yield record.position


def _wanted(stream: Stream, record: Record, truth: Truth) -> bool:
    return record.event.kind in KINDS and stream.follow.about(record, truth.asks)


def _altered(heard: Heard, person_id: UUID, truth: Truth) -> bool:
    record = truth.records.get(heard.position)
    if record is None:
        return True
    if (heard.version, heard.kind) != (record.version, NAMES[record.event.kind]):
        return True
    if heard.request is None:  # the right to see it went between the event and its selection
        return truth.must(person_id, record)
    return heard.request != global_id("Request", record.subject_id)
