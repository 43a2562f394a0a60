"""The library in a file: processes that start take it from there, and from nothing that is not right."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.engine import create_engine, write_sessions
from resolvers.newsletters.search import library as shelves
from resolvers.newsletters.search import reading
from resolvers.newsletters.search.keeping import Keeping
from resolvers.newsletters.search.library import keep_in, keep_up, shelf_of
from tests.builders import City, context
from tests.conftest import share_compiled
from tests.newsletters.conftest import Press
from tests.newsletters.random_issues import made
from tests.newsletters.searching import FOUND, issue, keep
from tests.newsletters.test_search_secrecy import everything


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of all texts that are read and indexed, in files even of a few texts."""
    monkeypatch.setattr(shelves, "MANY", 0)
    numbers: list[int] = []
    with_texts = reading.with_texts

    async def counting(ctx: Any, library: Any, pages: Any, some: Any) -> Any:
        numbers.extend(some)
        return await with_texts(ctx, library, pages, some)

    monkeypatch.setattr(reading, "with_texts", counting)
    return numbers


Process = Callable[[], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def process(press: Press, database_url: str, folder: Path) -> Process:
    """Another process on the same database and folder."""

    @asynccontextmanager
    async def started() -> AsyncGenerator[Press]:
        engine = create_engine(database_url, durable=False)
        share_compiled(engine)
        city = City(write_sessions(engine), press.city.departments)
        keep_in(city.reads, folder)
        yield Press(city, press.people)
        await engine.dispose()

    return started


async def _filled(press: Press, seed: int = 0) -> list[Any]:
    """Answers from memory alone, before anything is kept."""
    rows = made(press, seed)
    await keep(press, *rows.seen, *rows.hidden)
    return await everything(press)


async def test_who_starts_later_reads_no_text_and_finds_the_same(
    press: Press, process: Process, read: list[int]
) -> None:
    expected = await _filled(press)
    del read[:]
    async with process() as first:
        assert await everything(first) == expected
    many = len(read)
    assert many == len(set(read)) > 20
    async with process() as second:
        assert await everything(second) == expected
    assert len(read) == many


async def test_what_came_went_and_changed_since_is_known(
    press: Press, process: Process, read: list[int]
) -> None:
    await _filled(press)
    async with process() as first:
        await everything(first)
    async with press.city.sessions() as session, session.begin():
        await session.execute(text("UPDATE newsletter_issues SET heading = '바뀐 은하수' WHERE number = 1"))
        await session.execute(text("UPDATE newsletter_issues SET state = 'DRAFT' WHERE number = 2"))
    expected, found = await everything(press), await press.ask(None, FOUND, query="은하수")
    del read[:]
    async with process() as second:
        assert await everything(second) == expected
        assert await second.ask(None, FOUND, query="은하수") == found
    assert found["newsletterSearch"]["totalCount"] > 0
    assert 0 < len(read) < 10


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _damaged(file: Path) -> None:
    """One bit in the middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _something_else(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" * 1000)


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("spoil", [_cut, _emptied, _damaged, _something_else, _a_folder])
async def test_a_file_that_is_torn_is_passed_over(
    press: Press, process: Process, read: list[int], folder: Path, spoil: Callable[[Path], None]
) -> None:
    expected = await _filled(press)
    async with process() as first:
        await everything(first)
    spoil(folder / "newsletters")
    many = len(read)
    async with process() as second:
        assert await everything(second) == expected
    assert len(read) > many


async def test_what_another_version_has_written_is_made_anew(
    press: Press, process: Process, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = await _filled(press)
    async with process() as first:
        await everything(first)
    monkeypatch.setattr("resolvers.newsletters.search.keeping.recipe", lambda: b"2" * 32)
    many = len(read)
    async with process() as second:
        assert await everything(second) == expected
    assert len(read) > many


async def test_the_same_numbers_of_another_database_are_not_taken_for_these_texts(
    press: Press, process: Process, read: list[int]
) -> None:
    """As after a backup was put back: numbers come again, for other texts."""
    await _filled(press)
    async with process() as first:
        await everything(first)
    async with press.city.sessions() as session, session.begin():
        await session.execute(text("UPDATE newsletter_texts SET mark = mark - 1"))
    expected = await everything(press)
    many = len(read)
    async with process() as second:
        assert await everything(second) == expected
    assert len(read) > many


async def test_the_file_follows_and_forgets_what_is_out_no_more(
    press: Press, process: Process, folder: Path
) -> None:
    rows = made(press, 0)
    await keep(press, *rows.seen)
    title: Any = rows.seen[0]
    async with process() as first:
        ctx = await context(first.city, None)
        await keep_up(ctx)
        one = issue(press, title, 99, ("은하수로 가는 길", "은하수", "2014-10-10"))
        await keep(press, one)
        await keep_up(ctx)
        assert "은하수로가는길" in _kept(folder)
        async with press.city.sessions() as session, session.begin():
            await session.execute(text("UPDATE newsletter_issues SET state = 'DRAFT' WHERE number = 99"))
        await keep_up(ctx)
        assert "은하수" not in _kept(folder)
        assert len(shelf_of(ctx.reads).current) == len(Keeping(folder).numbers())


def _kept(folder: Path) -> str:
    return (folder / "newsletters").read_bytes().decode("utf-16-le", "replace")


async def test_only_the_owner_reads_it_and_one_at_a_time_writes_it(
    press: Press, process: Process, folder: Path
) -> None:
    await _filled(press)
    keeping = Keeping(folder)
    async with keeping.turn() as mine, Keeping(folder).turn(patience=0.3) as others:
        assert (mine, others) == (True, False)
        async with process() as other:  # it waits a while, and leaves writing to whoever has the turn
            waiting: Any = shelf_of((await context(other.city, None)).reads).keeping
            waiting.turn = lambda: Keeping(folder).turn(patience=0.1)
            assert (await other.ask(None, FOUND, query=""))["newsletterSearch"]["totalCount"] > 0
        assert not (folder / "newsletters").exists()
    async with process() as first:
        await everything(first)
    assert (folder / "newsletters").stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(folder)) == ["lock", "newsletters"]


async def test_on_a_full_disk_it_works_without(
    press: Press, process: Process, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = await _filled(press)

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("resolvers.newsletters.search.keeping.arrays.write", full)
    async with process() as first:
        await keep_up(await context(first.city, None))
        assert await everything(first) == expected
    assert os.listdir(folder) == ["lock"]


async def test_without_a_folder_it_works_without(press: Press, process: Process, folder: Path) -> None:
    expected = await _filled(press)
    folder.write_text("a file")  # noqa: ASYNC240
    async with process() as first:
        await keep_up(await context(first.city, None))
        assert await everything(first) == expected
