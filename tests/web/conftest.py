"""What the tests of the kit share: it is installed and compiled once a run, and follows a real city."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.cities import served, settings, settle_people
from tests.conftest import sqlite_url
from tests.web.kit import Kit, installed
from tests.web.pages import City


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    if sys.platform == "win32" or os.environ.get("MADANG_SKIP_WEB"):
        pytest.skip("the web pages are left out")
    return installed(tmp_path_factory.mktemp("kit"))


@pytest.fixture(params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[City]:
    """A process on a file, or on PostgreSQL and Valkey."""
    if request.param == "sqlite":
        database, redis_url = sqlite_url(tmp_path / "city.db"), None
    else:
        database, redis_url = request.getfixturevalue("empty_postgres"), request.getfixturevalue("redis_url")
    assert isinstance(database, URL)
    database_url = database.render_as_string(hide_password=False)
    asyncio.run(settle_people(database_url))
    environment = settings(database_url, tmp_path, redis_url)
    with served(environment) as process:
        process.wait_until_ready()
        yield City(environment, [process])
