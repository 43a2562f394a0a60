"""The chart of the sample city and the people in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib.resources import files

from sqlalchemy import exists, select

from madang.files.tables import read_table
from madang.rules import chart_file, people_file
from madang.rules.calendar import SEOUL
from models import Department
from resolvers.chart import import_chart
from resolvers.context import Context
from resolvers.people_import import import_people

FOLDER = files(__package__ or "")
CHART = FOLDER / "chart.csv"
PEOPLE = FOLDER / "people.csv"
OPENING = date(2014, 7, 1)  # the day the real board opened


async def is_empty(ctx: Context) -> bool:
    """Whether there is no department yet, so that a sample would stand alone."""
    async with ctx.reads() as session:
        return not await session.scalar(select(exists().where(Department.id.is_not(None))))


async def found(ctx: Context, *, on: date = OPENING) -> None:
    """Fill an empty city with the sample's departments and people, as of a morning. Twice is once."""
    morning = datetime.combine(on, time(9), SEOUL).astimezone(UTC)
    then = replace(ctx, clock=lambda: morning)
    departments = read_table(CHART.read_bytes(), required=chart_file.REQUIRED, optional=chart_file.OPTIONAL)
    await import_chart(then, departments, on=on, sample=True)
    people = read_table(PEOPLE.read_bytes(), required=people_file.REQUIRED, optional=people_file.OPTIONAL)
    await import_people(then, people, on=on, sample=True)
