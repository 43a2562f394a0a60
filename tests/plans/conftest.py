"""The sample city with its past, filled once for all who only read it."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.conftest import database_beside, sqlite_url
from tests.plans.city import fill


@pytest.fixture(scope="session")
def sample_in_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> URL:
    path = tmp_path_factory.mktemp("sample") / "madang.db"
    shutil.copy(sqlite_template, path)
    asyncio.run(fill(sqlite_url(path)))
    return sqlite_url(path)


@pytest.fixture(scope="session")
def sample_in_postgres(postgres_template: URL) -> Iterator[URL]:
    with database_beside(postgres_template) as url:
        asyncio.run(fill(url))
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def sample_url(request: pytest.FixtureRequest) -> str:
    """On each engine. Nobody changes it."""
    fixture = {"sqlite": "sample_in_sqlite", "postgresql": "sample_in_postgres"}[request.param]
    url: URL = request.getfixturevalue(fixture)
    return url.render_as_string(hide_password=False)
