"""Is everything as a running city needs it? Each finding says what to do."""

import asyncio
import os
import resource
import shutil
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from uuid import uuid4

from redis import RedisError
from redis.asyncio import Redis
from sqlalchemy import exists, func, select, text

from madang.errors import Refused
from madang.server.mail import SmtpCarrier, server_of
from madang.server.opening import City, Tables, opened, shown
from madang.server.settings import Settings
from models import Department
from models.events import EventLine, UnnumberedEvent
from models.migrate import pending
from resolvers.newsletters.mail.standing import outbox_stands
from subscriptions import log
from subscriptions.standing import is_led

FEWEST_FILES = 4096  # one socket is one file
LEAST_SPACE = 1024**3  # bytes
MOST_SKEW = 2.0  # seconds
LONGEST_WAIT = timedelta(seconds=10)
TAKEOVER, TAKEOVER_LOOK = 2.5, 0.25  # seconds; a process takes over from one that died in less
REDIS_PATIENCE = 3.0  # seconds
MAIL_PATIENCE = 5.0  # seconds
LATEST_MAIL = timedelta(hours=1)
OLDEST_POSTGRESQL = 14


class Health(Enum):
    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    health: Health
    says: str
    advice: str = ""


async def examine(settings: Settings) -> AsyncGenerator[Finding, None]:
    """Every finding as soon as it is known; what depends on a broken part is left out."""
    database_url = settings.database
    try:
        async with (
            opened(database_url, tables=Tables.AS_THEY_ARE) as city,
            aclosing(_in_city(city)) as findings,
        ):
            async for finding in findings:
                yield finding
    except Refused as refusal:
        yield Finding("데이터베이스", Health.BAD, str(refusal), "주소와 서버가 켜져 있는지 확인하십시오.")
    embedded = database_url.startswith("sqlite")
    yield await _redis(settings.redis_url, city_mode=not embedded)
    yield await mail_server(settings)
    yield _secret(settings, city_mode=not embedded)
    yield _open_files()
    yield _disk(Path(shown(database_url).partition(":///")[2]).parent if embedded else settings.data)


async def _in_city(city: City) -> AsyncGenerator[Finding, None]:
    yield await _version(city)
    yield await _clock(city)
    try:
        missing = await pending(city.engine)
    except Refused as refusal:
        yield Finding("표", Health.BAD, str(refusal))
        return
    if missing:
        says = f"적용하지 않은 변경이 {len(missing)}개 있습니다."
        yield Finding("표", Health.BAD, says, "madang migrate를 실행하십시오.")
        return
    yield Finding("표", Health.GOOD, "최신입니다.")
    yield await _sample(city)
    yield await sequencer(city)
    yield await numbering(city)
    yield await outbox(city)


async def _version(city: City) -> Finding:
    where = city.engine.url.render_as_string(hide_password=True)
    async with city.reads() as session:
        if city.engine.dialect.name == "sqlite":
            version = await session.scalar(text("SELECT sqlite_version()"))
            return Finding("데이터베이스", Health.GOOD, f"SQLite {version}, {where}")
        version = str(await session.scalar(text("SHOW server_version")))
    if int(version.partition(".")[0]) < OLDEST_POSTGRESQL:
        advice = f"PostgreSQL {OLDEST_POSTGRESQL} 이상으로 올리십시오."
        return Finding("데이터베이스", Health.BAD, f"PostgreSQL {version}은 너무 오래되었습니다.", advice)
    return Finding("데이터베이스", Health.GOOD, f"PostgreSQL {version}, {where}")


async def _clock(city: City) -> Finding:
    if city.engine.dialect.name == "sqlite":
        return Finding("시계", Health.GOOD, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
    async with city.reads() as session:
        theirs = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    skew = abs((datetime.now(UTC) - theirs).total_seconds())
    if skew > MOST_SKEW:
        advice = "두 기계의 시각 동기화(NTP)를 확인하십시오. 마감과 평가 기한이 어긋납니다."
        return Finding("시계", Health.BAD, f"데이터베이스와 {skew:.1f}초 다릅니다.", advice)
    return Finding("시계", Health.GOOD, f"데이터베이스와 {skew:.1f}초 차이")


async def _sample(city: City) -> Finding:
    async with city.reads() as session:
        sample = await session.scalar(select(exists().where(Department.is_sample)))
        real = await session.scalar(select(exists().where(~Department.is_sample)))
    if sample and (real or city.engine.dialect.name != "sqlite"):
        advice = "실제로 쓸 데이터베이스라면 빈 데이터베이스에서 다시 시작하십시오."
        return Finding("자료", Health.DOUBTFUL, "예시 자료가 들어 있습니다.", advice)
    if not sample and not real:
        advice = "madang org import 조직도.csv로 조직도를 가져오십시오."
        return Finding("자료", Health.DOUBTFUL, "조직도가 비어 있습니다.", advice)
    return Finding("자료", Health.GOOD, "예시 도시입니다." if sample else "조직도가 있습니다.")


async def sequencer(city: City) -> Finding:
    """On PostgreSQL one of the servers holds a lease on numbering the log, and renews it twice a second."""
    if city.engine.dialect.name == "sqlite":
        return Finding("번호 매기기", Health.GOOD, "사건을 적을 때 함께 매깁니다.")
    for _ in range(int(TAKEOVER / TAKEOVER_LOOK)):
        if await _is_led(city):
            return Finding("번호 매기기", Health.GOOD, "한 서버가 맡고 있습니다.")
        await asyncio.sleep(TAKEOVER_LOOK)
    advice = "madang serve를 켜십시오. 켜져 있다면 그 출력에서 sequencer를 찾아보십시오."
    return Finding("번호 매기기", Health.DOUBTFUL, "번호를 매기는 서버가 없습니다.", advice)


async def _is_led(city: City) -> bool:
    async with city.reads() as session:
        return await is_led(session)


async def numbering(city: City) -> Finding:
    """On PostgreSQL a server gives events their positions; without one, nobody hears of them."""
    late = datetime.now(UTC) - LONGEST_WAIT
    waiting = (
        select(func.count())
        .select_from(UnnumberedEvent)
        .join(EventLine, EventLine.id == UnnumberedEvent.event_id)
        .where(EventLine.occurred_at < late)
    )
    async with city.reads() as session:
        count = await session.scalar(waiting) or 0
        position = await log.head(session)
    if count:
        advice = "madang serve가 켜져 있어야 번호를 받고 실시간으로 알려집니다."
        return Finding("사건 기록", Health.DOUBTFUL, f"번호를 기다리는 사건이 {count:,}개 있습니다.", advice)
    return Finding("사건 기록", Health.GOOD, f"{position:,}번까지 있습니다.")


async def _redis(redis_url: str | None, *, city_mode: bool) -> Finding:
    if redis_url is None:
        if not city_mode:
            return Finding("Redis", Health.GOOD, "쓰지 않습니다(한 프로세스).")
        advice = "프로세스가 여럿이면 MADANG_REDIS_URL을 적으십시오. 없으면 실시간 알림이 1~2초 늦습니다."
        return Finding("Redis", Health.DOUBTFUL, "설정하지 않았습니다.", advice)
    try:
        async with _client(redis_url) as redis:
            version = (await redis.info("server"))["redis_version"]
    except (RedisError, OSError, ValueError) as failure:
        advice = "주소와 서버가 켜져 있는지 확인하십시오. 그동안 실시간 알림은 1~2초 늦습니다."
        return Finding("Redis", Health.BAD, f"연결할 수 없습니다: {failure}", advice)
    try:
        async with _client(redis_url) as redis:
            taken = await _echo(redis)
    except (RedisError, OSError) as failure:
        advice = "이 사용자가 madang으로 시작하는 채널을 쓰고 들을 수 있어야 합니다(ACL의 &madang*)."
        says = f"보낸 것이 돌아오지 않습니다: {failure or '답이 없습니다.'}"
        return Finding("Redis", Health.BAD, says, advice)
    return Finding("Redis", Health.GOOD, f"{version}, 왕복 {taken * 1000:.1f} ms")


async def mail_server(settings: Settings) -> Finding:
    """Whether it lets us in. Nothing is sent."""
    if settings.smtp_host is None:
        says = "보내지 않습니다. 메일 구독도 받지 않습니다."
        return Finding("메일", Health.GOOD, f"{says} 보내려면 MADANG_SMTP_HOST를 적으십시오.")
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    carrier = SmtpCarrier(server_of(settings, patience=MAIL_PATIENCE))
    failure = await carrier.greets()
    if failure is None:
        return Finding("메일", Health.GOOD, f"{where}에 들어갈 수 있습니다.")
    advice = "주소, 암호화(MADANG_SMTP_TLS), 이름과 비밀번호를 확인하십시오. 그동안 메일은 기다립니다."
    return Finding("메일", Health.BAD, f"{where}에 들어갈 수 없습니다: {failure}", advice)


async def outbox(city: City) -> Finding:
    """What waits, and what has failed."""
    stands = await outbox_stands(city.context())
    told = " · ".join(f"{state.label} {count:,}" for state, count in stands.mails.items() if count)
    late = stands.late_by > LATEST_MAIL
    advice = (
        "madang serve와 메일 서버가 켜져 있는지 확인하십시오. madang newsletters mail status" if late else ""
    )
    says = f"구독 {stands.subscribers:,}" + (f" · {told}" if told else "")
    return Finding("보낼 메일", Health.DOUBTFUL if late else Health.GOOD, says, advice)


def _client(redis_url: str) -> Redis:
    return Redis.from_url(redis_url, socket_timeout=REDIS_PATIENCE, socket_connect_timeout=REDIS_PATIENCE)


async def _echo(redis: Redis) -> float:
    """Seconds from publishing to hearing it: what servers tell each other takes this way."""
    channel = f"madang:{uuid4()}"
    async with redis.pubsub() as listener, asyncio.timeout(REDIS_PATIENCE):
        await listener.subscribe(channel)
        await listener.get_message(timeout=None)  # it is confirmed
        began = time.perf_counter()
        await redis.publish(channel, b"echo")
        await listener.get_message(timeout=None)
        return time.perf_counter() - began


def _secret(settings: Settings, *, city_mode: bool) -> Finding:
    if settings.secret is None and city_mode:
        advice = "MADANG_SECRET에 32자 이상을 적으십시오. 기계마다 다르면 로그인이 풀립니다."
        return Finding("비밀 열쇠", Health.DOUBTFUL, "자료 폴더에 있는 것을 씁니다.", advice)
    says = "자료 폴더에 둡니다." if settings.secret is None else "설정했습니다."
    return Finding("비밀 열쇠", Health.GOOD, says)


def _open_files() -> Finding:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed < FEWEST_FILES:
        more = min(most, 65536) if most > 0 else 65536
        advice = f"접속 하나가 파일 하나입니다. ulimit -n {more} 뒤에 다시 시작하십시오."
        return Finding("열 수 있는 파일", Health.DOUBTFUL, f"{allowed}개뿐입니다.", advice)
    return Finding("열 수 있는 파일", Health.GOOD, f"{allowed}개")


def _disk(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as failure:
        return Finding("디스크", Health.BAD, f"{folder}: {failure.strerror}", "폴더를 확인하십시오.")
    if free < LEAST_SPACE:
        advice = "자리를 비우거나 다른 디스크를 쓰십시오."
        return Finding("디스크", Health.BAD, f"{folder}에 {free / 1024**2:.0f} MiB만 남았습니다.", advice)
    if not os.access(folder, os.W_OK):
        return Finding("디스크", Health.BAD, f"{folder}에 쓸 수 없습니다.", "폴더의 권한을 확인하십시오.")
    return Finding("디스크", Health.GOOD, f"{folder}에 {free / 1024**3:.0f} GiB 남음")
