"""One Chromium and one sample city for all modules, and visits that end without a complaint.

Playwright's objects live on one event loop: modules here say `asyncio(loop_scope="session")`.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect
from redis import Redis
from sqlalchemy import URL

from tests.browser.city import City
from tests.browser.home import Home
from tests.browser.tie import thank_equally
from tests.browser.visiting import PATIENCE, Visits
from tests.cities import open_settings, settle_sample
from tests.conftest import database_beside

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """The machine's own; Playwright's download is never asked for."""
    if os.environ.get("MADANG_SKIP_WEB"):
        pytest.skip("the web pages are left out")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    return found or pytest.skip("there is no chromium on this machine")


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Without its sandbox, which root cannot have: it sees no pages but ours."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
        expect.set_options(timeout=PATIENCE)
        yield browser
        await browser.close()


@pytest.fixture(scope="package")
def home_of_all() -> Iterator[Home]:
    with Home() as home:
        yield home


@pytest.fixture
def home(home_of_all: Home) -> Home:
    """A site that the city may look at."""
    return home_of_all


@pytest.fixture(scope="package")
def city_of_all(
    chromium: str,
    postgres_template: URL,
    redis_for_all: str,
    home_of_all: Home,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[City]:
    """Gone before tests of other folders begin, who empty its Redis."""
    with Redis.from_url(redis_for_all) as redis:
        redis.flushdb()
    with database_beside(postgres_template, empty=True) as url:
        folder, address = tmp_path_factory.mktemp("city"), url.render_as_string(hide_password=False)
        asyncio.run(settle_sample(address, before=thank_equally))
        settings = open_settings(address, folder, redis_for_all) | home_of_all.settings
        city = City(settings, folder / "log")
        yield city
        city.stop()


@pytest.fixture
def city(city_of_all: City) -> Iterator[City]:
    """What was done in it stays for the next test; its first process answers again."""
    yield city_of_all
    city_of_all.revive()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(
    browser: Browser, city: City, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Visits]:
    """`await visit("demo-clerk")` is a page; see Visits. A failed test leaves pictures in `tmp_path`."""
    visits = Visits(browser, city)
    yield visits
    if request.node.stash.get(FAILED, False):
        await visits.photograph(tmp_path)
    complaints = visits.complaints
    await visits.end()
    if complaints:
        pytest.fail("\n".join(complaints))
