"""A city's chart to reorganise, and a clock that the test moves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from madang.rules.calendar import SEOUL
from models.base import Sessions
from models.engine import engine_of, read_sessions
from resolvers.chart import ChartImport, import_chart
from resolvers.context import Context
from subscriptions.hub import Hub
from tests.people.files import chart_lines


@dataclass(slots=True)
class Clock:
    """Noon in Seoul on a day that the test chooses."""

    day: date = date(2014, 7, 1)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(12), SEOUL).astimezone(UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def system(sessions: Sessions, clock: Clock) -> Context:
    """The command line's context: nobody is signed in."""
    return Context(reads=read_sessions(engine_of(sessions)), writes=sessions, hub=Hub(sessions), clock=clock)


CITY = (
    "T,도시교통본부,본청,",
    "T-1,버스정책과,본청,T",
    "T-2,택시물류과,본청,T",
    "I,정보기획단,본청,",
    "I-1,통계데이터담당관,본청,I",
    "G,서대문구,자치구,",
)


@pytest.fixture
async def city(system: Context) -> ChartImport:
    """The chart of 1 July 2014."""
    return await import_chart(system, chart_lines(*CITY), on=date(2014, 7, 1))
