"""A city's settings, with the sample's chart and people in its database."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.cities import settings, settle_people


@pytest.fixture
def environment(empty_postgres: URL, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a city, with the sample's chart and people in its database."""
    database_url = empty_postgres.render_as_string(hide_password=False)
    asyncio.run(settle_people(database_url))
    return settings(database_url, tmp_path, redis_url)


@pytest.fixture
def embedded_environment(tmp_path: Path) -> dict[str, str]:
    """The same people in one process, on SQLite."""
    database_url = f"sqlite:///{tmp_path / 'madang.db'}"
    asyncio.run(settle_people(database_url))
    return settings(database_url, tmp_path)
