"""Columns that are only shown become what each of their values would have become by itself."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Text, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine

from models import Employee, Request
from models.base import Instant
from schema import schema
from schema.documents import core_of
from schema.identifiers import column_writer_of, global_id
from schema.plans.leaves import as_told

NAMES = st.sampled_from(["Request", "Employee", "Comment", "NewsletterIssue"])  # of each length modulo 3


@given(NAMES, st.lists(st.uuids() | st.none()), st.booleans())
@example("Comment", [None], True)
def test_a_column_of_identifiers_is_written_as_each_alone(
    name: str, ids: list[UUID | None], dashes: bool
) -> None:
    told = [id and (str(id) if dashes else id.hex) for id in ids]
    assert column_writer_of(name)(told) == [id and global_id(name, id) for id in ids]


async def test_instants_are_shown_as_json_writes_them(engine: AsyncEngine) -> None:
    """Whatever zeros there are at the end of their fractions."""
    shown = as_told(core_of(schema).type_map["DateTime"], Request.updated_at)
    assert shown is not None
    assert shown.of_column is not None
    for microsecond in (0, 1, 10, 100_000, 120_000, 123_456, 999_999):
        instant = datetime(2014, 7, 1, 3, 0, 59, microsecond, tzinfo=UTC)
        given = literal(instant, Instant())
        if engine.dialect.name == "postgresql":
            async with engine.connect() as connection:
                told = orjson.loads(await connection.scalar(select(cast(func.to_json(given), Text))) or "")
        else:
            told = instant.isoformat()
        assert orjson.dumps(list(shown.of_column([told, None]))) == orjson.dumps([instant, None])


def test_what_is_no_column_of_its_kind_is_made_a_value() -> None:
    date, instant = (core_of(schema).type_map[name] for name in ("Date", "DateTime"))
    assert as_told(date, Request.updated_at) is None
    assert as_told(instant, Employee.left_on) is None
    assert as_told(date, Employee.left_on) is not None
