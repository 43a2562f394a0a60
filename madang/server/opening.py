"""How a city is opened: its database, brought up to date, and the contexts that work on it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.errors import Conflict, Invalid, NotFound
from models import migrate
from models.base import Sessions
from models.engine import create_engine, read_sessions, write_sessions
from resolvers.context import Clock, Context, utc_now
from subscriptions.hub import Hub

UNREACHABLE = (OSError, DBAPIError, TimeoutError)


class Tables(Enum):
    """What is done about tables of an older version."""

    UPGRADE = auto()
    USUAL = auto()  # a SQLite file is ours alone: upgrade; PostgreSQL may serve others: refuse
    AS_THEY_ARE = auto()
    READY = auto()  # nothing is made or changed: refuse what is not up to date


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One database. Its hub is quiet: whoever serves follows the log with a running one."""

    engine: AsyncEngine
    reads: Sessions
    writes: Sessions

    def context(self, *, clock: Clock = utc_now) -> Context:
        """For acts of the system itself: nobody is signed in."""
        return Context(reads=self.reads, writes=self.writes, hub=Hub(self.writes), clock=clock)


@asynccontextmanager
async def opened(database_url: str, *, tables: Tables = Tables.USUAL) -> AsyncGenerator[City, None]:
    """The city in this database; a SQLite file is made where there is none.

    Raises Invalid for an address that is none, NotFound where nobody answers, Conflict for tables of
    another version.
    """
    engine = _engine(database_url, make=tables is not Tables.READY)
    try:
        await _reach(engine)
        if tables is not Tables.AS_THEY_ARE:
            usual = tables is Tables.USUAL and engine.dialect.name == "sqlite"
            await _prepare(engine, upgrade=tables is Tables.UPGRADE or usual)
        yield City(engine=engine, reads=read_sessions(engine), writes=write_sessions(engine))
    finally:
        await engine.dispose()


def shown(database_url: str) -> str:
    """The address without its password."""
    return make_url(database_url).render_as_string(hide_password=True)


def _engine(database_url: str, *, make: bool) -> AsyncEngine:
    try:
        url = make_url(database_url)
        engine = create_engine(url)
    except (ArgumentError, ValueError) as wrong:
        message = "MADANG_DATABASE_URL: sqlite:///파일 또는 postgresql://… 로 적어 주십시오."
        raise Invalid(message, field=("database_url",)) from wrong
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        if make:
            _make_folder(file)
        elif not file.is_file():
            message = f"데이터베이스 파일 {file}이(가) 없습니다. madang migrate를 먼저 실행하십시오."
            raise NotFound(message, field=("database_url",))
    return engine


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        message = f"폴더 {file.parent}을(를) 만들 수 없습니다: {failure.strerror}"
        raise Invalid(message, field=("database_url",)) from failure


async def _reach(engine: AsyncEngine) -> None:
    try:
        async with engine.connect():
            pass
    except UNREACHABLE as failure:
        where = engine.url.render_as_string(hide_password=True)
        message = f"데이터베이스 {where}에 연결할 수 없습니다: {_first_line(failure)}"
        raise NotFound(message, field=("database_url",)) from failure


async def _prepare(engine: AsyncEngine, *, upgrade: bool) -> None:
    missing = await (migrate.upgrade(engine) if upgrade else migrate.pending(engine))
    if missing and not upgrade:
        message = f"데이터베이스에 적용하지 않은 변경이 {len(missing)}개 있습니다."
        raise Conflict(f"{message} madang migrate를 먼저 실행하십시오.")


def _first_line(failure: BaseException) -> str:
    lines = str(getattr(failure, "orig", None) or failure).splitlines()
    return lines[0] if lines else type(failure).__name__
